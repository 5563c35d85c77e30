"""What stands above the data of a sheet with known headings: titles, the nihil cell, hints, headings, units.

The official template says the same there in every file, so what was found out about a head is kept: its rows end above
the first figure, and nothing below them can change what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sources.anchors import Anchor, find_anchors
from sources.beside import names_months, needs_shape
from sources.blocks import Block, Layout
from sources.grid_rows import filled_at, is_figure
from sources.headings import Headings
from sources.reading import Grid
from sources.row_memo import RowMemo
from sources.row_words import is_numbering, is_unit

_MOST_ROWS = 20
_WIDEST = 640


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The first rows of a sheet, with one row of headings among them.

    Attributes:
        n_rows: how many they are.
        anchor: the headings.
        nihil: row and column of the nihil cell.
        reasons: why the rows above the headings are no data.
        excluded: the same of rows below the headings.
        below: the first row after those.
    """

    n_rows: int
    anchor: Anchor
    nihil: tuple[int, int] | None
    reasons: dict[int, str]
    excluded: dict[int, str]
    below: int

    def layout(self) -> Layout:
        """A layout without tables."""
        return _layout(self.nihil, dict(self.reasons), self)


def known_head(grid: Grid, headings: Headings, named: str | None) -> Head | None:
    """The head of a sheet; None: what its first rows mean depends on those below, or a look at the sheet is needed.

    Args:
        grid: a sheet; a delimited file says of no cell that it is a figure.
        headings: what the contracts know.
        named: the dataset that the sheet is named after, if any.
    """
    kinds = grid.kinds
    n = next((i for i, row in enumerate(kinds[: _MOST_ROWS + 1]) if row.strip("t.")), len(kinds))
    if not 0 < n <= _MOST_ROWS:
        return None
    if n < len(kinds):
        below = tuple(grid.rows[n])
        if headings.of_row.find(below, kinds[n]) or names_months.find(below):
            return None
    rows = grid.rows[:n]
    return _find(tuple(chain.from_iterable(rows)), tuple(map(len, rows)), tuple(kinds[:n]), headings, named)


def _find_head(
    texts: tuple[str, ...], widths: tuple[int, ...], kinds: tuple[str, ...], headings: Headings, named: str | None
) -> Head | None:
    left = iter(texts)
    grid = Grid(None, [[next(left) for _ in range(width)] for width in widths], list(kinds))
    anchors = find_anchors(grid, headings, named)
    if len(anchors) != 1 or anchors[0].has_gap() or needs_shape(grid, anchors[0], headings):
        return None
    anchor, block = anchors[0], Block(None, (), (), [])
    top = above(grid, headings, anchors)
    below = below_headings(grid, headings, anchor, range(anchor.last + 1, len(grid.rows)), block)
    return Head(len(grid.rows), anchor, top.nihil, top.reasons, block.excluded, below)


_find = RowMemo(_find_head, widest=_WIDEST)


def above(grid: Grid, headings: Headings, anchors: Sequence[Anchor]) -> Layout:
    """A layout without tables: the nihil cell, titles, rows of hints over the first headings."""
    nihil = _find_nihil(grid, headings, anchors[0].first if anchors else min(len(grid.rows), _MOST_ROWS))
    reasons: dict[int, str] = {}
    if anchors:
        for i in range(anchors[0].first):
            reasons[i] = "help" if headings.is_help(tuple(grid.rows[i]), anchors[0].dataset) else "title"
    return _layout(nihil, reasons)


def _layout(nihil: tuple[int, int] | None, reasons: dict[int, str], head: Head | None = None) -> Layout:
    layout = Layout([], reasons, nihil, head=head, n_head=head.below if head is not None else 0)
    if nihil is not None:
        i, j = nihil
        layout.cells[i, j - 1] = layout.cells[i, j] = "nihil"
    return layout


def _find_nihil(grid: Grid, headings: Headings, end: int) -> tuple[int, int] | None:
    for i in range(end):
        for j, text in enumerate(grid.rows[i]):
            if text and headings.is_nihil(text):
                return i, j + 1
    return None


def below_headings(grid: Grid, headings: Headings, anchor: Anchor, rows: range, block: Block) -> int:
    """Units, hints and running numbers between headings and data; returns the first row after them."""
    for i in rows:
        cells = filled_at(grid, i)
        texts = [grid.rows[i][j] for j in cells]
        if is_numbering(texts):
            block.excluded[i] = "index"
        elif _has_figures(grid, i, cells):
            return i
        elif texts and sum(is_unit(t) for t in texts) * 3 >= len(texts) * 2:
            block.excluded[i] = "units"
        elif len(texts) > 1 and headings.is_help(tuple(texts), anchor.dataset):
            block.excluded[i] = "help"
        elif texts:
            return i
    return rows.stop


def _has_figures(grid: Grid, i: int, cells: tuple[int, ...]) -> bool:
    if grid.kinds and "n" in grid.kinds[i]:
        return True
    return any(not grid.rows[i][j].startswith("(") and is_figure(grid, i, j) for j in cells)
