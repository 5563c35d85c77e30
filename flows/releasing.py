"""What was decided reaches the warehouse: the approved is loaded, what must not count any more is withdrawn.

The ledger says what was decided, and the warehouse follows in one transaction; then the ledger notes what is in force.
A run does this when it begins and before it publishes, ``lumbung decide`` at once where no run is under way.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from flows.settings import Settings
from sources.home import Home
from warehouse.batch import NOTHING, Accepted, kept_batches
from warehouse.ledger import Ledger
from warehouse.ledger.answers import found_in
from warehouse.ledger.aside import rows_put_aside
from warehouse.ledger.deliveries import known_ids
from warehouse.ledger.parts import PartState, set_part_states
from warehouse.ledger.record import rulesets_of_validation
from warehouse.ledger.states import LOADED, NOT_COUNTED, State
from warehouse.ledger.submissions import attempt_numbers, get_submissions, ids_in
from warehouse.ledger.transitions import Stamp, states_of, transition
from warehouse.load import LoadError, load, part_states, published_among, renumber

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from sqlalchemy import Connection

BACK = "what superseded it no longer counts"


class Stores(Protocol):
    """The two stores of an instance and what is needed to write to them; a run is one."""

    @property
    def home(self) -> Home:
        """The instance's folder."""
        ...

    @property
    def settings(self) -> Settings:
        """Of the instance."""
        ...

    @property
    def ledger(self) -> Ledger:
        """Open for writing."""
        ...

    @property
    def warehouse(self) -> DuckDBPyConnection:
        """Open for writing."""
        ...

    @property
    def naive_now(self) -> datetime:
        """Now as the warehouse stores it."""
        ...

    def stamp(self, reason: str | None = None) -> Stamp:
        """The mark on what is written into the ledger."""
        ...


@dataclass(frozen=True, slots=True)
class Released:
    """What reached the warehouse.

    Attributes:
        loaded: Submissions loaded from what was kept.
        withdrawn: Submissions that no longer count.
        missing: Approved ones of which nothing usable was kept: they have to be judged again.
    """

    loaded: Collection[str] = ()
    withdrawn: Collection[str] = ()
    missing: Collection[str] = ()


def release_decided(stores: Stores) -> Released:
    """Load what is APPROVED and not loaded, withdraw what must not count, number attempts as the ledger does by now.

    Raises:
        LumbungError: a store cannot be used.
    """
    with stores.ledger.read() as tx:
        fallen = ids_in(tx, NOT_COUNTED)
        approved = ids_in(tx, [State.APPROVED])
        wanted = rulesets_of_validation(tx, approved)
        attempts = attempt_numbers(tx)
    withdrawn = published_among(stores.warehouse, fallen)
    if withdrawn:
        load(stores.warehouse, NOTHING, withdraw=withdrawn, now=stores.naive_now)
    there = published_among(stores.warehouse, approved)
    loaded: list[str] = []
    for batch in kept_batches(stores.home.accepted, wanted):
        try:
            load_approved(stores, batch)
        except LoadError:  # it no longer fits today's tables
            continue
        loaded += batch.submissions["submission_id"].to_pylist()
    follow_warehouse(stores, [*withdrawn, *there, *loaded])
    renumber(stores.warehouse, attempts)
    return Released(loaded, withdrawn, sorted({*approved} - {*there, *loaded}))


def load_approved(stores: Stores, batch: Accepted, *, withdraw: Collection[str] = ()) -> dict[str, int]:
    """Load approved submissions, without the rows put aside, with how many of their findings people answered.

    What is loaded already is loaded again: rows that were aside and are not any more join it.

    Returns:
        Dataset → rows added.
    """
    ids = batch.submissions["submission_id"].to_pylist()
    with stores.ledger.read() as tx:
        known = as_known(tx, batch, rows_put_aside(tx, ids))
    due_day = stores.settings.due_day
    return load(stores.warehouse, known, withdraw=withdraw, now=stores.naive_now, due_day=due_day).rows


def as_known(tx: Connection, batch: Accepted, aside: pa.Table) -> Accepted:
    """What was kept, as the ledger knows it now: it is kept once, and attempts are numbered anew by what comes later.

    Args:
        tx: A reading transaction.
        batch: As it was kept.
        aside: Its rows that are put aside (columns :data:`warehouse.batch.ASIDE`).
    """
    ids = batch.submissions["submission_id"].to_pylist()
    found = found_in(tx, ids)
    return batch.without(aside).with_counts(
        percobaan={s.id: s.attempt for s in get_submissions(tx, ids)},
        n_pengecualian={i: f.count("waived") for i, f in found.items()},
        n_konfirmasi={i: f.count("confirmed") for i, f in found.items()},
    )


def follow_warehouse(stores: Stores, submissions: Collection[str]) -> None:
    """Let the ledger say what the warehouse has: which parts are in force, who is published, who superseded."""
    if not submissions:
        return
    with stores.ledger.begin() as tx:
        follow(tx, stores, submissions)


def follow(tx: Connection, stores: Stores, submissions: Collection[str]) -> None:
    """The same in the caller's transaction."""
    states = part_states(stores.warehouse, submissions).to_pylist()
    parts = {(row["submission_id"], row["dataset"]): _part_state(row["counts"], row["in_force"]) for row in states}
    counted = {row["submission_id"] for row in states if row["counts"]}
    in_force = {row["submission_id"] for row in states if row["in_force"]}
    set_part_states(tx, parts)
    now = states_of(tx, sorted(known_ids(tx, counted)))
    loaded = {i for i, s in now.items() if s in LOADED or s is State.APPROVED}
    back = {i: BACK for i, s in now.items() if s is State.SUPERSEDED}
    transition(tx, sorted(loaded & in_force), State.PUBLISHED, stores.stamp(), reasons=back)
    transition(tx, sorted(loaded - in_force), State.SUPERSEDED, stores.stamp())


def _part_state(counts: bool, in_force: bool) -> PartState:
    if not counts:
        return PartState.NONE
    return PartState.IN_FORCE if in_force else PartState.SUPERSEDED
