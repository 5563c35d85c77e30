"""The names that rows of headings give to columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.row_words import is_numbering
from sources.shape import Shape


def column_names(shape: Shape, header: tuple[int, int] | None, columns: Sequence[int]) -> dict[int, str]:
    """The name of each column: its headings from top to bottom, joined with " / ".

    A label that has others below it stands for the columns to its right too, up to the next label in its row or the end
    of the label above it.
    """
    if header is None:
        return {}
    first, last = header
    parts: dict[int, list[str]] = {j: [] for j in columns}
    owners: dict[int, int] = {}
    for i in range(first, last + 1):
        row = shape.grid.rows[i]
        texts = {j: " ".join(row[j].split()) for j in columns if j < len(row) and row[j]}
        if not texts or is_numbering(list(texts.values())):
            continue
        carried: int | None = None
        now: dict[int, int] = {}
        for j in columns:
            if j in texts:
                carried = j if i < last and _has_below(shape, i, last, j) else None
                label = texts[j]
            elif carried is not None and owners.get(j) == owners.get(carried) and _has_below(shape, i, last, j):
                label = texts[carried]
            else:
                carried = (
                    None if j in owners and carried is not None and owners.get(j) != owners.get(carried) else carried
                )
                continue
            now[j] = carried if carried is not None else j
            if not parts[j] or parts[j][-1] != label:
                parts[j].append(label)
        owners |= now
    return {j: " / ".join(p) for j, p in parts.items() if p}


def _has_below(shape: Shape, i: int, last: int, j: int) -> bool:
    return any(j < len(shape.grid.rows[r]) and shape.grid.rows[r][j] for r in range(i + 1, last + 1))


def realigned(names: dict[int, str], filled: Mapping[int, int], columns: Sequence[int]) -> tuple[dict[int, str], str]:
    """Headings moved back over their columns, where one delimiter too many has pushed them off.

    To be asked where the row of headings has one cell more than the rows of data; it is so where exactly one column
    with data has no heading, and the last heading stands over nothing.

    Returns:
        The names, and a sentence that says what was done, or "".
    """
    bare = [j for j in columns if filled.get(j) and j not in names]
    last = max(names, default=-1)
    if len(bare) != 1 or not names or filled.get(last) or bare[0] > last or len(names) < 3:
        return names, ""
    if any(not filled.get(j) for j in names if j != last):
        return names, ""
    moved = {j - 1 if j > bare[0] else j: name for j, name in names.items()}
    return moved, "Baris judul punya satu pemisah lebih; judul sesudahnya digeser satu kolom ke kiri."
