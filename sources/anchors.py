"""Rows of headings that a contract knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sources.grid_rows import filled, is_figure, kind_at
from sources.headings import Headings
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


def find_anchors(grid: Grid, headings: Headings, named: str | None) -> list[Anchor]:
    """Every row of known headings, from top to bottom; ``named``: the dataset that the sheet or file is named after."""
    anchors: list[Anchor] = []
    i = 0
    while i < len(grid.rows):
        row = grid.rows[i]
        if anchors:
            look = _opens_like(row, headings)
        elif i < _SEARCHED:
            look = True
        else:
            break
        if look and (anchor := _anchor(grid, i, headings, named, anchors)) is not None:
            anchors.append(anchor)
            i = anchor.last
        i += 1
    return anchors


def _opens_like(row: list[str], headings: Headings) -> bool:
    seen = 0
    for text in row:
        if text:
            if headings.is_exact(text):
                return True
            seen += 1
            if seen == 2:
                return False
    return False


def _matches(grid: Grid, i: int, headings: Headings) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for j in filled(grid.rows[i]):
        if kind_at(grid, i, j) == "t" and len(grid.rows[i][j]) < 120:
            for dataset, name in headings.of(grid.rows[i][j]).items():
                found[dataset].setdefault(name, j)
    return found


def _anchor(grid: Grid, i: int, headings: Headings, named: str | None, before: list[Anchor]) -> Anchor | None:
    found = _matches(grid, i, headings)
    if not found:
        return None
    cells = filled(grid.rows[i])
    lower = _matches(grid, i + 1, headings) if i + 1 < len(grid.rows) else {}
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
        and not any(is_figure(grid, i + 1, j) for j in filled(grid.rows[i + 1]))
        and len(more) * 2 >= len(filled(grid.rows[i + 1]))
    ):
        last = i + 1
    first = i
    bottom = before[-1].last if before else -1
    if i - 1 > bottom and _is_upper(grid, i - 1, headings, dataset, own):
        first = i - 1
    names = _names(grid, first, last)
    columns = tuple(sorted(names))
    return Anchor(first, last, dataset, columns, tuple(names[c] for c in columns))


def _choose(
    found: dict[str, dict[str, int]], lower: dict[str, dict[str, int]], headings: Headings, named: str | None
) -> str:
    """The dataset with the most headings; the sheet's name decides between equals and near-equals."""

    def weight(dataset: str) -> tuple[float, float]:
        hits = len(found[dataset].keys() | lower.get(dataset, {}).keys())
        share = hits / max(len(headings.contracts.datasets[dataset].own_columns), 1)
        return hits + (1.5 if dataset == named else 0), share

    return max(found, key=weight)


def _is_upper(grid: Grid, i: int, headings: Headings, dataset: str, own: dict[str, int]) -> bool:
    """Whether the row above belongs to the headings: it holds known ones, over columns that have none below."""
    cells = filled(grid.rows[i])
    below = set(filled(grid.rows[i + 1]))
    hits = [j for j in cells if headings.field(dataset, grid.rows[i][j]) not in (None, *own)]
    return bool(hits) and any(j not in below for j in hits) and all(kind_at(grid, i, j) == "t" for j in cells)


def _names(grid: Grid, first: int, last: int) -> dict[int, str]:
    """Headings by column; group headings are carried to the right and joined with " / "."""
    names: dict[int, str] = {}
    bottom = set(filled(grid.rows[last]))
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
