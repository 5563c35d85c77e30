"""One round: up to some thousand submissions, from archived files to loaded rows.

Read all → plan the waves → a wave at a time: judge its batches side by side, load each as it comes. Rounds bound memory
and make progress durable: what a round has loaded stays, whatever happens to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

import pyarrow as pa
from sqlalchemy import Connection

from checks.finding import FINDINGS, RULE_RUNS
from checks.flagged_rows import FLAGGED
from flows.journal import stage
from flows.judging import ask, broken, judge_batch
from flows.loading import load_judged
from flows.reading import TextRows, batches, deliveries_by_id, read_batch
from flows.releasing import follow
from flows.run import Run
from flows.stages import Stages
from flows.waves import LookBack, Plan, plan_waves
from sources.errors import LumbungError
from warehouse.batch import NOTHING
from warehouse.history import REACH, looked_back_at
from warehouse.ledger.deliveries import Delivery
from warehouse.ledger.findings import record_judgement
from warehouse.ledger.flagged import record_flagged
from warehouse.ledger.forgotten import forgotten_ids
from warehouse.ledger.predecessors import record_predecessors
from warehouse.ledger.rulesets import held_as_published
from warehouse.ledger.states import ORDER_CHANGED, State
from warehouse.ledger.submissions import identify, neighbours, renumber
from warehouse.ledger.transitions import states_of, transition
from warehouse.ledger.weighing import close_overtaken
from warehouse.load import load

ROUND_FILES = 2048
"""Most submissions in a round: their text rows are held in memory (about 100 kB each for a report of 150 rows)."""

WAITED = "what a rule waited for has arrived"

HISTORY_CHANGED = "an earlier month turned up that was received before"


@dataclass(slots=True)
class Tally:
    """What the rounds of a run did, added up.

    Attributes:
        seconds: Stage → seconds by the clock.
        rows: Dataset → rows loaded.
        handled: Ids of all submissions that got a verdict or were found to be duplicates.
        opinions: What Great Expectations counted in each batch.
    """

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(("collect", "read", "check", "load"), 0.0))
    rows: dict[str, int] = field(default_factory=dict)
    handled: set[str] = field(default_factory=set)
    opinions: list[pa.Table] = field(default_factory=list)

    def add_rows(self, rows: Mapping[str, int]) -> None:
        """Count loaded rows."""
        for dataset, n in rows.items():
            self.rows[dataset] = self.rows.get(dataset, 0) + n


class Timer:
    """Adds the time of a block to a stage."""

    def __init__(self, tally: Tally, stage: str) -> None:
        self._tally, self._stage, self._from = tally, stage, 0.0

    def __enter__(self) -> None:
        self._from = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._tally.seconds[self._stage] = self._tally.seconds.get(self._stage, 0.0) + perf_counter() - self._from


def rounds(deliveries: Sequence[Delivery]) -> Iterator[list[Delivery]]:
    """Deliveries in the order of receipt, cut into rounds."""
    for start in range(0, len(deliveries), ROUND_FILES):
        yield list(deliveries[start : start + ROUND_FILES])


def run_round(run: Run, stages: Stages, deliveries: Sequence[Delivery], tally: Tally) -> None:
    """Take a round's submissions from RECEIVED to the state they end in."""
    with Timer(tally, "read"), stage(run.id, "read") as counts:
        rows = TextRows()
        read(run, stages, deliveries, rows)
        plan = _plan(run, rows)
        missing = [i for wave in plan.waves for i in wave if i not in rows.identities]
        read(run, stages, deliveries_by_id(run, missing), rows)
        fail_unread(run, rows)
        counts.update(plan.counts, failed=len(rows.failed), unreadable=len(rows.unreadable))
    for wave in plan.waves:
        run_wave(run, stages, [i for i in wave if i not in rows.failed], rows, tally)
    with run.ledger.begin() as tx:
        close_overtaken(tx, run.stamp())
    tally.handled.update(plan.duplicates, rows.failed, *plan.waves)


def read(run: Run, stages: Stages, deliveries: Sequence[Delivery], rows: TextRows) -> None:
    """Read files in batches side by side, and add what they hold."""
    settings = run.settings
    cut = list(batches(deliveries, files=settings.batch_files, size=settings.batch_bytes))
    run.judges.expect(len(cut))
    under_way = [stages.submit(f"read {len(b)} files", partial(read_batch, run, b)) for b in cut]
    rows.batches += [pending.result() for pending in under_way]


def fail_unread(run: Run, rows: TextRows) -> None:
    """What our own reading broke on FAILS, with the reason, and is tried again by the next run."""
    with run.ledger.begin() as tx:
        transition(tx, list(rows.failed), State.FAILED, run.stamp(), reasons=rows.failed)


def _plan(run: Run, rows: TextRows) -> Plan:
    """Write whose files they are, and plan who is judged when; the ledger says PARSED or DUPLICATE afterwards."""
    pending = set(rows.identities)
    with run.ledger.begin() as tx:
        identify(tx, rows.identities)
        record_predecessors(tx, rows.predecessors)
        back = LookBack(looked_back_at(run.contracts), REACH, rows.brings)
        near = neighbours(tx, pending, later_months=bool(back.datasets))
        plan = plan_waves(near, pending=pending, back=back)
        plan.hold(held_as_published(tx, plan.again, run.ruleset) | forgotten_ids(tx) & plan.again)
        renumber(tx, plan.numbered)
        reasons = {i: HISTORY_CHANGED if i in plan.by_history else ORDER_CHANGED for i in plan.again}
        _repeat(run, tx, plan)
        judged = [i for wave in plan.waves for i in wave]
        # What could not even be read goes from RECEIVED straight to REJECTED.
        straight = {i for i, s in states_of(tx, rows.unreadable).items() if s in (State.RECEIVED, State.REJECTED)}
        transition(tx, [i for i in judged if i not in straight], State.PARSED, run.stamp(), reasons=reasons)
    return plan


def _repeat(run: Run, tx: Connection, plan: Plan) -> None:
    """Duplicates leave whatever state they are in; what one of them had published or shown is taken back."""
    now = states_of(tx, list(plan.duplicates))
    finished = [i for i, s in now.items() if s not in (State.DUPLICATE, State.RECEIVED)]
    transition(tx, finished, State.PARSED, run.stamp(ORDER_CHANGED))
    load(run.warehouse, NOTHING, withdraw=finished, now=run.naive_now)
    follow(tx, run, finished)
    record_judgement(tx, finished, findings=FINDINGS.empty_table(), rule_runs=RULE_RUNS.empty_table())
    record_flagged(tx, finished, FLAGGED.empty_table())
    reasons = {i: f"repeats {of}" for i, of in plan.duplicates.items()}
    transition(tx, list(plan.duplicates), State.DUPLICATE, run.stamp(), reasons=reasons)


def run_wave(run: Run, stages: Stages, wave: Sequence[str], rows: TextRows, tally: Tally) -> None:
    """Judge a wave and load it: at most one attempt of an office and month."""
    with stage(run.id, "check and load") as counts:
        for key, number in _judge_and_load(run, stages, wave, rows, tally):
            counts[key] = counts.get(key, 0) + number


def _judge_and_load(
    run: Run, stages: Stages, wave: Sequence[str], rows: TextRows, tally: Tally
) -> Iterator[tuple[str, int]]:
    """A wave: its batches are judged side by side, and loaded as they come; tells what came out of each."""
    size = run.settings.batch_files
    with Timer(tally, "check"):
        under_way = []
        for start in range(0, len(wave), size):
            ids = wave[start : start + size]
            work = partial(judge_batch, run, ask(run, rows.of(ids)), ids)
            under_way.append((ids, stages.submit(f"check {len(ids)} submissions", work)))
    for ids, pending in under_way:
        with Timer(tally, "check"):
            try:
                judged = pending.result()
            except LumbungError as error:  # our fault: these FAIL with the reason, others go on
                judged = broken(ids, error)
        if judged.judgement is not None:
            tally.opinions.append(judged.judgement.opinions)
        with Timer(tally, "load"):
            loaded = load_judged(run, judged, rows)
        tally.add_rows(loaded)
        yield from ((verdict, len(some)) for verdict, some in judged.by_verdict().items())
        yield "rows", sum(loaded.values())
