"""Read: archived files become batches of text, one limited child process a file, many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.text_batch import SubmissionMeta, assemble
from flows.run import Run
from warehouse.ledger.deliveries import Delivery, deliveries_of

if TYPE_CHECKING:
    import pyarrow as pa

    from sources.given_reasons import GivenReason
    from sources.reading import Reading


@dataclass(frozen=True, slots=True)
class TextBatch:
    """What was read of some files.

    Attributes:
        identities: submission id → (office, period), None where the file does not tell.
        tables: As :func:`checks.text_batch.assemble` makes them.
        unreadable: Ids of the files that the reader rejected.
        failed: Ids of files that our own reading broke on → why. They have no rows.
        predecessors: Submission id → the one that its file says it mends (nobody has held it against anything).
        reasons: Submission id → what its office wrote to the questions on that one.
    """

    identities: Mapping[str, tuple[str | None, str | None]]
    tables: Mapping[str, pa.Table]
    unreadable: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict)
    predecessors: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Sequence[GivenReason]] = field(default_factory=dict)


@dataclass(slots=True)
class TextRows:
    """All batches of a round; hands out the rows of any submissions in it."""

    batches: list[TextBatch] = field(default_factory=list)

    @property
    def identities(self) -> dict[str, tuple[str | None, str | None]]:
        """Submission id → (office, period)."""
        return {i: who for batch in self.batches for i, who in batch.identities.items()}

    @property
    def unreadable(self) -> set[str]:
        """Ids of the files that the reader rejected."""
        return {i for batch in self.batches for i in batch.unreadable}

    @property
    def failed(self) -> dict[str, str]:
        """Ids of the files that our own reading broke on → why."""
        return {i: why for batch in self.batches for i, why in batch.failed.items()}

    @property
    def brings(self) -> dict[str, set[str]]:
        """Submission id → the datasets that it brings."""
        found: dict[str, set[str]] = {i: set() for batch in self.batches for i in batch.identities}
        for batch in self.batches:
            parts = batch.tables["bagian"]
            for i, dataset in zip(parts["_submission_id"].to_pylist(), parts["dataset"].to_pylist(), strict=True):
                found[i].add(dataset)
        return found

    @property
    def predecessors(self) -> dict[str, str]:
        """Submission id → the one that its file says it mends."""
        return {i: claimed for batch in self.batches for i, claimed in batch.predecessors.items()}

    @property
    def reasons(self) -> dict[str, Sequence[GivenReason]]:
        """Submission id → what its office wrote to the questions on the one that it mends."""
        return {i: given for batch in self.batches for i, given in batch.reasons.items()}

    def of(self, submissions: Collection[str]) -> dict[str, pa.Table]:
        """The tables of these submissions alone."""
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = pa.array(sorted(submissions))
        holding = [b.tables for b in self.batches if not b.identities.keys().isdisjoint(submissions)]
        return {
            name: pa.concat_tables(
                tables[name].filter(pc.is_in(tables[name]["_submission_id"], wanted)) for tables in holding
            )
            for name in holding[0]
        }


def batches(deliveries: Iterable[Delivery], *, files: int, size: int) -> Iterator[list[Delivery]]:
    """Cut into batches of at most so many files and bytes; a larger file makes a batch of its own."""
    batch: list[Delivery] = []
    total = 0
    for delivery in deliveries:
        if batch and (len(batch) >= files or total + delivery.size > size):
            yield batch
            batch, total = [], 0
        batch.append(delivery)
        total += delivery.size
    if batch:
        yield batch


def read_batch(run: Run, deliveries: Sequence[Delivery]) -> TextBatch:
    """Read the files of a batch side by side and put them together. One that breaks us never stops the others."""
    under_way = [(d, run.readers.read(run.archive.path(d.sha256), d.file)) for d in deliveries]
    items: list[tuple[SubmissionMeta, Reading]] = []
    failed: dict[str, str] = {}
    for d, future in under_way:
        error = future.exception()
        if error is None:
            items.append((SubmissionMeta(d.id, d.file, d.sha256, d.received_at), future.result()))
        else:
            failed[d.id] = f"{type(error).__name__} while reading"  # its text could quote a cell
    return TextBatch(
        identities={meta.submission_id: _identity(reading) for meta, reading in items},
        tables=assemble(run.contracts, items),
        unreadable=frozenset(meta.submission_id for meta, reading in items if reading.rejected is not None),
        failed=failed,
        predecessors={m.submission_id: r.predecessor for m, r in items if r.predecessor is not None},
        reasons={m.submission_id: r.reasons for m, r in items if r.reasons},
    )


def _identity(reading: Reading) -> tuple[str | None, str | None]:
    return reading.identity.kode_upt, reading.identity.periode


def deliveries_by_id(run: Run, submissions: Collection[str]) -> list[Delivery]:
    """The deliveries of submissions, in the order of receipt."""
    with run.ledger.read() as tx:
        found = deliveries_of(tx, submissions)
    return sorted(found.values(), key=lambda d: (d.received_at, d.sha256, d.id))
