"""Sheets whose known headings hide more than one table in a row, or months laid out wide: their shape decides first."""

from __future__ import annotations

from sources.anchors import Anchor
from sources.headings import Headings
from sources.month_columns import is_month_row
from sources.reading import Grid
from sources.row_memo import RowMemo
from sources.row_words import is_note

_BELOW = 30
"""Rows below the headings that must be empty where a gap parts two tables."""


def needs_shape(grid: Grid, anchor: Anchor, headings: Headings) -> bool:
    """Whether headings alone would take several tables, or several months, for one."""
    around = range(max(0, anchor.first - 1), min(len(grid.rows), anchor.last + 2))
    return any(names_months(tuple(grid.rows[i])) for i in around) or _has_neighbour(grid, anchor, headings)


names_months = RowMemo(is_month_row)
"""Whether a row of texts names three or more different months."""


def _has_neighbour(grid: Grid, anchor: Anchor, headings: Headings) -> bool:
    """Whether an empty column parts the headings in two that make tables each by themselves."""
    if not anchor.has_gap():
        return False
    for gap in set(range(anchor.columns[0] + 1, anchor.columns[-1])).difference(anchor.columns):
        if not _is_empty(grid, anchor, gap):
            continue
        sides = ([j for j in anchor.columns if j < gap], [j for j in anchor.columns if j > gap])
        if all(len(side) > 1 and _is_table(anchor, side, headings) for side in sides):
            return True
        if all(len(side) > 1 for side in sides) and _is_one_of_two(anchor, sides, headings):
            return True
    return False


def _is_empty(grid: Grid, anchor: Anchor, column: int) -> bool:
    rows = grid.rows[anchor.first : anchor.last + 1 + _BELOW]
    return all(column >= len(row) or not row[column] or is_note(row[column]) for row in rows)


def _is_one_of_two(anchor: Anchor, sides: tuple[list[int], list[int]], headings: Headings) -> bool:
    """Whether one side is a table of the dataset, and no heading of the other side is of it."""
    known = [{j for j in side if headings.field(anchor.dataset, _name(anchor, j)) is not None} for side in sides]
    return any(
        _is_table(anchor, mine, headings) and not others
        for mine, others in ((sides[0], known[1]), (sides[1], known[0]))
    )


def _name(anchor: Anchor, column: int) -> str:
    return anchor.names[anchor.columns.index(column)]


def _is_table(anchor: Anchor, side: list[int], headings: Headings) -> bool:
    names = [n for c, n in zip(anchor.columns, anchor.names, strict=True) if c in side]
    for dataset in headings.contracts.datasets:
        own = {f for n in names if (f := headings.field(dataset, n)) is not None}
        if len(own) > 1 and headings.is_convincing(dataset, own, len(names)):
            return True
    return False
