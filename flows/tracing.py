"""Trace: what is behind a figure; each cell of a report with where it stands in the archived file.

Files are read again, as they were when they came, by today's reader in its limited child processes. A cell that it does
not find there any more (the file was forgotten, or is read otherwise today) stays unknown: never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flows.faults import plainly
from flows.settings import Settings
from sources.archive import Archive
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.layout_choices import LayoutChoices
from sources.offices import Offices
from sources.pool import ReaderPool
from warehouse.origins import CELLS
from warehouse.tracing import Fact, Trace, trace

if TYPE_CHECKING:
    from sources.contract import Contracts
    from sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Source:
    """A fact and the cell that it stood in.

    Attributes:
        cell: None where today's reader does not find it, or where it is no cell.
        text: What stands there, as written.
    """

    fact: Fact
    cell: str | None = None
    text: str | None = None

    def as_json(self) -> dict[str, Any]:
        """An entry of ``facts`` of ``trace --json``."""
        f = self.fact
        return {
            "submission_id": f.submission_id, "file": f.file, "sheet": f.sheet, "cell": self.cell, "value": f.value,
            "text": self.text, "row": f.row, "office": f.kode_upt, "period": f.periode, "dataset": f.dataset,
            "column": f.column, "part": f.part, "kind": f.kind,
        }  # fmt: skip


@dataclass(frozen=True)
class Traced:
    """A figure with the cells that it came from, the weightiest first, and how many more there are."""

    trace: Trace
    sources: Sequence[Source]

    def as_json(self) -> dict[str, Any]:
        """The document of ``trace --json``."""
        t = self.trace
        figure = {
            "table": t.table, "column": t.column, "keys": dict(t.keys), "value": t.value, "unit": t.unit,
            "from_facts": t.again, "agrees": t.agrees, "n_facts": len(t.facts), "counts": t.counts,
            "unproven": t.unproven,
        }  # fmt: skip
        return {"figure": figure, "facts": [source.as_json() for source in self.sources]}


def trace_to_cells(
    settings: Settings, table: str, keys: Mapping[str, str], column: str | None = None, *, most: int | None = None
) -> Traced:
    """Trace a published figure to cells.

    Args:
        settings: Of the instance.
        table: ``mart.<name>`` or ``core.<dataset>``.
        keys: Column → value, as text.
        column: Of the figure; None: the first one declared.
        most: Only so many facts, the weightiest first: the files of the others are not read. None: all.

    Raises:
        UsageError: there is no such figure, or no facts are behind it.
    """
    home, contracts = Home(settings.home), load_contracts()
    with plainly(home.root):
        found = trace(home, contracts, table, keys, column)
        shown = sorted(found.facts, key=_weight)[:most]
        return Traced(found, sources_of(settings, home, contracts, shown))


def _weight(fact: Fact) -> tuple[bool, Decimal, str, str, int]:
    size = abs(Decimal(fact.value)) if isinstance(fact.value, Decimal | int) else Decimal(0)
    return fact.submission_id is None, -size, fact.submission_id or "", fact.kode_upt or "", fact.row or 0


def sources_of(settings: Settings, home: Home, contracts: Contracts, facts: Sequence[Fact]) -> list[Source]:
    """Each fact with the cell that today's reader finds it in, in their order."""
    archive = Archive(home.archive)
    cells_wanted = [(f.sha256, f.file) for f in facts if f.kind == CELLS and f.sha256 and f.file]
    files = {key: archive.path(key[0]) for key in cells_wanted}
    there = {key: path for key, path in files.items() if path.exists()}
    if not there:
        return [Source(fact, fact.cell) for fact in facts]
    choices, workers = LayoutChoices.load(home.layouts), min(settings.workers, len(there))
    with ReaderPool(contracts, Offices.load(), workers, settings.read_limits, choices=choices) as readers:
        under_way = {key: readers.read(path, key[1]) for key, path in there.items()}
        readings = {key: future.result() for key, future in under_way.items()}
    cells = {key: cells_of(reading) for key, reading in readings.items()}
    return [_source(fact, cells.get((fact.sha256 or "", fact.file or ""), {})) for fact in facts]


Cells = dict[tuple[str, str | None, int, str], tuple[str, str | None]]
"""(dataset, sheet, row, column) → cell, text as written."""


def cells_of(reading: Reading) -> Cells:
    """Where each value of a file stands. Of a column that is there twice the first counts, as in reading."""
    found: Cells = {}
    for table in reading.tables:
        if table.dataset is None:
            continue
        for position, column in enumerate(table.columns):
            if column.field is None or column.is_implied:
                continue
            for row, texts, _ in table.rows:
                place = (table.dataset, table.sheet, row, column.field)
                found.setdefault(place, (f"{column.letter}{row}", texts[position]))
    return found


def _source(fact: Fact, cells: Cells) -> Source:
    if fact.kind != CELLS or fact.row is None:
        return Source(fact, fact.cell)
    place = (fact.dataset, fact.sheet, fact.row, fact.written)
    return Source(fact, *cells.get(place, (None, None)))
