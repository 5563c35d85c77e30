"""A mark on a cell: how severe, and what its note says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sources.addresses import address, column_number
from sources.contract import Severity

Position = tuple[int, int]
"""Row and column, 1-based."""

_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell is marked with.

    Attributes:
        severity: the worst of what was found in it.
        note: what is wrong and what to do, a paragraph a finding.
        has_fraction: its number has decimals.
    """

    severity: Severity
    note: str
    has_fraction: bool = False


def position_of(reference: str) -> Position:
    """The position of an address such as ``F17``; (0, 0) where it is none."""
    match = _REFERENCE.match(reference)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def corners(area: str) -> tuple[Position, Position]:
    """The first and last position of an area such as ``A6:C305``; of one cell twice the same."""
    first, _, last = area.partition(":")
    return position_of(first), position_of(last or first)


def holds(area: tuple[Position, Position], at: Position) -> bool:
    """Whether an area contains a position."""
    (top, left), (bottom, right) = area
    return top <= at[0] <= bottom and left <= at[1] <= right


def anchored(positions: Iterable[Position], merged: Iterable[str]) -> dict[Position, Position]:
    """Where a mark must be put to be seen: in a merged area that is its first cell."""
    areas = [corners(area) for area in merged]
    return {at: next((area[0] for area in areas if holds(area, at)), at) for at in positions}


def runs(positions: Iterable[Position]) -> Iterator[str]:
    """Positions as areas, a column's neighbours joined: ``F17:F40``, ``F45``."""
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(set(positions)):
        by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        first = last = rows[0]
        for row in [*rows[1:], 0]:
            if row == last + 1:
                last = row
                continue
            yield address(first, column) + (f":{address(last, column)}" if last > first else "")
            first = last = row
