"""Rows of headings that a contract knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sources.grid_rows import filled_at, is_figure, kind_at
from sources.headings import Headings, Meanings
from sources.reading import Grid

_SEARCHED = 100
"""Headings stand within the first rows; below the first ones only rows that open like headings are looked at."""


@dataclass(slots=True)
class Anchor:
    """Rows ``first`` to ``last`` (0-based) are headings of a dataset."""

    first: int
    last: int
    dataset: str
    columns: tuple[int, ...]
    names: tuple[str, ...]

    def repeats(self, other: Anchor) -> bool:
        """Whether these are the same headings again (printed on each page)."""
        return self.dataset == other.dataset and self.columns == other.columns and self.names == other.names

    def has_gap(self) -> bool:
        """Whether a column between the first and the last has no heading."""
        return self.columns[-1] - self.columns[0] >= len(self.columns)


def find_anchors(
    grid: Grid, headings: Headings, named: str | None, known: Sequence[Anchor] = (), start: int = 0
) -> list[Anchor]:
    """Every row of known headings, from top to bottom.

    Args:
        grid: a sheet or delimited file.
        headings: what the contracts know.
        named: the dataset that the sheet or the file is named after, if any.
        known: what is known of the rows above ``start``.
        start: the first row to look at.
    """
    anchors = list(known)
    i = _opening(grid, start, headings) if anchors else start
    while i < len(grid.rows) and (anchors or i < _SEARCHED):
        anchor = _anchor(grid, i, headings, named, anchors)
        if anchor is not None:
            anchors.append(anchor)
            i = anchor.last
        i = _opening(grid, i + 1, headings) if anchors else i + 1
    return anchors


def _opening(grid: Grid, start: int, headings: Headings) -> int:
    """The next row one of whose first two texts is a heading; here every row of every table is looked at."""
    exact = headings.exact
    for i in range(start, len(grid.rows)):
        row = grid.rows[i]
        for j in filled_at(grid, i)[:2]:
            if row[j].casefold() in exact:
                return i
    return len(grid.rows)


def _matches(grid: Grid, i: int, headings: Headings) -> Meanings:
    return headings.of_row(tuple(grid.rows[i]), grid.kinds[i] if grid.kinds else "")


def _lower(grid: Grid, i: int, headings: Headings) -> Meanings:
    return _matches(grid, i + 1, headings) if i + 1 < len(grid.rows) else {}


def _anchor(grid: Grid, i: int, headings: Headings, named: str | None, before: list[Anchor]) -> Anchor | None:
    if not _matches(grid, i, headings):
        return None
    top = i - 1 if i - 1 > (before[-1].last if before else -1) else i
    return _fitted(grid, i, headings, named, top)


def _fitted(grid: Grid, i: int, headings: Headings, named: str | None, top: int) -> Anchor | None:
    found, lower = _matches(grid, i, headings), _lower(grid, i, headings)
    cells = filled_at(grid, i)
    dataset = _choose(found, lower, headings, named)
    own = found[dataset]
    if len(own) < 2 or len(own) * (3 if dataset == named else 2) < len(cells):
        return None
    last = i
    more = {n: j for n, j in lower.get(dataset, {}).items() if n not in own}
    if dataset != named and not headings.is_convincing(dataset, {*own, *more}, max(len(cells), len(own) + len(more))):
        return None
    if (
        more
        and not any(is_figure(grid, i + 1, j) for j in filled_at(grid, i + 1))
        and len(more) * 2 >= len(filled_at(grid, i + 1))
    ):
        last = i + 1
    first = top if top < i and _is_upper(grid, top, headings, dataset, own) else i
    names = _names(grid, first, last)
    columns = tuple(sorted(names))
    return Anchor(first, last, dataset, columns, tuple(names[c] for c in columns))


def _choose(found: Meanings, lower: Meanings, headings: Headings, named: str | None) -> str:
    """The dataset with the most headings; the sheet's name decides between equals and near-equals."""

    def weight(dataset: str) -> tuple[float, float]:
        hits = len(found[dataset].keys() | lower.get(dataset, {}).keys())
        share = hits / max(len(headings.contracts.datasets[dataset].own_columns), 1)
        return hits + (1.5 if dataset == named else 0), share

    return max(found, key=weight)


def _is_upper(grid: Grid, i: int, headings: Headings, dataset: str, own: Mapping[str, int]) -> bool:
    """Whether the row above belongs to the headings: it holds known ones, over columns that have none below."""
    cells = filled_at(grid, i)
    below = set(filled_at(grid, i + 1))
    hits = [j for j in cells if headings.field(dataset, grid.rows[i][j]) not in (None, *own)]
    return bool(hits) and any(j not in below for j in hits) and all(kind_at(grid, i, j) == "t" for j in cells)


def _names(grid: Grid, first: int, last: int) -> dict[int, str]:
    """Headings by column; group headings are carried to the right and joined with " / "."""
    names: dict[int, str] = {}
    bottom = set(filled_at(grid, last))
    for i in range(first, last + 1):
        carried = ""
        row = grid.rows[i]
        for j in range(max(len(r) for r in grid.rows[first : last + 1])):
            text = " ".join(row[j].split()) if j < len(row) else ""
            if text:
                carried = text if i < last else ""
            elif i < last and j in bottom and j not in names:
                text = carried
            if text:
                names[j] = f"{names[j]} / {text}" if names.get(j) and names[j] != text else text
    return names
