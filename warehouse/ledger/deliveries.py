"""Deliveries: which files a place has handed over, written down before anything else happens to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import Row

from sources.moments import iso_utc
from warehouse.ledger.chunks import chunks
from warehouse.ledger.forgotten import is_forgotten
from warehouse.ledger.schema import delivery, event, submission
from warehouse.ledger.states import FINISHED, UNFINISHED, State
from warehouse.ledger.transitions import Stamp


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as a place handed it over.

    Attributes:
        id: Of the delivery and of its submission.
        place: Name of the place, a URL.
        path: Within the place, relative, with ``/``.
        sha256: Of the bytes; they lie in the archive under it.
        size: In bytes.
        stated_at: The place's own time, as it says (it may lie in the future).
        received_at: The same, never later than ``seen_at``: what attempts are ordered by.
        seen_at: When the run saw it.
    """

    id: str
    place: str
    path: str
    sha256: str
    size: int
    stated_at: datetime
    received_at: datetime
    seen_at: datetime

    @property
    def file(self) -> str:
        """The file's own name, without folders."""
        return PurePosixPath(self.path).name

    @property
    def key(self) -> tuple[str, str, datetime]:
        """What makes two looks at the same place see the same delivery: path, content, the place's own time."""
        return self.path, self.sha256, self.stated_at


@dataclass(frozen=True, slots=True)
class KnownDelivery:
    """A delivery that the ledger has already, and where its submission stands."""

    id: str
    state: State

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do for it."""
        return self.state in FINISHED


def submission_id(*, place: str, path: str, sha256: str, received_at: datetime) -> str:
    """The id of a delivery and its submission: ``S`` and 16 hexadecimal digits, the same wherever it is worked out."""
    text = "\x1f".join((place, path, sha256, iso_utc(received_at)))
    return "S" + hashlib.sha256(text.encode()).hexdigest()[:16]


def known_deliveries(tx: Connection, place: str) -> dict[tuple[str, str, datetime], KnownDelivery]:
    """What a place has handed over before, by :attr:`Delivery.key`."""
    query = (
        select(delivery.c.path, delivery.c.sha256, delivery.c.stated_at, delivery.c.id, submission.c.state)
        .join(submission, submission.c.id == delivery.c.id)
        .where(delivery.c.place == place)
    )
    return {
        (path, sha256, stated_at): KnownDelivery(key, State(state))
        for path, sha256, stated_at, key, state in tx.execute(query)
    }


def known_ids(tx: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that the ledger knows, from whatever place."""
    return {i for some in chunks(ids) for i in tx.scalars(select(delivery.c.id).where(delivery.c.id.in_(some)))}


def record_deliveries(tx: Connection, deliveries: Sequence[Delivery], stamp: Stamp) -> list[str]:
    """Write deliveries with their submissions, in state RECEIVED. What is known already is left as it is.

    Returns:
        The ids that are new, in the order given.
    """
    new: dict[str, Delivery] = {}
    known = {place: known_deliveries(tx, place) for place in {d.place for d in deliveries}}
    ids = known_ids(tx, [d.id for d in deliveries])
    for one in deliveries:
        if one.key not in known[one.place] and one.id not in ids:
            new.setdefault(one.id, one)
    if not new:
        return []
    tx.execute(insert(delivery), [asdict(d) for d in new.values()])
    tx.execute(
        insert(submission),
        [{"id": d.id, "file": d.file, "state": State.RECEIVED.value, "run_id": stamp.run_id} for d in new.values()],
    )
    tx.execute(insert(event), [stamp.event(i, None, State.RECEIVED) for i in new])
    return list(new)


def unfinished_deliveries(tx: Connection) -> list[tuple[Delivery, State]]:
    """What waits to be worked on, from any place: new, left by a crash, or failed. In the order of receipt.

    Not what was to be forgotten meanwhile: it stays as it is.

    Nothing is read from the places for it: the bytes lie in the archive.
    """
    query = (
        select(*delivery.c, submission.c.state)
        .join(submission, submission.c.id == delivery.c.id)
        .where(submission.c.state.in_([s.value for s in UNFINISHED]), submission.c.id.not_in(is_forgotten()))
        .order_by(delivery.c.received_at, delivery.c.sha256, delivery.c.id)
    )
    return [(_delivery(row), State(row.state)) for row in tx.execute(query)]


def deliveries_of(tx: Connection, submissions: Iterable[str]) -> dict[str, Delivery]:
    """Id → its delivery, for those that exist."""
    found: dict[str, Delivery] = {}
    query = select(delivery)
    for some in chunks(submissions):
        found.update({row.id: _delivery(row) for row in tx.execute(query.where(delivery.c.id.in_(some)))})
    return found


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Delivery(**{column.name: values[column.name] for column in delivery.c})
