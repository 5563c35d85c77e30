"""Months laid out wide: a column a month, one group of them a measure (``Volume / Januari`` … ``Volume / Desember``).

A submission is of one month. The columns of that month are its data; those of other months are left out and said so
(docs/decisions/0016).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sources.blocks import Block
from sources.contract_loader import fold
from sources.periods import MONTHS
from sources.reading import Grid
from sources.row_words import is_average, is_total

LEAST = 3
"""So many months of one measure make a wide table; two are as often *this month* beside *the last one*."""
_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_LABEL = re.compile(rf"^(?:bulan\s+|bln\.?\s+)?({_WORDS})\.?(?:\s*[-/'’ ]?\s*((?:19|20)\d\d|\d\d))?$", re.IGNORECASE)
_NATIVE = re.compile(r"^((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?(?:[ T]00:00:00)?$")
_YEAR = re.compile(r"^(?:tahun\s+|th\.?\s*)?((?:19|20)\d\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """One month of one measure; ``year`` None: not written at the column. ``measure`` "": not written."""

    month: int
    year: int | None
    measure: str

    def is_in(self, period: str) -> bool:
        """Whether this is the column of a period (``YYYY-MM``), as far as it says."""
        return int(period[5:]) == self.month and self.year in (None, int(period[:4]))

    def words(self) -> str:
        """``2026-09``, or ``09`` where no year is written."""
        return f"{self.year}-{self.month:02d}" if self.year else f"{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Spread:
    """The wide part of a table, by position in its columns.

    Attributes:
        months: columns of months.
        totals: columns with the sum of a measure's months: position → measure.
        averages: columns with their average, likewise.
    """

    months: dict[int, MonthColumn]
    totals: dict[int, str]
    averages: dict[int, str]


@functools.lru_cache(maxsize=16_384)
def month_label(text: str) -> tuple[int, int | None] | None:
    """``(month, year or None)`` of a heading that is a month and no more: ``Jan-25``, ``OKTOBER``, ``Agt 2026``."""
    said = text.strip()
    if native := _NATIVE.match(said):
        return int(native[2]), int(native[1])
    match = _LABEL.match(said)
    if match is None:
        return None
    year = int(match[2]) if match[2] else None
    return MONTHS[match[1].casefold()], year + 2000 if year is not None and year < 100 else year


def is_month_row(texts: Sequence[str]) -> bool:
    """Whether a row of headings names three or more different months."""
    return len({m for t in texts if t and (m := month_label(t)) is not None}) >= LEAST


def spread_of(names: Sequence[str]) -> Spread | None:
    """The wide part of a table with these headings (rows joined with " / "), or None: it has none."""
    months: dict[int, MonthColumn] = {}
    for position, name in enumerate(names):
        parts = [p for p in name.split(" / ") if p]
        found = next(((k, m) for k, p in enumerate(parts) if (m := month_label(p)) is not None), None)
        if found is None:
            continue
        at, (month, year) = found
        rest = [p for k, p in enumerate(parts) if k != at]
        years = [int(y[1]) for p in rest if (y := _YEAR.match(p.strip()))]
        rest = [p for p in rest if not _YEAR.match(p.strip()) and fold(p) not in ("bulan", "bln")]
        months[position] = MonthColumn(month, year or (years[0] if years else None), " / ".join(rest))
    by_measure: dict[str, set[tuple[int, int | None]]] = defaultdict(set)
    for column in months.values():
        by_measure[column.measure].add((column.month, column.year))
    wide = {m for m, seen in by_measure.items() if len(seen) >= LEAST}
    months = {p: c for p, c in months.items() if c.measure in wide}
    return Spread(months, *_sums(names, months)) if months else None


def month_headings(block: Block, grid: Grid) -> None:
    """Take the months into the headings of a block whose first row of data they were taken for."""
    if block.header is None or not block.data:
        return
    first = block.data[0]
    row = grid.rows[first]
    texts = [row[j] if j < len(row) else "" for j in block.columns]
    if first > block.header[1] + 2 or not is_month_row(texts):
        return
    names: list[str] = []
    carried = ""
    for name, text in zip(block.names, texts, strict=True):
        carried = name or (carried if text else "")
        names.append(" / ".join(part for part in (carried, text) if part))
    block.names = tuple(names)
    block.header = (block.header[0], first)
    block.data = block.data[1:]


def _sums(names: Sequence[str], months: dict[int, MonthColumn]) -> tuple[dict[int, str], dict[int, str]]:
    """Total and average columns: of the measure that stands above them too, or of the only one."""
    totals: dict[int, str] = {}
    averages: dict[int, str] = {}
    measures = {c.measure for c in months.values()}
    for position, name in enumerate(names):
        parts = [p for p in name.split(" / ") if p]
        labels = [p for p in parts if is_total(p) or is_average(p)]
        if position in months or not labels or position < min(months):
            continue
        rest = " / ".join(p for p in parts if p not in labels)
        measure = rest if rest in measures else next(iter(measures)) if len(measures) == 1 else None
        if measure is None:
            continue
        (averages if any(map(is_average, labels)) else totals)[position] = measure
    return totals, averages
