"""Findings as pages show them: masked, grouped by sheet and row, many of the same folded into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow as pa

from checks.masking import install_masking
from checks.shown_numbers import Shower
from sources.contract import SEVERITIES, Contracts, Rule
from warehouse.relations import given
from warehouse.sql_text import statement

if TYPE_CHECKING:
    from warehouse.ledger.flagged import FlaggedCell, Place

FOLD_FROM: Final = 16
"""So many findings of the same rule in the same column of a sheet are one thing to mend, and one line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a page shows it; texts are masked, ``rule`` is None where the rule is no longer known.

    Attributes:
        number: Of its submission, from 1: its anchor.
        finding_id: The same in every attempt, like ``value_hash`` while the value stands.
        status: ``open``, ``confirmed`` or ``waived``.
    """

    number: int
    id: str
    rule: Rule | None
    severity: str
    dataset: str | None
    sheet: str | None
    cell: str | None
    row: int | None
    column: str | None
    value: str | None
    expected: str | None
    difference: str | None
    message: str
    fix: str | None
    finding_id: str = ""
    value_hash: str | None = None
    status: str = "open"

    @property
    def letter(self) -> str:
        """The letters of the cell's address."""
        return (self.cell or "").rstrip("0123456789")

    @property
    def impact(self) -> tuple[int, int]:
        """Sorts the gravest last: how severe, then the rule's own weight (contracts: ``dampak``)."""
        return -SEVERITIES.index(self.severity), self.rule.impact if self.rule else 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Findings that stand together: of one row, or folded.

    Attributes:
        findings: From left to right; folded: from top to bottom.
        is_folded: All of the same rule in the same column.
    """

    sheet: str | None
    row: int | None
    findings: Sequence[Shown]
    is_folded: bool = False


def shown(findings: pa.Table, contracts: Contracts, files: Mapping[str, str]) -> dict[str, list[Shown]]:
    """Submission → its findings in the order of the file.

    Args:
        findings: columns of the ledger's ``finding``, values as submitted.
        contracts: say which columns name things, so that their text may be read.
        files: submission → the name of its file.
    """
    every = (contracts.envelope, *contracts.datasets.values())
    named = [{"dataset": d.name, "field": c.name} for d in every for c in d.columns if c.shown]
    readable = pa.Table.from_pylist(named, schema=pa.schema([("dataset", pa.string()), ("field", pa.string())]))
    with duckdb.connect() as con:
        install_masking(con, contracts)
        with given(con, _temuan=findings, _tampil=readable):
            rows = con.execute(statement("temuan_laporan")).to_arrow_table().to_pylist()
    rules = {rule.id: rule for rule in contracts.rules}
    shower = Shower(contracts)
    found: dict[str, list[Shown]] = {}
    for plain in rows:
        row = shower.shown(plain, files.get(plain["submission_id"], ""))
        mine = found.setdefault(row["submission_id"], [])
        values = {k: row[k] for k in ("severity", "dataset", "sheet", "cell", "row", "column", "value", "expected",
                                      "difference", "message", "fix", "finding_id", "value_hash",
                                      "status")}  # fmt: skip
        mine.append(Shown(len(mine) + 1, row["rule"], rules.get(row["rule"]), **values))
    return found


def folded(findings: Iterable[Shown]) -> list[list[Shown]]:
    """Things to mend: findings alone, and sixteen or more of the same rule in the same column of a sheet together."""
    groups: dict[tuple[object, ...], list[Shown]] = {}
    for one in findings:
        groups.setdefault((one.id, one.sheet, one.column or one.letter), []).append(one)
    things: list[list[Shown]] = []
    for group in groups.values():
        things += [group] if len(group) >= FOLD_FROM else [[one] for one in group]
    return things


def by_sheet(findings: Sequence[Shown]) -> list[tuple[str | None, list[Spot]]]:
    """Sheets in the order of their first finding, each with its spots: the folded first, then row by row."""
    many = [thing for thing in folded(findings) if len(thing) > 1]
    inside = {one.number for thing in many for one in thing}
    sheets: dict[str | None, list[Spot]] = {one.sheet: [] for one in findings}
    for thing in many:
        sheets[thing[0].sheet].append(Spot(thing[0].sheet, None, thing, is_folded=True))
    rows: dict[tuple[str | None, int | None], list[Shown]] = {}
    for one in findings:
        if one.number not in inside:
            rows.setdefault((one.sheet, one.row), []).append(one)
    for (sheet, row), some in rows.items():
        sheets[sheet].append(Spot(sheet, row, some))
    return list(sheets.items())


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row as submitted, and whether a finding points at it."""

    letter: str
    heading: str
    text: str
    is_marked: bool


def row_cells(flagged: Mapping[Place, Sequence[FlaggedCell]], spot: Spot, row: int | None) -> list[RowCell]:
    """The row that findings of a spot point at; empty where it is not kept.

    A cell in a column that no dataset reads is not kept with the row: it stands last, as its finding shows it.
    """
    kept = flagged.get((spot.sheet, row), ()) if row is not None else ()
    marked = {one.letter: one for one in spot.findings if one.row == row and one.letter}
    cells = [RowCell(c.letter, c.heading, c.text, c.letter in marked) for c in kept]
    beside = [RowCell(k, one.column or "", one.value or "…", True) for k, one in marked.items()]
    letters = {c.letter for c in cells}
    return cells + [c for c in beside if c.letter not in letters] if cells else []
