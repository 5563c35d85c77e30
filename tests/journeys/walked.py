"""From random cells of marts to cells of archived files, and from what stands in these to the figures again.

Lumbung's reader only says where a value stands. What stands there is taken by openpyxl and :mod:`csv` from the archived
bytes, converted here, and put in the place of the warehouse's value; the figure is then worked out as it is defined.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import openpyxl
from openpyxl.utils import column_index_from_string

from flows.settings import Settings
from flows.tracing import Source, sources_of
from sources.archive import Archive
from sources.contract_loader import load_contracts
from sources.home import Home
from warehouse import recount
from warehouse.behind import Fact, Mart, Value, facts_behind
from warehouse.origins import CELLS, declared_marts, origins_of
from warehouse.recount import Recount

IN_KG = {"kg": 1, "kuintal": 100, "ton": 1000}
YES = {"ya": True, "tidak": False}


@dataclass
class Cell:
    """A cell of a mart that was drawn."""

    mart: str
    column: str
    row: dict[str, Any]
    facts: list[Fact]
    unproven: str | None

    @property
    def name(self) -> str:
        """For messages."""
        keys = {
            key: self.row[key] for key in ("periode", "rentang", "tingkat", "kanwil", "kode_upt") if key in self.row
        }
        return f"mart.{self.mart}.{self.column} {keys}"


class Walk:
    """Draws cells of a published home, and works them out from its archive.

    Args:
        home: The instance.
        seed: Of the draw.
    """

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self._chance = Home(home), random.Random(seed)
        self._contracts = load_contracts()
        self._con = duckdb.connect(self.home.published / "current" / "lumbung.duckdb", read_only=True)
        self._files: dict[str, Callable[[str | None, str], Any]] = {}

    def draw(self, count: int) -> list[Cell]:
        """Cells that are not empty, spread over marts and their figures."""
        columns = [(m, c) for m in declared_marts() for c in self._origins(m).figures]
        self._chance.shuffle(columns)
        found: list[Cell] = []
        while len(found) < count:
            before = len(found)
            for mart, column in columns:
                filled = f"not regexp_full_match(\"{column}\"::varchar, '[0.]+|false')"
                asked = f"select * from mart.{mart} where {filled} order by all"
                rows = self._con.execute(asked).to_arrow_table().to_pylist()
                if rows and len(found) < count:
                    found.append(self._traced(mart, column, self._chance.choice(rows)))
            assert len(found) > before
        return found

    def sources(self, cells: Sequence[Cell]) -> dict[Fact, Source]:
        """Every fact behind some cells, with where it stands."""
        facts = list(dict.fromkeys(fact for cell in cells for fact in cell.facts))
        settings = Settings(home=self.home.root)
        return dict(zip(facts, sources_of(settings, self.home, self._contracts, facts), strict=True))

    def again(self, cell: Cell, sources: dict[Fact, Source]) -> Value:
        """The figure, from what stands in the archived files."""

        def from_files(*words: Any) -> list[Fact]:
            return [replace(fact, value=self._value(sources[fact])) for fact in _real(*words)]

        with patch.object(recount, "facts_behind", from_files):
            return self._recount(cell.mart, cell.row).figure(cell.column)

    def _value(self, source: Source) -> Value:
        fact = source.fact
        if fact.sha256 is not None:
            self._open(fact)  # what is only counted has come as that file too
        if fact.kind != CELLS:
            return fact.value
        assert source.cell is not None, f"{fact}: its cell is not found"
        raw = self._open(fact)(fact.sheet, source.cell)
        if fact.column == fact.written:
            return _converted(raw, fact.value)
        unit = self._open(fact)(fact.sheet, self._beside(source, "satuan"))
        return Decimal(str(_converted(raw, Decimal(0)))) * IN_KG[str(unit).strip().lower()]

    def _beside(self, source: Source, column: str) -> str:
        there = sources_of(
            Settings(home=self.home.root), self.home, self._contracts,
            [replace(source.fact, column=column, written=column)],
        )  # fmt: skip
        assert there[0].cell is not None
        return there[0].cell

    def _open(self, fact: Fact) -> Callable[[str | None, str], Any]:
        assert fact.sha256
        assert fact.file
        if fact.sha256 not in self._files:
            content = Archive(self.home.archive).path(fact.sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == fact.sha256
            is_csv = fact.file.lower().endswith((".csv", ".txt"))
            self._files[fact.sha256] = _csv_cells(content) if is_csv else _workbook_cells(content)
        return self._files[fact.sha256]

    def _traced(self, mart: str, column: str, row: dict[str, Any]) -> Cell:
        counting = self._recount(mart, row)
        counting.figure(column)
        return Cell(mart, column, row, counting.facts, counting.unproven)

    def _recount(self, mart: str, row: dict[str, Any]) -> Recount:
        return Recount(Mart(self._con, self._contracts, self._origins(mart), f"mart.{mart}"), row)

    def _origins(self, mart: str) -> Any:
        return origins_of(mart)


_real = facts_behind


def _workbook_cells(content: bytes) -> Callable[[str | None, str], Any]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return lambda sheet, cell: (book[sheet] if sheet else book.worksheets[0])[cell].value


def _csv_cells(content: bytes) -> Callable[[str | None, str], Any]:
    text = content.decode("utf-8-sig", errors="replace")
    separator = max(";,\t|", key=text.splitlines()[0].count)
    rows = list(csv.reader(StringIO(text), delimiter=separator))

    def read(sheet: str | None, cell: str) -> str:
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
        return rows[int(number) - 1][column_index_from_string(letters) - 1]

    return read


def _converted(raw: Any, like: Value) -> Value:
    """What an office wrote as a value of the warehouse's kind."""
    if isinstance(like, bool):
        return YES[str(raw).strip().lower()]
    if isinstance(like, date):
        return raw.date() if isinstance(raw, datetime) else raw
    if not isinstance(like, Decimal | int):
        return None if raw is None else str(raw)
    text = format(Decimal(repr(raw)), "f") if isinstance(raw, int | float) else _plain_number(str(raw))
    return Decimal(text)


def _plain_number(written: str) -> str:
    """``Rp 1.234.567,50`` → ``1234567.50``; nil words are nought."""
    digits = re.sub(r"[^\d.,]", "", written).strip(".,")
    if not digits:
        return "0"
    if "," in digits:
        return digits.replace(".", "").replace(",", ".")
    return digits.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", digits) else digits


@contextmanager
def walk(home: Path, seed: int) -> Iterator[Walk]:
    """A walk, closed at the end."""
    made = Walk(home, seed)
    try:
        yield made
    finally:
        made._con.close()
