"""Bringing judged submissions to where they stand: after a judging, an answer, an expired waiver, a newer attempt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select, update

from warehouse.ledger.answers import (
    answer_findings,
    answers_to,
    fingerprint_of_findings,
    found_in,
)
from warehouse.ledger.aside import put_aside
from warehouse.ledger.chunks import chunks
from warehouse.ledger.decisions import ANSWERS, Decision, DecisionKind, latest_sign_offs
from warehouse.ledger.parts import parts_of
from warehouse.ledger.schema import finding, submission
from warehouse.ledger.standing import Standing, standing
from warehouse.ledger.states import WAITING, State
from warehouse.ledger.transitions import Stamp, states_of, transition

OVERTAKEN = "a newer attempt arrived"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings say of sign-off.

    Attributes:
        today: The day in Jakarta: waivers hold up to and including their last.
        approve_clean: A submission without PERBAIKI and KONFIRMASI needs nobody's approval.
        partial_limit: Share of a submission's rows that may be put aside, 0 to 1.
    """

    today: date
    approve_clean: bool = True
    partial_limit: float = 0.0


def settle(tx: Connection, submissions: Collection[str], stamp: Stamp, policy: Policy) -> dict[str, Standing]:
    """Move submissions that no rule refused (VALIDATED, or waiting) to where they stand now, and note the verdict.

    Args:
        tx: A writing transaction.
        submissions: Their ids.
        stamp: Who and when; its reason, where a person gave one, is that of every step.
        policy: What the settings say.

    Returns:
        Submission → where it stands.

    Raises:
        ForbiddenTransitionError: one of them is in another state; none was moved.
    """
    answer_findings(tx, submissions, today=policy.today)
    put_aside(tx, submissions, policy.partial_limit)
    stands = weigh(tx, submissions, policy)
    by_state: defaultdict[State, dict[str, str | None]] = defaultdict(dict)
    for key, one in stands.items():
        by_state[one.state][key] = one.reason
    approved = by_state[State.APPROVED]
    by_state[State.IN_REVIEW].update(dict.fromkeys(approved, "nothing is open"))
    for state in (State.RETURNED, State.WITHDRAWN, State.NEEDS_CONFIRMATION, State.IN_REVIEW, State.APPROVED):
        moving = by_state[state]
        why = {} if stamp.reason else {i: said for i, said in moving.items() if said}
        transition(tx, list(moving), state, stamp, reasons=why)
    record_verdicts(tx, {i: one.verdict for i, one in stands.items()})
    return stands


def weigh(tx: Connection, submissions: Collection[str], policy: Policy) -> dict[str, Standing]:
    """Where submissions stand that no rule refused, as their findings are answered now."""
    found = found_in(tx, submissions)
    decided = latest_sign_offs(tx, submissions)
    return {
        i: standing(
            found[i],
            decided.get(i),
            approval_holds=i in decided and approval_holds(tx, i, decided[i]),
            approve_clean=policy.approve_clean,
        )
        for i in submissions
    }


def approval_holds(tx: Connection, of: str, approval: Decision) -> bool:
    """Whether a submission still has the findings, with the answers, that a person approved (in it, or in a copy)."""
    if approval.kind is not DecisionKind.APPROVE or approval.id is None:
        return False
    if fingerprint_of_findings(tx, of) != approval.value_hash:
        return False
    answered = [number for number, kind, _ in answers_to(tx, of) if kind in ANSWERS]
    return max(answered, default=0) < approval.id


def record_verdicts(tx: Connection, verdicts: dict[str, str]) -> None:
    """Write how submissions were judged last: submission → accepted, returned, rejected or failed."""
    if verdicts:
        statement = update(submission).where(submission.c.id == bindparam("_id")).values(verdict=bindparam("_verdict"))
        tx.execute(statement, [{"_id": i, "_verdict": verdict} for i, verdict in verdicts.items()])


def expire_waivers(tx: Connection, stamp: Stamp, policy: Policy) -> list[str]:
    """Weigh again what waits on the strength of a waiver; what was loaded under one stays as it is.

    Returns:
        The submissions that stand elsewhere now.
    """
    states = [state.value for state in (*WAITING, State.APPROVED)]
    waived = select(finding.c.submission_id).where(finding.c.status == "waived").distinct()
    query = select(submission.c.id).where(submission.c.state.in_(states), submission.c.id.in_(waived))
    ids = list(tx.scalars(query))
    before = states_of(tx, ids)
    waiting = [i for i, state in before.items() if state is not State.APPROVED]
    after = settle(tx, waiting, stamp, policy)
    return [i for i, one in after.items() if one.state is not before[i]]


def waiting_with_findings_of(tx: Connection, submission_id: str) -> list[str]:
    """Other submissions that wait and have a finding of this one: an answer given for it holds for them as well."""
    c = finding.c
    shown = select(c.finding_id).where(c.submission_id == submission_id)
    same = select(c.submission_id).where(c.finding_id.in_(shown), c.submission_id != submission_id).distinct()
    states = [state.value for state in WAITING]
    return list(tx.scalars(select(submission.c.id).where(submission.c.state.in_(states), submission.c.id.in_(same))))


def close_overtaken(tx: Connection, stamp: Stamp) -> list[str]:
    """Close what was returned or rejected once later attempts of the office and period brought all that it held.

    A part that nobody sent again stays returned: a report on sales does not answer for a harvest. Of what could not be
    read at all nobody knows the parts, so any later attempt that could be read closes it.

    Returns:
        The submissions that were closed.
    """
    overtaken = list(overtaken_by(tx, (State.RETURNED, State.REJECTED)))
    return transition(tx, overtaken, State.CLOSED, stamp, reasons=dict.fromkeys(overtaken, OVERTAKEN))


def overtaken_by(tx: Connection, states: Collection[State]) -> dict[str, str]:
    """Submissions in these states of which later attempts brought all that they held → the latest of those."""
    c = submission.c
    query = select(c.id, c.kode_upt, c.periode).where(c.state.in_([s.value for s in states]), c.attempt.is_not(None))
    sent_back = {key: (office, period) for key, office, period in tx.execute(query)}
    if not sent_back:
        return {}
    attempts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    offices = sorted({office for office, _ in sent_back.values()})
    for some in chunks(offices):
        rows = tx.execute(select(c.id, c.kode_upt, c.periode, c.attempt).where(c.kode_upt.in_(some)))
        for key, office, period, attempt in rows:
            if attempt is not None:
                attempts[office, period][key] = attempt
    concerned = [i for month in set(sent_back.values()) for i in attempts[month]]
    held: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts_of(tx, concerned):
        if part.n_rows or part.nihil:
            held[part.submission_id].add(part.dataset)
    found = {}
    for key, month in sent_back.items():
        number = attempts[month]
        later = sorted((i for i in number if number[i] > number[key] and held[i]), key=lambda i: number[i])
        if later and held[key] <= set().union(*(held[i] for i in later)):
            found[key] = later[-1]
    return found
