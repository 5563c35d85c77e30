"""What a column holds: numbers, dates or text, decided from all of its cells; then exact sums and ranges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import chain
from typing import Literal

from sources.written_dates import WrittenDate, decide_order, read_date
from sources.written_numbers import EMPTY, Style, Written, clean, decide_style, read_number

ColumnType = Literal["number", "date", "text"]

_CODE = re.compile(
    r"\b(?:kode|kd|code|nik|nib|npwp|nip|nop|isbn|barcode|sku|imei|telepon|telp|tlp|hp|handphone|whatsapp|wa|rekening|"
    r"kodepos|zip|postcode|no\W*(?:kk|ktp|izin|pirt|rek|surat))\b",
    re.IGNORECASE,
)
_LONG_CODE = 9
"""Digits from which figures under such a heading are codes for sure."""
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
    """The cells of a column, each different one taken apart once."""

    def __init__(self, cells: Iterable[tuple[str | None, str]]) -> None:
        """Take ``(text, kind)`` pairs (kinds as in :data:`sources.reading.CELL_KINDS`)."""
        self.nulls = 0
        self.whole = self.n_whole = 0
        self.native: list[tuple[Decimal, int]] = []
        self.numbers: list[tuple[Written, int]] = []
        self.dates: list[tuple[WrittenDate, int]] = []
        self.days: list[tuple[date, int]] = []
        self.times: list[tuple[Decimal, int]] = []
        self.others = 0
        self.codes = 0
        for (text, kind), n in Counter(cells).items():
            self._add(text, kind, n)

    def _add(self, text: str | None, kind: str, n: int) -> None:
        if text is None or kind in ".ef":
            self.nulls += n
        elif kind == "n":
            self.native.append((Decimal(text.rstrip("%")), n))
        elif kind == "d":
            self._add_native_date(text, n)
        elif kind == "b":
            self.others += n
        else:
            self._add_text(text, n)

    def _add_text(self, text: str, n: int) -> None:
        if text.isdigit() and text.isascii() and text[0] != "0" and len(text) < 100:
            self.whole += int(text) * n
            self.n_whole += n
        elif text.isalpha() and clean(text) not in EMPTY and clean(text) != "nihil":
            self.others += n
        elif (number := read_number(text)) is not None:
            self.codes += number.is_code
            self.numbers.append((number, n))
        elif (day := read_date(text)) is not None:
            self.dates.append((day, n))
        elif clean(text) in EMPTY:
            self.nulls += n
        else:
            self.others += n

    def _add_native_date(self, text: str, n: int) -> None:
        if (match := _TIME.match(text)) is not None:
            self.times.append((Decimal(f"{match[1]}.{match[2]}"), n))
            return
        try:
            self.days.append((date.fromisoformat(text[:10]), n))
        except ValueError:
            self.others += n

    def style(self) -> Style | None:
        """The style that the column proves by itself, or None."""
        style, proved = decide_style(self.numbers)
        return style if proved else None

    def values(self, otherwise: Style | None = None, heading: str = "") -> ColumnValues:
        """Decide; ``otherwise`` is the style of the rest of the file, ``heading`` the column's."""
        n_numbers, n_dates = self.n_whole + _n(self.native) + _n(self.numbers), _n(self.dates) + _n(self.days)
        n = n_numbers + n_dates + _n(self.times) + self.others
        if _n(self.times) < n_numbers:
            n_numbers += _n(self.times)
        if n and not self.codes and not self._are_codes(heading) and n - n_numbers <= TOLERATED * n:
            return self._as_numbers(n, otherwise)
        if n and n - n_dates <= TOLERATED * n:
            order = decide_order(w for w, _ in self.dates)
            days = [(d, k) for w, k in self.dates if (d := w.value(order)) is not None] + self.days
            first, last = min(d for d, _ in days), max(d for d, _ in days)
            return ColumnValues("date", n, self.nulls, first=first, last=last, unread=n - _n(days))
        return ColumnValues("text", n, self.nulls)

    def _are_codes(self, heading: str) -> bool:
        """Whether figures are codes by their heading: with a point (``11.10``), or long."""
        if not _CODE.search(heading.replace("_", " ")):
            return False
        if any(value != int(value) or value >= 10**_LONG_CODE for value, _ in self.native):
            return True
        longest = self.whole // max(self.n_whole, 1) >= 10**_LONG_CODE
        return longest or any(not w.core.isdigit() or len(w.core) >= _LONG_CODE for w, _ in self.numbers)

    def _as_numbers(self, n: int, otherwise: Style | None) -> ColumnValues:
        style, proved = decide_style(self.numbers, otherwise)
        values = [(v, k) for w, k in self.numbers if (v := w.value(style)) is not None]
        with localcontext() as exact:
            exact.prec = 200
            total = sum((v * k for v, k in chain(self.native, values, self.times)), Decimal(self.whole))
        is_open = any(w.is_open for w, _ in self.numbers)
        return ColumnValues(
            "number",
            n,
            self.nulls,
            total=total,
            unread=n - self.n_whole - _n(self.native) - _n(values) - _n(self.times),
            times=_n(self.times),
            style=style if is_open or proved else None,
            is_proved=proved or not is_open,
        )


def _n(counted: Iterable[tuple[object, int]]) -> int:
    return sum(n for _, n in counted)
