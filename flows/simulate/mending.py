"""What would have been right: for each mistake the value that its cell should hold, and the cells that have to change.

Values are texts as an office may type them: plain digits, ``2026-10-05``, ``ya``, ``tidak``; None is an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from flows.simulate.draft import Draft, Planted
from flows.simulate.month import Report, Row
from flows.simulate.placing import Placed, Written, locate
from sources import template_layout as at
from sources.addresses import letter
from sources.contract import Contracts

Cells = dict[str, str | None]


def mends(planted: Planted, draft: Draft, right: Report, written: Written, contracts: Contracts) -> Cells:
    """Cell → what it should hold, the mistake's own cell among them. Empty where no cell can mend it.

    Args:
        planted: The mistake.
        draft: What was sent.
        right: The office's rows without mistakes.
        written: Where everything stands.
        contracts: Of the headings.
    """
    _, cell = locate(planted, written)
    if planted.place == "identity" and cell is not None:
        said = {"kode_upt": draft.office.kode_upt, "nama_upt": draft.office.nama_upt, "periode": draft.period}
        return {cell: said[planted.column]}
    if planted.dataset is None or planted.dataset not in written.placed:
        return {}
    placed, dataset = written.placed[planted.dataset], planted.dataset
    found: Cells = {}
    match planted.place:
        case "nihil" if cell is not None:
            found = {cell: at.NO if draft.report.get(dataset) else at.YES}
        case "total" if cell is not None:
            found = {cell: as_typed(sum(Decimal(str(row[planted.column])) for row in right[dataset]))}
        case "extra" | "stray":
            column, rows = placed.letters[planted.column], range(len(draft.extra[dataset][planted.column]) + 1)
            found = {f"{column}{placed.header_row + row}": None for row in rows}
        case "sheet" if dataset in draft.dropped:
            name = draft.dropped[dataset]
            found = _column(name, placed, right[dataset], contracts.datasets[dataset].by_name[name].label)
        case "cell":
            found = _row(planted, draft, right[dataset], placed)
    return found


def as_typed(value: object) -> str | None:
    """A value as a person may type it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return at.YES if value else at.NO
    if isinstance(value, Decimal | int):
        text = f"{Decimal(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def _row(planted: Planted, draft: Draft, right: list[Row], placed: Placed) -> Cells:
    """The cells of the mistake's row that differ; of a row too many all of them, emptied."""
    number = placed.rows[planted.row]
    if planted.row >= len(right):
        return {f"{column}{number}": None for column in placed.letters.values()}
    wanted: Mapping[str, object] = right[planted.row]
    sent = draft.report[planted.dataset or ""][planted.row]
    identity = {"kode_upt": draft.office.kode_upt, "periode": draft.period}
    found = {
        name: wanted.get(name)
        for name in dict.fromkeys((*wanted, *sent))
        if name in placed.letters and (sent.get(name) != wanted.get(name) or name == planted.column)
    } | {name: said for name, said in identity.items() if name == planted.column}
    return {f"{placed.letters[name]}{number}": as_typed(value) for name, value in found.items()}


def _column(name: str, placed: Placed, right: list[Row], label: str) -> Cells:
    free = letter(len(placed.letters) + 1)
    values = {f"{free}{number}": as_typed(row[name]) for number, row in zip(placed.rows, right, strict=False)}
    return {f"{free}{placed.header_row}": label, **values}
