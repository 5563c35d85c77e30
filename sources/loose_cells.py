"""Cells outside of the data, each with the reason why it is left out; None: nobody can say."""

from __future__ import annotations

import sys
from itertools import chain

from sources.addresses import address
from sources.blocks import Layout
from sources.grid_rows import filled_at
from sources.reading import Grid, LooseCell
from sources.row_memo import RowMemo

_ROW_REASONS = {"blank": None, "broken": None, "group": "title", "average": "total", "unfilled": "index"}
"""How the cells of an excluded row are counted, where that differs from why the row is excluded."""


_MOST_HEADS = 256
_of_heads: dict[object, tuple[LooseCell, ...]] = {}


def head_cells(grid: Grid, layout: Layout) -> tuple[LooseCell, ...]:
    """The cells of the first ``layout.n_head`` rows; where other files have the same head, what was said of it then."""
    rows = range(layout.n_head)
    said = tuple([(b.header, b.columns, *map(b.excluded.get, rows)) for b in layout.blocks])
    where = (grid.sheet, grid.first_row, grid.first_column)
    key = (layout.head, where, said, *layout.cells.items(), *map(layout.reasons.get, rows))
    found = _of_heads.get(key)
    if found is None:
        found = tuple(
            chain.from_iterable(left_cells(grid, layout, i, cells) for i in rows if (cells := filled_at(grid, i)))
        )
        if len(_of_heads) >= _MOST_HEADS:
            _of_heads.clear()
        _of_heads[key] = found
    return found


def left_cells(grid: Grid, layout: Layout, i: int, cells: tuple[int, ...]) -> tuple[LooseCell, ...]:
    """The cells of a row that belong to no table's data, with what they are."""
    spans = _row_reasons(layout, i)
    first, last, why = spans[0]
    if first <= cells[0] and cells[-1] <= last:
        reasons: tuple[str | None, ...] = (why,) * len(cells)
    else:
        reasons = tuple(next(why for first, last, why in spans if first <= j <= last) for j in cells)
    if layout.cells:
        reasons = tuple([layout.cells.get((i, j), why) for j, why in zip(cells, reasons, strict=True)])
    return named_cells(grid, i, cells, reasons)


def named_cells(grid: Grid, i: int, cells: tuple[int, ...], reasons: tuple[str | None, ...]) -> tuple[LooseCell, ...]:
    """The cells of a row (0-based indexes), each with its reason."""
    start = (grid.first_row + i, grid.first_column)
    return _named(tuple(grid.rows[i]), grid.sheet, start, cells, reasons)


def _of_row(
    texts: tuple[str, ...],
    sheet: str | None,
    start: tuple[int, int],
    cells: tuple[int, ...],
    reasons: tuple[str | None, ...],
) -> tuple[LooseCell, ...]:
    row, first_column = start
    said = zip(cells, reasons, strict=True)
    return tuple(LooseCell(sheet, address(row, first_column + j), row, texts[j], why) for j, why in said)


_named = RowMemo(_of_row)


def _row_reasons(layout: Layout, i: int) -> list[tuple[int, int, str | None]]:
    """What the cells of a row are that is no data: from and to which column, and why; what comes first counts."""
    spans: list[tuple[int, int, str | None]] = []
    for block in layout.blocks:
        if not block.columns:
            continue
        if block.header is not None and block.header[0] <= i <= block.header[1]:
            spans.append((block.columns[0], block.columns[-1], "header"))
        elif i in block.excluded:
            why = block.excluded[i]
            spans.append((block.columns[0], block.columns[-1], _ROW_REASONS.get(why, why)))
    spans.append((0, sys.maxsize, layout.reasons.get(i)))
    return spans
