"""Remarks to the right of a table (``Keterangan: 1 = aktif``): columns beyond a gap that are no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from sources.row_words import is_note
from sources.shape import Shape


def without_legend(shape: Shape, header: tuple[int, int], data: Sequence[int], columns: range) -> range:
    """The columns of a table without the remarks to its right.

    Remarks are texts alone, in one or two columns beyond an empty one, beside a part of the rows; with no heading over
    them, or one that calls them remarks.
    """
    rows = [*range(header[0], header[1] + 1), *data]
    filled = {j for i in rows for j in shape.filled(i) if j in columns}
    if not filled:
        return columns
    end = max(filled)
    start = end
    while start - 1 in filled:
        start -= 1
    if start <= min(filled) or end - start > 1:
        return columns
    texts = [(i, j, shape.grid.rows[i][j]) for i in rows for j in range(start, end + 1) if j < len(shape.grid.rows[i])]
    texts = [(i, j, text) for i, j, text in texts if text]
    heads = [text for i, _, text in texts if i <= header[1]]
    if any(shape.codes(i)[j] not in "tl" for i, j, _ in texts):
        return columns
    is_beside = len({i for i, _, _ in texts}) < len(rows)
    is_bare = not heads or is_note(heads[0])
    return range(columns.start, start) if is_beside and is_bare else columns
