"""Conditional formats would paint over a mark: one of ours comes before them, where they cover a marked cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checks.feedback.marks import Mark, Position, corners, holds, runs
from checks.feedback.spans import Edit, with_attribute
from checks.feedback.styles import Styles
from sources.contract import Severity

_PRIORITY = re.compile(rb"\spriority\s*=\s*[\"'](\d+)[\"']")
_Areas = list[tuple[Position, Position]]


class Conditions:
    """The conditional formats of a sheet as they are met.

    Args:
        marks: of the sheet.
        styles: of the workbook.
    """

    def __init__(self, marks: Mapping[Position, Mark], styles: Styles) -> None:
        self._marks, self._styles = marks, styles
        self._areas: _Areas = []
        self._at: int | None = None
        self._rules: list[tuple[int, bytes]] = []

    def area(self, at: int, sqref: str) -> None:
        """A conditional format that begins at an offset covers these areas."""
        if self._at is None:
            self._at = at
        self._areas += [corners(area) for area in sqref.split()]

    def rule(self, at: int, tag: bytes) -> None:
        """One of its rules."""
        self._rules.append((at, tag))

    def edits(self, prefix: str) -> list[Edit]:
        """Our format before all others, theirs one after it in rank; nothing where no mark is covered."""
        covered: dict[tuple[Severity, bool], list[Position]] = {}
        for at, mark in self._marks.items():
            if any(holds(area, at) for area in self._areas):
                covered.setdefault((mark.severity, mark.has_fraction), []).append(at)
        if not covered or self._at is None:
            return []
        made = [
            self._format(prefix, key, positions, rank) for rank, (key, positions) in enumerate(covered.items(), start=1)
        ]
        found: list[Edit] = [(self._at, self._at, b"".join(made))]
        for begun, tag in self._rules:
            rank = _PRIORITY.search(tag)
            if rank is not None:
                found.append((begun, begun + len(tag), with_attribute(tag, "priority", str(int(rank[1]) + len(made)))))
        return found

    def _format(self, x: str, key: tuple[Severity, bool], positions: list[Position], rank: int) -> bytes:
        look = self._styles.condition(key[0], shows_fraction=key[1])
        return (
            f'<{x}conditionalFormatting sqref="{" ".join(runs(positions))}"><{x}cfRule type="expression" dxfId="{look}"'
            f' priority="{rank}"><{x}formula>TRUE</{x}formula></{x}cfRule></{x}conditionalFormatting>'
        ).encode()
