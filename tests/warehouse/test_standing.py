"""Where a judged submission stands follows from what is open and from what people decided, and from nothing else."""

from __future__ import annotations

import pytest

from tests.warehouse.ledger_made import NOW, received
from warehouse.ledger import (
    ForbiddenTransitionError,
    Ledger,
    Stamp,
    State,
    begin_run,
    handled_in,
    transition,
)
from warehouse.ledger.answers import Found
from warehouse.ledger.decisions import Decision, DecisionKind
from warehouse.ledger.standing import standing
from warehouse.ledger.states import SignOff, guard_sign_off

CLEAN: dict[tuple[str, str], int] = {}
TO_MEND = {("PERBAIKI", "open"): 1, ("KONFIRMASI", "open"): 2}
WAIVED = {("PERBAIKI", "waived"): 1, ("KONFIRMASI", "open"): 2}
ANSWERED = {("PERBAIKI", "waived"): 1, ("KONFIRMASI", "confirmed"): 2}


@pytest.mark.parametrize(
    ("found", "decided", "holds", "policy", "state", "verdict"),
    [
        (CLEAN, None, False, True, "APPROVED", "accepted"),
        (CLEAN, None, False, False, "IN_REVIEW", "accepted"),
        (CLEAN, "return", False, True, "RETURNED", "returned"),
        (CLEAN, "withdraw", False, True, "WITHDRAWN", "accepted"),
        (TO_MEND, None, False, True, "RETURNED", "returned"),
        (TO_MEND, "approve", True, True, "RETURNED", "returned"),
        (WAIVED, None, False, True, "NEEDS_CONFIRMATION", "accepted"),
        (ANSWERED, None, False, True, "IN_REVIEW", "accepted"),
        (ANSWERED, "approve", True, True, "APPROVED", "accepted"),
        (ANSWERED, "approve", False, True, "IN_REVIEW", "accepted"),
        (ANSWERED, "withdraw", True, True, "WITHDRAWN", "accepted"),
    ],
)
def test_where_it_stands(
    found: dict[tuple[str, str], int], decided: str | None, holds: bool, policy: bool, state: str, verdict: str
):
    said = None if decided is None else Decision("S1", DecisionKind(decided), "sesuai", "Sari", NOW)
    stands = standing(Found(found), said, approval_holds=holds, approve_clean=policy)
    assert (stands.state, stands.verdict) == (state, verdict)


def test_an_approval_by_somebody_else_of_what_is_complete_passes():
    guard_sign_off("S1", SignOff("Budi", submitter="Tono", answered_by=frozenset({"Sari"})))


@pytest.mark.parametrize(
    ("sign_off", "why"),
    [
        (SignOff("Sari", submitter=" SARI"), "handed it in"),
        (SignOff("sari  dewi", answered_by=frozenset({"Sari Dewi"})), "answered for its findings"),
        (SignOff("Sari", open={"KONFIRMASI": 2}), "2 KONFIRMASI"),
        (SignOff("Sari", unrun=["UMKM-K301"]), "1 rules have not run on it .UMKM-K301."),
    ],
)
def test_an_approval_that_is_not_allowed_says_why(sign_off: SignOff, why: str):
    with pytest.raises(ForbiddenTransitionError, match=why):
        guard_sign_off("S1", sign_off)


def test_what_a_run_only_closed_it_did_not_take_in(ledger: Ledger):
    """The report of a run lists what it judged; an earlier attempt that a newer one closed is only counted."""
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        for run, states in (("r1", (State.PARSED, State.REJECTED)), ("r2", (State.CLOSED,))):
            begin_run(tx, run, at=NOW)
            for state in states:
                transition(tx, [one], state, Stamp(NOW, reason="why", run_id=run))
        assert handled_in(tx, ["r1"]).taken == {one: State.REJECTED}
        assert (handled_in(tx, ["r2"]).taken, handled_in(tx, ["r2"]).moved) == ({}, {one: State.CLOSED})
