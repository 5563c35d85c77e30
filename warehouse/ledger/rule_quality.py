"""How well each rule does, from what became of its findings: explained as right, waived, mended, or still open.

A finding that comes again with the same value in a later attempt is one finding: ``raised`` counts it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from sources.contract import ENVELOPE
from warehouse.ledger.schema import finding, part, rule_run, submission

STOOD: Final = 2
"""Periods after which a rule on trial may be decided on (rules-and-lifecycle: at least two)."""

_RAN: Final = ("passed", "failed")
_WEIGHT: Final = ("open", "mended", "waived", "confirmed")
"""Where attempts ended differently, the last of these is what became of the finding."""

_Key = tuple[str, str | None]


@dataclass(slots=True)
class RuleQuality:
    """Of one rule, over all that the ledger knows.

    Attributes:
        fired: Findings, a row each, over all submissions.
        raised: The same, one that came again in a later attempt counted once.
        confirmed: Those of them for which a reason was given: the value is right.
        waived: Those that two people agreed to let pass.
        mended: Those that are gone in the next attempt that the rule judged.
        submissions: Submissions in which it found something.
        judged: Submissions on which it ran.
        periods: Months for which it ran.
    """

    fired: int = 0
    raised: int = 0
    confirmed: int = 0
    waived: int = 0
    mended: int = 0
    submissions: int = 0
    judged: int = 0
    periods: int = 0

    @property
    def false_alarm_rate(self) -> float | None:
        """Confirmed as right ÷ raised; None where nothing was raised."""
        return self.confirmed / self.raised if self.raised else None

    @property
    def firing_rate(self) -> float | None:
        """Submissions in which it found something ÷ those on which it ran; None where it never ran."""
        return self.submissions / self.judged if self.judged else None


def rule_quality(tx: Connection) -> dict[str, RuleQuality]:
    """Rule id → how it does; of every rule that ran or found something.

    Reads all findings: half a second for 100,000.
    """
    found: defaultdict[str, RuleQuality] = defaultdict(RuleQuality)
    for rule, judged, periods in _runs(tx):
        found[rule].judged, found[rule].periods = judged, periods
    for rule, fired, submissions in _fired(tx):
        found[rule].fired, found[rule].submissions = fired, submissions
    for rule, status in _endings(tx):
        one = found[rule]
        one.raised += 1
        if status != "open":
            setattr(one, status, getattr(one, status) + 1)
    return dict(found)


def _runs(tx: Connection) -> Iterator[tuple[str, int, int]]:
    query = (
        select(rule_run.c.rule, func.count(), func.count(submission.c.periode.distinct()))
        .join(submission, submission.c.id == rule_run.c.submission_id)
        .where(rule_run.c.outcome.in_(_RAN))
        .group_by(rule_run.c.rule)
    )
    yield from tx.execute(query).tuples()


def _fired(tx: Connection) -> Iterator[tuple[str, int, int]]:
    c = finding.c
    yield from tx.execute(
        select(c.rule, func.count(), func.count(c.submission_id.distinct())).group_by(c.rule)
    ).tuples()


def _endings(tx: Connection) -> Iterator[tuple[str, str]]:
    """(rule, what became of it) of each finding, once for each of its values."""
    c = finding.c
    query = select(c.submission_id, c.rule, c.dataset, c.finding_id, c.value_hash, c.status).distinct()
    rows = tx.execute(query.order_by(c.rule)).tuples().all()
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for key, _, _, finding_id, _, _ in rows:
        shown[key].add(finding_id)
    follows, ran = _following(tx), _ran_on(tx, {rule for _, rule, *_ in rows})
    endings: dict[tuple[str, _Key], str] = {}
    for key, rule, dataset, finding_id, value, status in rows:
        ended = status
        if status == "open":
            later = next((i for i in follows.get((key, dataset or ENVELOPE), ()) if (i, rule) in ran), None)
            ended = "mended" if later is not None and finding_id not in shown[later] else "open"
        known = endings.get((rule, (finding_id, value)), "open")
        endings[rule, (finding_id, value)] = max(known, ended, key=_WEIGHT.index)
    for (rule, _), ended in endings.items():
        yield rule, ended


def _following(tx: Connection) -> dict[tuple[str, str], list[str]]:
    """(submission, dataset) → later attempts of its office and period that bring the dataset, the next one first."""
    c = submission.c
    query = (
        select(c.id, c.kode_upt, c.periode, part.c.dataset)
        .outerjoin(part, part.c.submission_id == c.id)
        .where(c.attempt.is_not(None), c.kode_upt.is_not(None))
        .order_by(c.attempt)
    )
    lines: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key, office, period, dataset in tx.execute(query):
        for name in {dataset or ENVELOPE, ENVELOPE}:
            line = lines[office, period, name]
            if not line or line[-1] != key:
                line.append(key)
    return {(key, name): line[n + 1 :] for (_, _, name), line in lines.items() for n, key in enumerate(line)}


def _ran_on(tx: Connection, rules: set[str]) -> set[tuple[str, str]]:
    """(submission, rule) of these rules wherever an office sent more than one attempt."""
    c = submission.c
    several = select(c.kode_upt, c.periode).where(c.attempt > 1).distinct().subquery()
    query = (
        select(rule_run.c.submission_id, rule_run.c.rule)
        .join(submission, c.id == rule_run.c.submission_id)
        .join(several, (several.c.kode_upt == c.kode_upt) & (several.c.periode == c.periode))
        .where(rule_run.c.outcome.in_(_RAN))
    )
    return {(key, rule) for key, rule in tx.execute(query) if rule in rules}
