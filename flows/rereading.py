"""Rebuild from files, as a question: what would today's reader and rules make of every archived file?

Nothing is written. Each submission's verdict, rows and values are held against those it was accepted or returned with.
What a person answered, approved or withdrew is no matter of the file, and is not asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from checks.shadow import REJECTED, Met, differences, outcome
from flows.faults import plainly
from flows.ingest import run_id
from flows.judging import Judged, ask, judge_batch
from flows.publishing import settled_ledger
from flows.reading import TextRows, batches, deliveries_by_id, read_batch
from flows.run import Run, open_run
from flows.settings import Settings
from sources.errors import LumbungError
from sources.home import Home
from warehouse.kept_index import KeptIndex
from warehouse.ledger import list_submissions
from warehouse.ledger.forgotten import forgotten_ids
from warehouse.ledger.record import rulesets_of_validation
from warehouse.ledger.shadows import met_in
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission
from warehouse.run_lock import run_lock

VERDICT: Final = "verdict"
ROW: Final = "row"
GONE: Final = "the file is not in the archive"

Rows = dict[tuple[str, str | None, int, int], dict[str, Any]]
"""(dataset, sheet, row, which of several on that row) → values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be otherwise.

    Attributes:
        column: Of a cell; :data:`VERDICT` of the submission, :data:`ROW` where a row comes or goes, or the id of a rule
            whose finding (its severity stands before or after) comes or goes.
    """

    submission_id: str
    file: str
    column: str
    before: str | None
    after: str | None
    dataset: str | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class Reread:
    """What came of it: how many submissions were read anew, and what differs."""

    n_submissions: int
    differences: tuple[Difference, ...]

    @property
    def is_identical(self) -> bool:
        """Nothing differs."""
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """The document of ``rebuild --from-files --json``."""
        told = [asdict(one) for one in self.differences]
        return {"identical": self.is_identical, "submissions": self.n_submissions, "differences": told}


def reread(settings: Settings, now: datetime, advance: Callable[[int, int | None], None]) -> Reread:
    """Read and judge every archived file anew, under the run lock, changing nothing.

    Raises:
        LockHeld: a run is under way.
        HalfWayError: a run was killed half-way.
    """
    home = Home(settings.home)
    with plainly(home.root), run_lock(home):
        settled_ledger(home)
        with open_run(run_id(now), home, settings, now) as run:
            return reread_in(run, advance)


def reread_in(run: Run, advance: Callable[[int, int | None], None]) -> Reread:
    """The same with a run that is open."""
    with run.ledger.read() as tx:
        forgotten = forgotten_ids(tx)
        asked = {s.id: s for s in list_submissions(tx) if s.state is not State.DUPLICATE and s.id not in forgotten}
        rules, met = rulesets_of_validation(tx, asked), met_in(tx, asked)
    index = KeptIndex.of(run.home.accepted)
    deliveries = deliveries_by_id(run, list(asked))
    there = [d for d in deliveries if run.archive.path(d.sha256).exists()]
    found = [Difference(d.id, d.file, VERDICT, asked[d.id].verdict, GONE) for d in deliveries if d not in there]
    done = 0
    for cut in batches(there, files=run.settings.batch_files, size=run.settings.batch_bytes):
        rows = TextRows([read_batch(run, cut)])
        failed = rows.failed
        found += [Difference(i, asked[i].file, VERDICT, asked[i].verdict, f"failed: {failed[i]}") for i in failed]
        judged = judge_batch(run, ask(run, rows.of(list(rows.identities))), sorted(rows.identities))
        found += _held(judged, asked, met, rules, index)
        done += len(cut)
        advance(done, len(there))
    return Reread(len(deliveries), tuple(sorted(found, key=lambda d: (d.submission_id, d.dataset or "", d.row or 0))))


def _held(
    judged: Judged,
    asked: Mapping[str, Submission],
    met: Mapping[str, list[Met]],
    rules: Mapping[str, str],
    index: KeptIndex,
) -> Iterator[Difference]:
    if judged.judgement is None:
        raise LumbungError("; ".join(sorted(set(judged.reasons.values()))))
    kept = {i: rule for i in judged.ids if (rule := index.rules_for(i, rules.get(i, ""))) is not None}
    before: dict[str, Rows] = {i: {} for i in kept}
    for batch in index.batches(kept):
        _collect(before, batch.facts, kept)
    after: dict[str, Rows] = {i: {} for i in kept}
    _collect(after, judged.judgement.typed, kept)
    found: dict[str, list[dict[str, Any]]] = {i: [] for i in judged.ids}
    for row in judged.judgement.findings.to_pylist():
        found[row["submission_id"]].append(row)
    for one in judged.ids:
        name, after_ = asked[one].file, Met.all_of(found[one])
        was, now = outcome(met[one]), outcome(after_)
        if was != now:
            yield Difference(one, name, VERDICT, was, now)
        for told in differences(met[one], after_):
            words = (None, told["severity"]) if told["change"] == "new" else (told["severity"], None)
            yield Difference(one, name, told["rule"], words[0], words[1], told["dataset"], told["sheet"])
        if now != REJECTED and one in kept:
            yield from _rows_differ(one, name, before[one], after[one])


def _collect(into: dict[str, Rows], facts: Mapping[str, pa.Table], wanted: Collection[str]) -> None:
    for dataset, table in facts.items():
        for row in table.to_pylist():
            if row["_submission_id"] in wanted:
                rows, place, n = into[row["_submission_id"]], (dataset, row["_sheet"], row["_row"]), 0
                while (*place, n) in rows:
                    n += 1
                rows[*place, n] = {k: v for k, v in row.items() if not k.startswith("_")}


def _rows_differ(one: str, file: str, before: Rows, after: Rows) -> Iterator[Difference]:
    for place in {**before, **after}:
        dataset, sheet, row, _ = place
        old, new = before.get(place), after.get(place)
        if old is None or new is None:
            words = ("there", None) if new is None else (None, "there")
            yield Difference(one, file, ROW, words[0], words[1], dataset, sheet, row)
            continue
        for column in {**old, **new}:
            if old.get(column) != new.get(column):
                yield Difference(one, file, column, _text(old.get(column)), _text(new.get(column)), dataset, sheet, row)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
