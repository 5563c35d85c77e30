"""The whole way of a run: collect → read → check → load → publish → report. Knows no Prefect (see flows/ingest.py)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from flows.catching_up import catch_up
from flows.collecting import Collected, collect, merge
from flows.data_docs import begin_data_docs, end_data_docs
from flows.faults import InPlainWords
from flows.journal import stage
from flows.publishing import publish_release
from flows.reconciling import reconcile
from flows.releasing import release_decided
from flows.reporting import report_of_run
from flows.round import ROUND_FILES, Tally, Timer, rounds, run_round
from flows.rule_changes import take_up_stale
from flows.run import Run
from flows.shadow import judge_in_shadow
from flows.stages import Stages
from flows.summary import Summary, count_aside, count_endings, needs_attention
from sources.place import Place
from sources.zip_files import Unpacked
from warehouse.ledger.deliveries import unfinished_deliveries
from warehouse.ledger.runs import begin_run, end_run
from warehouse.ledger.submissions import list_submissions
from warehouse.ledger.transitions import take_up, take_up_month

Advance = Callable[[int, int | None], None]
"""Is told (submissions done, submissions in all)."""


def run_pipeline(
    run: Run, places: Sequence[Place], stages: Stages, advance: Advance, *, period: str | None = None
) -> Summary:
    """Take in everything that the places have and that earlier runs left, and publish what changed.

    Args:
        run: Opened stores and pools; the caller holds the run lock.
        places: Where to look for files.
        stages: Starts the pieces of work.
        advance: Is told how far it is.
        period: Back-fill this month: what of it was returned or rejected is read and judged again.

    Raises:
        OutOfReachError: a place is out of reach, after retries; what the others had is taken in by the next run.
        LumbungError: a store cannot be used.
    """
    tally = Tally()
    stages = InPlainWords(stages, run.home.root)
    with run.ledger.begin() as tx:
        begin_run(tx, run.id, at=run.now, command="ingest" if period is None else f"backfill {period}")
    with stage(run.id, "reconcile") as counts:
        mended = reconcile(run)
        counts.update(mended.counts)
    with Timer(tally, "collect"), stage(run.id, "collect") as counts:
        collected = _collect(run, places, stages)
        counts.update(collected.counts)
        collected.passed_over[:0] = mended.orphans
        with run.ledger.begin() as tx:
            if period is not None:
                take_up_month(tx, period, run.stamp())
            take_up(tx, run.stamp())
    with stage(run.id, "rule changes") as counts:
        stale = take_up_stale(run)
        counts.update(stale.counts)
    with Timer(tally, "check"), stage(run.id, "check in shadow") as counts:
        shadowed = judge_in_shadow(run, stages, stale)
        counts.update(shadowed.counts)
        with run.ledger.read() as tx:
            deliveries = [delivery for delivery, _ in unfinished_deliveries(tx)]
    for done, some in enumerate(rounds(deliveries)):
        advance(done * ROUND_FILES, len(deliveries))
        run_round(run, stages, some, tally)
    advance(len(deliveries), len(deliveries))
    with stage(run.id, "decided meanwhile") as counts:
        released = release_decided(run)
        counts.update(loaded=len(released.loaded), withdrawn=len(released.withdrawn))
    tally.handled.update(mended.reloaded, released.loaded)
    with stage(run.id, "catch up") as counts:
        counts["again"] = caught_up = catch_up(run, stages, tally)
    data_docs = begin_data_docs(run, tally.opinions)
    with Timer(tally, "publish"), stage(run.id, "publish") as counts:
        published = stages.submit("publish", partial(publish_release, run)).result()
        counts["releases"] = int(published.is_new)
    end_data_docs(run, data_docs)
    summary = _summary(run, places, collected, tally, published.release if published.is_new else None)
    summary = replace(summary, judged_again=len(stale.again), caught_up=caught_up)
    summary = replace(summary, stale_left=stale.waiting, shadow=shadowed)
    with run.ledger.begin() as tx:
        end_run(tx, run.id, at=run.now, summary=summary.as_json())
    reported = report_of_run(run)
    return replace(summary, report=reported.index, report_problem=reported.problem)


def _collect(run: Run, places: Sequence[Place], stages: Stages) -> Collected:
    def unpack(path: Path, name: str, into: Path) -> list[Unpacked] | None:
        return run.readers.unpack(path, name, into).result()

    under_way = [
        stages.submit(f"collect {place.name}", partial(collect, place, run.archive, run.ledger, run.stamp(), unpack))
        for place in places
    ]
    return merge([pending.result() for pending in under_way])


def _summary(  # one argument a stage
    run: Run, places: Sequence[Place], collected: Collected, tally: Tally, release: str | None
) -> Summary:
    with run.ledger.read() as tx:
        handled = [s for s in list_submissions(tx) if s.id in tally.handled]
    return Summary(
        run_id=run.id,
        files=collected.n_files,
        new=len(collected.new),
        endings=count_endings(handled),
        rows_loaded=tally.rows,
        rows_aside=count_aside(handled),
        seconds=tally.seconds,
        release=release,
        attention=needs_attention(handled),
        passed_over=collected.passed_over,
        places=[place.name for place in places],
    )
