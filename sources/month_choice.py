"""Of a table with months laid out wide, the columns of the submission's month become its data (docs/decisions/0016)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sources.addresses import address
from sources.blocks import Block, Layout, Mark
from sources.column_figures import ColumnFigures
from sources.month_columns import MonthColumn, Spread, spread_of
from sources.reading import Grid, Remark

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ROUNDED = Decimal("0.5")
"""How far a stated sum may lie from the months', as in rule UMKM-S010: figures are rounded one by one."""


def choose_month(grid: Grid, layout: Layout, block: Block, period: str | None) -> Iterator[Remark]:
    """Give the fields of a wide table to the columns of one month, and leave the other months out.

    Args:
        grid: where the table stands.
        layout: of the grid; a year in its titles counts for months without one.
        block: a table whose dataset is known; others stay as they are.
        period: the submission's month, or None: not known; then no column is read.

    Yields:
        What was left out, and sums that are none.
    """
    spread = spread_of(block.names) if block.measures else None
    if spread is None:
        return
    wanted = period if period is not None and _is_year_of(grid, layout, period) else None
    fields, firsts = list(block.fields), _first_of(spread)
    left: list[tuple[int, MonthColumn]] = []
    for position, column in spread.months.items():
        own = block.measures.get(column.measure)
        mark = block.marks.get(firsts[column.measure], Mark())
        if own is None:
            continue
        if wanted is not None and column.is_in(wanted) and own not in fields:
            fields[position] = own
            block.marks[position] = replace(mark, how=mark.how or "bulan", why="")
        else:
            left.append((position, column))
    for position, _ in left:
        block.marks[position] = Mark(why="month")
    for position, measure in (*spread.totals.items(), *spread.averages.items()):
        if measure in block.measures:
            block.marks[position] = Mark(why="total")
    block.fields = tuple(fields)
    yield from _told(grid, block, left, period)
    yield from _wrong_sums(grid, block, spread)


def _is_year_of(grid: Grid, layout: Layout, period: str) -> bool:
    texts = (text for i in layout.titles for text in grid.rows[i])
    years = {year for text in texts for year in _YEAR.findall(text)}
    return not years or period[:4] in years


def _first_of(spread: Spread) -> dict[str, int]:
    firsts: dict[str, int] = {}
    for position, column in spread.months.items():
        firsts.setdefault(column.measure, position)
    return firsts


def _told(grid: Grid, block: Block, left: list[tuple[int, MonthColumn]], period: str | None) -> Iterator[Remark]:
    filled = [(p, c) for p, c in left if any(_text(grid, i, block.columns[p]) for i in block.data)]
    if not filled or block.header is None:
        return
    where = address(grid.first_row + block.header[1], grid.first_column + block.columns[filled[0][0]])
    months = sorted({c.words() for _, c in filled})
    yield Remark("bulan", grid.sheet, where, ", ".join(months), period, block.dataset, None)


def _wrong_sums(grid: Grid, block: Block, spread: Spread) -> Iterator[Remark]:
    figures = ColumnFigures(grid, block.data)
    for position, measure in spread.totals.items():
        columns = [block.columns[p] for p, c in spread.months.items() if c.measure == measure]
        for i in block.data:
            said = figures.value(i, block.columns[position])
            months = [n for j in columns if (n := figures.value(i, j)) is not None]
            if said is not None and months and abs(said - sum(months)) > _ROUNDED:
                where = address(grid.first_row + i, grid.first_column + block.columns[position])
                yield Remark(
                    "jumlah_bulan",
                    grid.sheet,
                    where,
                    grid.rows[i][block.columns[position]],
                    f"{sum(months):f}",
                    block.dataset,
                    block.measures.get(measure),
                )


def _text(grid: Grid, i: int, j: int) -> str:
    row = grid.rows[i]
    return row[j] if j < len(row) else ""
