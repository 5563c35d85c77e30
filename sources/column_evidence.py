"""What the cells of a column say for or against its being a certain column of a dataset."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from sources.contract import Code, Column
from sources.contract_loader import fold
from sources.grid_rows import kind_at
from sources.reading import Grid
from sources.written_dates import read_date
from sources.written_numbers import EMPTY, clean, read_number

_LOOKED_AT = 100
"""Cells of a column, from its top: what they are changes no more after so many."""
_YES_NO = frozenset(("ya", "tidak", "y", "t", "ada", "yes", "no", "sudah", "belum", "benar", "salah", "v", "x"))
_AMOUNT = re.compile(r"^(?:[Rr]p|IDR)?[\s.:(+-]*\d[\d.,' ]*(?:\s*[a-zA-Z²³%/.]+)?\s*[-,=]*\s*\)?$")
FIT, UNFIT = 0.8, 0.5
"""Share of cells from which on a column supports a match, and below which it contradicts one (a typing error in five
cells is common, one in two is another column)."""


class Cells:
    """A sample of the filled cells of a column: text and kind each."""

    def __init__(self, grid: Grid, rows: Sequence[int], column: int) -> None:
        self.filled: list[tuple[str, str]] = []
        for i in rows[: 4 * _LOOKED_AT]:
            row = grid.rows[i]
            if column < len(row) and row[column] and clean(row[column]) not in EMPTY:
                self.filled.append((row[column], kind_at(grid, i, column)))
                if len(self.filled) == _LOOKED_AT:
                    break

    @property
    def are_figures(self) -> bool:
        """Whether nearly all are numbers."""
        return bool(self.filled) and self._share(_is_number) >= FIT

    def support(self, column: Column) -> float:
        """From -1 (cannot be that column) over 0 (says nothing) to 1 (its own code words, or values of its type)."""
        if not self.filled:
            return 0.0
        match column.kind:
            case "decimal" | "integer":
                share = self._share(_is_number)
                return 0.5 if share >= FIT else -1.0 if share < UNFIT else 0.0
            case "date":
                share = self._share(_is_date)
                return 1.0 if share >= FIT else -1.0 if share < UNFIT else 0.0
            case "yesno":
                share = self._share(lambda text, kind: kind == "b" or fold(text) in _YES_NO)
                return 0.5 if share >= FIT else -1.0 if share < UNFIT else 0.0
            case "code":
                words = _code_words(column.codes)
                share = self._share(lambda text, _: fold(text) in words)
                return 1.0 if share >= FIT else -1.0 if share < UNFIT else 0.0
        return -0.5 if column.name.startswith("nama") and self.are_figures else 0.0

    def _share(self, holds: Callable[[str, str], bool]) -> float:
        return sum(holds(text, kind) for text, kind in self.filled) / len(self.filled)


@functools.lru_cache(maxsize=256)
def _code_words(codes: tuple[Code, ...]) -> frozenset[str]:
    return frozenset(fold(word) for code in codes for word in (code.value, code.label, *code.synonyms))


def _is_number(text: str, kind: str) -> bool:
    return kind in "nf" or (kind != "d" and (read_number(text) is not None or _AMOUNT.match(text) is not None))


def _is_date(text: str, kind: str) -> bool:
    return kind == "d" or read_date(text) is not None
