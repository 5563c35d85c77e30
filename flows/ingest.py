"""The one call that takes files in: :func:`ingest`, by hand. On schedule see ``flows/prefect_flows.py``.

Prefect orders, shows and retries; the work itself is in plain functions (``flows/pipeline.py``). Exactly-once is the
ledger's matter, never Prefect's.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.faults import plainly
from flows.journal import journal, stage
from flows.pipeline import Advance, run_pipeline
from flows.prefect_server import prefect_api
from flows.room import ensure_room
from flows.run import Run, open_run
from flows.settings import Settings
from flows.stages import PlainStages, Stages
from flows.summary import Summary
from sources.errors import UsageError
from sources.home import Home
from sources.place import Place
from sources.places import place_for
from warehouse.run_lock import run_lock


@dataclass(frozen=True, slots=True)
class Request:
    """What an ingest is asked to do.

    Attributes:
        places: Folders or URLs; none: those of the settings.
        period: Back-fill this month (YYYY-MM): what of it was returned or rejected is read and judged again.
        settle_seconds: Leave files that were touched less than so long ago; 0 takes all.
        wait_seconds: How long to wait for another run to end.
        now: Take this as the time of now; None: the clock.
    """

    places: Sequence[str] = ()
    period: str | None = None
    settle_seconds: float = 0.0
    wait_seconds: float = 0.0
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An ingest that is ready to begin: the lock is held, stores and pools are open."""

    run: Run
    places: Sequence[Place]
    period: str | None
    advance: Advance

    def do(self, stages: Stages) -> Summary:
        """Do it.

        Raises:
            LumbungError: whatever went wrong, in words that may be shown.
        """
        with plainly(self.run.home.root), stage(self.run.id, "run") as counts:
            summary = run_pipeline(self.run, self.places, stages, self.advance, period=self.period)
            counts.update(summary.counts)
            return summary


def run_id(now: datetime) -> str:
    """A name for a run that sorts by time and is unique: ``20261105T070000Z-1a2b``."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def ingest(
    settings: Settings,
    places: Sequence[str] = (),
    *,
    now: datetime | None = None,
    advance: Advance | None = None,
    with_prefect: bool = True,
) -> Summary:
    """Run the ingest once, under the run lock: :func:`take_in` with the usual request."""
    return take_in(settings, Request(places, now=now), advance=advance, with_prefect=with_prefect)


def take_in(
    settings: Settings, request: Request, *, advance: Advance | None = None, with_prefect: bool = True
) -> Summary:
    """Run the ingest once, by hand, under the run lock.

    Args:
        settings: Of the instance.
        request: What to take in.
        advance: Is told how far it is.
        with_prefect: False runs the same stages in plain threads (benchmarks, tests of logic).

    Returns:
        What the run did.

    Raises:
        UsageError: no place is known, or one of them does not exist.
        LockHeld: another run is under way; the message says whose.
    """
    with plainly(settings.home), ExitStack() as stack:
        open_work = locked_work(stack, settings, request, advance or silent)
        if not with_prefect:
            return open_work().do(stack.enter_context(PlainStages(settings.workers)))
        opened: list[Work] = []
        stack.enter_context(prefect_api(settings.home, meanwhile=lambda: opened.append(open_work())))
        from flows.prefect_flows import ingest_by_hand

        return ingest_by_hand(opened[0])


def locked_work(stack: ExitStack, settings: Settings, request: Request, advance: Advance) -> Callable[[], Work]:
    """Look at the places and take the lock; what is returned opens the rest. All of it ends with the stack.

    Raises:
        UsageError: no place is known, or one of them does not exist.
        LockHeld: another run is still under way after the time to wait.
    """
    wanted = list(request.places) or settings.places
    if not wanted:
        raise UsageError("nowhere to look: name a folder (lumbung ingest FOLDER) or set places in lumbung.toml")
    with plainly(settings.home):
        home = Home(settings.home).prepare()
    _places(wanted, home, request, datetime.now(UTC))  # what is not there is said at once
    stack.enter_context(run_lock(home, wait_seconds=request.wait_seconds))
    stack.enter_context(journal(home))
    now = request.now or datetime.now(UTC)

    def open_work() -> Work:
        name = run_id(now)
        with plainly(home.root), stage(name, "open"):
            ensure_room(home, settings.min_free_mb)
            run = stack.enter_context(open_run(name, home, settings, now))
        return Work(run, _places(wanted, home, request, now), request.period, advance)

    return open_work


def _places(wanted: Sequence[str], home: Home, request: Request, now: datetime) -> list[Place]:
    return [place_for(text, now=now, settle_seconds=request.settle_seconds, without=(home.root,)) for text in wanted]


def silent(done: int, total: int | None) -> None:
    """Nobody watches."""
