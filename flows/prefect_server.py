"""The Prefect API that a run by hand uses: the schedule's server where one is up, else one of its own.

Prefect would start a server by itself, but print its shutdown into the user's terminal, leave it behind when the run is
killed, and take longer. Here the server is a child of ours::

    with prefect_api(home):
        run_the_flow()

The server's own words go to ``<home>/logs/prefect-server.log``; its database is ``<home>/prefect/prefect.db``.
It has no pages and no scheduler: those come with ``lumbung schedule`` (flows/scheduler.py), or with a server that
``PREFECT_API_URL`` names; then none is started here.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flows.prefect_claim import claim_or_join
from flows.prefect_process import STOP_LIMIT_SECONDS, PrefectServerError, start, stop, wait_until_up
from flows.settings import Settings, environment

__all__ = ["PrefectServerError", "prefect_api", "variables_for"]

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


def variables_for(settings: Settings, api_url: str) -> dict[str, str]:
    """What Prefect is told through the environment, by hand and on schedule."""
    return QUIET | {
        "PREFECT_API_URL": api_url,
        "PREFECT_HOME": str(settings.prefect_folder),
        # One piece of work more than processes: the next one is put together while they are busy.
        "PREFECT_TASKS_RUNNER_THREAD_POOL_MAX_WORKERS": str(settings.workers + 1),
    }


@contextmanager
def prefect_api(home: Path, *, meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """Makes a Prefect API available to the flows that run inside the block.

    Call it from the main thread, before Prefect is imported where possible: the server then starts while this process
    imports Prefect. Where Prefect was imported earlier, its settings are read again.

    Args:
        home: The instance's folder; Prefect's own files go to ``<home>/prefect``.
        meanwhile: Work that needs no Prefect, done while the server starts.

    Raises:
        PrefectServerError: The server did not come up.
    """
    meanwhile = meanwhile or (lambda: None)
    settings = Settings(home=home)
    with ExitStack() as stack:
        url = settings.prefect_api_url or stack.enter_context(claim_or_join(settings.prefect_folder))
        if url is not None:
            meanwhile()
            quiet = {"PREFECT_LOGGING_LEVEL": "WARNING"}
            stack.enter_context(environment(variables_for(settings, url), defaults=quiet))
            stack.enter_context(_settings_read_again())
            yield
            _send_what_is_queued()
            return
        log = settings.home / "logs" / "prefect-server.log"
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        stack.enter_context(
            environment(variables_for(settings, f"http://127.0.0.1:{port}/api"), defaults=EMBEDDED),
        )
        with listener:
            server = start(listener, log=log)
        stack.callback(stop, server)
        meanwhile()
        stack.enter_context(_settings_read_again())
        wait_until_up(port, log=log)
        try:
            yield
        finally:
            _send_what_is_queued()


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
