"""When a run begins: what a crash, or a backup of one of the two stores, left between ledger and warehouse is mended.

The warehouse says what is published, the ledger says what was decided. Each gap has one mend, and the events say why:

==============================================  ==================================================================
gap                                             mend
==============================================  ==================================================================
warehouse has it, ledger does not know it       written into the ledger as received, judged again (an older ledger)
ledger refused it, or it waits, warehouse       withdrawn in the warehouse (also: decided while no run could be made)
counts it
ledger approved it, warehouse has it not        loaded from what was kept, or judged again
ledger published it, warehouse has it not       the same (an older warehouse)
warehouse has it, ledger says not loaded yet    the ledger follows
other parts in force than the ledger says       the ledger follows
a file was to be forgotten, and is still there  bytes and pages are removed (:mod:`flows.forgetting`)
a waiver expired, a newer attempt arrived       weighed again, closed (:mod:`warehouse.ledger.weighing`)
==============================================  ==================================================================

Everything else that is unfinished is taken up from the beginning (:func:`warehouse.ledger.transitions.take_up`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final

from flows.forgetting import finish_forgetting
from flows.releasing import follow_warehouse, release_decided
from flows.run import Run
from sources.place import PassedOver
from warehouse.ledger.deliveries import Delivery, known_ids, record_deliveries
from warehouse.ledger.parts import PartState, parts_in_force, set_part_states
from warehouse.ledger.states import LOADED, State
from warehouse.ledger.submissions import ids_in
from warehouse.ledger.transitions import transition
from warehouse.ledger.weighing import close_overtaken, expire_waivers
from warehouse.load import loaded_parts, loaded_submissions, published_among

UNKNOWN: Final = "the warehouse has it and the ledger did not know it: was an older ledger put in place?"
GONE: Final = "the warehouse no longer has it: was an older warehouse put in place?"
NOT_KEPT: Final = "what was kept of it is gone, or no longer fits the tables"
PLACE: Final = "lumbung:gudang"
"""Place of a delivery that is known from the warehouse alone."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done; the numbers go to the log of the run.

    Attributes:
        adopted: Ids that the ledger did not know.
        orphans: Those of which not even the bytes are there: they stay published and need a person.
        withdrawn: Ids that no longer count in the warehouse.
        reloaded: Ids loaded from what was kept: approved meanwhile, or gone from the warehouse.
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
    finish_forgetting(run.home, run.ledger)
    adopted, orphans = _adopt(run)
    with run.ledger.begin() as tx:
        expire_waivers(tx, run.stamp(), run.policy)
        close_overtaken(tx, run.stamp())
    _call_back(run)
    released = release_decided(run)
    with run.ledger.begin() as tx:
        transition(tx, released.missing, State.PARSED, run.stamp(NOT_KEPT))
    loaded = loaded_parts(run.warehouse)
    with run.ledger.begin() as tx:
        said = parts_in_force(tx)
        # Out of the way, before others of their office and period come into force.
        set_part_states(tx, dict.fromkeys(said - loaded, PartState.NONE))
    followed = sorted({submission for submission, _ in said ^ loaded})
    follow_warehouse(run, set(followed) - {orphan.path for orphan in orphans})
    return Mended(adopted, orphans, released.withdrawn, released.loaded, released.missing, followed)


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


def _call_back(run: Run) -> None:
    """What was published and is not in the warehouse any more is to be loaded once more."""
    with run.ledger.begin() as tx:
        published = ids_in(tx, LOADED)
        gone = sorted(set(published) - set(published_among(run.warehouse, published)))
        transition(tx, gone, State.APPROVED, run.stamp(GONE))
