"""Several tables on one sheet, one below another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sources.heading_words import heading_score, heading_words
from sources.row_words import is_note
from sources.shape import Shape

_SEEN = "npd"
_HEADINGS_WITHIN = 100
"""Rows at the top that are all looked at; further down only those that something sets off from the row above."""


def next_tables(shape: Shape, rows: Sequence[int], columns: range) -> Iterator[int]:
    """The rows at which another table may begin below the first (its titles, else its headings), from top to bottom.

    Args:
        shape: the grid's letters.
        rows: the filled rows of a region, in order.
        columns: its columns. Headings that come again begin no table.
    """
    seen: set[tuple[str, ...]] = set()
    has_figures = False
    for position, i in enumerate(rows[:-1]):
        is_set_off = _is_set_off(rows, position, shape, columns)
        if not is_set_off and position >= _HEADINGS_WITHIN:
            continue
        codes = shape.codes(i)[columns.start : columns.stop]
        cells = [columns.start + k for k, c in enumerate(codes) if c != "."]
        if len(cells) < 2:
            continue
        if any(c in _SEEN for c in codes) and not _one_column_a_day(shape, rows, position, columns):
            has_figures = True
            continue
        has_figures = has_figures or position >= _HEADINGS_WITHIN
        texts = tuple(shape.grid.rows[i][j].strip() for j in cells)
        is_new = has_figures and is_set_off and (texts not in seen or _is_titled(shape, rows, position, columns))
        if is_new and (
            _heads_figures(shape, rows[position + 1 : position + 6], i, cells)
            or _heads_another(shape, rows, position, columns)
        ):
            yield _with_titles(rows, position, _last_figures(shape, rows, position, columns))
        seen.add(texts)


def next_lists(shape: Shape, rows: Sequence[int], columns: range) -> Iterator[int]:
    """The rows at which another table of texts alone may begin: its title stands by itself below a blank row.

    Its headings must be words of headings, in another number than the row above has cells.
    """
    for position in range(2, len(rows) - 2):
        above, title, heading = rows[position - 1 : position + 2]
        if above == title - 1:
            continue
        n_above, n_title, n_heading = (shape.count(i, columns) for i in (above, title, heading))
        if n_title != 1 or n_above < 2 or n_heading < 2 or n_above == n_heading:
            continue
        codes = set(shape.codes(heading)[columns.start : columns.stop]) - {"."}
        texts = [t for t in shape.grid.rows[heading] if t]
        if heading <= title + 2 and codes == {"t"} and sum(map(heading_words, texts)) * 3 >= len(texts) * 2:
            yield title


def _is_set_off(rows: Sequence[int], position: int, shape: Shape, columns: range) -> bool:
    """Whether a blank row, or a row with one cell, stands above."""
    i = rows[position]
    if position == 0 or rows[position - 1] < i - 1:
        return True
    return shape.count(rows[position - 1], columns) == 1


def _is_titled(shape: Shape, rows: Sequence[int], position: int, columns: range) -> bool:
    """Whether a title of its own, below a blank row, stands right above headings that have come before."""
    if position < 2 or rows[position - 1] < rows[position] - 2 or rows[position - 2] == rows[position - 1] - 1:
        return False
    above = rows[position - 1]
    if shape.count(above, columns) != 1:
        return False
    text = next(t for t in shape.grid.rows[above][columns.start : columns.stop] if t)
    return not is_note(text)


def _last_figures(shape: Shape, rows: Sequence[int], position: int, columns: range) -> int:
    """The last row above with figures among several cells; else the first row."""
    for i in reversed(rows[:position]):
        codes = shape.codes(i)[columns.start : columns.stop]
        if any(c in _SEEN for c in codes) and shape.count(i, columns) > 1:
            return i
    return rows[0]


def _one_column_a_day(shape: Shape, rows: Sequence[int], position: int, columns: range) -> bool:
    """Whether the only values of a row are days that head columns without days."""
    codes = shape.codes(rows[position])
    days = [j for j in columns if codes[j] == "d"]
    if len(days) < 2 or any(codes[j] in "np" for j in columns):
        return False
    return not any(shape.codes(r)[j] == "d" for r in rows[position + 1 : position + 4] for j in days)


def _heads_figures(shape: Shape, following: Sequence[int], i: int, cells: Sequence[int]) -> bool:
    """Whether texts stand over columns that hold figures right below (more heading rows may lie between)."""
    codes = shape.codes(i)
    row = shape.grid.rows[i]
    texts = [j for j in cells if codes[j] in "tyd" or row[j].isalpha()]
    if len(cells) < 2 or len(texts) < len(cells) or not following:
        return False
    for start in (0, 1, 2):
        below = following[start : start + 3]
        if not below:
            return False
        over = [j for j in texts if all(shape.codes(r)[j] in "npxyd." for r in below)]
        over = [j for j in over if any(shape.codes(r)[j] in _SEEN for r in below)]
        if len(over) >= (2 if len(cells) > 2 else 1) and len(over) * 5 >= len(cells) * 2:
            return True
        if any(c in "np" for c in shape.codes(below[0])):
            return False
    return False


def _heads_another(shape: Shape, rows: Sequence[int], position: int, columns: range) -> bool:
    """Whether words of headings stand over rows of their own width, where that above is another or a title between."""
    i = rows[position]
    n = shape.count(i, columns)
    above = next((c for r in reversed(rows[:position]) if (c := shape.count(r, columns)) > 1), 0)
    is_titled = shape.count(rows[position - 1], columns) == 1
    below = [shape.count(r, columns) for r in rows[position + 1 : position + 4]]
    if (n == above and not is_titled) or not below or set(below) != {n}:
        return False
    cells = [j for j in columns if shape.codes(i)[j] != "."]
    if any(shape.codes(i)[j] != "t" for j in cells):
        return False
    words = sum(heading_words(shape.grid.rows[i][j]) for j in cells)
    has_figures = any(shape.codes(rows[position + 1])[j] in _SEEN for j in cells)
    is_other = n != above and rows[position - 1] < i - 1 and _is_unlike_above(shape, rows, position, cells)
    return (has_figures or is_other) and words * 3 >= len(cells) * 2


def _is_unlike_above(shape: Shape, rows: Sequence[int], position: int, cells: Sequence[int]) -> bool:
    """Whether one of these columns held nothing but figures or days above, and holds nothing but texts below."""
    before, after = rows[max(0, position - 3) : position], rows[position + 1 : position + 4]
    return len(after) > 1 and any(
        all(shape.codes(r)[j] in _SEEN for r in before) and all(shape.codes(r)[j] in "tx" for r in after) for j in cells
    )


def _with_titles(rows: Sequence[int], position: int, last_figures: int) -> int:
    """Titles right above belong to the new table; rows that touch the old one do not."""
    start = position
    while start > 0 and rows[start - 1] > last_figures and rows[start - 1] >= rows[start] - 2:
        start -= 1
    if rows[start] == last_figures + 1 and start < position:
        start += 1
    return rows[start]


def has_heading(shape: Shape, row: int, following: Sequence[int], columns: range) -> bool:
    """Whether a row heads the rows below it (or nothing) by its words, where its position proves nothing."""
    if following:
        return heading_score(shape, row, following, columns) > 0
    texts = [t for t in shape.grid.rows[row][columns.start : columns.stop] if t]
    return len(texts) > 1 and sum(map(heading_words, texts)) * 2 >= len(texts)
