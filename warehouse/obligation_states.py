"""The life of an obligation: its states, and what can bring it from one to another.

Nobody moves an obligation: where it stands follows, at any moment, from the day, from what is published, and from the
exceptions (``warehouse/sql/kewajiban.sql``). The table here says which changes can come of which cause; a test plays
random months and holds the query to it, and ``docs/life-of-a-submission.md`` is drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ObligationState(StrEnum):
    """Where an obligation stands."""

    EXPECTED = "DIHARAPKAN"
    DUE = "JATUH_TEMPO"
    LATE = "TERLAMBAT"
    FULFILLED = "TERPENUHI"
    FULFILLED_LATE = "TERPENUHI_TERLAMBAT"
    NIL = "NIHIL_DIKONFIRMASI"
    EXEMPT = "DIKECUALIKAN"
    CLOSED_EMPTY = "DITUTUP_KOSONG"


_S = ObligationState
REPORTED_STATES: Final = (_S.FULFILLED, _S.FULFILLED_LATE, _S.NIL)
"""Something was published for it. Nothing but a PUBLISHED submission brings an obligation here."""

OPEN_STATES: Final = (_S.EXPECTED, _S.DUE, _S.LATE)
"""Nothing was, and the office is still to send it."""


class Cause(StrEnum):
    """What can change where an obligation stands."""

    DAY = "a day passes"
    PUBLISHED = "a submission is published"
    WITHDRAWN = "a published submission is withdrawn"
    EXEMPT = "exception: exempt"
    REOPENED = "exception: re-opened"
    CLOSED = "exception: closed"
    REVOKED = "exceptions revoked"


@dataclass(frozen=True, slots=True)
class Change:
    """One possible change and its cause."""

    source: ObligationState
    target: ObligationState
    cause: Cause


_EMPTY: Final = (*OPEN_STATES, _S.CLOSED_EMPTY)
_EXCEPTIONS: Final = (Cause.EXEMPT, Cause.REOPENED, Cause.CLOSED, Cause.REVOKED)


def _changes(cause: Cause, sources: tuple[_S, ...], targets: tuple[_S, ...]) -> tuple[Change, ...]:
    return tuple(Change(s, t, cause) for s in sources for t in targets if s is not t)


CHANGES: Final = (
    Change(_S.EXPECTED, _S.DUE, Cause.DAY),
    Change(_S.DUE, _S.LATE, Cause.DAY),
    Change(_S.EXPECTED, _S.LATE, Cause.DAY),
    # What arrived in time counts as in time whenever it is published; a correction may say nil, or no longer nil.
    *_changes(Cause.PUBLISHED, (*_EMPTY, *REPORTED_STATES), REPORTED_STATES),
    # The attempt before it counts again, or nothing does.
    *_changes(Cause.WITHDRAWN, REPORTED_STATES, (*_EMPTY, *REPORTED_STATES)),
    *_changes(Cause.EXEMPT, tuple(_S), (_S.EXEMPT,)),
    # The latest exception replaces the ones before it: what was exempt or closed is owed again, by a later day.
    *_changes(Cause.REOPENED, (_S.DUE, _S.LATE, _S.CLOSED_EMPTY, _S.EXEMPT), (_S.EXPECTED,)),
    *_changes(Cause.REOPENED, (_S.FULFILLED_LATE, _S.EXEMPT), (_S.FULFILLED,)),
    *_changes(Cause.REOPENED, (_S.EXEMPT, _S.CLOSED_EMPTY), (*REPORTED_STATES, *OPEN_STATES)),
    *_changes(Cause.CLOSED, (*OPEN_STATES, _S.EXEMPT), (_S.CLOSED_EMPTY,)),
    *_changes(Cause.CLOSED, (_S.EXEMPT, _S.FULFILLED), REPORTED_STATES),
    *_changes(Cause.REVOKED, (_S.EXEMPT, _S.CLOSED_EMPTY), (*OPEN_STATES, *REPORTED_STATES)),
    *_changes(Cause.REVOKED, OPEN_STATES, OPEN_STATES),
    *_changes(Cause.REVOKED, (_S.FULFILLED,), (_S.FULFILLED_LATE,)),
)


def causes(source: ObligationState, target: ObligationState) -> list[Cause]:
    """What can bring an obligation from one state to another, in the order of the table."""
    return list(dict.fromkeys(c.cause for c in CHANGES if (c.source, c.target) == (source, target)))
