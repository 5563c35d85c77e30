"""Where the rows of a draft came to stand in its file: from a planted mistake to its sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.simulate.draft import Planted
from sources import template_layout as at

_IDENTITY = {"kanwil": at.KANWIL_CELL, "nama_upt": at.NAME_CELL, "kode_upt": at.CODE_CELL, "periode": at.PERIOD_CELL}


@dataclass(frozen=True, slots=True)
class Placed:
    """One dataset in a file. ``sheet`` is None in a delimited file; ``rows[i]`` is where row ``i`` stands."""

    sheet: str | None
    letters: Mapping[str, str]
    """Column (or heading of an extra column) → letter."""
    rows: tuple[int, ...]
    header_row: int
    total_row: int | None = None
    nihil_cell: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its bytes' name and where everything stands."""

    name: str
    placed: Mapping[str, Placed] = field(default_factory=dict)
    identity_sheet: str | None = None


def locate(planted: Planted, written: Written) -> tuple[str | None, str | None]:
    """Sheet and cell of a mistake; None for what has none."""
    if planted.place == "identity":
        return written.identity_sheet, _IDENTITY[planted.column]
    if planted.place == "file" or planted.dataset is None:
        return None, None
    placed = written.placed[planted.dataset]
    if planted.place == "nihil":
        return placed.sheet, placed.nihil_cell
    rows = {
        "cell": placed.rows[planted.row] if planted.row < len(placed.rows) else None,
        "extra": placed.header_row,
        "stray": placed.header_row + 1,
        "total": placed.total_row,
    }
    row = rows.get(planted.place)
    return placed.sheet, f"{placed.letters[planted.column]}{row}" if row is not None else None
