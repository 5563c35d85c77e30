"""What a column holds: numbers, dates or text, decided from all of its cells; then exact sums and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Literal

from sources.written_dates import WrittenDate, decide_order, read_date
from sources.written_numbers import EMPTY, Style, Written, clean, decide_style, read_number

ColumnType = Literal["number", "date", "text"]

_TIME = re.compile(r"^(\d+):(\d\d)(?::\d\d)?$")
TOLERATED = 0.05
"""The share of cells that may read as something else before a column counts as text (a typing error among twenty)."""


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """A column as values.

    Attributes:
        type: what it holds.
        n: filled cells.
        nulls: empty ones, ``-``, ``n/a``, error values.
        total: the exact sum of a number column (percent in percentage points).
        first: the earliest day of a date column.
        last: the latest day.
        unread: filled cells that read as something else than ``type``.
        times: numbers that Excel had turned into times of day (``7.30`` typed where the point separates hours and
            minutes), turned back.
        style: how decimals are marked in it, where that matters.
        is_proved: whether the column itself proves its style.
    """

    type: ColumnType
    n: int
    nulls: int
    total: Decimal | None = None
    first: date | None = None
    last: date | None = None
    unread: int = 0
    times: int = 0
    style: Style | None = None
    is_proved: bool = True


class ColumnCells:
    """The cells of a column, taken apart once."""

    def __init__(self, cells: Sequence[tuple[str | None, str]]) -> None:
        """Take ``(text, kind)`` pairs (kinds as in :data:`sources.reading.CELL_KINDS`)."""
        self.nulls = 0
        self.native: list[Decimal] = []
        self.numbers: list[Written] = []
        self.dates: list[WrittenDate] = []
        self.days: list[date] = []
        self.times: list[Decimal] = []
        self.others = 0
        self.codes = 0
        for text, kind in cells:
            self._add(text, kind)

    def _add(self, text: str | None, kind: str) -> None:
        if text is None or kind in ".ef":
            self.nulls += 1
        elif kind == "n":
            self.native.append(Decimal(text.rstrip("%")))
        elif kind == "d":
            self._add_native_date(text)
        elif kind == "b" or (text.isalpha() and clean(text) not in EMPTY and clean(text) != "nihil"):
            self.others += 1
        elif (number := read_number(text)) is not None:
            self.codes += number.is_code
            self.numbers.append(number)
        elif (day := read_date(text)) is not None:
            self.dates.append(day)
        elif clean(text) in EMPTY:
            self.nulls += 1
        else:
            self.others += 1

    def _add_native_date(self, text: str) -> None:
        if (match := _TIME.match(text)) is not None:
            self.times.append(Decimal(f"{match[1]}.{match[2]}"))
            return
        try:
            self.days.append(date.fromisoformat(text[:10]))
        except ValueError:
            self.others += 1

    def style(self) -> Style | None:
        """The style that the column proves by itself, or None."""
        style, proved = decide_style(self.numbers)
        return style if proved else None

    def values(self, otherwise: Style | None = None) -> ColumnValues:
        """Decide; ``otherwise`` is the style of the rest of the file."""
        n_numbers, n_dates = len(self.native) + len(self.numbers), len(self.dates) + len(self.days)
        n = n_numbers + n_dates + len(self.times) + self.others
        if len(self.times) < n_numbers:
            n_numbers += len(self.times)
        if n and not self.codes and n - n_numbers <= TOLERATED * n:
            return self._as_numbers(n, otherwise)
        if n and n - n_dates <= TOLERATED * n:
            order = decide_order(self.dates)
            days = self.days + [d for w in self.dates if (d := w.value(order)) is not None]
            return ColumnValues("date", n, self.nulls, first=min(days), last=max(days), unread=n - len(days))
        return ColumnValues("text", n, self.nulls)

    def _as_numbers(self, n: int, otherwise: Style | None) -> ColumnValues:
        style, proved = decide_style(self.numbers, otherwise)
        values = [v for w in self.numbers if (v := w.value(style)) is not None]
        with localcontext() as exact:
            exact.prec = 200
            total = sum(self.native, Decimal()) + sum(values, Decimal()) + sum(self.times, Decimal())
        is_open = any(w.is_open for w in self.numbers)
        return ColumnValues(
            "number",
            n,
            self.nulls,
            total=total,
            unread=n - len(self.native) - len(values) - len(self.times),
            times=len(self.times),
            style=style if is_open or proved else None,
            is_proved=proved or not is_open,
        )
