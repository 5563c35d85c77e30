"""The life of a submission: its states, and which may follow which. The table is data; nothing else decides.

The states of review (NEEDS_CONFIRMATION, IN_REVIEW, APPROVED, WITHDRAWN, CLOSED) will join the table as rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


UNFINISHED: Final = frozenset({State.RECEIVED, State.PARSED, State.VALIDATED, State.FAILED})
"""What a run has to take up: new, left by a crash, or failed through our own fault (which is tried again)."""

FINISHED: Final = frozenset(State) - UNFINISHED
"""Nothing to do until an earlier attempt, a decision or a changed rule asks for it."""


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


_S = State
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
    Transition(_S.VALIDATED, _S.RETURNED, "findings of severity PERBAIKI are open"),
    Transition(_S.VALIDATED, _S.PUBLISHED, "loaded, at least one part in force"),
    Transition(_S.VALIDATED, _S.SUPERSEDED, "loaded, but later attempts already hold every part"),
    Transition(_S.VALIDATED, _S.FAILED, "our fault while loading", needs_reason=True),
    Transition(_S.PUBLISHED, _S.SUPERSEDED, "no part is in force any more"),
    Transition(_S.SUPERSEDED, _S.PUBLISHED, "what superseded it is gone", needs_reason=True),
    # Judged again from what was read (an earlier attempt turned up, a rule was mended).
    *(
        Transition(state, _S.PARSED, "judged again", needs_reason=True)
        for state in (_S.DUPLICATE, _S.REJECTED, _S.VALIDATED, _S.RETURNED, _S.PUBLISHED, _S.SUPERSEDED)
    ),
    # Taken up from the beginning: left unfinished by a crash, failed, or the reader was mended.
    *(
        Transition(state, _S.RECEIVED, "taken up again", needs_reason=True)
        for state in (_S.PARSED, _S.VALIDATED, _S.FAILED, _S.REJECTED, _S.DUPLICATE, _S.RETURNED)
    ),
)

_ALLOWED: Final[Mapping[tuple[State | None, State], Transition]] = {(t.source, t.target): t for t in TRANSITIONS}


class ForbiddenTransitionError(TerminalError):
    """A step that the table does not have was tried; nothing was written."""


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


def following(state: State) -> list[State]:
    """The states that may come after this one, in the order of the table."""
    return [t.target for t in TRANSITIONS if t.source is state]


def _named(submissions: list[tuple[str, State]]) -> str:
    names = ", ".join(f"{submission} ({state})" for submission, state in submissions[:MOST_NAMED])
    more = len(submissions) - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names
