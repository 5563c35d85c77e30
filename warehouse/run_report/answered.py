"""Answers that people gave to findings, and the waivers that hold, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from sources.offices import Offices
from warehouse.ledger.decisions import Decision, DecisionKind, all_decisions, decisions_of

WORDS: Final = {
    DecisionKind.CONFIRM: "Alasan",
    DecisionKind.WAIVE_REQUEST: "Pengecualian diminta",
    DecisionKind.WAIVE_APPROVE: "Pengecualian disetujui",
}
"""What may be said to a finding; the rest is said to the submission and stands in its history."""

Key = tuple[str | None, str | None]
"""(finding_id, value_hash): the same finding with the same value, in whichever attempt."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer.

    Attributes:
        word: What kind.
        reason: In the words of who gave it.
        until: Last day of a waiver.
        carried_from: The attempt to which it was given, where that is another one.
    """

    word: str
    reason: str
    actor: str
    at: datetime
    until: date | None = None
    carried_from: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is let pass, or should be.

    Attributes:
        approved_by: None: it waits for a second person.
    """

    rule: str
    office: str
    period: str
    submission: str
    reason: str
    asked_by: str
    approved_by: str | None
    until: date | None


def answers_of(tx: Connection, submissions: Iterable[str]) -> dict[str, dict[Key, list[Given]]]:
    """Submission → finding → its answers, oldest first."""
    found: dict[str, dict[Key, list[Given]]] = {}
    ids = list(submissions)
    if not ids:
        return found
    by_finding: dict[Key, list[Decision]] = {}
    for one in decisions_of(tx, ids):
        if one.kind in WORDS and one.finding_id is not None:
            by_finding.setdefault((one.finding_id, one.value_hash), []).append(one)
    return {i: {key: [_given(d, i) for d in some] for key, some in by_finding.items()} for i in ids}


def waivers(tx: Connection, offices: Offices, *, today: date) -> list[Waiver]:
    """Waivers that hold on a day or wait for a second person, those that wait first, then by their last day.

    Args:
        tx: A reading transaction.
        offices: Give the names.
        today: In Jakarta.
    """
    asked: dict[Key, Decision] = {}
    found: dict[Key, Waiver] = {}
    for one in all_decisions(tx):
        key = one.finding_id, one.value_hash
        if one.kind is DecisionKind.WAIVE_REQUEST:
            asked[key] = one
            found[key] = _waiver(one, one, offices, is_approved=False)
        elif one.kind is DecisionKind.WAIVE_APPROVE:
            found[key] = _waiver(asked.get(key, one), one, offices, is_approved=True)
    holding = [w for w in found.values() if w.until is None or w.until >= today]
    return sorted(holding, key=lambda w: (w.approved_by is not None, w.until or date.max, w.office, w.rule))


def _given(decision: Decision, submission: str) -> Given:
    return Given(
        WORDS[decision.kind], decision.reason, decision.actor, decision.at, decision.expires_on,
        None if decision.submission_id == submission else decision.submission_id,
    )  # fmt: skip


def _waiver(asked: Decision, latest: Decision, offices: Offices, *, is_approved: bool) -> Waiver:
    office = offices.by_code.get(latest.kode_upt or "")
    return Waiver(
        rule=latest.rule or "", office=office.nama_upt if office else (latest.kode_upt or ""),
        period=latest.periode or "", submission=latest.submission_id, reason=asked.reason, asked_by=asked.actor,
        approved_by=latest.actor if is_approved else None, until=latest.expires_on,
    )  # fmt: skip


def for_finding(answers: Mapping[Key, Sequence[Given]], finding_id: str, value_hash: str | None) -> Sequence[Given]:
    """The answers to one finding."""
    return answers.get((finding_id, value_hash), ())
