"""Submissions: whose report for which month, which attempt it is, and the lists that people look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, or_, select, tuple_, update

from warehouse.ledger.attempts import Attempt, Numbered
from warehouse.ledger.chunks import chunks
from warehouse.ledger.parts import Part, parts_of
from warehouse.ledger.schema import delivery, faulty_row, finding, submission
from warehouse.ledger.states import State


@dataclass(frozen=True, slots=True)
class Submission:
    """A row of the ledger's list.

    Attributes:
        attempt: 1-based rank among the attempts of its office and period; None: a duplicate, or nobody knows whose.
        duplicate_of: The attempt that it repeats.
        verdict: Of its last judging (accepted, returned, rejected, failed); None before one.
        predecessor: The submission whose returned workbook, mended, this one is.
        findings: severity → number (only from :func:`list_submissions`, like ``parts``).
        rows_aside: Dataset → its rows that are put aside until they are mended, where there are any (likewise).
    """

    id: str
    file: str
    office: str | None
    period: str | None
    state: State
    attempt: int | None
    duplicate_of: str | None
    received_at: datetime
    sha256: str
    ruleset: str | None
    run_id: str | None
    parts: tuple[Part, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    verdict: str | None = None
    predecessor: str | None = None
    rows_aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def as_attempt(self) -> Attempt:
        """What its place among the others depends on."""
        return Attempt(self.id, self.received_at, self.sha256)


def identify(tx: Connection, identities: Mapping[str, tuple[str | None, str | None]]) -> None:
    """Write whose report each submission is: id → (kode_upt, periode), None where the file does not tell."""
    rows = [{"_id": i, "_office": office, "_period": period} for i, (office, period) in identities.items()]
    if rows:
        values: dict[str, Any] = {"kode_upt": bindparam("_office"), "periode": bindparam("_period")}
        tx.execute(update(submission).where(submission.c.id == bindparam("_id")).values(values), rows)


def renumber(tx: Connection, numbered: Iterable[Numbered]) -> None:
    """Write which attempt each submission is, or which one it repeats."""
    rows = [{"_id": n.id, "_number": n.number, "_of": n.duplicate_of} for n in numbered]
    if rows:
        values: dict[str, Any] = {"attempt": bindparam("_number"), "duplicate_of": bindparam("_of")}
        tx.execute(update(submission).where(submission.c.id == bindparam("_id")).values(values), rows)


def ids_in(tx: Connection, states: Iterable[State]) -> list[str]:
    """Ids of all submissions in any of these states."""
    return list(tx.scalars(select(submission.c.id).where(submission.c.state.in_([s.value for s in states]))))


def attempt_numbers(tx: Connection) -> dict[str, int]:
    """Submission id → which attempt of its office and month it is; duplicates have no number."""
    query = select(submission.c.id, submission.c.attempt).where(submission.c.attempt.is_not(None))
    return dict(tuple(row) for row in tx.execute(query))


def ids_beginning(tx: Connection, start: str) -> list[str]:
    """Ids of all submissions whose id begins so, sorted."""
    return list(
        tx.scalars(
            select(submission.c.id).where(submission.c.id.startswith(start, autoescape=True)).order_by(submission.c.id)
        )
    )


def list_submissions(
    tx: Connection, *, state: State | None = None, period: str | None = None, office: str | None = None
) -> list[Submission]:
    """Submissions with their parts and numbers of findings, by period, office and order of receipt."""
    query = _ordered()
    if state is not None:
        query = query.where(submission.c.state == state.value)
    if period is not None:
        query = query.where(submission.c.periode == period)
    if office is not None:
        query = query.where(submission.c.kode_upt == office)
    return with_details(tx, _fetch(tx, query))


def attempts_of(tx: Connection, office: str, period: str) -> list[Submission]:
    """All submissions of an office for a period, duplicates too, in the order in which they were received."""
    return _fetch(tx, _ordered().where(submission.c.kode_upt == office, submission.c.periode == period))


def neighbours(tx: Connection, submissions: Iterable[str], *, later_months: bool = False) -> list[Submission]:
    """The submissions named, and all whose turn can depend on them, by period, office and order of receipt.

    That is everything of the same office and period, and of its later months where their rules look back; and for a
    file that does not say both, all others that do not and have the same content.
    """
    named = get_submissions(tx, submissions)
    found = {s.id: s for s in named}
    months = sorted({(s.office, s.period) for s in named if s.office is not None and s.period is not None})
    hashes = sorted({s.sha256 for s in named if s.office is None or s.period is None})
    for start in range(0, len(months), 200):
        same_month = tuple_(submission.c.kode_upt, submission.c.periode).in_(months[start : start + 200])
        found.update({s.id: s for s in _fetch(tx, _ordered().where(same_month))})
    if later_months and months:
        since: dict[str, str] = dict(reversed([(str(office), str(period)) for office, period in months]))
        of_later_months = _ordered().where(submission.c.periode > min(since.values()))
        for some in chunks(sorted(since)):
            rows = _fetch(tx, of_later_months.where(submission.c.kode_upt.in_(some)))
            found.update({s.id: s for s in rows if (s.period or "") > since[str(s.office)]})
    nobodys = or_(submission.c.kode_upt.is_(None), submission.c.periode.is_(None))
    for some in chunks(hashes):
        found.update({s.id: s for s in _fetch(tx, _ordered().where(delivery.c.sha256.in_(some), nobodys))})
    return sorted(found.values(), key=lambda s: (s.period or "", s.office or "", s.as_attempt.order))


def get_submissions(tx: Connection, submissions: Iterable[str]) -> list[Submission]:
    """The submissions of these ids, as far as the ledger knows them, without parts and findings."""
    return [s for some in chunks(submissions) for s in _fetch(tx, _ordered().where(submission.c.id.in_(some)))]


def with_details(tx: Connection, submissions: Sequence[Submission]) -> list[Submission]:
    """The same with their parts, numbers of findings, and rows put aside."""
    ids = [s.id for s in submissions]
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts_of(tx, ids):
        parts[part.submission_id].append(part)
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    grouped = (finding.c.submission_id, finding.c.severity)
    query = select(*grouped, func.count()).group_by(*grouped)
    for some in chunks(ids):
        for key, severity, count in tx.execute(query.where(finding.c.submission_id.in_(some))).all():
            counts[key][severity] = count
    aside = _rows_aside(tx, ids)
    return [
        replace(s, parts=tuple(parts[s.id]), findings=counts[s.id], rows_aside=aside.get(s.id, {})) for s in submissions
    ]


def _rows_aside(tx: Connection, submissions: Sequence[str]) -> dict[str, dict[str, int]]:
    c = faulty_row.c
    query = select(c.submission_id, c.dataset, func.count()).where(c.is_aside).group_by(c.submission_id, c.dataset)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for some in chunks(submissions):
        for key, dataset, n in tx.execute(query.where(c.submission_id.in_(some))):
            found[key][dataset] = n
    return found


def _ordered() -> Select[Any]:
    """Submissions with what their delivery says, oldest first within an office and period."""
    return (
        select(submission, delivery.c.received_at, delivery.c.sha256)
        .join(delivery, delivery.c.id == submission.c.id)
        .order_by(
            submission.c.periode, submission.c.kode_upt, delivery.c.received_at, delivery.c.sha256, submission.c.id
        )
    )


def _fetch(tx: Connection, query: Select[Any]) -> list[Submission]:
    return [_submission(row) for row in tx.execute(query).mappings().all()]


def _submission(row: RowMapping) -> Submission:
    values = dict(row)
    office, period, state = values.pop("kode_upt"), values.pop("periode"), State(values.pop("state"))
    return Submission(office=office, period=period, state=state, **values)
