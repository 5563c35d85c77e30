"""An office mends what "Perbaikan" names: cells and instructions from that sheet alone, right values from the truth."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl import Workbook
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from checks.feedback.wording import HEADINGS
from flows.feedback import feedback
from flows.settings import Settings
from sources.contract_loader import load_contracts
from warehouse.ledger import Ledger, Submission, list_submissions

_SUM = re.compile(r"^=SUM\((.+:.+)\)$")
_NUMBER = re.compile(r"^-?(0|[1-9]\d*)(\.\d+)?$")


class Wrong(NamedTuple):
    """A cell that has to change, as the sheet "Perbaikan" names it."""

    sheet: str
    cell: str
    is_remark: bool


def returned(home: Path) -> list[Submission]:
    """What was returned to its office, also where the office has sent another attempt since."""
    with Ledger.look(home / "ledger.sqlite").read() as tx:
        return [s for s in list_submissions(tx) if s.verdict == "returned"]


def send_back(home: Path, one: Submission, truth: dict[str, Any], path: Path, at: datetime) -> None:
    """The office opens what it got, mends the coloured cells, saves, and sends the file under a name of its own.

    Args:
        home: of the instance that returned it.
        one: the submission.
        truth: as the simulation tells it.
        path: where the mended file is put.
        at: when it arrives.
    """
    made = feedback(Settings(home=home), load_contracts(), one.id, path)
    book = openpyxl.load_workbook(made.workbook, data_only=True)
    mends = {(e["sheet"], e["cell"]): e["mend"] for e in truth["errors"] if e["file"] == one.file}
    todo = list(to_mend(book["Perbaikan"]))
    assert todo, one.file
    for wrong in todo:
        mend = mends.get((wrong.sheet, wrong.cell)) or mends.get((None, wrong.cell)) or {}
        assert mend or wrong.is_remark, f"{one.file}: {wrong} is named, but nothing is wrong there"
        for cell, value in mend.items():
            book[wrong.sheet][cell].value = _typed(value)
    _sum_anew(book, openpyxl.load_workbook(made.workbook))
    book.save(path)
    for beside in (made.page, made.letter):
        beside.unlink()
    os.utime(path, (at.timestamp(), at.timestamp()))


def _sum_anew(book: Workbook, formulas: Workbook) -> None:
    """As Excel does while people type: sums follow the cells above them."""
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if found := _SUM.match(str(cell.value)):
                    left, top, right, bottom = range_boundaries(found[1])
                    above = book[sheet.title].iter_rows(top, bottom, left, right, values_only=True)
                    total = sum(v for (v,) in above if isinstance(v, int | float))
                    book[sheet.title][cell.coordinate].value = total


def to_mend(sheet: Worksheet) -> Iterator[Wrong]:
    """Every single cell that the list says has to be mended.

    What concerns the whole file is its name (the office sends it under another one), or that nothing was filled in at
    all: then the remarks say where.
    """
    rows = [[str(cell.value or "") for cell in row] for row in sheet]
    head = next(n for n, row in enumerate(rows) if tuple(row[: len(HEADINGS)]) == HEADINGS)
    lines = [dict(zip(HEADINGS, row, strict=False)) for row in rows[head + 1 :]]
    followed = {"TOLAK", "PERBAIKI"}
    if any(said["Sel"] == "–" for said in lines):
        followed.add("CATATAN")
    for said in lines:
        if said["Tingkat"] not in followed or said["Sel"] in ("–", "seluruh lembar"):
            continue
        for area in said["Sel"].split(", "):
            left, top, right, bottom = range_boundaries(area)
            for number in range(int(top or 0), int(bottom or 0) + 1):
                for column in range(int(left or 0), int(right or 0) + 1):
                    cell = f"{get_column_letter(column)}{number}"
                    yield Wrong(said["Lembar"], cell, said["Tingkat"] == "CATATAN")


def _typed(value: str | None) -> str | float | int | None:
    """As Excel takes what is typed: figures become numbers."""
    if value is None or not _NUMBER.match(value):
        return value
    return float(value) if "." in value else int(value)
