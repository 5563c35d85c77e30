"""Tables whose headings a contract knows: found by their words, wherever they stand on the sheet.

Rows may have been inserted, columns moved or renamed within the synonyms, rows left blank, a total added, notes and
signatures written below. What the headings do not explain is left to :mod:`sources.layout`.
"""

from __future__ import annotations

from sources.anchors import Anchor, find_anchors
from sources.beside import needs_shape
from sources.blocks import Block, Layout
from sources.grid_rows import filled_at, is_figure
from sources.headings import Headings
from sources.known_rows import KnownRows
from sources.reading import Grid
from sources.row_words import is_numbering, is_unit
from sources.totals import closing_sum


def find_known(grid: Grid, headings: Headings, named: str | None) -> Layout | None:
    """The tables of a sheet by contract headings, or None: no row of headings is known.

    Args:
        grid: a sheet or delimited file.
        headings: what the contracts know.
        named: the dataset that the sheet or the file is named after, if any.
    """
    anchors = find_anchors(grid, headings, named)
    layout = Layout([])
    _find_nihil(grid, headings, anchors[0].first if anchors else min(len(grid.rows), 20), layout)
    if not anchors:
        if named is None or layout.nihil is None:
            return None
        layout.blocks.append(Block(None, (), (), [], dataset=named))
        return layout
    if any(needs_shape(grid, anchor, headings) for anchor in anchors):
        return None
    _above(grid, headings, anchors[0], layout)
    starts = [a for i, a in enumerate(anchors) if i == 0 or not a.repeats(anchors[i - 1])]
    ends = [a.first for a in starts[1:]] + [len(grid.rows)]
    repeated = {row for a in anchors if a not in starts for row in range(a.first, a.last + 1)}
    for anchor, end in zip(starts, ends, strict=True):
        block = _start(headings, anchor)
        first = _below_header(grid, headings, anchor, end, block)
        last = _before_titles(grid, anchor.last, end, layout) if end < len(grid.rows) else end
        KnownRows(grid, block, layout).read(range(first, last), repeated)
        _set_aside_sum(grid, block)
        layout.blocks.append(block)
    return layout


def _find_nihil(grid: Grid, headings: Headings, end: int, layout: Layout) -> None:
    for i in range(end):
        for j, text in enumerate(grid.rows[i]):
            if text and headings.is_nihil(text):
                layout.nihil = (i, j + 1)
                layout.cells[i, j] = layout.cells[i, j + 1] = "nihil"
                return


def _above(grid: Grid, headings: Headings, anchor: Anchor, layout: Layout) -> None:
    """Titles; rows of hints over the headings."""
    for i in range(anchor.first):
        layout.reasons[i] = "help" if headings.is_help(tuple(grid.rows[i]), anchor.dataset) else "title"


def _before_titles(grid: Grid, top: int, end: int, layout: Layout) -> int:
    """Lone texts right above the next headings are their titles; returns the first row of them."""
    for i in range(end - 1, top, -1):
        cells = filled_at(grid, i)
        if len(cells) > 1 or (cells and is_figure(grid, i, cells[0])):
            return i + 1
        if cells:
            layout.reasons[i] = "title"
    return top + 1


def _start(headings: Headings, anchor: Anchor) -> Block:
    """A block without rows. Of two columns with the same meaning the first counts; the other stays unexplained."""
    span = (anchor.first, anchor.last)
    fields = headings.fields(anchor.names, anchor.dataset)
    return Block(span, anchor.columns, anchor.names, [], dataset=anchor.dataset, fields=fields)


def _below_header(grid: Grid, headings: Headings, anchor: Anchor, end: int, block: Block) -> int:
    """Units, hints and running numbers between headings and data; returns the first row after them."""
    i = anchor.last + 1
    while i < end:
        cells = filled_at(grid, i)
        texts = [grid.rows[i][j] for j in cells]
        if is_numbering(texts):
            block.excluded[i] = "index"
        elif _has_figures(grid, i, cells):
            break
        elif texts and sum(is_unit(t) for t in texts) * 3 >= len(texts) * 2:
            block.excluded[i] = "units"
        elif len(texts) > 1 and headings.is_help(tuple(texts), anchor.dataset):
            block.excluded[i] = "help"
        elif texts:
            break
        i += 1
    return i


def _has_figures(grid: Grid, i: int, cells: tuple[int, ...]) -> bool:
    if grid.kinds and "n" in grid.kinds[i]:
        return True
    return any(not grid.rows[i][j].startswith("(") and is_figure(grid, i, j) for j in cells)


def _set_aside_sum(grid: Grid, block: Block) -> None:
    found = closing_sum(grid, block)
    if found is not None:
        block.data.remove(found)
        block.excluded[found] = "total"
        row = grid.first_row + found
        block.remarks += (f"Baris {row} dibaca sebagai baris jumlah: angkanya sama dengan jumlah baris di atasnya.",)
