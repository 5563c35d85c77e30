"""Which findings are answered: by a reason that a person gave, or by a waiver that two people agreed on.

``finding.status`` follows from the decisions; it is worked out anew whenever a submission is judged, an answer is
given, or a waiver may have expired.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, case, exists, func, or_, select, text, update

from warehouse.ledger.chunks import chunks
from warehouse.ledger.decisions import ANSWERS, DecisionKind
from warehouse.ledger.schema import decision, faulty_row, finding, first_sight, rule_run

MUST_MEND, MUST_CONFIRM = "PERBAIKI", "KONFIRMASI"

ASIDE = "aside"
"""Status of a finding whose row is put aside: still to be mended, but the rest does not wait for it."""

_SIGHTS = """
insert into first_sight (finding_id, at, submission_id)
select finding_id, received_at, submission_id from (
    select f.finding_id, d.received_at, f.submission_id,
        row_number() over (partition by f.finding_id order by d.received_at, d.sha256, d.id) as place
    from finding as f join delivery as d on d.id = f.submission_id
    where f.submission_id = :submission and f.severity <> 'CATATAN'
) as seen
where place = 1
on conflict (finding_id) do update set at = excluded.at, submission_id = excluded.submission_id
where excluded.at < first_sight.at
"""


@dataclass(frozen=True, slots=True)
class Found:
    """How the findings of a submission stand, those counted that need an answer.

    Attributes:
        by_status: (severity, status) → how many.
    """

    by_status: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Nothing was ever to be mended or confirmed in what goes on; rows put aside are not part of it."""
        return all(status == ASIDE for _, status in self.by_status)

    @property
    def open(self) -> dict[str, int]:
        """Severity → findings that nobody has answered."""
        return {severity: n for (severity, status), n in self.by_status.items() if status == "open"}

    def count(self, status: str) -> int:
        """Findings with a status."""
        return sum(n for (_, found), n in self.by_status.items() if found == status)


def answer_findings(tx: Connection, submissions: Collection[str], *, today: date) -> None:
    """Write the status of every finding of these submissions: ``open``, ``confirmed``, ``waived`` or ``aside``.

    Args:
        tx: A writing transaction.
        submissions: Their ids.
        today: In Jakarta; a waiver holds up to and including its last day.
    """
    same = (decision.c.finding_id == finding.c.finding_id) & decision.c.value_hash.is_not_distinct_from(
        finding.c.value_hash
    )
    confirmed = exists().where(same, decision.c.kind == DecisionKind.CONFIRM.value)
    waived = exists().where(same, decision.c.kind == DecisionKind.WAIVE_APPROVE.value, decision.c.expires_on >= today)
    row = faulty_row.c
    aside = exists().where(
        row.is_aside,
        row.submission_id == finding.c.submission_id,
        row.dataset == finding.c.dataset,
        row.sheet.is_not_distinct_from(finding.c.sheet),
        row.row == finding.c.row,
    )
    status = case(
        ((finding.c.severity == MUST_CONFIRM) & confirmed, "confirmed"),
        ((finding.c.severity == MUST_MEND) & waived, "waived"),
        ((finding.c.severity == MUST_MEND) & aside, ASIDE),
        else_="open",
    )
    answered = select(decision.c.finding_id).where(decision.c.kind.in_([kind.value for kind in ANSWERS]))
    concerned = or_(finding.c.status != "open", finding.c.finding_id.in_(answered))
    for some in chunks(submissions):
        tx.execute(update(finding).where(finding.c.submission_id.in_(some), concerned).values(status=status))


def remember_sights(tx: Connection, submissions: Collection[str]) -> None:
    """Note for every finding when the earliest attempt that shows it was received."""
    if submissions:
        tx.execute(text(_SIGHTS), [{"submission": i} for i in submissions])


def first_sights(tx: Connection, submission: str) -> dict[str, datetime]:
    """Finding → when the earliest attempt that showed it was received, for the findings of a submission."""
    ids = select(finding.c.finding_id).where(finding.c.submission_id == submission)
    query = select(first_sight.c.finding_id, first_sight.c.at).where(first_sight.c.finding_id.in_(ids))
    return dict(tx.execute(query).tuples().all())


def found_in(tx: Connection, submissions: Iterable[str]) -> dict[str, Found]:
    """Submission → its findings of PERBAIKI and KONFIRMASI, counted; all of those named."""
    c = finding.c
    query = select(c.submission_id, c.severity, c.status, func.count()).group_by(c.submission_id, c.severity, c.status)
    query = query.where(c.severity.in_([MUST_MEND, MUST_CONFIRM]))
    ids = list(submissions)
    counts: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for some in chunks(ids):
        for key, severity, status, n in tx.execute(query.where(c.submission_id.in_(some))):
            counts[key][severity, status] = n
    return {i: Found(counts[i]) for i in ids}


def fingerprint_of_findings(tx: Connection, submission: str) -> str:
    """What an approver saw, in 16 hexadecimal digits: the findings that need an answer, with their values.

    Those of rows that are put aside are none of it: the approval is of the rest.
    """
    c = finding.c
    query = select(c.finding_id, c.ordinal, c.value_hash, c.severity)
    query = query.where(c.submission_id == submission, c.severity.in_([MUST_MEND, MUST_CONFIRM]), c.status != ASIDE)
    rows = sorted(map(repr, tx.execute(query).tuples()))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def answers_to(tx: Connection, submission: str) -> list[tuple[int, DecisionKind, str]]:
    """``(number, kind, who)`` of all reasons and waivers that concern findings as this submission has them."""
    same = (decision.c.finding_id == finding.c.finding_id) & decision.c.value_hash.is_not_distinct_from(
        finding.c.value_hash
    )
    query = select(decision.c.id, decision.c.kind, decision.c.actor).join(finding, same).distinct()
    rows = tx.execute(query.where(finding.c.submission_id == submission).order_by(decision.c.id))
    return [(number, DecisionKind(kind), actor) for number, kind, actor in rows]


def unrun_rules(tx: Connection, submission: str, rules: Collection[str]) -> list[str]:
    """Those of the rules that have no answer on a submission: no row in its record, or inconclusive."""
    query = select(rule_run.c.rule).where(rule_run.c.submission_id == submission, rule_run.c.outcome != "inconclusive")
    return sorted(set(rules) - set(tx.scalars(query)))
