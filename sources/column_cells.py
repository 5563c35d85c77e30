"""The cells of a column taken apart: numbers, dates, times, nothing, anything else; each different text once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sources.shown_as_time import Shown, shown_time
from sources.written_dates import WrittenDate, read_date
from sources.written_numbers import EMPTY, Written, clean, read_number

_MARKED = re.compile(r"^(.*\d%?)\s*(?:\*+\)?|\([a-z*]\)|[a-z]\)|\[\w\]|[†‡]+|r)$", re.IGNORECASE)
"""A figure with the mark of a footnote: ``1.350*``, ``12,5 r``, ``7 x)``."""
_ABSENT = re.compile(
    r"^\W*(?:n\.?a|tad|tt|tidak\s+(?:ada|tersedia|diketahui)(?:\s+data)?|(?:data\s+)?(?:belum|tidak)\s+(?:ada|tersedia|masuk)"
    r"(?:\s+data)?|kosong|blank|missing|unknown)\W*$",
    re.IGNORECASE,
)

Counted = list[tuple[Written, int]]


class ColumnCells:
    """What stands in a column, how often.

    Attributes:
        nulls: empty cells, ``-``, ``n/a``, error values.
        whole: the sum of the plain whole numbers; ``n_whole`` of them.
        native: numbers of a workbook.
        numbers: numbers as text.
        dates: dates as text.
        days: dates of a workbook.
        shown: times of day.
        others: cells that are none of these.
        absent: cells among ``others`` that say in words that there is nothing (``tidak ada data``).
        codes: numbers with leading zeros among ``numbers``.
        marked: numbers with the mark of a footnote among ``numbers``.
    """

    def __init__(self, cells: Iterable[tuple[str | None, str]]) -> None:
        """Take ``(text, kind)`` pairs (kinds as in :data:`sources.reading.CELL_KINDS`), or a count of them."""
        self.nulls = self.n_whole = self.others = self.codes = self.marked = self.absent = 0
        self.whole: Decimal | int = 0
        self._low: Decimal | int | None = None
        self._high: Decimal | int | None = None
        self.native: list[tuple[Decimal, int]] = []
        self.numbers: Counted = []
        self.dates: list[tuple[WrittenDate, int]] = []
        self.days: list[tuple[date, int]] = []
        self.shown: list[tuple[Shown, int]] = []
        for (text, kind), n in Counter(cells).items():
            self._add(text, kind, n)

    def _add(self, text: str | None, kind: str, n: int) -> None:
        if text is None or kind in ".ef":
            self.nulls += n
        elif kind == "n":
            value = Decimal(text.rstrip("%"))
            self.native.append((value, n))
            self._widen(value)
        elif kind == "d":
            self._add_native_date(text, n)
        elif kind == "b":
            self.others += n
        else:
            self._add_text(text, n)

    def _add_text(self, text: str, n: int) -> None:
        if text.isdigit() and text.isascii() and text[0] != "0" and len(text) < 100:
            value = int(text)
            self.whole += value * n
            self.n_whole += n
            self._widen(value)
        elif text.isalpha() and clean(text) not in EMPTY and clean(text) != "nihil":
            self.others += n
            self.absent += n * (_ABSENT.match(text) is not None)
        elif (number := read_number(text)) is not None:
            self.codes += number.is_code
            self.numbers.append((number, n))
        elif (day := read_date(text)) is not None:
            self.dates.append((day, n))
        elif (shown := shown_time(text)) is not None:
            self.shown.append((shown, n))
        elif clean(text) in EMPTY:
            self.nulls += n
        elif (bare := _MARKED.match(text.strip())) is not None and (number := read_number(bare[1])) is not None:
            self.numbers.append((number, n))
            self.marked += n
        else:
            self.others += n
            self.absent += n * (_ABSENT.match(text.strip()) is not None)

    def _add_native_date(self, text: str, n: int) -> None:
        if (shown := shown_time(text)) is not None:
            self.shown.append((shown, n))
            return
        try:
            self.days.append((date.fromisoformat(text[:10]), n))
        except ValueError:
            self.others += n

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """The least and the greatest of plain and native numbers, or None: there are none."""
        return None if self._low is None or self._high is None else (Decimal(self._low), Decimal(self._high))

    def _widen(self, value: Decimal | int) -> None:
        if self._low is None or value < self._low:
            self._low = value
        if self._high is None or value > self._high:
            self._high = value
