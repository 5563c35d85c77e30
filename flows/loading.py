"""Load: verdicts into the ledger, accepted rows into the warehouse, in an order that a crash cannot spoil.

1. One ledger transaction: findings, the rows they point at, rule runs, parts, and the state that follows from the
   verdict. An accepted submission is VALIDATED from here on.
2. Accepted typed rows are kept as Parquet, for rebuilding.
3. One warehouse transaction: facts, the submission, its parts; what is no longer accepted is withdrawn.
4. The ledger follows: PUBLISHED or SUPERSEDED, part by part.

A crash after 1 or 3 leaves a gap that :mod:`flows.reconciling` closes when the next run begins.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from flows.judging import Judged, accepted_batch, ledger_parts
from flows.run import Run
from warehouse.batch import keep
from warehouse.ledger.deliveries import known_ids
from warehouse.ledger.findings import record_judgement
from warehouse.ledger.flagged import record_flagged
from warehouse.ledger.parts import PartState, record_parts, set_part_states
from warehouse.ledger.states import State
from warehouse.ledger.submissions import get_submissions
from warehouse.ledger.transitions import states_of, transition
from warehouse.load import load, part_states

_STATES = {"rejected": State.REJECTED, "returned": State.RETURNED, "accepted": State.VALIDATED, "failed": State.FAILED}

BACK = "what superseded it no longer counts"


def load_judged(run: Run, judged: Judged) -> dict[str, int]:
    """Bring a judged batch to the states that its submissions end in.

    Returns:
        Dataset → rows added to the warehouse.
    """
    verdicts = judged.by_verdict()
    with run.ledger.begin() as tx:
        if judged.judgement is not None:
            found = judged.judgement
            record_judgement(tx, judged.ids, findings=found.findings, rule_runs=found.rule_runs)
            record_flagged(tx, judged.ids, found.flagged)
            record_parts(tx, judged.ids, ledger_parts(judged))
        _settle_verdicts(run, tx, judged)
        attempts = {s.id: s.attempt for s in get_submissions(tx, judged.ids)}
    batch = accepted_batch(judged, attempts, run.ruleset)
    if batch.submissions.num_rows:
        keep(run.home.accepted, batch)
    fallen = [*verdicts.get("returned", ()), *verdicts.get("rejected", ())]
    loaded = load(run.warehouse, batch, withdraw=fallen, now=run.naive_now, due_day=run.settings.due_day)
    follow_warehouse(run, [*verdicts.get("accepted", ()), *fallen])
    return loaded.rows


def _settle_verdicts(run: Run, tx: Connection, judged: Judged) -> None:
    for verdict, ids in judged.by_verdict().items():
        reasons = {i: judged.reasons[i] for i in ids if i in judged.reasons}
        stamp = run.stamp()
        if verdict in {"returned", "accepted"}:
            transition(tx, ids, State.VALIDATED, stamp)
        if verdict != "accepted":
            transition(tx, ids, _STATES[verdict], stamp, reasons=reasons)


def follow_warehouse(run: Run, submissions: Collection[str]) -> None:
    """Let the ledger say what the warehouse has: which parts are in force, who is published, who superseded."""
    if not submissions:
        return
    states = part_states(run.warehouse, submissions).to_pylist()
    parts = {
        (row["submission_id"], row["dataset"]): PartState.IN_FORCE if row["in_force"] else PartState.SUPERSEDED
        for row in states
    }
    in_force = {row["submission_id"] for row in states if row["in_force"]}
    with run.ledger.begin() as tx:
        set_part_states(tx, parts)
        now = states_of(tx, sorted(known_ids(tx, {row["submission_id"] for row in states})))
        loaded = {i for i, s in now.items() if s in {State.VALIDATED, State.PUBLISHED, State.SUPERSEDED}}
        transition(tx, sorted(loaded & in_force), State.PUBLISHED, run.stamp(), reasons=_back(now))
        transition(tx, sorted(loaded - in_force), State.SUPERSEDED, run.stamp())


def _back(now: dict[str, State]) -> dict[str, str]:
    return {i: BACK for i, state in now.items() if state is State.SUPERSEDED}
