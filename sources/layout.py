"""Tables of any sheet, whatever it says: found by the shape of rows and columns.

A region of the sheet is taken for one table; what looks like another below it or beside it is cut off and taken for a
region of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from sources.blocks import Block, Layout
from sources.body_rows import BodyRows
from sources.boundary import Profile, first_data_row
from sources.column_names import column_names, realigned
from sources.header_block import HeaderBlock
from sources.legend import without_legend
from sources.reading import Grid
from sources.row_words import is_note
from sources.shape import LONG, Shape
from sources.side_by_side import Part, are_tables, column_runs
from sources.stacked import has_heading, next_lists, next_tables

_MOST_PAIRS = 6
_MOST_PARTS = 12
STRAY = 0.02
"""The share of rows up to which cells in a column without heading are strays, no column."""


def find_tables(grid: Grid) -> Layout:
    """The tables of a grid, from top to bottom, left to right."""
    shape = Shape(grid)
    layout = Layout([])
    rows = [i for i in range(len(grid.rows)) if shape.filled(i)]
    if rows:
        _Region(shape, range(rows[0], rows[-1] + 1), range(shape.width)).find(layout)
    return layout


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows and columns that hold at least one table, or none."""

    shape: Shape
    rows: range
    columns: range

    def find(self, layout: Layout) -> None:
        """Add its tables and the reasons of its other rows."""
        parts = self._side_by_side()
        if parts:
            for part in parts:
                part.find(layout)
            self._set_notes_between(parts, layout)
            return
        region: _Region | None = self._trimmed()
        while region is not None:
            region = region._find_first(layout)  # noqa: SLF001 (the same class)

    def _find_first(self, layout: Layout) -> _Region | None:
        """Add the first table; returns what is left below it."""
        filled = self._filled()
        if not filled:
            return None
        cuts = {*next_tables(self.shape, filled, self.columns), *next_lists(self.shape, filled, self.columns)}
        for cut in sorted(cuts):
            upper = _Region(self.shape, range(self.rows.start, cut), self.columns)
            if upper._is_table():
                upper.find(layout)
                return _Region(self.shape, range(cut, self.rows.stop), self.columns)
        self._add(layout)
        return None

    def _trimmed(self) -> _Region:
        """Without the columns at its left and right that hold nothing but lone cells (titles, places of signatures)."""
        used: set[int] = set()
        for i in self.rows:
            cells = [j for j in self.shape.filled(i) if j in self.columns]
            used.update(cells if len(cells) > 1 else ())
            if len(used) == len(self.columns):
                return self
        return _Region(self.shape, self.rows, range(min(used), max(used) + 1)) if used else self

    def _side_by_side(self) -> list[_Region]:
        """Two halves that stand side by side in it, each with tables of its own; none: it cannot be cut."""
        filled = self._filled()
        runs = column_runs(self.shape, filled, self.columns)
        if not 1 < len(runs) <= _MOST_PARTS:
            return []
        for left, right in pairwise(runs):
            halves = range(runs[0].start, left.stop), range(right.start, runs[-1].stop)
            regions = [_Region(self.shape, self.rows, half) for half in halves]
            if are_tables(self.shape, [r._part() for r in regions]):  # noqa: SLF001 (the same class)
                return regions
        return []

    def _set_notes_between(self, parts: list[_Region], layout: Layout) -> None:
        """What stands in the columns between two parts, beside their rows, is a note."""
        own = {j for part in parts for j in part.columns}
        for i in self.rows:
            between = [j for j in self.shape.filled(i) if j in self.columns and j not in own]
            if i not in layout.reasons:
                layout.cells |= {(i, j): "note" for j in between if is_note(self.shape.grid.rows[i][j])}

    def _part(self) -> Part:
        filled = self._filled()
        if not filled:
            return Part(self.columns, None, ())
        profile = Profile(self.shape, filled, self.columns)
        header, start = self._boundary(filled, profile)
        body = BodyRows(self.shape, profile, self._heading(header))
        body.sort(range(start, self.rows.stop))
        return Part(self.columns, header, tuple(body.data))

    def _is_table(self) -> bool:
        """Whether the region has headings with something below them (a letterhead has none)."""
        filled = self._filled()
        header, start = self._boundary(filled, Profile(self.shape, filled, self.columns))
        return header is not None and start < self.rows.stop and not self._is_said_of_itself(filled)

    def _is_said_of_itself(self, filled: list[int]) -> bool:
        """Whether there are a few pairs of label and text only (``Sumber | BPS``, ``Diunduh | 2024-01-15``)."""
        if len(filled) > _MOST_PAIRS or any(self.shape.count(i, self.columns) > 2 for i in filled):
            return False
        codes = {c for i in filled for c in self.shape.codes(i)[self.columns.start : self.columns.stop]}
        return not codes & set("npx")

    def _filled(self) -> list[int]:
        return [i for i in self.rows if self.shape.count(i, self.columns)]

    def _heading(self, header: tuple[int, int] | None) -> tuple[str, ...]:
        if header is None:
            return ()
        row = self.shape.grid.rows[header[1]]
        return tuple(row[j].strip() for j in self.columns if j < len(row) and row[j])

    def _boundary(self, filled: list[int], profile: Profile) -> tuple[tuple[int, int] | None, int]:
        """The rows of headings, and the first row after them."""
        first = filled[first_data_row(filled, profile)]
        if not any(profile.figure_share(j) >= 0.6 for j in self.columns):
            first = self._first_wide(filled)
        header = HeaderBlock(self.shape, self.rows.start, self.columns).find(first)
        if header is None:
            following = [i for i in filled if i > first]
            if has_heading(self.shape, first, following, self.columns):
                return (first, first), first + 1
        return header, first if header is None else header[1] + 1

    def _first_wide(self, filled: list[int]) -> int:
        """In a table of texts alone: the first row with as many cells as most rows have."""
        counts = [self.shape.count(i, self.columns) for i in filled]
        usual = sorted(counts)[len(counts) // 2]
        return next((i for i, n in zip(filled, counts, strict=True) if n >= max(2, usual * 0.8)), filled[0])

    def _add(self, layout: Layout) -> None:
        """Take the region for one table, or for several side by side."""
        filled = self._filled()
        profile = Profile(self.shape, filled, self.columns)
        header, start = self._boundary(filled, profile)
        body = BodyRows(self.shape, profile, self._heading(header))
        body.sort(range(start, self.rows.stop))
        if header is not None:
            within = without_legend(self.shape, header, body.data, self.columns)
            if within != self.columns:
                rest = range(within.stop, self.columns.stop)
                layout.cells |= {(i, j): "note" for i in filled for j in self.shape.filled(i) if j in rest}
                _Region(self.shape, self.rows, within)._add(layout)  # noqa: SLF001
                return
        self._set_titles(layout, filled, header[0] if header else start)
        layout.reasons.update(body.after)
        if header is not None or (len(self.columns) > 1 and self._looks_like_rows(body.data)):
            layout.blocks.append(self._block(header, body))
        else:
            layout.reasons.update(dict.fromkeys(body.data, "note"))

    def _looks_like_rows(self, data: list[int]) -> bool:
        """Whether rows without headings are a table rather than sentences: figures among them, or short texts."""
        codes = "".join(self.shape.codes(i)[self.columns.start : self.columns.stop] for i in data[:200])
        if any(c in codes for c in "npyd"):
            return True
        texts = [t for i in data[:200] for t in self.shape.grid.rows[i] if t]
        return len(data) > 1 and sum(t.count(" ") + 1 for t in texts) <= 3 * len(texts)

    def _set_titles(self, layout: Layout, filled: list[int], top: int) -> None:
        for i in filled:
            if i < top and not self._holds_figures(i):
                texts = [t for t in self.shape.grid.rows[i] if t]
                is_remark = layout.blocks and len(texts) == 1 and (is_note(texts[0]) or len(texts[0]) >= LONG)
                layout.reasons[i] = "note" if is_remark else "title"

    def _holds_figures(self, i: int) -> bool:
        """Whether a row above the headings looks like data: nobody can say what it is, a title it is not."""
        codes = self.shape.codes(i)[self.columns.start : self.columns.stop].replace(".", "")
        return len(codes) > 2 and sum(c in "np" for c in codes) > 1

    def _block(self, header: tuple[int, int] | None, body: BodyRows) -> Block:
        names = column_names(self.shape, header, list(self.columns))
        filled = Counter(j for i in body.data for j in self.shape.filled(i) if j in self.columns)
        remarks = list(body.remarks)
        if header is not None:
            lengths = {len(self.shape.grid.rows[i]) for i in body.data[:100]}
            is_long = lengths == {len(self.shape.grid.rows[header[1]]) - 1}
            names, shifted = realigned(names, filled, self.columns) if is_long else (names, "")
            stray = [j for j, n in filled.items() if j not in names and n <= max(1, STRAY * len(body.data))]
            remarks += [shifted] if shifted else []
            remarks += (
                [f"{sum(filled.pop(j) for j in stray)} sel di kolom tanpa judul tidak terjelaskan."] if stray else []
            )
        used = tuple(j for j in self.columns if j in names or j in filled)
        labels = tuple(names.get(j, "") for j in used)
        return Block(header, used, labels, body.data, body.excluded, remarks=tuple(remarks))
