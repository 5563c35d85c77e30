"""Shadow verdicts: what today's rules would say of published submissions. Kept only where it differs; no effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from checks.shadow import Met
from warehouse.ledger.chunks import chunks
from warehouse.ledger.decisions import DecisionKind
from warehouse.ledger.schema import decision, finding, shadow_verdict, submission
from warehouse.ledger.states import State


@dataclass(frozen=True, slots=True)
class ShadowVerdict:
    """A published submission that today's rules would judge otherwise.

    Attributes:
        was: How the findings of then, with today's answers, would be judged.
        verdict: How today's would: accepted, needs_confirmation, returned, rejected, failed.
        because: Names of the parts of the ruleset that changed and concern it.
        findings: Those that came or went: ``change`` (new, gone), rule, severity, dataset, sheet, cell.
    """

    submission_id: str
    was: str
    verdict: str
    because: Sequence[str]
    findings: Sequence[dict[str, Any]]
    ruleset: str
    at: datetime
    run_id: str | None = None


def record_shadows(tx: Connection, compared: Collection[str], shadows: Iterable[ShadowVerdict]) -> None:
    """Replace what was said of the submissions that were compared; of those without a shadow nothing is said."""
    if compared:
        one = delete(shadow_verdict).where(shadow_verdict.c.submission_id == bindparam("_id"))
        tx.execute(one, [{"_id": i} for i in compared])
    names = [column.name for column in shadow_verdict.c]
    rows = [{name: getattr(shadow, name) for name in names} for shadow in shadows]
    if rows:
        tx.execute(insert(shadow_verdict), [r | {"because": list(r["because"])} for r in rows])


def shadows_of(tx: Connection, submissions: Collection[str] | None = None) -> list[ShadowVerdict]:
    """Shadow verdicts of what is published, by id; None: of all."""
    query = (
        select(shadow_verdict)
        .join(submission, submission.c.id == shadow_verdict.c.submission_id)
        .where(submission.c.state == State.PUBLISHED.value)
        .order_by(shadow_verdict.c.submission_id)
    )
    if submissions is None:
        return [ShadowVerdict(**row) for row in tx.execute(query).mappings()]
    chosen = (query.where(submission.c.id.in_(some)) for some in chunks(sorted(submissions)))
    return [ShadowVerdict(**row) for one in chosen for row in tx.execute(one).mappings()]


def answered(tx: Connection, findings: Collection[Met], *, today: date) -> set[Met]:
    """Those of some findings that people have given a reason for, or waived: decisions hold while the value stands."""
    held = select(decision.c.finding_id, decision.c.value_hash).where(
        or_(
            decision.c.kind == DecisionKind.CONFIRM.value,
            (decision.c.kind == DecisionKind.WAIVE_APPROVE.value) & (decision.c.expires_on >= today),
        )
    )
    ids = sorted({met.finding_id for met in findings})
    rows = {tuple(r) for some in chunks(ids) for r in tx.execute(held.where(decision.c.finding_id.in_(some)))}
    return {met for met in findings if (met.finding_id, met.value_hash) in rows}


def met_in(tx: Connection, submissions: Iterable[str]) -> dict[str, list[Met]]:
    """Submission → its findings as the ledger has them, of those named."""
    c = finding.c
    query = select(c.submission_id, *(c[name] for name in Met.__slots__))
    found: dict[str, list[Met]] = {i: [] for i in submissions}
    for some in chunks(list(found)):
        for key, *rest in tx.execute(query.where(c.submission_id.in_(some))).tuples():
            found[key].append(Met(*rest))
    return found
