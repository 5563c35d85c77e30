"""Load: verdicts into the ledger, approved rows into the warehouse, in an order that a crash cannot spoil.

1. Typed rows of all that no rule refuses are kept as Parquet: for loading them once approved, and for rebuilding.
2. One ledger transaction: findings with their answers (what the office wrote in a returned workbook among them), the
   rows they point at, rule runs, parts, and the state that follows. A clean submission approves itself here; others
   wait for reasons, a waiver, an approval or a mended file.
3. One warehouse transaction: facts, the submission, its parts; what is not approved any more is withdrawn.
4. The ledger follows: PUBLISHED or SUPERSEDED, part by part.

A crash after 2 or 3 leaves a gap that :mod:`flows.reconciling` closes when the next run begins.
"""

from __future__ import annotations

from sqlalchemy import Connection

from checks.partial import faulty_rows
from flows.judging import Judged, batch_to_keep, ledger_parts
from flows.office_reasons import record_office_reasons
from flows.reading import TextRows
from flows.releasing import follow_warehouse, load_approved
from flows.run import Run
from warehouse.batch import keep
from warehouse.ledger.answers import remember_sights
from warehouse.ledger.aside import record_faulty_rows
from warehouse.ledger.findings import record_judgement
from warehouse.ledger.flagged import record_flagged
from warehouse.ledger.parts import record_parts
from warehouse.ledger.rulesets import record_judging
from warehouse.ledger.states import State
from warehouse.ledger.submissions import get_submissions
from warehouse.ledger.transitions import transition
from warehouse.ledger.weighing import Policy, record_verdicts, settle, waiting_with_findings_of

_ENDS = {"rejected": State.REJECTED, "failed": State.FAILED}


def load_judged(run: Run, judged: Judged, rows: TextRows) -> dict[str, int]:
    """Bring a judged batch to the states that its submissions end in.

    Args:
        run: Opened stores.
        judged: The batch.
        rows: What was read: whose returned workbooks are in it, and what their offices answered in them.

    Returns:
        Dataset → rows added to the warehouse.
    """
    with run.ledger.read() as tx:
        attempts = {s.id: s.attempt for s in get_submissions(tx, judged.ids)}
    batch = batch_to_keep(judged, attempts, run.ruleset)
    if batch.submissions.num_rows:
        keep(run.home.accepted, batch)
    with run.ledger.begin() as tx:
        _record(tx, judged, run.ruleset, run.policy)
        approved = _settle_verdicts(run, tx, judged, rows)
    judged_now = [i for verdict, ids in judged.by_verdict().items() if verdict != "failed" for i in ids]
    fallen = [i for i in judged_now if i not in approved]
    loaded = load_approved(run, batch.only(approved), withdraw=fallen)
    follow_warehouse(run, judged_now)
    return loaded


def _record(tx: Connection, judged: Judged, ruleset: str, policy: Policy) -> None:
    if judged.judgement is None:
        return
    found = judged.judgement
    record_judgement(tx, judged.ids, findings=found.findings, rule_runs=found.rule_runs)
    remember_sights(tx, judged.ids)
    record_flagged(tx, judged.ids, found.flagged)
    record_faulty_rows(tx, judged.ids, faulty_rows(found.findings, found.typed) if policy.partial_limit else {})
    record_parts(tx, judged.ids, ledger_parts(judged))
    record_judging(tx, judged.ids, ruleset)


def _settle_verdicts(run: Run, tx: Connection, judged: Judged, rows: TextRows) -> set[str]:
    """Move everybody to where they stand: the submissions that are approved."""
    verdicts = judged.by_verdict()
    for verdict, state in _ENDS.items():
        ids = verdicts.get(verdict, [])
        transition(tx, ids, state, run.stamp(), reasons={i: judged.reasons[i] for i in ids if i in judged.reasons})
        record_verdicts(tx, dict.fromkeys(ids, verdict))
    weighed = [*verdicts.get("accepted", []), *verdicts.get("returned", [])]
    transition(tx, weighed, State.VALIDATED, run.stamp())
    answered = record_office_reasons(tx, weighed, rows, run.contracts, at=run.now)
    stands = settle(tx, weighed, run.stamp(), run.policy)
    if others := {other for i in answered for other in waiting_with_findings_of(tx, i)}.difference(weighed):
        settle(tx, sorted(others), run.stamp(), run.policy)
    return {i for i, one in stands.items() if one.state is State.APPROVED}
