"""Polluted files come back row by row as they were; what cannot come back is reported, never moved to other columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from sources.clean_csv import csv_lines
from sources.reader import Reader
from sources.reading import Reading
from tests.sources.pollution import TABLES, Polluted, polluted_files

FLOOR = 0.99
"""The share of unbroken rows that come back verbatim, over all files (0.997 when this was written; pandas, told the
delimiter where it cannot guess it: see ``benchmarks/bench_polluted.py``)."""
RECOVERED = 0.7
"""The share of broken rows that come back verbatim (0.77 when this was written); the rest is reported."""
_ROW = re.compile(r"^Baris (\d+) ")


@dataclass
class Seen:
    """What a reader said of a polluted file."""

    file: Polluted
    share: float
    is_recovered: bool
    is_reported: bool

    @property
    def is_silent(self) -> bool:
        return self.file.broken is not None and not self.is_recovered and not self.is_reported


def bare(row: list[str]) -> tuple[str, ...]:
    """A row without empty cells at its end."""
    while row and not row[-1]:
        row = row[:-1]
    return tuple(row)


def look(reader: Reader, file: Polluted) -> Seen:
    reading = reader.read_bytes(file.data, "x.csv")
    found = Counter(bare(row) for table in reading.tables for row in csv.reader(csv_lines(table)))
    whole = [bare(row) for i, row in enumerate(file.rows, 1) if i != file.broken]
    hits = sum((found & Counter(whole)).values())
    left = found - Counter(whole)
    fine = [bare(file.rows[file.broken - 1]), *map(bare, file.also)] if file.broken else [bare(file.header or [])]
    return Seen(file, hits / len(whole), any(row in left for row in fine), is_reported(reading, file))


def is_reported(reading: Reading, file: Polluted) -> bool:
    """Whether the broken row is named: in a note, as left out, or by cells outside of the data."""
    row = (file.broken or 0) + 1
    named = [int(said[1]) for note in reading.notes if (said := _ROW.match(note))]
    # A break inside of a cell makes two records of a row that is not cut as one.
    return bool(
        {row, row + 1} & {*named, *(c.row for c in reading.loose)}
        or row in (e.row for t in reading.tables for e in t.excluded)
    )


@pytest.fixture(scope="module", params=[pytest.param(1, marks=pytest.mark.full), 6])
def seen(reader: Reader, request: pytest.FixtureRequest) -> list[Seen]:
    files = [f for make in TABLES for f in polluted_files(make(), request.param)]
    return [look(reader, file) for file in files]


def test_rows_come_back_verbatim(seen: list[Seen]) -> None:
    assert len(seen) > 300
    lost = [(s.file.name, round(s.share, 2)) for s in seen if s.share < 1]
    assert sum(s.share for s in seen) / len(seen) >= FLOOR, lost


def test_no_row_moves_silently(seen: list[Seen]) -> None:
    broken = [s for s in seen if s.file.broken]
    assert [s.file.name for s in broken if s.is_silent] == []
    assert sum(s.is_recovered for s in broken) / len(broken) >= RECOVERED
