"""What the month does to a business: Ramadan and Lebaran, school, exhibitions, building, harvests."""

from __future__ import annotations

from collections.abc import Iterator

_RAMADAN = {2024: (3, 4), 2025: (3,), 2026: (2, 3), 2027: (2, 3)}
_LEBARAN = {2024: 4, 2025: 3, 2026: 3, 2027: 3}
"""Months by the calendar of the Ministry of Religious Affairs; other years know neither."""
_EXHIBITIONS = (4, 8, 11)
"""Corrections' day in April, Independence in August, the year-end fairs."""
_SCHOOL = (6, 7)
_BUILDING = (7, 8, 9, 10)
"""The dry months."""
_HARVEST = (1, 4, 8)
HARVEST_DAY = 15
"""Of January: the simultaneous harvest of the whole service (15 January 2026 is on record)."""


def split(period: str) -> tuple[int, int]:
    """Year and month of ``YYYY-MM``."""
    year, _, month = period.partition("-")
    return int(year), int(month)


def months_until(period: str, count: int) -> Iterator[str]:
    """The ``count`` months that end with ``period``, in order."""
    year, month = split(period)
    last = year * 12 + month - 1
    for index in range(last - count + 1, last + 1):
        yield f"{index // 12}-{index % 12 + 1:02d}"


def factor(kind: str, period: str) -> float:
    """How much busier a season makes a product; 1 is an ordinary month.

    Args:
        kind: column ``musim`` of ``products.csv``.
        period: ``YYYY-MM``.
    """
    year, month = split(period)
    busy = {
        "ramadan": month in _RAMADAN.get(year, ()),
        "lebaran": month == _LEBARAN.get(year) or month == 12,
        "pameran": month in _EXHIBITIONS,
        "sekolah": month in _SCHOOL,
        "proyek": month in _BUILDING,
        "panen": month in _HARVEST,
    }
    return {True: 1.35, False: 0.95}[busy[kind]] if kind in busy else 1.0


def harvest_factor(period: str) -> float:
    """How much more is harvested than in an ordinary month."""
    return 1.4 if split(period)[1] in _HARVEST else 1.0
