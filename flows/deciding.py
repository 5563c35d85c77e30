"""Deciding: what a person says of a submission or its findings, written down and carried out.

::

    wish = Wish("S1f…", Action.CONFIRM, reason="panen raya", actor="Sari", every=True)
    decide(settings, wish, now=now).state   # IN_REVIEW: somebody else has to approve now

Where no run is under way, what became APPROVED is loaded at once and what became WITHDRAWN is taken out; else the run
that is under way does it, or the next one. Analysts see it with the next release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from flows.faults import plainly
from flows.releasing import release_decided
from flows.settings import Settings
from flows.wishes import Action, Wish, record_wish
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.moments import jakarta_day
from warehouse.ledger import Ledger
from warehouse.ledger.answers import found_in
from warehouse.ledger.states import State
from warehouse.ledger.submissions import get_submissions
from warehouse.ledger.transitions import Stamp
from warehouse.run_lock import LockHeld, run_lock
from warehouse.schema import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Action", "Decided", "Decider", "Wish", "decide", "record_wish"]

_CHANGES_FIGURES: Final = {Action.APPROVE, Action.RETURN, Action.WITHDRAW}


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it.

    Attributes:
        submission: Its id.
        kinds: What was written down: kind → how many times.
        state: Where the submission stands now.
        open: severity → findings that still need an answer.
        waits_for_run: The figures change when a run that is under way ends, or with the next one.
    """

    submission: str
    kinds: Mapping[str, int]
    state: State
    open: Mapping[str, int]
    waits_for_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The document of ``decide --json``."""
        return {
            "id": self.submission, "decisions": dict(self.kinds), "state": self.state.value, "open": dict(self.open),
            "waits_for_run": self.waits_for_run,
        }  # fmt: skip


def decide(settings: Settings, wish: Wish, *, now: datetime) -> Decided:
    """Write a decision down, and carry it out where no run is under way.

    Raises:
        UsageError: the wish is incomplete, or names what is not there.
        ForbiddenTransitionError: a guard of the state machine forbids it; nothing was written.
    """
    home, contracts = Home(settings.home), load_contracts()
    with plainly(home.root):
        ledger = Ledger.open(home.ledger)
        policy = settings.policy(jakarta_day(now))
        with ledger.begin() as tx:
            kinds = record_wish(tx, wish, contracts, now=now, policy=policy)
            state = get_submissions(tx, [wish.submission])[0].state
        concerns_figures = wish.action in _CHANGES_FIGURES or state is State.APPROVED
        done = not concerns_figures or _carry_out(Decider(home, settings, ledger, now), contracts)
        with ledger.read() as tx:
            state = get_submissions(tx, [wish.submission])[0].state
            found = found_in(tx, [wish.submission])[wish.submission]
    return Decided(wish.submission, kinds, state, found.open, waits_for_run=not done or state is State.APPROVED)


@dataclass(frozen=True, slots=True)
class Decider:
    """The stores as a decision opens them, without a run.

    Attributes:
        now: Aware.
        con: The warehouse; None until the lock is held.
    """

    home: Home
    settings: Settings
    ledger: Ledger
    now: datetime
    con: DuckDBPyConnection | None = None

    @property
    def warehouse(self) -> DuckDBPyConnection:
        """The open warehouse."""
        if self.con is None:
            raise TypeError("the warehouse is opened under the run lock only")
        return self.con

    @property
    def naive_now(self) -> datetime:
        """Now as the warehouse stores it."""
        return self.now.astimezone(UTC).replace(tzinfo=None)

    def stamp(self, reason: str | None = None) -> Stamp:
        """The mark on what follows from decisions; rules and run stay those of the judging."""
        return Stamp(self.now, reason=reason)


def _carry_out(stores: Decider, contracts: Contracts) -> bool:
    """Bring the warehouse to what is decided; False where a run is under way, which does it."""
    try:
        with run_lock(stores.home), open_warehouse(stores.home.warehouse, contracts) as con:
            release_decided(replace(stores, con=con))
    except LockHeld:
        return False
    return True
