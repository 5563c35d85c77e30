"""Looking at one row of a grid: which cells are filled, which are figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from sources.reading import Grid
from sources.written_numbers import read_number

WIDEST = 64
"""Cells of a row that may come again in other files."""
_LONGEST = 4_000


def filled(row: list[str]) -> tuple[int, ...]:
    """The indexes of the non-empty cells of a row."""
    return tuple(compress(range(len(row)), row))


def filled_at(grid: Grid, i: int) -> tuple[int, ...]:
    """The indexes of the non-empty cells of a row; the kinds of a workbook say them."""
    return filled_as(grid.kinds[i]) if grid.kinds else filled(grid.rows[i])


@lru_cache(maxsize=1_024)
def filled_as(kinds: str) -> tuple[int, ...]:
    """The same by a row's kinds."""
    return tuple(j for j, kind in enumerate(kinds) if kind != ".")


def is_worth_keeping(row: Sequence[str], widest: int = WIDEST) -> bool:
    """Whether a row is short enough to remember what was found out about it, for it may come again in other files."""
    return len(row) <= widest and sum(map(len, row)) <= _LONGEST


def kind_at(grid: Grid, i: int, j: int) -> str:
    """The kind of a cell (see :data:`sources.reading.CELL_KINDS`); ``t`` in a delimited file."""
    if not grid.kinds:
        return "t"
    kinds = grid.kinds[i]
    return kinds[j] if j < len(kinds) else "."


def is_figure(grid: Grid, i: int, j: int) -> bool:
    """Whether a cell holds a number: a native one, or a text that reads as one."""
    kind = kind_at(grid, i, j)
    return kind == "n" or (kind == "t" and read_number(grid.rows[i][j]) is not None)
