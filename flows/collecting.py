"""Collect: ask every place for what is new, keep its bytes, write the delivery down before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sources.archive import Archive, RefusedError
from sources.place import Arrival, OutOfReachError, PassedOver, Place
from sources.zip_files import Unpacked, is_zip_name
from warehouse.ledger.deliveries import Delivery, record_deliveries, submission_id
from warehouse.ledger.forgotten import refused_content
from warehouse.ledger.store import Ledger
from warehouse.ledger.transitions import Stamp

Unpack = Callable[[Path, str, Path], "list[Unpacked] | None"]
"""Unpacks a zip: where its bytes are, what it is called, a folder for its files (see ``sources.zip_files.unpack``)."""


def never_unpack(_path: Path, _name: str, _into: Path) -> None:
    """Every zip is one file."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What the places had.

    Attributes:
        n_files: Files taken over, known ones too.
        new: Ids of the deliveries that nobody had seen before.
        passed_over: What was not taken; some of it needs a person.
    """

    n_files: int = 0
    new: list[str] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {"files": self.n_files, "new": len(self.new), "passed_over": len(self.passed_over)}


def collect(place: Place, archive: Archive, ledger: Ledger, stamp: Stamp, unpack: Unpack = never_unpack) -> Collected:
    """Take over everything that a place has. A file that cannot be read now is passed over, and there next time.

    A zip of files counts as a folder: each file in it is a delivery, ``kiriman.zip/produk.csv``. The zip itself is kept
    too; it is a delivery where it cannot be unpacked, so that its reader says why.

    Raises:
        OutOfReachError: the place as a whole is out of reach for the moment.
        ArchiveError: there is no room for the bytes; what was taken before is written down first.
    """
    deliveries: list[Delivery] = []
    passed_over: list[PassedOver] = []
    with ledger.read() as tx:
        archive = replace(archive, refused=refused_content(tx))
    try:
        for arrival in place.arrivals(passed_over.append):
            try:
                taken = _take(place, arrival, archive, stamp.at)
            except (OutOfReachError, RefusedError) as error:
                passed_over.append(PassedOver(arrival.path, str(error), needs_attention=True))
                continue
            if arrival.has_changed():
                passed_over.append(PassedOver(arrival.path, "still being written: taken once it rests"))
                continue
            inside = _inside(taken, archive, unpack, passed_over)
            deliveries += [taken] if inside is None else inside
    finally:
        with ledger.begin() as tx:
            new = record_deliveries(tx, deliveries, stamp)
    return Collected(len(deliveries), new, passed_over)


def _inside(zipped: Delivery, archive: Archive, unpack: Unpack, passed_over: list[PassedOver]) -> list[Delivery] | None:
    """The files in a zip; None where it is no zip of files. One that holds a forgotten file is not kept itself."""
    if not is_zip_name(zipped.path):
        return None
    found: list[Delivery] = []
    with TemporaryDirectory(prefix="lumbung-") as folder:
        unpacked = unpack(archive.path(zipped.sha256), zipped.path, Path(folder))
        for path, file in unpacked or []:
            try:
                found.append(_as_delivery(zipped, path, *archive.put(file)))
            except RefusedError as error:
                passed_over.append(PassedOver(path, str(error), needs_attention=True))
                archive.remove(zipped.sha256)
    return found if unpacked else None


def _as_delivery(zipped: Delivery, path: str, sha256: str, size: int) -> Delivery:
    own = submission_id(place=zipped.place, path=path, sha256=sha256, received_at=zipped.received_at)
    return replace(zipped, id=own, path=path, sha256=sha256, size=size)


def _take(place: Place, arrival: Arrival, archive: Archive, now: datetime) -> Delivery:
    sha256, size = archive.put(arrival.open)
    return Delivery(
        id=submission_id(place=place.name, path=arrival.path, sha256=sha256, received_at=arrival.received_at),
        place=place.name,
        path=arrival.path,
        sha256=sha256,
        size=size,
        stated_at=arrival.stated_at,
        received_at=arrival.received_at,
        seen_at=now,
    )


def merge(collected: Sequence[Collected]) -> Collected:
    """What all places had together."""
    return Collected(
        n_files=sum(c.n_files for c in collected),
        new=[i for c in collected for i in c.new],
        passed_over=[p for c in collected for p in c.passed_over],
    )
