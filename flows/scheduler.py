"""``lumbung schedule``: starts Prefect's server and the runner, watches both, and ends them in order.

This process imports no Prefect and stays small. Its children (flows/prefect_process.py, flows/serving.py) and theirs
are tied to it: whatever ends it, SIGKILL included, ends them.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType
from typing import Any

from flows.prefect_claim import claim_for_schedule
from flows.prefect_process import WITH_PAGES, PrefectServerError, start, stop, wait_until_up
from flows.prefect_server import variables_for
from flows.settings import Settings, environment
from sources.errors import TransientError, UsageError
from sources.home import Home

WATCH_SECONDS = 0.2
RUNNER_STOP_SECONDS = 40
"""Prefect gives a flow run 30 s to end when it is cancelled."""

MOST_DEATHS, WITHIN_SECONDS = 3, 600.0
"""A child that dies more often than this is not started again."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deployment as people are told of it.

    Attributes:
        every: Seconds between two runs; or ``cron``; neither: when ordered.
        next: When it runs next, aware.
    """

    name: str
    every: int | None
    cron: str | None
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told what happens.

    Attributes:
        say: A remark, while things start, break and stop.
        serving: Everything is up: the address of Prefect's pages, and what is due when.
    """

    say: Callable[[str], None]
    serving: Callable[[str, Sequence[Due]], None]


class _StopAsked(BaseException):
    """SIGINT, SIGTERM or SIGHUP came."""


def run_schedule(settings: Settings, places: Sequence[str], watcher: Watcher) -> None:
    """Serve the deployments until told to stop (SIGINT, SIGTERM, SIGHUP; a second one does not wait).

    Args:
        settings: Of the instance.
        places: Where files come from; none: those of the settings.
        watcher: Is told where the pages are and what happens.

    Raises:
        UsageError: the port is in use, another schedule is up, or a time of the settings cannot be understood.
        TransientError: the server or the runner did not start, or died too often.
    """
    home = Home(settings.home).prepare()
    with _stop_on_signals(), ExitStack() as stack:
        try:
            _run(settings, home, places, watcher, stack)
        except _StopAsked:
            watcher.say("Stopping …")


def _run(settings: Settings, home: Home, places: Sequence[str], watcher: Watcher, stack: ExitStack) -> None:
    children: list[_Child] = []
    url = settings.prefect_api_url
    if url is None:
        listener = stack.enter_context(_listen(settings.prefect_port))
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}/api"
        stack.enter_context(claim_for_schedule(settings.prefect_folder, url, watcher.say))
        stack.enter_context(environment(_always(settings, home, url), defaults=_unless_told(settings, url)))
        log = home.logs / "prefect-server.log"
        server = _Child("Prefect's server", lambda: start(listener, log=log, kind=WITH_PAGES), f"its log: {log}")
        stack.callback(server.stop)
        children.append(server)
        watcher.say("Starting Prefect's server …")
        wait_until_up(port, log=log)
    else:
        stack.enter_context(environment(_always(settings, home, url), defaults=_unless_told(settings, url)))
    hint = "what it said is above"
    runner = _Child("the runner", lambda: _start_runner(places), hint, stop_seconds=RUNNER_STOP_SECONDS)
    stack.callback(runner.stop)
    children.append(runner)
    watcher.serving(url.removesuffix("/api"), _told(runner))
    while True:
        time.sleep(WATCH_SECONDS)
        for child in children:
            if child.start_again_if_dead(watcher.say) and child is runner:
                _told(runner)


class _Child:
    """A child process that is started again when it dies by itself, a few times."""

    def __init__(
        self, name: str, begin: Callable[[], subprocess.Popen[bytes]], hint: str, *, stop_seconds: float = 10
    ) -> None:
        self._name, self._begin, self._hint, self._stop_seconds = name, begin, hint, stop_seconds
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self.process = begin()

    def start_again_if_dead(self, say: Callable[[str], None]) -> bool:
        """Look after it.

        Raises:
            TransientError: it died too often.
        """
        code = self.process.poll()
        if code is None:
            return False
        now = time.monotonic()
        if len(self._deaths) == MOST_DEATHS and now - self._deaths[0] < WITHIN_SECONDS:
            raise TransientError(f"{self._name} keeps dying ({_how(code)}); {self._hint}. Next: lumbung doctor")
        self._deaths.append(now)
        say(f"{datetime.now():%H:%M:%S} {self._name} died ({_how(code)}) and is started again; {self._hint}")  # noqa: DTZ005
        self.process = self._begin()
        return True

    def stop(self) -> None:
        """End it in order."""
        stop(self.process, limit_seconds=self._stop_seconds)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _listen(port: int) -> socket.socket:
    """The socket outlives the server, so that nobody notices when that is started again."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=256)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}): name another one with --port, or end what uses it"
        ) from error


def _start_runner(places: Sequence[str]) -> subprocess.Popen[bytes]:
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "flows.serving", str(os.getpid()), str(writing), json.dumps(list(places))]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[writing], start_new_session=True)
    os.close(writing)
    process.told = reading  # type: ignore[attr-defined]
    return process


def _told(runner: _Child) -> list[Due]:
    """What the runner says once it serves."""
    with os.fdopen(runner.process.told, encoding="utf-8") as said:  # type: ignore[attr-defined]
        text = said.read()
    if not text:
        raise PrefectServerError("the runner did not start; its words are above. Next: lumbung doctor")
    message: dict[str, Any] = json.loads(text)
    if "error" in message:
        raise UsageError(message["error"])
    return [
        Due(d["name"], d["every"], d["cron"], datetime.fromisoformat(d["next"]) if d["next"] else None)
        for d in message["deployments"]
    ]


def _always(settings: Settings, home: Home, url: str) -> dict[str, str]:
    """What the children are told by the environment."""
    return variables_for(settings, url) | {
        "LUMBUNG_HOME": str(home.root.resolve()),
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    }


def _unless_told(settings: Settings, url: str) -> dict[str, str]:
    return {
        "PREFECT_UI_API_URL": url,
        # Prefect copies its pages to where it serves them from; its own package may be read-only.
        "PREFECT_UI_STATIC_DIRECTORY": str(settings.prefect_folder / "ui"),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    }


@contextmanager
def _stop_on_signals() -> Iterator[None]:
    asked = False

    def ask(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(130)  # the children are tied to us
        asked = True
        raise _StopAsked

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
