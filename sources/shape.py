"""What each cell of a grid looks like, as one letter: the ground on which layout is decided.

``.`` empty · ``n`` number · ``y`` year (1900–2100) · ``p`` number in brackets · ``x`` no figure (``-``, ``n/a``,
``(NA)``, error values) · ``d`` date · ``t`` text · ``l`` long text
"""

from __future__ import annotations

import re

from sources.grid_rows import filled
from sources.reading import Grid
from sources.written_dates import read_date
from sources.written_numbers import EMPTY, clean, read_number

LONG = 80
"""Characters from which a text is a remark rather than a value or heading."""

_YEAR = re.compile(r"^(?:19|20)\d\d(?:\.0|\s*[-/–]\s*(?:(?:19|20)?\d\d)?)?\s*(?:\\\d+|\*+\)?|\(\w\)|\w\))?$")
"""A year, a span of years (``2015/16``, ``1994-``), with or without the mark of a footnote."""
_MARKER = re.compile(r"^\(?(?:na|x|z|d|s|c|b|u|n\.a\.?|n/a|nil|tad|tt|ttd|nd|\*+|:|~)\)?$", re.IGNORECASE)
_MARKED_NUMBER = re.compile(
    r"^[-+]?[\d.,]*\d\s*(?:%?\s*(?:\(\w{1,2}\)|\[\w{1,2}\]|[*†‡]+|\\\d|[a-z]))$|^\([pre]\)\s*[\d.,]+$|^[\d.,]+\s*\(\s*[\d.,]+\s*%?\s*\)$"
)
_PLAIN_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$", re.ASCII)
_BRACKETED = re.compile(r"^\(\s*[\d.,]+\s*\)$")


class Shape:
    """The letters of a grid, worked out when first asked for."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.width = max(map(len, grid.rows), default=0)
        self._rows: dict[int, str] = {}
        self._seen: dict[str, str] = {}

    def codes(self, i: int) -> str:
        """The letters of row ``i``, as many as the grid is wide."""
        found = self._rows.get(i)
        if found is None:
            found = self._rows[i] = self._work_out(i)
        return found

    def _work_out(self, i: int) -> str:
        row, grid = self.grid.rows[i], self.grid
        if not grid.kinds:
            codes = "".join([self._of_text(text) if text else "." for text in row])
        else:
            codes = "".join(
                [self._of_native(text, kind) if text else "." for text, kind in zip(row, grid.kinds[i], strict=False)]
            )
        return codes.ljust(self.width, ".")

    def _of_native(self, text: str, kind: str) -> str:
        if kind == "n":
            return "y" if _YEAR.match(text) else "n"
        if kind == "d":
            return "d"
        if kind in "ef":
            return "x"
        return self._of_text(text)

    def _of_text(self, text: str) -> str:
        code = self._seen.get(text)
        if code is None:
            code = _letter(text)
            if len(self._seen) < 200_000:
                self._seen[text] = code
        return code

    def filled(self, i: int) -> tuple[int, ...]:
        """The filled columns of row ``i``."""
        return filled(self.grid.rows[i])

    def count(self, i: int, columns: range) -> int:
        """How many of these columns are filled in row ``i``."""
        cells = self.grid.rows[i][columns.start : columns.stop]
        return len(cells) - cells.count("")


def _letter(text: str) -> str:
    if _PLAIN_NUMBER.match(text) and not _YEAR.match(text):
        return "n"
    said = text.strip()
    code = "l" if len(said) >= LONG else "t"
    if clean(said) in EMPTY or _MARKER.match(said):
        code = "x"
    elif not any(c.isdigit() for c in said) and clean(said) != "nihil":
        pass
    elif _YEAR.match(said):
        code = "y"
    elif read_number(said) is not None:
        code = "p" if _BRACKETED.match(said) else "n"
    elif _MARKED_NUMBER.match(said):
        code = "n"
    elif read_date(said) is not None:
        code = "d"
    return code
