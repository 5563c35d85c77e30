"""An embedded Prefect server that starts and stops with the run that needs it.

Prefect would start such a server by itself, but print its shutdown into the user's terminal, leave it behind when the
run is killed, and take longer. Here the server is a child of ours::

    with prefect_api(home):
        run_the_flow()

The server's own words go to ``<home>/logs/prefect-server.log``; its database is ``<home>/prefect/prefect.db``.
It has no pages and no scheduler: those need a real server, named by ``PREFECT_API_URL``, and then none is started here.
"""

import ctypes
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import Settings, environment

START_LIMIT_SECONDS = 120
"""Most that a start may take. Observed: 7 s idle, 12 s in a fresh home, four times that under load on 2 cores."""

STOP_LIMIT_SECONDS = 10
"""What an orderly stop may take before the server is killed. Observed: below 1 s."""

PR_SET_PDEATHSIG = 1
"""Linux, prctl(2): the signal that a process gets when the thread that started it is gone."""

QUIET = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
"""Prefect phones home unless told not to."""

EMBEDDED = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # Nothing of ours uses blocks or automations: not registering them saves a second of each start.
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    # A server that died does not come back: 14 s of asking again for each call, not a minute.
    "PREFECT_CLIENT_MAX_RETRIES": "3",
    # After our server has stopped, nobody may start another one unseen.
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
}


class PrefectServerError(RuntimeError):
    """The embedded server did not start; the message says where its log is."""


@contextmanager
def prefect_api(home: Path, *, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """Makes a Prefect API available to the flows that run inside the block.

    Call it from the main thread, before Prefect is imported where possible: the server then starts while this process
    imports Prefect. Where Prefect was imported earlier, its settings are read again.

    Args:
        home: The instance's folder; Prefect's own files go to ``<home>/prefect``.
        meanwhile: Work that needs no Prefect, done while the server starts.

    Raises:
        PrefectServerError: The embedded server did not come up.
    """
    meanwhile = meanwhile or (lambda: None)
    url = Settings(home=home).prefect_api_url
    if url:
        meanwhile()
        with environment(QUIET | {"PREFECT_API_URL": url}), _settings_read_again():
            yield
        return
    prefect_home = home.resolve() / "prefect"
    prefect_home.mkdir(parents=True, exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    variables = QUIET | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api", "PREFECT_HOME": str(prefect_home)}
    with environment(variables, defaults=EMBEDDED):
        server = _start(listener, log=home / "logs" / "prefect-server.log")
        try:
            meanwhile()
            with _settings_read_again():
                _wait_until_up(port, log=home / "logs" / "prefect-server.log")
                try:
                    yield
                finally:
                    _send_what_is_queued()
        finally:
            _stop(server)


def _start(listener: socket.socket, *, log: Path) -> subprocess.Popen[bytes]:
    """Starts the server on a socket that listens already, so no port can be lost to another process."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with listener, log.open("ab") as output:
        command = [sys.executable, "-m", "flows.prefect_server", str(listener.fileno()), str(os.getpid())]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C is for the run, which then stops the server itself.
        )


def _wait_until_up(port: int, *, log: Path) -> None:
    """Asks once: the socket accepts at once, the answer comes when the server is ready, an error when it died."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_LIMIT_SECONDS)
    try:
        connection.request("GET", "/api/health")
        status = connection.getresponse().status
    except OSError as error:
        message = f"The embedded Prefect server did not start ({error}). Its log: {log}. Next: lumbung doctor"
        raise PrefectServerError(message) from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise PrefectServerError(f"The embedded Prefect server answered {status} instead of 200. Its log: {log}")


@contextmanager
def _settings_read_again() -> Iterator[None]:
    """Lets Prefect see the environment as it is now, and once more as it is after the block."""
    from prefect.context import refresh_global_settings_context

    refresh_global_settings_context()
    try:
        yield
    finally:
        refresh_global_settings_context()


def _send_what_is_queued() -> None:
    """Empties Prefect's background queues (events, logs) while the server still listens."""
    from prefect.events.worker import EventsWorker

    EventsWorker.drain_all(timeout=STOP_LIMIT_SECONDS, at_exit=False)  # All queues: the class keeps one list of them.


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ends the server in order, and by force where it does not heed."""
    server.terminate()
    try:
        server.wait(STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _serve(fileno: int, parent: int) -> None:
    """Is the server: runs in the child until it is told to stop, or its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # The parent went before we could ask to be told.
        return
    gc.disable()  # A million lasting objects are made by the imports; looking through them takes 1.5 s of 6.
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=STOP_LIMIT_SECONDS // 2)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fileno)])


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
