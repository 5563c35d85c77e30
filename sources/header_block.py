"""The rows of headings above data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.boundary import counts_up
from sources.row_words import is_note, is_numbering, is_unit
from sources.shape import LONG, Shape

_MOST_ROWS = 14
_MOST_BLANKS = 6
_TITLE = re.compile(
    r"^\W*(?:tabel|table|tbl|data|laporan|rekap|rekapitulasi|daftar|lampiran|grafik|figure|chart|sheet|annex)\b",
    re.IGNORECASE,
)

_PIVOT = re.compile(r"^(?:sum|count|average|max|min) of ", re.IGNORECASE)
"""What a pivot table calls itself, above its headings."""
_UNIT_WORD = re.compile(r"\b(?:units?|satuan)\b", re.IGNORECASE)
_LABELLED = re.compile(r"^[\w .]{2,25}\s*:(?:\s|$)")


class HeaderBlock:
    """Finds the headings above a row.

    Args:
        shape: the grid's letters.
        top: the first row that may belong to them.
        columns: the table's columns.
    """

    def __init__(self, shape: Shape, top: int, columns: range) -> None:
        self._shape = shape
        self._top = top
        self._columns = columns

    def find(self, first_data: int) -> tuple[int, int] | None:
        """First and last row of the headings above ``first_data``, or None."""
        bottom = self._bottom(first_data)
        if bottom is None:
            return None
        if self._is_numbering(bottom) and (above := self._bottom(bottom)) is not None:
            bottom = above
        first, blanks = bottom, 0
        for i in range(bottom - 1, max(self._top, bottom - _MOST_ROWS) - 1, -1):
            cells = self._cells(i)
            if not cells:
                blanks += 1
                if blanks > 2:
                    break
                continue
            if not self._belongs(i, cells, (first, bottom), has_gap=blanks > 0):
                break
            first, blanks = i, 0
        return first, self._lowest(first, bottom, first_data)

    def _lowest(self, first: int, bottom: int, first_data: int) -> int:
        """Below a row that names every column only units, years and numbers of columns are headings; texts are data."""
        used = {j for i in [*range(first, bottom + 1), *range(first_data, first_data + 10)] for j in self._cells(i)}
        for i in range(first, bottom):
            if used <= set(self._cells(i)) and all(self._is_text_row(r) for r in range(i + 1, bottom + 1)):
                return i
        return bottom

    def _is_text_row(self, i: int) -> bool:
        cells = self._cells(i)
        texts = [self._shape.grid.rows[i][j] for j in cells]
        codes = [self._shape.codes(i)[j] for j in cells]
        return len(cells) > 1 and set(codes) <= {"t", "l"} and not is_units_row(texts, codes)

    def _cells(self, i: int) -> list[int]:
        row = self._shape.grid.rows[i] if i < len(self._shape.grid.rows) else []
        return [j for j in self._columns if j < len(row) and row[j]]

    def _bottom(self, first_data: int) -> int | None:
        """The lowest row above data that has headings; rows with one text in the first columns are groups or titles."""
        blanks = 0
        for i in range(first_data - 1, self._top - 1, -1):
            cells = self._cells(i)
            if not cells:
                blanks += 1
                if blanks > _MOST_BLANKS:
                    return None
                continue
            if len(cells) > 1 or cells[0] > self._columns.start:
                if self._holds_values(i) and self._is_plain(i - 1):
                    return i - 1
                return i if self._is_heading(i, cells) else None
        return None

    def _is_heading(self, i: int, cells: list[int]) -> bool:
        codes = self._shape.codes(i)
        texts = [self._shape.grid.rows[i][j] for j in cells]
        if is_numbering(texts):
            return True
        days = [j for j in cells if codes[j] == "d"]
        other = sum(codes[j] in "nx" for j in cells) + (0 if self._head_figures(i, days) else len(days))
        if counts_up(self._shape, i, self._columns):
            other = 0
        few = len(cells) <= max(3, len(self._columns) * 0.3)
        return other * 2 < len(cells) and not (few and _is_metadata(texts))

    def _head_figures(self, i: int, days: list[int]) -> bool:
        """Whether several days stand over columns that hold no days: one column a day."""
        below = [r for r in range(i + 1, min(i + 8, len(self._shape.grid.rows))) if self._cells(r)][:5]
        return len(days) > 2 or (
            len(days) == 2 and not any(self._shape.codes(r)[j] == "d" for r in below for j in days)
        )

    def _belongs(self, i: int, cells: list[int], found: tuple[int, int], *, has_gap: bool) -> bool:
        first, bottom = found
        texts = [self._shape.grid.rows[i][j] for j in cells]
        codes = self._shape.codes(i)
        stub = self._columns.start
        if has_gap and self._is_complete(bottom):
            return False
        if len(cells) > 1:
            return self._is_heading(i, cells) and codes[cells[0]] != "l"
        text, j = texts[0], cells[0]
        if codes[j] not in "tly" or is_note(text):
            return False
        if j > stub:
            return not has_gap or j in self._cells(first)
        # A lone text over the first column: a corner label ("38 Provinsi") where nothing else names that column.
        names_stub = any(stub in self._cells(r) for r in range(first, bottom + 1))
        if names_stub or len(text) >= 30 or _TITLE.match(text):
            return False
        return (bottom > first and not has_gap) or self._has_more_above(i)

    def _holds_values(self, i: int) -> bool:
        """Whether figures or days stand in a row (years, and numbers that count the columns, are none)."""
        cells = self._cells(i)
        codes = self._shape.codes(i)
        is_count = counts_up(self._shape, i, self._columns) or is_numbering(
            [self._shape.grid.rows[i][j] for j in cells]
        )
        days = [j for j in cells if codes[j] == "d"]
        has_values = any(codes[j] in "nx" for j in cells) or bool(days)
        return has_values and not self._head_figures(i, days) and not is_count

    def _is_numbering(self, i: int) -> bool:
        return is_numbering([self._shape.grid.rows[i][j] for j in self._cells(i)])

    def _is_plain(self, i: int) -> bool:
        """Whether a row has texts alone, over most columns."""
        codes = [self._shape.codes(i)[j] for j in self._cells(i)] if i >= self._top else []
        return set(codes) <= {"t", "y"} and len(codes) * 10 >= len(self._columns) * 8

    def _is_complete(self, i: int) -> bool:
        """Whether a row names nearly every column that the rows below it use."""
        below = {j for r in range(i + 1, i + 12) for j in self._cells(r)}
        return len(self._cells(i)) * 10 >= len(below) * 9 > 0

    def _has_more_above(self, i: int) -> bool:
        """Whether the next filled row above, at most two blank ones away, has headings over several columns."""
        for r in range(i - 1, max(self._top, i - 3) - 1, -1):
            cells = self._cells(r)
            if cells:
                return (len(cells) > 1 or cells[0] > self._columns.start) and self._is_heading(r, cells)
        return False


def _is_metadata(texts: list[str]) -> bool:
    """Label and value (``Kabupaten | : Lahat``), not headings."""
    is_labelled = bool(_LABELLED.search(texts[0]) or _PIVOT.match(texts[0])) or any(
        t.lstrip().startswith(":") for t in texts[1:2]
    )
    return is_labelled or (len(texts) == 2 and len(texts[1]) >= LONG)


def is_units_row(texts: Sequence[str], codes: Sequence[str]) -> bool:
    """A row of units under headings: no figures, and units under most columns.

    ``(1,000)`` is a unit too, but only beside words of units: alone it is a loss.
    """
    if not texts or not set(codes) <= {"t", "p"} or sum(is_unit(t) for t in texts) * 3 < len(texts) * 2:
        return False
    said = [t for t, c in zip(texts, codes, strict=True) if c == "t"]
    return "p" not in codes or any(is_unit(t) or _UNIT_WORD.search(t) for t in said)
