"""Where the tables of a grid stand: the seam between *finding* tables and *reading* them.

Everything here is an index into ``Grid.rows`` (0-based), not yet a cell address.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """What was made of a column where its heading is no name that the contract knows.

    Attributes:
        how: ``mirip`` (its heading is similar), ``isi`` (similar, and its values decide), ``satuan`` (a unit in its
            heading), ``bulan`` (the submission's month of a wide table), ``pilihan`` (an operator chose it), or "".
        times: what its figures are multiplied by.
        why: why its cells are no data (a reason of :data:`sources.reading.IGNORED_REASONS`), or "": they are, or
            nobody can say.
        guesses: labels of up to three columns that might be meant, best first.
        note: what is wrong with it, where something is.
    """

    how: str = ""
    times: Decimal | None = None
    why: str = ""
    guesses: tuple[str, ...] = ()
    note: str = ""


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
        marks: what was made of columns with other headings than the contract's, by position in ``columns``.
        implied: a field's code that stands in a heading instead of a column: field → position of that heading, code.
        measures: of a wide table: what stands over its months → the field that is meant.
        guesses: labels of datasets that it might belong to, best first, where none is certain.
    """

    header: tuple[int, int] | None
    columns: tuple[int, ...]
    names: tuple[str, ...]
    data: list[int]
    excluded: dict[int, str] = field(default_factory=dict)
    dataset: str | None = None
    fields: tuple[str | None, ...] = ()
    remarks: tuple[str, ...] = ()
    marks: dict[int, Mark] = field(default_factory=dict)
    implied: dict[str, tuple[int, str]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()

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
        head: stands for the texts of the first ``n_head`` rows, all above the data; the same object where other files
            have the same. None: nobody knows.
        n_head: how many rows that are.
    """

    blocks: list[Block]
    reasons: dict[int, str] = field(default_factory=dict)
    nihil: tuple[int, int] | None = None
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    head: object = None
    n_head: int = 0

    @property
    def titles(self) -> list[int]:
        """The rows of titles."""
        return [i for i, why in self.reasons.items() if why == "title"]
