"""What a report consists of, before it is a page, a PDF or a workbook: chapters of sentences, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from warehouse.national_report.figures import Row

Form = Literal["text", "month", "count", "rupiah", "kg", "quantity", "percent", "ratio", "day", "yes", "code"]
"""How a value is written; ``code`` is a value of ours that has words in :mod:`speech`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        field: Its name in the rows.
        label: With the unit where the values do not show it.
        is_minor: Left out where there is little room; the workbook has it.
    """

    field: str
    label: str
    form: Form = "text"
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one question.

    Attributes:
        sheet: Name of its sheet in the workbook.
        sources: Tables of the release that the figures come from.
        shown: So many rows on page and paper, all in the workbook; None: all.
        empty: Said instead where there is no row.
    """

    sheet: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    sources: str
    shown: int | None = None
    empty: str = "Tidak ada."
    note: str = ""

    @property
    def seen(self) -> Sequence[Row]:
        """The rows on page and paper."""
        return self.rows[: self.shown]

    @property
    def more(self) -> int:
        """How many rows only the workbook has."""
        return len(self.rows) - len(self.seen)


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure.

    Attributes:
        change: Against the month before, or that there is none.
        basis: Offices behind it.
    """

    label: str
    value: str
    change: str
    basis: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, and what it shows in words (for those who do not see it)."""

    svg: str
    title: str
    told: str
    is_wide: bool = False


Block = Table | Picture | Sequence[Tile] | str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the report; a block that is a text is a paragraph."""

    slug: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Document:
    """The report.

    Attributes:
        period: ``YYYY-MM``.
        facts: Label and value pairs for the cover: release, when published, offices behind.
    """

    title: str
    period: str
    month: str
    release: str
    facts: Sequence[tuple[str, str]]
    chapters: Sequence[Chapter]

    def tables(self) -> list[tuple[int, Chapter, Table]]:
        """(number of the chapter, chapter, table) in order."""
        return [
            (number, chapter, block)
            for number, chapter in enumerate(self.chapters, start=1)
            for block in chapter.blocks
            if isinstance(block, Table)
        ]


def columns(*given: tuple[Any, ...]) -> list[Column]:
    """Columns from tuples: field, label, form, ``True`` for a minor one."""
    return [Column(*one) for one in given]
