"""Rows of sums that no label gives away: found by arithmetic."""

from __future__ import annotations

from decimal import Decimal

from sources.blocks import Block
from sources.grid_rows import filled, is_figure, kind_at
from sources.reading import Grid
from sources.written_numbers import read_number


def closing_sum(grid: Grid, block: Block) -> int | None:
    """The last data row of a block, if it holds nothing but the sums of the rows above.

    Every filled cell must be a figure and the exact sum of its column; three rows above at least, and a sum other than
    zero, else chance could do it.
    """
    if len(block.data) < 4:
        return None
    last = block.data[-1]
    cells = [j for j in filled(grid.rows[last]) if j in block.columns]
    if not cells or not all(is_figure(grid, last, j) for j in cells):
        return None
    usual = sum(len(filled(grid.rows[i])) for i in block.data[-4:-1]) / 3
    if len(cells) >= usual:
        return None
    sums = [_sum(grid, block.data[:-1], j) for j in cells]
    said = [figure(grid, last, j) for j in cells]
    return last if sums == said and any(sums) else None


def _sum(grid: Grid, rows: list[int], j: int) -> Decimal:
    return sum((figure(grid, i, j) or Decimal() for i in rows), Decimal())


def figure(grid: Grid, i: int, j: int) -> Decimal | None:
    """The value of a cell, or None; ``1.500`` as text is 1,500."""
    row = grid.rows[i]
    if j >= len(row) or not row[j]:
        return None
    written = read_number(row[j])
    if written is None:
        return None
    return written.value("en" if kind_at(grid, i, j) == "n" else "id")
