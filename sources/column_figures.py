"""The figures of a grid's cells, each column read in the number style that its own cells prove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from sources.grid_rows import kind_at
from sources.reading import Grid
from sources.written_numbers import Style, decide_style, read_number

_SAMPLE = 2_000


class ColumnFigures:
    """Values of cells; ``1.500`` is 1,500 or one and a half as the rest of its column says.

    Args:
        grid: the sheet.
        rows: the rows that decide (the first of them, where they are very many).
    """

    def __init__(self, grid: Grid, rows: Sequence[int]) -> None:
        self._grid = grid
        self._sample = rows[:_SAMPLE]
        self._styles: dict[int, Style] = {}

    def value(self, i: int, j: int) -> Decimal | None:
        """The value of a cell, or None: it holds no figure."""
        row = self._grid.rows[i]
        if j >= len(row) or not row[j]:
            return None
        written = read_number(row[j])
        if written is None:
            return None
        return written.value("en" if kind_at(self._grid, i, j) == "n" else self._style(j))

    def _style(self, j: int) -> Style:
        found = self._styles.get(j)
        if found is None:
            texts = Counter(
                self._grid.rows[i][j]
                for i in self._sample
                if j < len(self._grid.rows[i]) and self._grid.rows[i][j] and kind_at(self._grid, i, j) == "t"
            )
            written = [(number, n) for text, n in texts.items() if (number := read_number(text)) is not None]
            found = self._styles[j] = decide_style(written)[0]
        return found
