"""The ingest flow in Prefect, and the one call that everything else makes: :func:`ingest`.

Prefect orders, shows and retries; the work itself is in plain functions (``flows/pipeline.py``). Only a
:class:`~sources.errors.TransientError` is tried again. Exactly-once is the ledger's matter, never Prefect's.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flows.pipeline import Advance, run_pipeline
from flows.prefect_server import prefect_api
from flows.run import Run, open_run
from flows.settings import Settings
from flows.stages import Pending, PlainStages
from flows.summary import Summary
from sources.errors import TransientError, UsageError
from sources.home import Home
from sources.place import Place
from sources.places import place_for
from warehouse.run_lock import run_lock

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

T = TypeVar("T")

RETRIES = 3
RETRY_SECONDS = [2.0, 10.0, 30.0]
"""A share that is gone for a moment is back within this; a longer outage waits for the next scheduled run."""


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
    """Run the ingest once, under the run lock.

    Args:
        settings: Of the instance.
        places: Folders or URLs; none: those of the settings.
        now: Take this as the time of now; None: the clock.
        advance: Is told how far it is.
        with_prefect: False runs the same stages in plain threads (benchmarks, tests of logic).

    Returns:
        What the run did.

    Raises:
        UsageError: no place is known, or one of them does not exist.
        LockHeld: another run is under way; the message says whose.
    """
    now = now or datetime.now(UTC)
    wanted = list(places) or settings.places
    if not wanted:
        raise UsageError("nowhere to look: name a folder (lumbung ingest FOLDER) or set places in lumbung.toml")
    home = Home(settings.home).prepare()
    found = [place_for(text, now=now, without=(home.root,)) for text in wanted]
    with ExitStack() as stack:
        stack.enter_context(run_lock(home))
        if not with_prefect:
            run = stack.enter_context(open_run(run_id(now), home, settings, now))
            stages = stack.enter_context(PlainStages(settings.workers))
            return run_pipeline(run, found, stages, advance or _silent)
        opened: list[Run] = []
        stack.enter_context(
            prefect_api(
                home.root,
                meanwhile=lambda: opened.append(stack.enter_context(open_run(run_id(now), home, settings, now))),
            )
        )
        return _run_flow(opened[0], found, advance or _silent)


def _silent(done: int, total: int | None) -> None:
    """Nobody watches."""


class PrefectStages:
    """Each piece of work is a Prefect task in a thread of the flow's task runner."""

    def submit(self, name: str, work: Callable[[], T]) -> Pending[T]:
        """Start it; it is tried again where its error is transient."""
        from prefect import Task
        from prefect.cache_policies import NO_CACHE

        one: Task[[], T] = Task(
            work,
            name=name,
            retries=RETRIES,
            retry_delay_seconds=RETRY_SECONDS,
            retry_condition_fn=_is_transient,
            cache_policy=NO_CACHE,
            persist_result=False,
            log_prints=False,
        )
        return one.submit()


def _is_transient(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    try:
        state.result()
    except TransientError:
        return True
    except Exception:  # noqa: BLE001 - whatever else it is, it would only fail again
        return False
    return False


def _run_flow(run: Run, places: Sequence[Place], advance: Advance) -> Summary:
    from prefect import flow
    from prefect.artifacts import create_markdown_artifact
    from prefect.task_runners import ThreadPoolTaskRunner

    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=run.settings.workers + 1)

    @flow(
        name="ingest",
        description="Files from all places into the warehouse; a release if something changed.",
        flow_run_name=run.id,
        task_runner=runner,  # type: ignore[arg-type]  # Prefect's own runner: its futures are invariant in theory only
        persist_result=False,
        validate_parameters=False,
    )
    def ingest_flow(places: list[str]) -> Summary:  # noqa: ARG001 - shown on Prefect's page of the run
        summary = run_pipeline(run, found, PrefectStages(), advance)
        create_markdown_artifact(key="ingest", markdown=summary.as_markdown(), description="What this run did")
        return summary

    found = list(places)
    return ingest_flow([place.name for place in found])
