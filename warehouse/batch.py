"""What a load takes: accepted submissions, their parts, and their typed rows, as Arrow tables.

Kept as Parquet below ``home.accepted`` as soon as no rule refuses them, so that they can be loaded when they are
approved, and the warehouse be built anew::

    folder = keep(home.accepted, batch)
    load(con, read_kept(folder))
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.durable import sync_folder, sync_tree

SUBMISSIONS = pa.schema(
    [
        ("submission_id", pa.string()),
        ("file", pa.string()),
        ("sha256", pa.string()),
        ("kode_upt", pa.string()),
        ("periode", pa.string()),
        ("diterima_pada", pa.timestamp("us")),
        ("percobaan", pa.int64()),
        ("ruleset", pa.string()),
        ("sebagian", pa.bool_()),
        ("n_pengecualian", pa.int64()),
        ("n_konfirmasi", pa.int64()),
    ]
)
"""One row a submission: ``core.submission`` without what the load itself adds (when, and whether on time)."""

PARTS = pa.schema(
    [("submission_id", pa.string()), ("dataset", pa.string()), ("nihil", pa.bool_()), ("n_baris", pa.int64())]
)
"""One row a part: a dataset of a submission, nil ones too."""

ASIDE = pa.schema(
    [("submission_id", pa.string()), ("dataset", pa.string()), ("sheet", pa.string()), ("row", pa.int64())]
)
"""One row a row of a report that is put aside until it is mended."""

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Accepted:
    """Submissions that were judged and not refused, ready to load once approved: the only thing that a load takes.

    Attributes:
        submissions: columns :data:`SUBMISSIONS`.
        parts: columns :data:`PARTS`; a part with neither rows nor a nil mark is no part.
        facts: dataset → typed rows (columns of its contract and ``_submission_id, _sheet, _row``).
        aside: columns :data:`ASIDE`; rows that ``facts`` is without, known only when it is loaded.
    """

    submissions: pa.Table
    parts: pa.Table
    facts: Mapping[str, pa.Table] = field(default_factory=dict)
    aside: pa.Table = field(default_factory=ASIDE.empty_table)

    @property
    def id(self) -> str:
        """The same for the same submissions judged by the same rules: ``B`` and 16 hex digits."""
        rows = sorted(
            zip(self.submissions["submission_id"].to_pylist(), self.submissions["ruleset"].to_pylist(), strict=True)
        )
        return "B" + hashlib.sha256(repr(rows).encode()).hexdigest()[:16]

    def only(self, submissions: Collection[str]) -> Accepted:
        """The part of the batch that belongs to some submissions."""
        ids = pa.array(sorted(submissions), pa.string())
        return Accepted(
            submissions=self.submissions.filter(pc.is_in(self.submissions["submission_id"], ids)),
            parts=self.parts.filter(pc.is_in(self.parts["submission_id"], ids)),
            facts={name: rows.filter(pc.is_in(rows["_submission_id"], ids)) for name, rows in self.facts.items()},
        )

    def without(self, aside: pa.Table) -> Accepted:
        """The same without the rows that are put aside; a part of which nothing is left is no part.

        Args:
            aside: columns :data:`ASIDE`.
        """
        if not aside.num_rows:
            return self
        left = {
            name: _without(rows, aside.filter(pc.equal(aside["dataset"], name))) for name, rows in self.facts.items()
        }
        counts = {
            (row["_submission_id"], name): row["_row_count"]
            for name, rows in left.items()
            for row in rows.group_by("_submission_id").aggregate([("_row", "count")]).to_pylist()
        }
        parts = [
            part | {"n_baris": counts.get((part["submission_id"], part["dataset"]), 0)}
            for part in self.parts.to_pylist()
        ]
        partial = pc.is_in(self.submissions["submission_id"], aside["submission_id"].combine_chunks())
        at = self.submissions.schema.get_field_index("sebagian")
        return replace(
            self,
            submissions=self.submissions.set_column(at, "sebagian", partial),
            parts=pa.Table.from_pylist([p for p in parts if p["n_baris"] or p["nihil"]], schema=PARTS),
            facts=left,
            aside=aside,
        )

    def with_counts(self, **counts: Mapping[str, int | None]) -> Accepted:
        """The same with what is known only when it is loaded.

        Args:
            counts: column of whole numbers (``percobaan``, ``n_pengecualian``, ``n_konfirmasi``) → by submission; 0
                where there is none.
        """
        ids = self.submissions["submission_id"].to_pylist()
        rows = self.submissions
        for name, known in counts.items():
            column = pa.array([known.get(i, 0) for i in ids], pa.int64())
            rows = rows.set_column(rows.schema.get_field_index(name), name, column)
        return replace(self, submissions=rows)


def _without(rows: pa.Table, aside: pa.Table) -> pa.Table:
    gone = {(a["submission_id"], a["sheet"], a["row"]) for a in aside.to_pylist()}
    if not gone:
        return rows
    places = zip(*(rows[name].to_pylist() for name in ("_submission_id", "_sheet", "_row")), strict=True)
    return rows.filter(pa.array([place not in gone for place in places], pa.bool_()))


NOTHING = Accepted(SUBMISSIONS.empty_table(), PARTS.empty_table())
"""No submission at all: for a load that only withdraws."""


def keep(folder: Path, batch: Accepted) -> Path:
    """Write a batch below a folder as ``<batch id>/``; there whole or not at all, and on disk when this returns.

    Returns:
        The batch's folder. One that is there already is left as it is.
    """
    target = folder / batch.id
    if target.exists():
        return target
    temporary = folder / f".{batch.id}.{os.getpid()}"
    shutil.rmtree(temporary, ignore_errors=True)
    (temporary / "facts").mkdir(parents=True)
    pq.write_table(batch.submissions, temporary / "submissions.parquet", compression="zstd")
    pq.write_table(batch.parts, temporary / "parts.parquet", compression="zstd")
    for dataset, rows in batch.facts.items():
        pq.write_table(rows, temporary / "facts" / f"{dataset}.parquet", compression="zstd")
    rulesets = sorted(set(batch.submissions["ruleset"].to_pylist()))
    manifest = {"lumbung": version("lumbung"), "ruleset": rulesets, "submissions": batch.submissions.num_rows}
    (temporary / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    sync_tree(temporary)
    temporary.rename(target)
    sync_folder(folder)
    return target


def read_kept(folder: Path) -> Accepted:
    """A batch as :func:`keep` wrote it."""
    return Accepted(
        submissions=pq.read_table(folder / "submissions.parquet", schema=SUBMISSIONS),
        parts=pq.read_table(folder / "parts.parquet", schema=PARTS),
        facts={path.stem: pq.read_table(path) for path in sorted((folder / "facts").glob("*.parquet"))},
    )


def kept_batches(folder: Path, wanted: Mapping[str, str]) -> Iterator[Accepted]:
    """What was kept of some submissions, each once, from the newest batch that has it.

    Args:
        folder: as given to :func:`keep`.
        wanted: submission id → the rules that it was accepted by; rows by other rules are passed over.
    """
    left = dict(wanted)
    for path in sorted(folder.glob("B*"), key=lambda p: p.stat().st_mtime, reverse=True):
        if not left:
            return
        rows = pq.read_table(path / "submissions.parquet", schema=SUBMISSIONS).select(["submission_id", "ruleset"])
        ids = [r["submission_id"] for r in rows.to_pylist() if left.get(r["submission_id"]) == r["ruleset"]]
        if ids:
            yield read_kept(path).only(ids)
        for one in ids:
            del left[one]


def sweep(folder: Path) -> None:
    """Remove what a crash left half written. Only while holding the run lock."""
    for left in folder.glob(".B*"):
        shutil.rmtree(left, ignore_errors=True)
