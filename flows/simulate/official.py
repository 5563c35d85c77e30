"""A draft on the official workbook, as its office has filled it in and perhaps changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flows.simulate.dice import shuffled
from flows.simulate.draft import Draft, Planted
from flows.simulate.month import Row
from flows.simulate.placing import Placed, Written, locate
from flows.simulate.spelling import Hand
from flows.simulate.uncomputed import leave_uncomputed
from sources import template_layout as at
from sources.addresses import letter
from sources.contract import Column, Contract, Contracts
from sources.offices import Offices
from sources.template import Edits, write_template
from sources.template_sheet import Filled

_TOTALS = ("Jumlah", "TOTAL", "Jumlah Total")


@dataclass(frozen=True, slots=True)
class Habits:
    """What an office does to the workbook before it sends it."""

    leaves_blanks: bool = False
    moves_columns: bool = False
    renames: bool = False
    adds_total: bool = False
    types_amounts: bool = False

    @classmethod
    def of(cls, chance: Random) -> Habits:
        """Most offices do nothing; some have one or two habits."""
        if chance.random() < 0.7:
            return cls()
        return cls(*(chance.random() < 0.35 for _ in cls.__slots__))


def write_official(path: Path, draft: Draft, contracts: Contracts, offices: Offices, chance: Random) -> Written:
    """Write the workbook.

    Args:
        path: where.
        draft: what it says.
        contracts: one sheet each.
        offices: of the nation.
        chance: decides the office's habits.
    """
    habits = Habits.of(chance)
    sheets: dict[str, Filled] = {}
    placed: dict[str, Placed] = {}
    for contract in contracts.datasets.values():
        filled, rows = _fill(contract, draft, habits, chance)
        sheets[contract.name] = filled
        placed[contract.name] = _place(contract, filled, rows)
    edits = Edits(sheets, draft.identity, draft.stamp)
    write_template(path, contracts, offices, office=draft.office.kode_upt, period=draft.period, edits=edits)
    for dataset, (row, column) in draft.uncomputed.items():
        sheet, cell = locate(Planted("", "cell", dataset, column, row), Written(path.name, placed))
        leave_uncomputed(path, str(sheet), str(cell))
    return Written(path.name, placed, at.sheet_name(contracts.envelope))


def _fill(contract: Contract, draft: Draft, habits: Habits, chance: Random) -> tuple[Filled, tuple[int, ...]]:
    """A sheet, and on which of its rows each row of the draft stands."""
    rows = draft.report.get(contract.name, [])
    columns = [c for c in contract.own_columns if draft.dropped.get(contract.name) != c.name]
    if habits.moves_columns:
        columns = shuffled(columns, chance)
    needs_numbers = contract.name in draft.uncomputed or contract.name in draft.totals
    hand = Hand(chance) if habits.types_amounts and not needs_numbers else None
    cells: list[Row | None] = []
    where: list[int] = []
    for number, row in enumerate(rows, start=1):
        where.append(at.FIRST_ROW + len(cells))
        cells.append({c.name: _cell(c, row.get(c.name), hand) for c in columns})
        if habits.leaves_blanks and number % 9 == 0 and number < len(rows):
            cells.append(None)
    totals = draft.totals.get(contract.name, {})
    has_total = bool(rows) and (bool(totals) or (habits.adds_total and hand is None))
    filled = Filled(
        rows=cells,
        nihil=draft.nihil.get(contract.name, at.NO if rows else at.YES),
        columns=tuple(c.name for c in columns),
        headings=_renamed(columns, chance) if habits.renames else {},
        total_label=chance.choice(_TOTALS) if has_total else "",
        totals=totals,
        extra=draft.extra.get(contract.name, {}),
    )
    return filled, tuple(where)


def _cell(column: Column, value: object, hand: Hand | None) -> object:
    if hand is not None and column.unit == "rupiah" and value is not None:
        return hand.write(column, value)
    return value


def _renamed(columns: Sequence[Column], chance: Random) -> dict[str, str]:
    """Some headings by a synonym, never two the same."""
    wanted = chance.sample(list(columns), max(1, len(columns) // 3))
    return {c.name: chance.choice(c.synonyms) for c in wanted if c.synonyms}


def _place(contract: Contract, filled: Filled, rows: tuple[int, ...]) -> Placed:
    names = (*filled.columns, *filled.extra)
    return Placed(
        sheet=at.sheet_name(contract),
        letters={name: letter(index) for index, name in enumerate(names, start=1)},
        rows=rows,
        header_row=at.HEADER_ROW,
        total_row=at.FIRST_ROW + len(filled.rows) if filled.total_label else None,
        nihil_cell=at.NIHIL_CELL,
    )
