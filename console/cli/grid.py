"""A table as lines of text: fast enough for thousands of rows, never wider than it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

_GAP = 2
"""Columns between two cells."""
_LEAST = 6
"""Narrowest that a column is made that has to give."""
_PIECES = re.compile(r"\S+\s*|\s+")


def lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, right: Sequence[int], whole: Sequence[int]
) -> Iterator[list[str]]:
    """Each line as its padded cells; first the heading, where there is one, then every row on as many as it needs.

    Args:
        headings: A word a column.
        rows: A text a column; no control characters.
        width: Most columns of a line, with the gaps between cells.
        right: Positions that are aligned to the right.
        whole: Positions that are never broken.
    """
    wants = [max([_cells(h), *(_cells(row[i]) for row in rows)]) for i, h in enumerate(headings)]
    room = _fit(wants, [max(_longest(h), _LEAST) for h in headings], width - _GAP * (len(headings) - 1), whole)
    for row in ([headings] if any(headings) else []), rows:
        for cells in row:
            yield from _row(cells, room, right)


def _row(cells: Sequence[str], room: Sequence[int], right: Sequence[int]) -> Iterator[list[str]]:
    parts = [broken(text, r) for text, r in zip(cells, room, strict=True)]
    for number in range(max(map(len, parts))):
        found = [pieces[number] if number < len(pieces) else "" for pieces in parts]
        yield [_padded(text, room[i], is_right=i in right) for i, text in enumerate(found)]


def _padded(text: str, room: int, *, is_right: bool) -> str:
    space = " " * (room - _cells(text))
    return space + text if is_right else text + space


def _fit(wants: Sequence[int], least: Sequence[int], width: int, whole: Sequence[int]) -> list[int]:
    """Widths of columns: what they want, the widest giving first, those that stay whole last."""
    room = list(wants)
    for giving in ([i for i in range(len(room)) if i not in whole], list(range(len(room)))):
        while sum(room) > width:
            able = [i for i in giving if room[i] > min(least[i], wants[i])]
            if not able:
                break
            widest = max(able, key=lambda i: room[i])
            others = [room[i] for i in able if room[i] < room[widest]]
            step = room[widest] - max([*others, min(least[widest], wants[widest])])
            room[widest] -= max(1, min(step, sum(room) - width))
    while sum(room) > width and max(room) > 1:
        room[room.index(max(room))] -= 1
    return room


def broken(text: str, room: int) -> list[str]:
    """A text over as many lines as it needs, at spaces where there are."""
    if _cells(text) <= room:
        return [text]
    found, line = [], ""
    for piece in _PIECES.findall(text):
        if _cells((line + piece).rstrip()) <= room:
            line += piece
            continue
        if line:
            found.append(line.rstrip())
        line = piece
        while _cells(line.rstrip()) > room:
            cut = _cut(line, room)
            found.append(line[:cut])
            line = line[cut:]
    return [*found, line.rstrip()]


def _cut(text: str, room: int) -> int:
    taken = 0
    for position, letter in enumerate(text):
        taken += _cells(letter)
        if taken > room:
            return max(position, 1)
    return len(text)


def _longest(text: str) -> int:
    return max(map(_cells, text.split()), default=0)


def _cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
