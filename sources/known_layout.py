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
from sources.known_head import above, below_headings, known_head
from sources.known_rows import KnownRows
from sources.reading import Grid
from sources.totals import closing_sum


def find_known(grid: Grid, headings: Headings, named: str | None) -> Layout | None:
    """The tables of a sheet by contract headings, or None: no row of headings is known.

    Args:
        grid: a sheet or delimited file.
        headings: what the contracts know.
        named: the dataset that the sheet or the file is named after, if any.
    """
    head = known_head(grid, headings, named)
    if head is not None:
        anchors = find_anchors(grid, headings, named, (head.anchor,), head.n_rows)
        layout = head.layout()
    else:
        anchors = find_anchors(grid, headings, named)
        layout = above(grid, headings, anchors)
    if not anchors:
        if named is None or layout.nihil is None:
            return None
        layout.blocks.append(Block(None, (), (), [], dataset=named))
        return layout
    if any(needs_shape(grid, anchor, headings) for anchor in (anchors if head is None else anchors[1:])):
        return None
    starts = [a for i, a in enumerate(anchors) if i == 0 or not a.repeats(anchors[i - 1])]
    ends = [a.first for a in starts[1:]] + [len(grid.rows)]
    repeated = {row for a in anchors if a not in starts for row in range(a.first, a.last + 1)}
    for anchor, end in zip(starts, ends, strict=True):
        block, first = _start(headings, anchor), anchor.last + 1
        if head is not None and anchor is head.anchor:
            block.excluded, first = dict(head.excluded), head.below
        first = below_headings(grid, headings, anchor, range(first, end), block)
        last = _before_titles(grid, anchor.last, end, layout) if end < len(grid.rows) else end
        KnownRows(grid, block, layout).read(range(first, last), repeated)
        _set_aside_sum(grid, block)
        layout.blocks.append(block)
    return layout


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


def _set_aside_sum(grid: Grid, block: Block) -> None:
    found = closing_sum(grid, block)
    if found is not None:
        block.data.remove(found)
        block.excluded[found] = "total"
        row = grid.first_row + found
        block.remarks += (f"Baris {row} dibaca sebagai baris jumlah: angkanya sama dengan jumlah baris di atasnya.",)
