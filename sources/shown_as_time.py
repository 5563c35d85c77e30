"""Decimals that Excel took for times or days while they were typed (``7.30`` → 07:30:00, ``3.5`` → 3 May), turned back.

What was typed is not always certain: ``12.5`` and ``12.05`` both end as 12:05. The rest of the column decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_TIME = re.compile(r"^(\d{1,4})(?:[:](\d\d)(?:[:]\d\d)?|[.](\d\d)[.]00)\s*([AP]M)?$", re.IGNORECASE)
_CENTURY_SHOWS = 32


@dataclass(frozen=True, slots=True)
class Shown:
    """A time of day (or a day) as it is shown: the figures before and behind the point that may have been typed."""

    whole: int
    rest: int
    digits: int

    def value(self, decimals: int) -> Decimal:
        """What was typed, in a column whose other figures have so many decimals at most (0: unknown)."""
        digits = 1 if decimals == 1 and self.rest < 10 else self.digits
        return Decimal(f"{self.whole}.{self.rest:0{digits}d}")


def shown_time(text: str) -> Shown | None:
    """A time of day; None: the text is none."""
    match = _TIME.match(text)
    if match is None:
        return None
    hours = int(match[1]) % 12 + 12 * (match[4].upper() == "PM") if match[4] else int(match[1])
    return Shown(hours, int(match[2] or match[3]), 2)


def shown_day(day: date) -> Shown:
    """A day among figures: ``3.5`` became 3 May of the year of typing, ``5.70`` became May 1970."""
    if day.day == 1 and day.year % 100 >= _CENTURY_SHOWS:
        return Shown(day.month, day.year % 100, 2)
    return Shown(day.day, day.month, 1)
