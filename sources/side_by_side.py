"""Several tables on one sheet, side by side: which columns belong to which.

Empty columns alone are ornament as often as not. So parts that they set apart must look like tables of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.column_names import column_names
from sources.row_words import is_note
from sources.shape import Shape

_SEEN = "npd"
_OPENS = 0.9
"""The share of a table's rows in which its first column holds something."""


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that may be a table: its rows of headings (or None) and of data, taken by themselves."""

    columns: range
    header: tuple[int, int] | None
    data: tuple[int, ...]


def column_runs(shape: Shape, rows: Sequence[int], columns: range) -> list[range]:
    """The columns that empty ones set apart; titles may stand over the gaps (rows with one cell), and notes in them."""
    empty = set(columns)
    for i in rows:
        row = shape.grid.rows[i]
        filled = [j for j in shape.filled(i) if j in empty and not is_note(row[j])]
        if filled and shape.count(i, columns) > 1:
            empty.difference_update(filled)
            if not empty:
                return [columns]
    runs: list[range] = []
    start: int | None = None
    for j in [*columns, columns.stop]:
        if j in empty or j == columns.stop:
            if start is not None:
                runs.append(range(start, j))
            start = None
        elif start is None:
            start = j
    return runs


def are_tables(shape: Shape, parts: Sequence[Part]) -> bool:
    """Whether each part is a table of its own.

    They are where they repeat each other's headings, or have them and their data on other rows, or where each opens
    with a column filled all the way down and has an end on another row or a title of its own; and in a workbook, where
    nobody pads with delimiters, also where each has headings over all of its columns, and figures.
    """
    if len(parts) < 2 or not all(p.header and p.data and len(p.columns) > 1 for p in parts):
        return False
    names = [_names(shape, p) for p in parts]
    if all(_overlap(names[0], n) for n in names[1:]):
        return True
    are_named = all(all(n) for n in names)
    tops = sorted(p.header for p in parts if p.header)
    if are_named and len({p.data for p in parts}) > 1 and all(a[1] < b[0] for a, b in pairwise(tops)):
        return True
    if not all(n[0] and _opens(shape, p) for n, p in zip(names, parts, strict=True)):
        return False
    have_figures = all(any(c in _SEEN for i in p.data[:5] for c in _codes(shape, i, p)) for p in parts)
    return (
        len({p.data[-1] for p in parts}) == len(parts)
        or all(_is_titled(shape, p) for p in parts)
        or (are_named and have_figures and bool(shape.grid.kinds))
    )


def _names(shape: Shape, part: Part) -> list[str]:
    names = column_names(shape, part.header, part.columns)
    return [names.get(j, "") for j in part.columns]


def _codes(shape: Shape, i: int, part: Part) -> str:
    return shape.codes(i)[part.columns.start : part.columns.stop]


def _opens(shape: Shape, part: Part) -> bool:
    """Whether the first column is filled from the first row to the last, with what tells rows apart."""
    first = [shape.codes(i)[part.columns.start] for i in part.data]
    return sum(c != "." for c in first) >= _OPENS * len(first)


def _is_titled(shape: Shape, part: Part) -> bool:
    """Whether a text stands right above the headings, over the first column and alone."""
    top = part.header[0] if part.header else 0
    return top > 0 and _codes(shape, top - 1, part).strip(".") == "t" == shape.codes(top - 1)[part.columns.start]


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    names = {n for n in one if n}
    return len(names & set(other)) * 2 >= min(len(names), len(set(other))) > 1
