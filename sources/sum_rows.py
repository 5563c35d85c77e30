"""Rows that are the sums of other rows, found by arithmetic alone, whatever they are called (INDONESIA, TOTAL1 …).

Chance is kept out by weighing the evidence: a sum that holds in figures of many digits, or in many columns, proves more
than ``5 = 3 + 2``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log10

from sources.column_figures import ColumnFigures
from sources.reading import Grid

SUM_PROOF = 3.5
"""Digits of agreement that make a sum beyond doubt; searching among many candidates asks for as many more."""
_MOST_ROWS = 5_000
_MANY = 10
_ROUGHLY = Decimal("0.001")
"""Over many rows a published sum may miss by this share (figures that were rounded or withheld one by one)."""

Figures = dict[int, Decimal]


class Sums:
    """Looks for sums among the rows of a table.

    Args:
        grid: the sheet.
        columns: the columns that hold figures.
        rows: the rows of data, which decide how each column writes numbers.
    """

    def __init__(self, grid: Grid, columns: Sequence[int], rows: Sequence[int]) -> None:
        self._figures_of = ColumnFigures(grid, rows)
        self._columns = columns
        self._rows: dict[int, Figures] = {}

    def _figures(self, i: int) -> Figures:
        found = self._rows.get(i)
        if found is None:
            found = {j: v for j in self._columns if (v := self._figures_of.value(i, j)) is not None}
            self._rows[i] = found
        return found

    def agreement(self, i: int, others: Sequence[int]) -> float:
        """Digits in which row ``i`` agrees with the sums of other rows; 0: it is no sum of them."""
        if not 2 <= len(others) <= _MOST_ROWS:
            return 0.0
        sums: Figures = {}
        for r in others:
            _add(sums, self._figures(r))
        return _agreement(self._figures(i), sums, len(others))

    def growing(self, i: int, others: Sequence[int]) -> Iterator[float]:
        """:meth:`agreement` of row ``i`` with the first of other rows, the first two, and so on."""
        said, sums = self._figures(i), Figures()
        for n, r in enumerate(others, 1):
            _add(sums, self._figures(r))
            yield _agreement(said, sums, n) if n > 1 else 0.0

    def nears_sum(self, i: int, others: Sequence[int]) -> bool:
        """Whether a figure of row ``i`` comes near the sum of the other rows (4/5 to 5/4 of it)."""
        sums: Figures = {}
        for r in others:
            _add(sums, self._figures(r))
        said = self._figures(i)
        return any(v and j in sums and 5 * sums[j] / v >= 4 and 4 * sums[j] / v <= 5 for j, v in said.items())

    def is_sum_of_next(self, i: int, following: Sequence[int]) -> bool:
        """Whether row ``i`` holds the sums of the rows from the next on to a gap between rows."""
        if len(following) > _MOST_ROWS:
            return False
        needed = SUM_PROOF + log10(max(len(following), 1))
        for n, digits in enumerate(self.growing(i, following), 1):
            if digits >= needed and (n == len(following) or following[n] > following[n - 1] + 1):
                return True
        return False


def _add(sums: Figures, row: Figures) -> None:
    for j, value in row.items():
        sums[j] = sums.get(j, Decimal()) + value


def _agreement(said: Figures, sums: Figures, n: int) -> float:
    """Digits of agreement over all columns; 0 where most figures of any size disagree.

    Rounded figures may miss their sum by half a unit a row, at most five units; over many rows by a thousandth.
    """
    digits, held, missed = 0.0, 0, 0
    for j, value in said.items():
        total = sums.get(j)
        if total is None or not value:
            continue
        slack = min(n, 10) * Decimal(5).scaleb(min(int(value.as_tuple().exponent), 0) - 1) if n > 2 else Decimal()
        if n >= _MANY:
            slack = max(slack, abs(value) * _ROUGHLY)
        if abs(value - total) <= slack:
            held += 1
            digits += max(0.0, log10(abs(float(value)) / float(1 + 2 * slack if slack < 1 else 2 * slack)))
        else:
            missed += 1
    return digits if held * 3 >= missed else 0.0
