"""Answers to findings: a reason for one that asks, a waiver for one that would have to be mended.

A waiver takes two people: one asks, saying why and until when; another one who decides the same way grants it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, select

from sources.contract import Rule
from sources.errors import UsageError
from warehouse.ledger.answers import MUST_CONFIRM, MUST_MEND
from warehouse.ledger.decisions import Decision, DecisionKind, decisions_of, record_decisions
from warehouse.ledger.schema import finding
from warehouse.ledger.states import same_person

LONGEST_WAIVER: Final = timedelta(days=366)
"""A waiver is an exception with an end: what should hold for longer is a change of the rule."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding that is to be answered; ordinals of the same value are one."""

    finding_id: str
    value_hash: str | None
    rule: str
    dataset: str | None
    severity: str
    status: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings, and for waivers until when.

    Attributes:
        finding: A finding's id, or its beginning.
        every: All open ones that can be answered so, instead.
        until: Last day of a waiver, in Jakarta.
        today: In Jakarta.
    """

    finding: str | None
    every: bool
    until: date | None
    today: date


def answer(tx: Connection, template: Decision, rules: Mapping[str, Rule], choice: Choice) -> dict[str, int]:
    """Write a person's answers to findings of one submission.

    Args:
        tx: A writing transaction.
        template: Who, when, why, on which submission; its kind says whether to confirm or to waive.
        rules: Rule id → rule.
        choice: Which findings.

    Returns:
        Kind of decision → how many were written.

    Raises:
        UsageError: the finding is not there, or cannot be answered so; says what can be done.
    """
    confirms = template.kind is DecisionKind.CONFIRM
    asked = _asked(tx, template.submission_id, MUST_CONFIRM if confirms else MUST_MEND, choice)
    if confirms:
        if choice.until is not None:
            raise UsageError("a reason holds while the value stands: --until goes with waive only")
        decisions = [about(template, one, rules) for one in asked]
    else:
        earlier = decisions_of(tx, [template.submission_id])
        decisions = [_waiver(about(template, one, rules), one, earlier, rules, choice) for one in asked]
    record_decisions(tx, decisions)
    return dict(Counter(one.kind.value for one in decisions))


def _asked(tx: Connection, submission: str, severity: str, choice: Choice) -> list[Asked]:
    if (choice.finding is None) == (not choice.every):
        raise UsageError("say which finding is meant: --finding ID ('lumbung show' lists them), or --all open ones")
    names = ("finding_id", "value_hash", "rule", "dataset", "severity", "status")
    rows = tx.execute(select(*(finding.c[n] for n in names)).where(finding.c.submission_id == submission).distinct())
    found = [Asked(*row) for row in rows.tuples()]
    if choice.finding is None:
        wanted = [one for one in found if one.severity == severity and one.status == "open"]
        if not wanted:
            raise UsageError(f"{submission} has no open finding of severity {severity}: 'lumbung show {submission}'")
        return wanted
    wanted = [one for one in found if one.finding_id.startswith(choice.finding)]
    if not wanted:
        raise UsageError(f"{submission} has no finding {choice.finding}: 'lumbung show {submission}' lists them")
    if len({one.finding_id for one in wanted}) > 1:
        raise UsageError(f"{choice.finding!r} is the beginning of several findings: give more of it")
    if wanted[0].severity != severity:
        raise UsageError(f"{wanted[0].rule} is {wanted[0].severity}: {_INSTEAD.get(wanted[0].severity, _NOTHING)}")
    return wanted


_NOTHING: Final = "no answer is called for"
_INSTEAD: Final = {
    MUST_MEND: "it has to be mended by the office, or waived (waive)",
    MUST_CONFIRM: "it asks for a reason (confirm)",
    "TOLAK": "the office has to send another file",
}


def about(template: Decision, one: Asked, rules: Mapping[str, Rule]) -> Decision:
    """The decision on one finding, with the rule's own word for the reason where it has one."""
    rule = rules.get(one.rule)
    said = {same_person(reason): reason for reason in rule.reasons} if rule else {}
    return replace(
        template,
        finding_id=one.finding_id,
        value_hash=one.value_hash,
        rule=one.rule,
        dataset=one.dataset,
        reason_code=said.get(same_person(template.reason)),
    )


def _waiver(
    wanted: Decision, one: Asked, earlier: Sequence[Decision], rules: Mapping[str, Rule], choice: Choice
) -> Decision:
    rule = rules.get(one.rule)
    if rule is None or not rule.waivable:
        raise UsageError(f"{one.rule} cannot be waived: the office has to mend {one.finding_id}")
    pending = _pending(one, earlier, choice.today)
    if pending is None or pending.expires_on is None:
        return replace(wanted, expires_on=_last_day(choice))
    if same_person(pending.actor) == same_person(wanted.actor):
        raise UsageError(f"{wanted.actor} asked for this waiver ({one.finding_id}): somebody else has to grant it")
    until = min(choice.until or pending.expires_on, pending.expires_on)
    if until < choice.today:
        raise UsageError(f"a waiver until {until} would have expired already")
    return replace(wanted, kind=DecisionKind.WAIVE_APPROVE, expires_on=until)


def _pending(one: Asked, earlier: Sequence[Decision], today: date) -> Decision | None:
    """The request for a waiver of this finding that nobody has granted yet."""
    pending = None
    for decision in earlier:
        if (decision.finding_id, decision.value_hash) != (one.finding_id, one.value_hash):
            continue
        if decision.kind is DecisionKind.WAIVE_REQUEST and decision.expires_on and decision.expires_on >= today:
            pending = decision
        elif decision.kind is DecisionKind.WAIVE_APPROVE:
            pending = None
    return pending


def _last_day(choice: Choice) -> date:
    if choice.until is None:
        raise UsageError("a waiver has an end: --until DATE, its last day")
    if not choice.today <= choice.until <= choice.today + LONGEST_WAIVER:
        raise UsageError(f"--until {choice.until} has to lie between {choice.today} and a year from then")
    return choice.until
