"""Dates as people write them: ISO, day or month first (a column decides), months in Indonesian or English words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sources.periods import MONTHS
from sources.written_numbers import clean

_DAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?:[t ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:am|pm|wib|wita|wit|z|[+-]\d\d:?\d\d)?)?$"
_DAY = rf"(?:(?:{_DAYS})\s*,?\s*)?"
_NAME = rf"(?P<name>{_WORDS})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_YEAR_LAST = re.compile(rf"^(?P<first>\d{{1,2}})\s*([-/.])\s*(?P<second>\d{{1,2}})\s*\2\s*{_YEAR}{_TIME}")
_FIXED = (
    re.compile(rf"^(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}"),
    re.compile(rf"^{_DAY}(?P<day>\d{{1,2}})\s*[-/. ]?\s*{_NAME}\s*[-/., ]?\s*{_YEAR}{_TIME}"),
    re.compile(rf"^{_DAY}{_NAME}\s*(?P<day>\d{{1,2}})\s*,?\s+(?P<year>\d{{4}}){_TIME}"),
    re.compile(rf"^{_NAME}\s*[-/.,' ]*\s*{_YEAR}$"),
    re.compile(rf"^(?P<year>\d{{4}})\s*[-/., ]*\s*{_NAME}$"),
    re.compile(r"^(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])$"),
)
"""Forms in which every part has its place: ISO, words, a month alone."""

_LEAST_IN_ORDER = 4


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: the year, and two numbers whose order may be open (then ``day_first`` is None)."""

    year: int
    first: int
    second: int
    day_first: bool | None

    def value(self, day_first: bool) -> date | None:
        """The date under an order, or None: no such day."""
        is_day_first = day_first if self.day_first is None else self.day_first
        day, month = (self.first, self.second) if is_day_first else (self.second, self.first)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None


@functools.lru_cache(maxsize=65_536)
def read_date(text: str) -> WrittenDate | None:
    """Take a written date apart; a month without a day is its first. None: the text is no date."""
    if len(text) > 60 or not any(c.isdigit() for c in text):
        return None
    said = re.sub(r"\s+", " ", clean(text))
    if match := _YEAR_LAST.match(said):
        return _open(_year(match["year"]), int(match["first"]), int(match["second"]))
    for pattern in _FIXED:
        if match := pattern.match(said):
            parts = match.groupdict()
            month = MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
            return _real(_year(parts["year"]), int(parts.get("day") or 1), month)
    return None


def _year(digits: str) -> int:
    """Two digits as Excel reads them: 00–29 are 2000–2029, 30–99 are 1930–1999."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 30 else 1900)


def _real(year: int, day: int, month: int) -> WrittenDate | None:
    written = WrittenDate(year, day, month, day_first=True)
    return written if written.value(True) is not None and 1900 <= year <= 2200 else None


def _open(year: int, first: int, second: int) -> WrittenDate | None:
    ways = [w for w in (True, False) if WrittenDate(year, first, second, w).value(True) is not None]
    if not ways or not 1900 <= year <= 2200:
        return None
    return WrittenDate(year, first, second, ways[0] if len(ways) == 1 else None)


def order_proofs(cells: Iterable[WrittenDate]) -> tuple[int, int]:
    """How many of a column's different dates prove that the day stands first, and how many that the month does."""
    fixed = [c for c in cells if c.day_first is not None]
    month_first = sum(not 1 <= c.second <= 12 for c in fixed)
    return sum(c.first > 12 for c in fixed if 1 <= c.second <= 12), month_first


def decide_order(cells: Iterable[WrittenDate]) -> bool:
    """Whether a column writes the day first: by its own proof, else as Indonesia does.

    ``1/2/2025`` alone is 1 February. Where nothing proves it, a column in which the numbers that may be months never
    change while the others run through a month is read so that the days run, and one that ascends (or descends)
    under one order only is read in that order.

    Args:
        cells: the different dates of a column, in the order of their rows.
    """
    cells = list(cells)
    firsts: set[int] = set()
    seconds: set[int] = set()
    day_first, month_first = order_proofs(cells)
    for cell in cells:
        firsts.add(cell.first)
        seconds.add(cell.second)
    if day_first != month_first:
        return day_first > month_first
    if len(firsts) == 1 and len(seconds) > 3:
        return False
    return not (_ascends(cells, day_first=False) and not _ascends(cells, day_first=True))


def _ascends(cells: Sequence[WrittenDate], *, day_first: bool) -> bool:
    """Whether many different dates follow in order, up or down."""
    days = [day for cell in cells if (day := cell.value(day_first)) is not None]
    return len(days) == len(cells) > _LEAST_IN_ORDER and (days == sorted(days) or days == sorted(days, reverse=True))
