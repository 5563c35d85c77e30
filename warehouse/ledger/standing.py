"""Where a judged submission stands, from what is open and what people decided. Pure: no store, no clock.

It follows from findings and decisions alone, so that judging again, in whatever order, ends in the same state.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.ledger.answers import ASIDE, MUST_CONFIRM, MUST_MEND, Found
from warehouse.ledger.decisions import Decision, DecisionKind
from warehouse.ledger.states import State

BY_POLICY = "clean: no PERBAIKI, no KONFIRMASI (setting approve_clean)"

_REFUSALS = {DecisionKind.WITHDRAW: State.WITHDRAWN, DecisionKind.RETURN: State.RETURNED}
"""A person's refusal stands however often the file is judged again, until a person takes it back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands, and why where that needs saying."""

    state: State
    reason: str | None = None

    @property
    def verdict(self) -> str:
        """``returned`` or ``accepted``, as people count submissions."""
        return "returned" if self.state is State.RETURNED else "accepted"


def standing(found: Found, sign_off: Decision | None, *, approval_holds: bool, approve_clean: bool) -> Standing:
    """Weigh a submission that no rule refused.

    Args:
        found: Its findings that need an answer.
        sign_off: The latest decision on it as a whole.
        approval_holds: Where that is an approval: findings and answers are those that were approved.
        approve_clean: Whether a clean submission needs nobody's approval.
    """
    kind = sign_off.kind if sign_off else None
    said = f"{sign_off.actor}: {sign_off.reason}" if sign_off else None
    if kind in _REFUSALS:
        return Standing(_REFUSALS[kind], said)
    for severity, state in ((MUST_MEND, State.RETURNED), (MUST_CONFIRM, State.NEEDS_CONFIRMATION)):
        if n := found.open.get(severity):
            return Standing(state, f"{n} {severity} open")
    if kind is DecisionKind.APPROVE and approval_holds:
        return Standing(State.APPROVED, f"the same findings as approved by {said}")
    if found.is_clean and approve_clean:
        aside = found.count(ASIDE)
        return Standing(State.APPROVED, f"{BY_POLICY}, {aside} findings on rows put aside" if aside else BY_POLICY)
    return Standing(State.IN_REVIEW, None if found.is_clean else "every finding is answered")
