"""The life of a submission: its states, which may follow which, and who may take the step. Nothing else decides.

The table is data; ``docs/life-of-a-submission.md`` is drawn from it. A submission is *judged* by rules, and *weighed*
by what is open after people's answers (:mod:`warehouse.ledger.standing`): that says to which of the states after
VALIDATED it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sources.errors import TerminalError

ORDER_CHANGED: Final = "attempt order changed"
"""Reason of the return to PARSED when a file that was received earlier turns up later."""

MOST_NAMED: Final = 5
"""A guard's message names this many submissions and counts the rest: it is read on a screen."""


class State(StrEnum):
    """Where a submission stands."""

    RECEIVED = "RECEIVED"
    DUPLICATE = "DUPLICATE"
    REJECTED = "REJECTED"
    PARSED = "PARSED"
    FAILED = "FAILED"
    VALIDATED = "VALIDATED"
    RETURNED = "RETURNED"
    NEEDS_CONFIRMATION = "NEEDS_CONFIRMATION"
    IN_REVIEW = "IN_REVIEW"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"
    CLOSED = "CLOSED"


_S = State
UNFINISHED: Final = frozenset({_S.RECEIVED, _S.PARSED, _S.VALIDATED, _S.FAILED})
"""What a run has to take up: new, left by a crash, or failed through our own fault (which is tried again)."""

FINISHED: Final = frozenset(State) - UNFINISHED
"""Nothing to do until an earlier attempt, a decision or a changed rule asks for it (APPROVED: until it is loaded)."""

JUDGED: Final = frozenset({_S.VALIDATED, _S.REJECTED, _S.FAILED})
"""Rules have just run on it: only these steps say by which it was judged."""

WAITING: Final = frozenset({_S.RETURNED, _S.NEEDS_CONFIRMATION, _S.IN_REVIEW})
"""Waits for people: the office has to mend or to give reasons, or somebody has to look at it."""

LOADED: Final = frozenset({_S.PUBLISHED, _S.SUPERSEDED})
"""The warehouse has it, and counts it unless later attempts hold all of its parts."""

NEEDS_NOTHING_OPEN: Final = frozenset({_S.IN_REVIEW, _S.APPROVED})
"""Only what is answered, finding by finding, gets there."""

NOT_COUNTED: Final = frozenset({*WAITING, _S.REJECTED, _S.DUPLICATE, _S.WITHDRAWN, _S.CLOSED})
"""The warehouse must not count it, whatever it did before."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step.

    Attributes:
        source: The state before; None: the submission is new.
        target: The state after.
        meaning: When it happens.
        needs_reason: The event must say why.
    """

    source: State | None
    target: State
    meaning: str
    needs_reason: bool = False


TRANSITIONS: Final = (
    Transition(None, _S.RECEIVED, "stored by its sha256"),
    Transition(_S.RECEIVED, _S.DUPLICATE, "same office, period and content as the latest attempt before it"),
    Transition(_S.RECEIVED, _S.REJECTED, "the reader or a rule of tier P refuses it"),
    Transition(_S.RECEIVED, _S.PARSED, "read, office and period known"),
    Transition(_S.RECEIVED, _S.FAILED, "our fault while reading", needs_reason=True),
    Transition(_S.PARSED, _S.DUPLICATE, "an earlier attempt with the same content turned up"),
    Transition(_S.PARSED, _S.REJECTED, "a rule of severity TOLAK fired"),
    Transition(_S.PARSED, _S.FAILED, "our fault while checking, or a rule is inconclusive", needs_reason=True),
    Transition(_S.PARSED, _S.VALIDATED, "the rule-run record is complete"),
    Transition(_S.VALIDATED, _S.RETURNED, "PERBAIKI open, or a person's return stands"),
    Transition(_S.VALIDATED, _S.NEEDS_CONFIRMATION, "KONFIRMASI open"),
    Transition(_S.VALIDATED, _S.IN_REVIEW, "nothing open: every finding answered, content frozen"),
    Transition(_S.VALIDATED, _S.WITHDRAWN, "a person's withdrawal stands", needs_reason=True),
    Transition(_S.VALIDATED, _S.FAILED, "our fault while loading", needs_reason=True),
    Transition(
        _S.RETURNED, _S.NEEDS_CONFIRMATION, "what was to be mended is waived, KONFIRMASI open", needs_reason=True
    ),
    Transition(
        _S.RETURNED, _S.IN_REVIEW, "what was to be mended is waived, or the return taken back", needs_reason=True
    ),
    Transition(_S.NEEDS_CONFIRMATION, _S.IN_REVIEW, "the last open finding is answered", needs_reason=True),
    Transition(_S.NEEDS_CONFIRMATION, _S.RETURNED, "a person returns it, or a waiver has expired", needs_reason=True),
    Transition(_S.IN_REVIEW, _S.RETURNED, "a person returns it, or a waiver has expired", needs_reason=True),
    Transition(_S.IN_REVIEW, _S.APPROVED, "neither its submitter nor who answered approves it; a clean one, by policy"),
    Transition(_S.APPROVED, _S.RETURNED, "a person returns it before it is loaded", needs_reason=True),
    Transition(_S.APPROVED, _S.PUBLISHED, "loaded, at least one part in force"),
    Transition(_S.APPROVED, _S.SUPERSEDED, "loaded, but later attempts already hold every part"),
    Transition(_S.PUBLISHED, _S.SUPERSEDED, "no part is in force any more"),
    Transition(_S.SUPERSEDED, _S.PUBLISHED, "what superseded it is gone", needs_reason=True),
    Transition(_S.PUBLISHED, _S.APPROVED, "the warehouse has lost it: loaded once more", needs_reason=True),
    Transition(_S.SUPERSEDED, _S.APPROVED, "the warehouse has lost it: loaded once more", needs_reason=True),
    Transition(_S.PUBLISHED, _S.WITHDRAWN, "the central office takes it back", needs_reason=True),
    Transition(_S.SUPERSEDED, _S.WITHDRAWN, "the central office takes it back", needs_reason=True),
    Transition(_S.WITHDRAWN, _S.IN_REVIEW, "a person takes the withdrawal back", needs_reason=True),
    Transition(_S.RETURNED, _S.CLOSED, "a newer attempt arrived", needs_reason=True),
    Transition(_S.REJECTED, _S.CLOSED, "a newer attempt arrived", needs_reason=True),
    # Judged again from what was read (an earlier attempt turned up, a rule was mended).
    *(
        Transition(state, _S.PARSED, "judged again", needs_reason=True)
        for state in (_S.VALIDATED, *sorted(FINISHED, key=list(State).index))
    ),
    # Taken up from the beginning: left unfinished by a crash, failed, or the reader or a rule was mended.
    *(
        Transition(state, _S.RECEIVED, "taken up again", needs_reason=True)
        for state in (_S.PARSED, _S.VALIDATED, _S.FAILED, _S.REJECTED, _S.DUPLICATE, *sorted(WAITING), _S.CLOSED)
    ),
)

_ALLOWED: Final[Mapping[tuple[State | None, State], Transition]] = {(t.source, t.target): t for t in TRANSITIONS}


class ForbiddenTransitionError(TerminalError):
    """A step that the table or a guard does not allow was tried; nothing was written."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a person's approval of one submission is held against.

    Attributes:
        approver: Who approves.
        submitter: Who handed it in, where that was a person.
        answered_by: Who gave reasons for its findings, or asked to waive them.
        open: severity → findings that nobody has answered.
        unrun: Rules that have no answer on it: without a row in its rule-run record, or inconclusive.
    """

    approver: str
    submitter: str | None = None
    answered_by: frozenset[str] = frozenset()
    open: Mapping[str, int] = field(default_factory=dict)
    unrun: Collection[str] = ()


def guard(submissions: Mapping[str, State], target: State, reasons: Mapping[str, str | None]) -> None:
    """Refuse a step as a whole if any submission may not take it.

    Args:
        submissions: id → the state it is in.
        target: the state it should get.
        reasons: id → why (None or missing: no reason given).

    Raises:
        ForbiddenTransitionError: says what was tried for which submissions, and what would be allowed from there.
    """
    forbidden = [(i, s) for i, s in submissions.items() if (s, target) not in _ALLOWED]
    if forbidden:
        sources = sorted({state for _, state in forbidden})
        allowed = "; ".join(f"from {s} to {', '.join(following(s)) or 'nothing'}" for s in sources)
        raise ForbiddenTransitionError(f"{_named(forbidden)} cannot become {target}: allowed is {allowed}")
    silent = [(i, s) for i, s in submissions.items() if _ALLOWED[s, target].needs_reason and not reasons.get(i)]
    if silent:
        raise ForbiddenTransitionError(f"{_named(silent)} cannot become {target} without a reason: say why")


def guard_open(open_findings: Mapping[str, Mapping[str, int]], target: State) -> None:
    """Refuse review and approval while anything is open.

    Args:
        open_findings: id → severity → findings that nobody has answered.
        target: the state that they should get.

    Raises:
        ForbiddenTransitionError: names the first.
    """
    if target not in NEEDS_NOTHING_OPEN:
        return
    for submission, found in open_findings.items():
        if said := ", ".join(f"{n} {severity}" for severity, n in sorted(found.items()) if n):
            raise ForbiddenTransitionError(f"{submission} cannot become {target} while findings are open: {said}")


def guard_sign_off(submission: str, sign_off: SignOff) -> None:
    """Refuse an approval by who may not give it, or of what is not complete.

    Raises:
        ForbiddenTransitionError: says which of the guards it was.
    """
    who = same_person(sign_off.approver)
    if sign_off.submitter is not None and same_person(sign_off.submitter) == who:
        raise ForbiddenTransitionError(f"{submission}: {sign_off.approver} handed it in; somebody else has to approve")
    if who in {same_person(name) for name in sign_off.answered_by}:
        raise ForbiddenTransitionError(
            f"{submission}: {sign_off.approver} answered for its findings; somebody else has to approve"
        )
    guard_open({submission: sign_off.open}, State.APPROVED)
    if sign_off.unrun:
        named = ", ".join(sorted(sign_off.unrun)[:MOST_NAMED])
        raise ForbiddenTransitionError(
            f"{submission}: {len(sign_off.unrun)} rules have not run on it ({named}); 'lumbung ingest' judges it again"
        )


def same_person(name: str) -> str:
    """A name as it is compared: ``Sari Dewi`` and ``sari  dewi`` are one."""
    return " ".join(name.split()).casefold()


def following(state: State) -> list[State]:
    """The states that may come after this one, in the order of the table."""
    return [t.target for t in TRANSITIONS if t.source is state]


def _named(submissions: list[tuple[str, State]]) -> str:
    names = ", ".join(f"{submission} ({state})" for submission, state in submissions[:MOST_NAMED])
    more = len(submissions) - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names
