"""When a run begins: what a crash, or a backup of one of the two stores, left between ledger and warehouse is mended.

The warehouse says what is published, the ledger says what was decided. Each gap has one mend, and the events say why:

==============================================  ==================================================================
gap                                             mend
==============================================  ==================================================================
warehouse has it, ledger does not know it       written into the ledger as received, judged again (an older ledger)
ledger refused it, warehouse counts it          withdrawn in the warehouse
ledger published it, warehouse has it not       loaded from what was accepted, or judged again (an older warehouse)
warehouse has it, ledger says not loaded yet    the ledger follows
other parts in force than the ledger says       the ledger follows
==============================================  ==================================================================

Everything else that is unfinished is taken up from the beginning (:func:`warehouse.ledger.transitions.take_up`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final

from flows.loading import follow_warehouse
from flows.run import Run
from sources.place import PassedOver
from warehouse.batch import NOTHING, kept_batches
from warehouse.ledger.deliveries import Delivery, known_ids, record_deliveries
from warehouse.ledger.parts import PartState, parts_in_force, set_part_states
from warehouse.ledger.record import rulesets_of_validation
from warehouse.ledger.states import State
from warehouse.ledger.submissions import ids_in
from warehouse.ledger.transitions import transition
from warehouse.load import LoadError, load, loaded_parts, loaded_submissions, published_among

UNKNOWN: Final = "the warehouse has it and the ledger did not know it: was an older ledger put in place?"
GONE: Final = "the warehouse no longer has it: was an older warehouse put in place?"
PLACE: Final = "lumbung:gudang"
"""Place of a delivery that is known from the warehouse alone."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done; the numbers go to the log of the run.

    Attributes:
        adopted: Ids that the ledger did not know.
        orphans: Those of which not even the bytes are there: they stay published and need a person.
        withdrawn: Ids that no longer count in the warehouse.
        reloaded: Ids loaded once more from what was accepted.
        again: Ids that have to be judged again, for want of that.
        followed: Ids whose parts the ledger had wrong.
    """

    adopted: Collection[str] = ()
    orphans: list[PassedOver] = field(default_factory=list)
    withdrawn: Collection[str] = ()
    reloaded: Collection[str] = ()
    again: Collection[str] = ()
    followed: Collection[str] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, without what did not occur."""
        names = ("adopted", "orphans", "withdrawn", "reloaded", "again", "followed")
        return {name: len(getattr(self, name)) for name in names if getattr(self, name)}


def reconcile(run: Run) -> Mended:
    """Close every gap between ledger and warehouse. Does nothing where there is none.

    Raises:
        LumbungError: a store cannot be used.
    """
    adopted, orphans = _adopt(run)
    with run.ledger.read() as tx:
        fallen = ids_in(tx, [State.RETURNED, State.REJECTED, State.DUPLICATE])
    withdrawn = published_among(run.warehouse, fallen)
    if withdrawn:
        load(run.warehouse, NOTHING, withdraw=withdrawn, now=run.naive_now)
    reloaded, again = _bring_back(run)
    loaded = loaded_parts(run.warehouse)
    with run.ledger.begin() as tx:
        waiting = published_among(run.warehouse, ids_in(tx, [State.VALIDATED]))
        said = parts_in_force(tx)
        # Out of the way, before others of their office and period come into force.
        set_part_states(tx, dict.fromkeys(said - loaded, PartState.NONE))
    followed = sorted({submission for submission, _ in said ^ loaded} | set(waiting))
    follow_warehouse(run, {*followed, *withdrawn} - {orphan.path for orphan in orphans})
    return Mended(adopted, orphans, withdrawn, reloaded, again, followed)


def _adopt(run: Run) -> tuple[list[str], list[PassedOver]]:
    """Write what only the warehouse knows into the ledger, so that this run judges it like any other."""
    loaded = loaded_submissions(run.warehouse)
    with run.ledger.begin() as tx:
        known = known_ids(tx, [row["submission_id"] for row in loaded])
        unknown = [row for row in loaded if row["submission_id"] not in known]
        there = [row for row in unknown if run.archive.is_intact(row["sha256"])]
        adopted = record_deliveries(tx, [_delivery(run, row) for row in there], run.stamp(UNKNOWN))
    return adopted, [_orphan(row) for row in unknown if row not in there]


def _delivery(run: Run, row: Mapping[str, Any]) -> Delivery:
    received_at = row["diterima_pada"].replace(tzinfo=UTC)
    return Delivery(
        id=row["submission_id"],
        place=PLACE,
        path=f"{row['submission_id']}/{row['file']}",
        sha256=row["sha256"],
        size=run.archive.path(row["sha256"]).stat().st_size,
        stated_at=received_at,
        received_at=received_at,
        seen_at=run.now,
    )


def _orphan(row: Mapping[str, Any]) -> PassedOver:
    why = (
        f"is published, but the ledger does not know it and the archive has not its bytes ({row['sha256'][:12]}…):"
        " restore ledger.sqlite and archive/ from the same backup, then run again"
    )
    return PassedOver(row["submission_id"], why, needs_attention=True)


def _bring_back(run: Run) -> tuple[list[str], list[str]]:
    """Load what was published and is not in the warehouse any more: (loaded, to be judged again)."""
    with run.ledger.read() as tx:
        published = ids_in(tx, [State.PUBLISHED, State.SUPERSEDED])
    gone = sorted(set(published) - set(published_among(run.warehouse, published)))
    if not gone:
        return [], []
    with run.ledger.begin() as tx:
        transition(tx, gone, State.PARSED, run.stamp(GONE))
        wanted = rulesets_of_validation(tx, gone)
    reloaded: list[str] = []
    for batch in kept_batches(run.home.accepted, wanted):
        ids = batch.submissions["submission_id"].to_pylist()
        try:
            load(run.warehouse, batch, now=run.naive_now, due_day=run.settings.due_day)
        except LoadError:  # it no longer fits today's tables: judged again with the rest
            continue
        with run.ledger.begin() as tx:
            transition(tx, ids, State.VALIDATED, run.stamp(GONE))
        reloaded += ids
    follow_warehouse(run, reloaded)
    return reloaded, sorted(set(gone) - set(reloaded))
