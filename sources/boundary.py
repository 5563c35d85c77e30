"""Where data begin: the row from which on cells look like their column rather than like headings.

Each row gets the log odds of *data under this column's profile* against *a heading or title*; the boundary is the row
whose sum from there to the end is greatest. So a year among headings or a text among figures does not mislead it, and
group rows between headings and data stay outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from sources.shape import Shape

_HEADING = {"t": 0.90, "y": 0.04, "n": 0.015, "p": 0.03, "d": 0.015, "x": 0.01, "l": 0.01}
"""How often a heading's cell has each shape (100 labelled government sheets and 20 Indonesian files)."""
_PRIOR = {"t": 0.35, "y": 0.05, "n": 0.40, "p": 0.02, "d": 0.06, "x": 0.08, "l": 0.04}
_WEIGHT = 0.6
_HEADING_FILL = 0.65
_SAMPLE = 2_000
_FIGURES = "npx"


class Profile:
    """What the cells of each column usually look like.

    Args:
        shape: the grid's letters.
        rows: the rows to learn from; those with one filled cell are left out where others exist.
        columns: first and last column.
    """

    def __init__(self, shape: Shape, rows: Sequence[int], columns: range) -> None:
        self._shape = shape
        self.columns = columns
        rows = _spread(rows)
        wide = [i for i in rows if len(shape.codes(i)[columns.start : columns.stop].replace(".", "")) > 1]
        self.rows = wide if len(wide) * 4 > len(rows) or len(wide) > 3 else rows
        self.counts = [Counter(shape.codes(i)[j] for i in self.rows) for j in columns]
        self._odds = [self._log_odds(counts) for counts in self.counts]

    def _log_odds(self, counts: Counter[str]) -> dict[str, float]:
        n = sum(counts.values())
        filled = n - counts["."]
        fill = (filled + 0.5) / (n + 1)
        odds = {".": min(0.0, max(-2.5, log((1 - fill) / (1 - _HEADING_FILL)))), "Y": -2.0}
        for code, heading in _HEADING.items():
            seen = (counts[code] + _WEIGHT * _PRIOR[code]) / (filled + _WEIGHT)
            odds[code] = log(seen / heading) + log(fill / max(fill, _HEADING_FILL))
        return odds

    def figure_share(self, j: int) -> float:
        """The share of figures (and marks for "no figure") among the filled cells of a column."""
        counts = self.counts[j - self.columns.start]
        filled = sum(counts.values()) - counts["."]
        return sum(counts[c] for c in _FIGURES + "y") / filled if filled else 0.0

    def fill(self, j: int) -> float:
        """The share of filled cells of a column."""
        counts = self.counts[j - self.columns.start]
        n = sum(counts.values())
        return 1 - counts["."] / n if n else 0.0

    def _are_new(self, codes: str, code: str) -> bool:
        """Whether the years (or days) of a row stand in columns that otherwise hold none."""
        return all(
            2 * counts[code] < sum(counts.values()) for counts, c in zip(self.counts, codes, strict=True) if c == code
        )

    def odds(self, i: int) -> float:
        """The log odds that a row is data."""
        codes = self._shape.codes(i)[self.columns.start : self.columns.stop]
        if counts_up(self._shape, i, self.columns):
            codes = codes.replace("n", "Y").replace("y", "Y")
        elif codes.count("y") > 1 and not any(c in codes for c in "npd") and self._are_new(codes, "y"):
            codes = codes.replace("y", "Y")
        elif codes.count("d") > 1 and not any(c in codes for c in "npxy") and self._are_new(codes, "d"):
            codes = codes.replace("d", "Y")
        return sum(odds[code] for odds, code in zip(self._odds, codes, strict=True))


def _spread(rows: Sequence[int]) -> Sequence[int]:
    """All rows, or of very many the first, the last, and some between."""
    if len(rows) <= _SAMPLE:
        return rows
    step = len(rows) // (_SAMPLE // 2)
    return [*rows[: _SAMPLE // 2], *rows[_SAMPLE // 2 :: step]]


def counts_up(shape: Shape, i: int, columns: range) -> bool:
    """Whether the figures of a row count up by one: years, months or days as headings, not data."""
    row = shape.grid.rows[i]
    texts = [row[j].removesuffix(".0") for j in columns if j < len(row) and shape.codes(i)[j] in "ny"]
    if len(texts) < 4 or not all(t.isdigit() and len(t) < 5 for t in texts):
        return False
    return all(int(b) - int(a) == 1 for a, b in pairwise(texts))


def first_data_row(rows: Sequence[int], profile: Profile) -> int:
    """The index *into rows* at which data begin; ``len(rows)`` is never returned."""
    best, best_sum, total = len(rows) - 1, float("-inf"), 0.0
    for position in range(len(rows) - 1, -1, -1):
        if len(rows) - position > _SAMPLE and position > _SAMPLE:
            continue
        # Notes and signatures below weigh nothing against the rows above them.
        total = max(total, 0.0) + profile.odds(rows[position])
        if total >= best_sum:
            best, best_sum = position, total
    return best
