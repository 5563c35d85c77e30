"""What a person may decide, and how it is written down: decision and transition in one ledger transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from flows.answering import Choice, answer
from sources.contract import Contracts
from sources.errors import UsageError
from warehouse.ledger.answers import answer_findings, answers_to, fingerprint_of_findings, found_in, unrun_rules
from warehouse.ledger.decisions import Decision, DecisionKind, record_decisions
from warehouse.ledger.record import events_of
from warehouse.ledger.states import LOADED, WAITING, SignOff, State, guard, guard_sign_off
from warehouse.ledger.submissions import Submission, get_submissions
from warehouse.ledger.transitions import SYSTEM, Stamp
from warehouse.ledger.weighing import Policy, settle, waiting_with_findings_of


class Action(StrEnum):
    """What a person may do."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    WAIVE = "waive"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to decide.

    Attributes:
        submission: Its id.
        action: What to do.
        reason: Why; one of the rule's reasons, or free text. Never a name or a number of a person.
        actor: Who.
        finding: Only for confirm and waive: the finding's id (its beginning is enough).
        every: Only for these: all open findings that can be answered so.
        until: Only for waive: the last day, in Jakarta, on which the waiver holds.
    """

    submission: str
    action: Action
    reason: str
    actor: str
    finding: str | None = None
    every: bool = False
    until: date | None = None


def record_wish(tx: Connection, wish: Wish, contracts: Contracts, *, now: datetime, policy: Policy) -> dict[str, int]:
    """Write a decision and the transitions that follow, in the caller's transaction.

    Returns:
        Kind of decision → how many were written.

    Raises:
        UsageError: the wish is incomplete, or names what is not there.
        ForbiddenTransitionError: a guard of the state machine forbids it; nothing was written.
    """
    found = get_submissions(tx, [wish.submission])
    if not found:
        raise UsageError(f"the ledger knows no submission {wish.submission}; 'lumbung submissions' lists what it knows")
    stamp = Stamp(now, actor=wish.actor.strip(), reason=wish.reason.strip())
    desk = _Desk(tx, found[0], contracts, stamp, policy)
    if wish.action in {Action.CONFIRM, Action.WAIVE}:
        return desk.answer(wish)
    if wish.finding is not None or wish.every or wish.until is not None:
        raise UsageError(f"{wish.action} is about the whole submission: --finding, --all and --until do not go with it")
    if wish.action is Action.APPROVE:
        desk.approve()
    else:
        desk.refuse(DecisionKind(wish.action.value))
    return {wish.action.value: 1}


@dataclass(frozen=True, slots=True)
class _Desk:
    """One submission before somebody who decides."""

    tx: Connection
    submission: Submission
    contracts: Contracts
    stamp: Stamp
    policy: Policy

    def answer(self, wish: Wish) -> dict[str, int]:
        if self.submission.state not in WAITING | LOADED:
            raise UsageError(f"{self.submission.id} is {self.submission.state}: no finding of it waits for an answer")
        kind = DecisionKind.CONFIRM if wish.action is Action.CONFIRM else DecisionKind.WAIVE_REQUEST
        rules = {rule.id: rule for rule in self.contracts.rules}
        choice = Choice(wish.finding, wish.every, wish.until, self.policy.today)
        written = answer(self.tx, self._decision(kind), rules, choice)
        settle(self.tx, waiting_with_findings_of(self.tx, self.submission.id), self.stamp, self.policy)
        if self.submission.state in WAITING:
            settle(self.tx, [self.submission.id], self.stamp, self.policy)
        else:
            answer_findings(self.tx, [self.submission.id], today=self.policy.today)
        return written

    def approve(self) -> None:
        key, state = self.submission.id, self.submission.state
        if state is not State.WITHDRAWN and state not in WAITING:
            guard({key: state}, State.IN_REVIEW, {key: self.stamp.reason})
        answer_findings(self.tx, [key], today=self.policy.today)
        answers = answers_to(self.tx, key)
        sign_off = SignOff(
            approver=self.stamp.actor,
            submitter=self._submitter(),
            answered_by=frozenset(who for _, kind, who in answers if kind is not DecisionKind.WAIVE_APPROVE),
            open=found_in(self.tx, [key])[key].open,
            unrun=unrun_rules(self.tx, key, [rule.id for rule in self.contracts.rules if rule.kind != "macro"]),
        )
        guard_sign_off(key, sign_off)
        seen = fingerprint_of_findings(self.tx, key)
        record_decisions(self.tx, [self._decision(DecisionKind.APPROVE, seen)])
        settle(self.tx, [key], self.stamp, self.policy)

    def refuse(self, kind: DecisionKind) -> None:
        record_decisions(self.tx, [self._decision(kind)])
        settle(self.tx, [self.submission.id], self.stamp, self.policy)

    def _submitter(self) -> str | None:
        """Who handed it in, where that was a person; files that lie in a folder come from nobody in particular."""
        actor = events_of(self.tx, [self.submission.id])[0].actor
        return None if actor == SYSTEM else actor

    def _decision(self, kind: DecisionKind, value_hash: str | None = None) -> Decision:
        return Decision(
            submission_id=self.submission.id,
            kind=kind,
            reason=self.stamp.reason or "",
            actor=self.stamp.actor,
            at=self.stamp.at,
            kode_upt=self.submission.office,
            periode=self.submission.period,
            value_hash=value_hash,
        )
