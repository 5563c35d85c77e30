"""Rows of sums that no label gives away: found by arithmetic."""

from __future__ import annotations

from decimal import Decimal

from sources.blocks import Block
from sources.column_figures import ColumnFigures
from sources.grid_rows import filled_at, is_figure
from sources.reading import Grid


def closing_sum(grid: Grid, block: Block) -> int | None:
    """The last data row of a block, if it holds nothing but the sums of the rows above.

    Every filled cell must be a figure and the exact sum of its column; three rows above at least, and a sum other than
    zero, else chance could do it.
    """
    if len(block.data) < 4:
        return None
    last = block.data[-1]
    cells = [j for j in filled_at(grid, last) if j in block.columns]
    if not cells or not all(is_figure(grid, last, j) for j in cells):
        return None
    usual = sum(len(filled_at(grid, i)) for i in block.data[-4:-1]) / 3
    if len(cells) >= usual:
        return None
    figures = ColumnFigures(grid, block.data)
    sums = [sum((figures.value(i, j) or Decimal() for i in block.data[:-1]), Decimal()) for j in cells]
    said = [figures.value(last, j) for j in cells]
    return last if sums == said and any(sums) else None
