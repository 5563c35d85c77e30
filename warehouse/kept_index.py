"""Which kept batch has which submission, so that any of them can be loaded again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.batch import SUBMISSIONS, Accepted, read_kept


@dataclass(frozen=True)
class KeptIndex:
    """Kept batches by what is in them.

    Attributes:
        places: (submission, rules) → the newest batch's folder.
        newest: Submission → rules of the newest batch that has it, whatever they were.
    """

    places: dict[tuple[str, str], Path] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> KeptIndex:
        """Look into every batch below a folder (``home.accepted``)."""
        index = cls()
        for path in sorted(folder.glob("B*"), key=lambda p: (p.stat().st_mtime_ns, p.name)):
            for row in pq.read_table(path / "submissions.parquet", schema=SUBMISSIONS).to_pylist():
                index.places[row["submission_id"], row["ruleset"]] = path
                index.newest[row["submission_id"]] = row["ruleset"]
        return index

    def rules_for(self, submission: str, ruleset: str) -> str | None:
        """The rules under which a submission is kept: those asked for, or the newest; None: it is not kept."""
        return ruleset if (submission, ruleset) in self.places else self.newest.get(submission)

    def batches(self, wanted: Mapping[str, str]) -> Iterator[Accepted]:
        """The batches that hold some submissions (id → rules, all of which are kept), without the others in them."""
        folders: dict[Path, list[str]] = {}
        for one, ruleset in wanted.items():
            folders.setdefault(self.places[one, ruleset], []).append(one)
        for path, ids in folders.items():
            yield read_kept(path).only(ids)
