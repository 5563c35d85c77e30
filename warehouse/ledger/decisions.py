"""What people decide: on a submission as a whole, or on a finding. Only ever added, always with who and why.

An answer to a finding (a reason, a waiver) belongs to the finding's id and the hash of its value, not to the attempt:
it holds in every attempt of the office and period that shows the same value in the same place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, insert, select

from sources.errors import UsageError
from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import decision, finding, submission


class DecisionKind(StrEnum):
    """What is decided."""

    CONFIRM = "confirm"
    """The value is right, for a reason."""
    WAIVE_REQUEST = "waive_request"
    """Somebody asks to let a finding pass until a day."""
    WAIVE_APPROVE = "waive_approve"
    """Somebody else grants it."""
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    FORGET = "forget"
    """The file's bytes were removed."""


ANSWERS = frozenset({DecisionKind.CONFIRM, DecisionKind.WAIVE_APPROVE})
"""What closes a finding."""

SIGN_OFFS = frozenset({DecisionKind.APPROVE, DecisionKind.RETURN, DecisionKind.WITHDRAW})
"""What is decided on a submission as a whole; the latest counts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry.

    Attributes:
        submission_id: The attempt that was decided on.
        kind: What.
        reason: Why, in people's words.
        actor: Who.
        at: When, aware.
        kode_upt: Office of the attempt, like ``periode``; None where nobody knows.
        finding_id: The finding answered; None: the submission as a whole.
        value_hash: Of the value answered for; for an approval, the fingerprint of the findings that were approved.
        rule: The finding's, like ``dataset``.
        reason_code: The reason, where it is one of the rule's own list.
        expires_on: Last day, in Jakarta, on which a waiver holds.
        id: Its number, once written; a later one is a later decision.
    """

    submission_id: str
    kind: DecisionKind
    reason: str
    actor: str
    at: datetime
    kode_upt: str | None = None
    periode: str | None = None
    finding_id: str | None = None
    value_hash: str | None = None
    rule: str | None = None
    dataset: str | None = None
    reason_code: str | None = None
    expires_on: date | None = None
    id: int | None = None


def record_decisions(tx: Connection, decisions: Collection[Decision]) -> None:
    """Write decisions; the ones before them stay as they are.

    Raises:
        UsageError: one has no reason, or nobody who decides.
    """
    for one in decisions:
        for name, text in (("a reason (--reason)", one.reason), ("the name of who decides (--by)", one.actor)):
            if not text.strip():
                raise UsageError(f"a decision needs {name}")
    if decisions:
        rows = [asdict(one) | {"kind": one.kind.value} for one in decisions]
        tx.execute(insert(decision), [{k: v for k, v in row.items() if k != "id"} for row in rows])


def decisions_of(tx: Connection, submissions: Iterable[str]) -> list[Decision]:
    """Decisions on these submissions, and on findings that they have (made for whichever attempt), oldest first."""
    c = decision.c
    found: dict[int, Decision] = {}
    for some in chunks(submissions):
        ids = select(finding.c.finding_id).where(finding.c.submission_id.in_(some))
        query = select(decision).where(c.submission_id.in_(some) | c.finding_id.in_(ids))
        found.update({row["id"]: _decision(row) for row in tx.execute(query).mappings()})
    return [found[number] for number in sorted(found)]


def all_decisions(tx: Connection) -> list[Decision]:
    """Every decision, oldest first."""
    return [_decision(row) for row in tx.execute(select(decision).order_by(decision.c.id)).mappings()]


def decisions_of_kind(tx: Connection, kind: DecisionKind) -> list[Decision]:
    """Decisions of one kind, oldest first."""
    query = select(decision).where(decision.c.kind == kind.value).order_by(decision.c.id)
    return [_decision(row) for row in tx.execute(query).mappings()]


def latest_sign_offs(tx: Connection, submissions: Iterable[str]) -> dict[str, Decision]:
    """Submission → the latest decision on it as a whole, for those that have one.

    What was decided on a copy counts for the submission that it repeats: the same office sent the same, and a copy may
    have been decided on before the one that was received earlier turned up.
    """
    c = submission.c
    query = (
        select(decision, func.coalesce(c.duplicate_of, c.id).label("of"))
        .join(submission, c.id == decision.c.submission_id)
        .where(decision.c.kind.in_([kind.value for kind in SIGN_OFFS]))
        .order_by(decision.c.id)
    )
    found: dict[str, Decision] = {}
    for some in chunks(submissions):
        for row in tx.execute(query.where(c.id.in_(some) | c.duplicate_of.in_(some))).mappings():
            found[row["of"]] = _decision(row)
    return found


def _decision(row: RowMapping) -> Decision:
    known = {column.name: row[column.name] for column in decision.c}
    return Decision(**(known | {"kind": DecisionKind(known["kind"])}))
