"""The runner: one process that registers the deployments with Prefect and starts their runs as they fall due.

``python -m flows.serving <process id of the scheduler> <descriptor to tell it on> <places as JSON>``

A child of ``lumbung schedule``, so that Ctrl-C reaches that alone and everything ends in order.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shlex
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from flows.child import tie_to
from flows.settings import Settings

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.client.orchestration import SyncPrefectClient
    from prefect.runner import Runner

    from flows.deployments import Planned

MOST_POLL_SECONDS = 10.0
"""How often Prefect is asked what is due; a short interval is asked for more often."""

AT_ONCE = 2
"""Processes of flow runs: one works, one waits for it to end. Whatever else falls due waits as a line in a list."""

NEXT_WITHIN_SECONDS = 20.0
"""Prefect's scheduler plans a new deployment's runs within 5 s."""


def main() -> None:
    """Register, tell the scheduler, serve until told to stop."""
    tell, places = int(sys.argv[2]), json.loads(sys.argv[3])
    settings = Settings()
    try:
        runner, told = _registered(settings, places)
    except ValueError as error:  # pydantic's too: a cron line, a time zone
        _tell(tell, {"error": f"the schedule cannot be understood, see lumbung.toml: {error}"})
        return
    _tell(tell, {"deployments": told})
    asyncio.run(_serve(runner))


def _tell(descriptor: int, message: dict[str, Any]) -> None:
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(message, out, default=str)


def _registered(settings: Settings, places: Sequence[str]) -> tuple[Runner, list[dict[str, Any]]]:
    from prefect.client.orchestration import get_client
    from prefect.runner import Runner
    from prefect.runner import runner as prefects
    from prefect.runner._starter_engine import EngineCommandStarter

    from flows.deployments import deployment_of, planned
    from flows.overdue import bury_dead, keep_latest_overdue

    # Prefect has no setting for the command that starts a flow run; ours dies with the runner from its first moment.
    command = shlex.join([sys.executable, "-m", "flows.flow_run", str(os.getpid())])
    setattr(prefects, "EngineCommandStarter", partial(EngineCommandStarter, command=command))  # noqa: B010 - not typed
    poll = min(MOST_POLL_SECONDS, settings.ingest_seconds / 4)
    runner = Runner(name="lumbung", pause_on_shutdown=False, query_seconds=poll, limit=AT_ONCE)
    wanted = planned(settings, places)
    ids = {one.flow: cast("UUID", runner.add_deployment(deployment_of(one, settings))) for one in wanted}
    with get_client(sync_client=True) as client:
        bury_dead(client, list(ids.values()))
        for deployment in ids.values():
            keep_latest_overdue(client, deployment)
        return runner, [asdict(one) | {"next": _next(client, one, ids[one.flow])} for one in wanted]


def _next(client: SyncPrefectClient, one: Planned, deployment: UUID) -> str | None:
    """When the scheduler has planned the next run; None: it has none, or has not planned it yet."""
    from flows.overdue import next_planned

    deadline = time.monotonic() + NEXT_WITHIN_SECONDS
    while one.is_scheduled and time.monotonic() < deadline:
        found = next_planned(client, deployment)
        if found is not None:
            return found.isoformat()
        time.sleep(0.2)
    return None


async def _serve(runner: Runner) -> None:
    logging.getLogger("prefect.runner").setLevel(logging.WARNING)  # what flow runs say is enough for a terminal
    stopping = asyncio.Event()
    serving = asyncio.create_task(runner.start())
    await asyncio.sleep(0)  # it has begun, and put its own SIGTERM in place, which would leave in the middle
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    if told.done():
        await runner.astop()  # a flow run under way is cancelled; the next one goes on from where it was
    told.cancel()
    await serving


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    main()
