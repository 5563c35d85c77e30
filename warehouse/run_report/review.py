"""What a reviewer is asked beside single reports: the nation's figures, changed rules, and how well each rule does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from sources.contract import Contracts
from sources.offices import Offices
from warehouse.ledger.rule_quality import RuleQuality, rule_quality
from warehouse.ledger.shadows import shadows_of
from warehouse.ledger.submissions import get_submissions
from warehouse.macro import macro_rows
from warehouse.release import DATABASE

VERDICTS: Final = {
    "accepted": "diterima", "needs_confirmation": "perlu ditegaskan", "returned": "dikembalikan", "rejected": "ditolak",
    "failed": "tidak dapat diperiksa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A published report that today's rules would judge otherwise; its figures stand until a person decides.

    Attributes:
        was: Verdict by the rules of then, in words.
        now: Verdict by today's.
        because: What changed: rules, or other parts of the ruleset.
        came: Findings that today's rules add, by rule.
        went: Findings that they no longer raise, by rule.
    """

    submission: str
    office: str
    period: str
    was: str
    now: str
    because: Sequence[str]
    came: Mapping[str, int]
    went: Mapping[str, int]


def doubts(tx: Connection, offices: Offices) -> list[Doubt]:
    """All such reports, the latest months first."""
    shadows = shadows_of(tx)
    known = {s.id: s for s in get_submissions(tx, [shadow.submission_id for shadow in shadows])}
    found = []
    for shadow in shadows:
        submission = known[shadow.submission_id]
        office = offices.by_code.get(submission.office or "")
        found.append(
            Doubt(
                submission=submission.id, office=office.nama_upt if office else (submission.office or ""),
                period=submission.period or "", was=VERDICTS.get(shadow.was, shadow.was),
                now=VERDICTS.get(shadow.verdict, shadow.verdict), because=shadow.because,
                came=_by_rule(shadow.findings, "new"), went=_by_rule(shadow.findings, "gone"),
            )
        )  # fmt: skip
    return sorted(sorted(found, key=lambda d: (d.office, d.submission)), key=lambda d: d.period, reverse=True)


def proven(tx: Connection, contracts: Contracts) -> list[tuple[str, str, RuleQuality]]:
    """``(id, title, quality)`` of rules whose findings people have answered or offices mended, most raised first."""
    titles = {rule.id: rule.title for rule in contracts.rules}
    found = [(rule, titles.get(rule, ""), quality) for rule, quality in rule_quality(tx).items()]
    known = [one for one in found if one[2].confirmed or one[2].waived or one[2].mended]
    return sorted(known, key=lambda one: (-one[2].raised, one[0]))


def questions(published: Path, releases: Sequence[str]) -> list[dict[str, Any]]:
    """Questions about the nation that the last of some releases asks, the latest months first.

    Returns:
        Rows of ``meta.temuan_makro``; empty where nothing was published, or the release has gone.
    """
    database = published / releases[-1] / DATABASE if releases else None
    if database is None or not database.exists():
        return []
    rows = macro_rows(database)
    return sorted(sorted(rows, key=lambda r: (r["rule"], r["wilayah"])), key=lambda r: r["periode"], reverse=True)


def _by_rule(findings: Sequence[Mapping[str, Any]], change: str) -> dict[str, int]:
    return dict(sorted(Counter(str(f["rule"]) for f in findings if f["change"] == change).items()))
