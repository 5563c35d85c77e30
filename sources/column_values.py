"""What a column holds: numbers, dates or text, decided from all of its cells; then exact sums and ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import chain
from typing import Literal

from sources.column_cells import ColumnCells
from sources.heading_hints import hints
from sources.lost_thousands import LostThousands, lost_thousands
from sources.shown_as_time import shown_day
from sources.written_dates import decide_order, order_proofs
from sources.written_numbers import Style, decide_style

ColumnType = Literal["number", "date", "text"]

TOLERATED = 0.05
"""The share of cells that may read as something else before a column counts as text (a typing error among twenty)."""
_SERIALS = range(29_221, 73_051)
"""Excel's numbers of the days from 1980 to 2099."""
_LONG_CODE = 9
"""Digits from which figures under such a heading are codes for sure."""


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
        times: numbers that Excel had turned into times of day or days (``7.30`` typed where the point separates hours
            and minutes), turned back.
        marked: numbers with the mark of a footnote.
        style: how decimals are marked in it, where that matters.
        is_proved: whether the column itself proves its style.
        day_first: the order of day and month, where the column was to decide it.
        order_proofs: how many of its different dates prove that the day stands first, and that the month does, where
            single dates leave it open.
        lost: thousands that a tool seems to have written as decimals.
    """

    type: ColumnType
    n: int
    nulls: int
    total: Decimal | None = None
    first: date | None = None
    last: date | None = None
    unread: int = 0
    times: int = 0
    marked: int = 0
    style: Style | None = None
    is_proved: bool = True
    day_first: bool | None = None
    order_proofs: tuple[int, int] | None = None
    lost: LostThousands | None = None


def proved_style(cells: ColumnCells) -> Style | None:
    """The style that a column proves by itself, or None."""
    style, proved = decide_style(cells.numbers)
    return style if proved else None


def column_values(cells: ColumnCells, otherwise: Style | None = None, heading: str = "") -> ColumnValues:
    """Decide what a column holds.

    Args:
        cells: its cells.
        otherwise: the style of the rest of the file, for a column that proves none.
        heading: the column's, which decides where the cells leave it open.
    """
    n_dates = _n(cells.dates) + _n(cells.days)
    n_numbers = cells.n_whole + _n(cells.native) + _n(cells.numbers)
    n = n_numbers + n_dates + _n(cells.shown) + cells.others
    if not n:
        return ColumnValues("text", n, cells.nulls)
    if n == cells.n_whole + _n(cells.native) and (span := _day_numbers(cells, heading)) is not None:
        return ColumnValues("date", n, cells.nulls, first=span[0], last=span[1])
    n_turned = _n(cells.shown) + _n(cells.days)
    n_numbers += n_turned if n_turned < n_numbers else 0
    said = n - cells.absent
    if not cells.codes and not _are_codes(cells, heading) and 0 <= said - n_numbers <= TOLERATED * said:
        return _as_numbers(cells, said, otherwise, heading)
    if 0 <= said - n_dates <= TOLERATED * said:
        return _as_dates(cells, said)
    return ColumnValues("text", n, cells.nulls)


def _as_dates(cells: ColumnCells, n: int) -> ColumnValues:
    order = decide_order(w for w, _ in cells.dates)
    days = [(d, k) for w, k in cells.dates if (d := w.value(order)) is not None] + cells.days
    is_open = any(w.day_first is None for w, _ in cells.dates)
    return ColumnValues(
        "date",
        n,
        cells.nulls + cells.absent,
        first=min(d for d, _ in days),
        last=max(d for d, _ in days),
        unread=n - _n(days),
        day_first=order if is_open else None,
        order_proofs=order_proofs(w for w, _ in cells.dates) if is_open else None,
    )


def _day_numbers(cells: ColumnCells, heading: str) -> tuple[date, date] | None:
    """First and last day of a column of dates that lost their form: ``45292``, ``20240105``, under *Tanggal*."""
    if cells.span is None or "day" not in hints(heading) or any(v != int(v) for v in cells.span):
        return None
    low, high = map(int, cells.span)
    if low in _SERIALS and high in _SERIALS:
        start = date(1899, 12, 30)
        return start + timedelta(days=low), start + timedelta(days=high)
    try:
        first, last = date.fromisoformat(f"{low:08d}"), date.fromisoformat(f"{high:08d}")
    except ValueError:
        return None
    return (first, last) if 1950 <= first.year <= last.year <= 2100 else None


def _are_codes(cells: ColumnCells, heading: str) -> bool:
    """Whether figures are codes by their heading: with a point (``11.10``), or long."""
    if "code" not in hints(heading) or not (cells.span or cells.numbers):
        return False
    is_long = cells.span is not None and cells.span[1] >= 10**_LONG_CODE
    has_fraction = any(value != int(value) for value, _ in cells.native)
    return is_long or has_fraction or any(not w.core.isdigit() or len(w.core) >= _LONG_CODE for w, _ in cells.numbers)


def _as_numbers(cells: ColumnCells, n: int, otherwise: Style | None, heading: str) -> ColumnValues:
    if otherwise is None and "fraction" in hints(heading):
        otherwise = "en" if any("." in w.core for w, _ in cells.numbers) else "id"
    style, proved = decide_style(cells.numbers, otherwise)
    values = [(v, k) for w, k in cells.numbers if (v := w.value(style)) is not None]
    decimals = max((_decimals(v) for v, _ in chain(cells.native, values)), default=0)
    turned = [*cells.shown, *((shown_day(day), k) for day, k in cells.days)]
    back = [(shown.value(decimals), k) for shown, k in turned]
    with localcontext() as exact:
        exact.prec = 200
        total = sum((v * k for v, k in chain(cells.native, values, back)), Decimal(cells.whole))
    is_open = any(w.is_open for w, _ in cells.numbers)
    return ColumnValues(
        "number",
        n,
        cells.nulls + cells.absent,
        total=total,
        unread=n - cells.n_whole - _n(cells.native) - _n(values) - _n(back),
        times=_n(back),
        marked=cells.marked,
        style=style if is_open or proved else None,
        is_proved=proved or not is_open,
        lost=lost_thousands(cells.numbers, cells.n_whole, style, heading),
    )


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _n(counted: Iterable[tuple[object, int]]) -> int:
    return sum(n for _, n in counted)
