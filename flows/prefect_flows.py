"""The flows as Prefect knows them, each defined once, by hand and on schedule. Imported only where Prefect is used.

A run on schedule is a process of its own (flows/flow_run.py), which knows its home by ``LUMBUNG_HOME``. It waits a
bounded time for another run to end and then leaves the work to its successor: that is no failure.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from contextvars import ContextVar
from datetime import UTC, date, datetime
from datetime import time as clock_time
from logging import LogRecord, getLogger
from typing import Annotated, Any, cast

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.ingest import Request, Work, locked_work, silent
from flows.overdue import cover_overdue, name_this_run
from flows.prefect_log import lines_in_prefect
from flows.prefect_stages import PrefectStages
from flows.settings import Settings
from flows.summary import Summary
from sources.errors import LumbungError
from sources.moments import JAKARTA
from warehouse.citable import Citation
from warehouse.run_lock import LockHeld

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Seconds = Annotated[float, Field(ge=0)]

_by_hand: ContextVar[Work | None] = ContextVar("by_hand", default=None)


def ingest_by_hand(work: Work) -> Summary:
    """Run the flow over what a command has opened already, while Prefect's server was starting."""
    token = _by_hand.set(work)
    try:
        done: Any = ingest_flow([place.name for place in work.places])
    finally:
        _by_hand.reset(token)
    return cast(Summary, done)


@flow(name="ingest", persist_result=False, description="Files from all places into the warehouse.")
def ingest_flow(places: list[str] = [], settle_seconds: Seconds | None = None) -> Any:  # noqa: B006 - never changed
    """Take in what the places have: read, check, load, publish what changed.

    Args:
        places: Folders or URLs to take files from; none: `places` in lumbung.toml.
        settle_seconds: Leave files for the next run that were touched less than so many seconds ago: somebody may still
            be copying them. Empty: `settle_seconds` of the settings.
    """
    work = _by_hand.get()
    return _take_in(work) if work else _on_schedule("ingest", _ingest(places, settle_seconds, None))


@flow(name="back-fill", persist_result=False, description="Read and judge a month's returned and rejected files again.")
def backfill_flow(period: Month, places: list[str] = []) -> Any:  # noqa: B006 - never changed
    """Take in what the places have, and read and judge again what of the month was returned, rejected or failed.

    Args:
        period: The month, YYYY-MM, for example 2026-09.
        places: Folders or URLs to take files from; none: `places` in lumbung.toml.
    """
    return _on_schedule("back-fill", _ingest(places, None, period))


@flow(name="publish", persist_result=False, description="The current release, brought up to date; or one to cite.")
def publish_flow(citable: bool = False, title: str = "") -> Any:
    """Bring the current release up to date, also where only the day has changed what is owed.

    Args:
        citable: Make a release to cite instead: it is kept for ever.
        title: Of the release to cite.
    """
    from flows.publishing import publish_now, refresh_now

    def publish(settings: Settings) -> str:
        now = datetime.now(UTC)
        made = publish_now(settings, now, Citation(title or None)) if citable else refresh_now(settings, now)
        return f"release {made.release}"

    return _on_schedule("publish", publish)


@flow(name="laporan-harian", persist_result=False, description="The operators' report of the day.")
def report_flow(day: date | None = None) -> Any:
    """Write the operators' report of a day: what came in, what needs a person, who is late.

    Args:
        day: The day in Jakarta that the report is about; empty: today.
    """
    from flows.reporting import report_of_day

    def report(settings: Settings) -> str:
        now = datetime.now(UTC) if day is None else datetime.combine(day, clock_time.max, JAKARTA)
        return f"report {report_of_day(settings, now)}"

    return _on_schedule("laporan-harian", report)


def _ingest(places: list[str], settle_seconds: float | None, period: str | None) -> Callable[[Settings], str]:
    def work(settings: Settings) -> str:
        settle = settings.settle_seconds if settle_seconds is None else settle_seconds
        with ExitStack() as stack:
            open_work = locked_work(stack, settings, Request(places, period, settle), silent)
            return _take_in(open_work()).as_line()

    return work


def _take_in(work: Work) -> Summary:
    """The body of the flow, by hand and on schedule."""
    name_this_run(work.run.id)
    with lines_in_prefect():
        summary = work.do(PrefectStages())
    create_markdown_artifact(key="ingest", markdown=summary.as_markdown(), description="What this run did")
    return summary


def _on_schedule(name: str, work: Callable[[Settings], str]) -> State[Any]:
    """Do it when no other run is under way; what it returns is the message of the state that it ends in."""
    sys.argv = ["lumbung", f"schedule:{name}"]  # what the run lock says of who holds it
    settings, logger = Settings(), get_run_logger()
    cover_overdue()
    deadline = time.monotonic() + settings.lock_wait_seconds
    while True:
        try:
            said = work(settings)
        except LockHeld as held:
            if time.monotonic() < deadline:
                time.sleep(1)
                continue
            skipped = f"left to the next run: {held.holder} was still at work after {settings.lock_wait_seconds:g} s"
            logger.warning(skipped)
            return Completed(name="Skipped", message=skipped)
        except LumbungError as error:  # it says what to do; where in our code it came up helps nobody who reads it
            logger.error(error)
            getLogger("prefect.flow_runs").addFilter(_is_no_echo)
            return Failed(message=str(error))
        logger.info(said)
        return Completed(message=said)


def _is_no_echo(record: LogRecord) -> bool:
    """Prefect's engine says a failure once more, with its own inner calls below each other."""
    return not record.getMessage().startswith("Engine execution exited")
