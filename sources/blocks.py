"""Where the tables of a grid stand: the seam between *finding* tables and *reading* them.

Everything here is an index into ``Grid.rows`` (0-based), not yet a cell address.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(slots=True)
class Block:
    """A table found in a grid.

    Attributes:
        header: first and last row of the heading, or None: no heading.
        columns: the grid's columns that belong to it, in order.
        names: their headings (multi-row ones joined with " / "); "" where there is none.
        data: the rows that hold data.
        excluded: rows inside or right below that are none, and why (a reason of
            :data:`sources.reading.IGNORED_REASONS`, ``blank``, or ``broken``: its cells are unexplained).
        dataset: the dataset it belongs to, or None.
        fields: the dataset's column of each entry of ``columns``, or None.
        remarks: what was decided and why, for ``inspect``.
    """

    header: tuple[int, int] | None
    columns: tuple[int, ...]
    names: tuple[str, ...]
    data: list[int]
    excluded: dict[int, str] = field(default_factory=dict)
    dataset: str | None = None
    fields: tuple[str | None, ...] = ()
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Without a dataset no column has a field."""
        if not self.fields:
            self.fields = (None,) * len(self.columns)

    def leave_out(self, rows: Collection[int], why: str) -> None:
        """Take these rows out of the data, for a named reason."""
        self.excluded |= dict.fromkeys((i for i in self.data if i in rows), why)
        self.data = [i for i in self.data if i not in rows]


@dataclass(slots=True)
class Layout:
    """The tables of a grid, and what the rows outside of them are.

    Attributes:
        blocks: tables from top to bottom, left to right.
        reasons: why a row outside every table holds something (title, note, signature …), by row.
        nihil: row and column of the sheet's nihil cell.
        cells: reasons of single cells, which win over those of their row.
    """

    blocks: list[Block]
    reasons: dict[int, str] = field(default_factory=dict)
    nihil: tuple[int, int] | None = None
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def titles(self) -> list[int]:
        """The rows of titles."""
        return [i for i, why in self.reasons.items() if why == "title"]
