"""Thousands that a tool wrote as decimals: ``1.589`` persons beside ``394.0``.

Somebody typed ``1.589`` for 1,589; a program took the point for a decimal point and wrote the whole column its own way.
Nothing can be turned back for sure (``1.2`` may have been 1,200), so it is reported, with the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sources.written_numbers import Style, Written

_COUNTS = re.compile(
    r"\b(?:jumlah|jml|banyak\w*|orang|unit|jiwa|usaha|anggota|pelaku|penduduk|total|count|qty)\b", re.IGNORECASE
)
_MOST = 0.4
"""The share of fractions up to which a column is one of whole numbers with some gone wrong."""
_LEAST = 8
_LEAST_BY_TOOL = 4
_WHOLE = re.compile(r"\d{2,}\.0")
"""A whole number with a decimal behind it: no person writes persons that way, the column went through a tool."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class LostThousands:
    """How many figures of a column of whole numbers are fractions, and some of them as written."""

    n: int
    of: int
    examples: tuple[str, ...]


def lost_thousands(
    numbers: Sequence[tuple[Written, int]], n_whole: int, style: Style, heading: str
) -> LostThousands | None:
    """The fractions in a column that counts things; None: it does not, or has none.

    Args:
        numbers: the column's figures as written, how often each.
        n_whole: its figures without any mark besides.
        style: how it marks decimals.
        heading: what it counts, by its words.
    """
    if not _COUNTS.search(heading.replace("_", " ")):
        return None
    group = Decimal(1000)
    broken: list[tuple[Written, int]] = []
    n = n_whole
    for written, k in numbers:
        value = written.value(style)
        if value is None or written.scale or written.percent:
            continue
        n += k
        if value != int(value):
            if value * group != int(value * group) or abs(value) >= group:
                return None
            broken.append((written, k))
    n_broken = sum(k for _, k in broken)
    is_written_by_tool = any(_WHOLE.fullmatch(w.core) for w, _ in numbers)
    least, most = (_LEAST_BY_TOOL, n - 1) if is_written_by_tool else (_LEAST, _MOST * n)
    if n < least or not 0 < n_broken <= most:
        return None
    return LostThousands(n_broken, n, tuple(w.core for w, _ in broken[:_EXAMPLES]))
