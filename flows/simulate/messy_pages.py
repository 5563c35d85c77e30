"""Sheets as offices lay them out: cells by row, what is merged and hidden; and the pieces that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from flows.simulate.month import Row
from flows.simulate.spelling import Hand
from sources.contract import Column, Contract

Cell = str | int | Decimal | date | None
Line = list[Cell]

SUMMED = (
    *("volume", "omzet_rp", "pnbp_rp", "premi_rp", "modal_rp"),
    *("laki_laki_orang", "perempuan_orang", "anak_orang", "hasil", "nilai_rp", "biaya_bahan_rp"),
)
"""Columns under which offices write a sum."""


@dataclass(slots=True)
class Page:
    """One sheet; ``merged``: first row, first column, last row, last column (0-based)."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def add(self, *lines: Sequence[Cell], at: int = 0) -> None:
        """Append lines, ``at`` columns to the right."""
        self.lines += [[None] * at + list(line) for line in lines]

    def beside(self, lines: Sequence[Line], top: int, at: int) -> None:
        """Put lines beside what stands there, from row ``top`` and column ``at`` on."""
        for number, line in enumerate(lines, start=top):
            while len(self.lines) <= number:
                self.lines.append([])
            own = self.lines[number]
            own += [None] * (at - len(own))
            own += line


@dataclass(frozen=True, slots=True)
class Style:
    """How one office writes its tables.

    Attributes:
        headings: what stands over a column, by dataset and column; else its label.
        times: what a column's figures are divided by, because its heading says so.
        order: columns by dataset, where they are not in the contract's order.
        hand: writes values as text; None: they are numbers and dates.
        has_numbers: a column of running numbers in front.
        has_sum: a row of sums below.
        left_out: columns that are not there, because a heading says it for all rows.
    """

    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    times: Mapping[tuple[str, str], int] = field(default_factory=dict)
    order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hand: Hand | None = None
    has_numbers: bool = False
    has_sum: bool = False
    left_out: frozenset[tuple[str, str]] = frozenset()

    def columns(self, contract: Contract) -> list[Column]:
        """The columns that stand in the table, in their order."""
        names = self.order.get(contract.name) or [c.name for c in contract.own_columns]
        return [contract.by_name[n] for n in names if (contract.name, n) not in self.left_out]

    def heading(self, contract: Contract, column: Column) -> str:
        """What stands over a column."""
        return self.headings.get((contract.name, column.name), column.label)


def table(contract: Contract, rows: Sequence[Row], style: Style) -> list[Line]:
    """A table with its headings, and its sums where the style has them."""
    columns = style.columns(contract)
    lead: Line = ["No"] if style.has_numbers else []
    lines: list[Line] = [[*lead, *(style.heading(contract, c) for c in columns)]]
    for number, row in enumerate(rows, start=1):
        own: Line = [number] if style.has_numbers else []
        lines.append([*own, *(value(contract, c, row.get(c.name), style) for c in columns)])
    if style.has_sum and any(c.name in SUMMED for c in columns[1:]):
        sums = [sum_of(contract, c, rows, style) if c.name in SUMMED else None for c in columns]
        label: Line = [None] if style.has_numbers else []
        lines.append([*label, "JUMLAH", *sums[1:]])
    return lines


def value(contract: Contract, column: Column, said: object, style: Style) -> Cell:
    """A value as it stands in a cell."""
    times = style.times.get((contract.name, column.name))
    if times is not None and isinstance(said, int | Decimal):
        said = Decimal(said) / times
    if style.hand is not None:
        return style.hand.write(column, said) or None
    if isinstance(said, bool):
        return "ya" if said else "tidak"
    if said is None or isinstance(said, int | Decimal | date):
        return said
    labels = {c.value: c.label for c in column.codes}
    return labels.get(str(said), str(said))


def sum_of(contract: Contract, column: Column, rows: Sequence[Row], style: Style) -> Cell:
    """The sum of a column, as the style writes it."""
    numbers = [r.get(column.name) for r in rows]
    total = sum((Decimal(str(n)) for n in numbers if isinstance(n, int | Decimal)), Decimal())
    return value(contract, column, total, style)


def signatures(office: str, place: str, day: str, chance: Random) -> list[Line]:
    """What stands below a report: place and date, who signs; blank lines above."""
    head = f"Kepala {office}"
    left = ("Mengetahui,", "Mengetahui:", "Menyetujui,")
    return [
        [],
        [],
        [chance.choice(left), None, None, None, f"{place}, {day}"],
        [head, None, None, None, "Kasi Kegiatan Kerja"],
        [],
        [],
        ["NIP. 19700101 199503 1 001", None, None, None, "NIP. 19820303 200501 1 002"],
    ]


def letterhead(office: str, title: str) -> list[Line]:
    """What stands above a report."""
    return [["KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN"], [office], [title], []]
