"""Small workbooks made in memory, row by row."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, time

import xlsxwriter

Cells = Sequence[object]

IDENTITY: tuple[Cells, ...] = (
    ("Kode UPT", "LP2A-LAHAT"),
    ("Nama UPT", "Lapas Kelas IIA Lahat"),
    ("Periode", "2026-10"),
)


def workbook(sheets: Mapping[str, Sequence[Cells]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook: a sheet a mapping entry, a sequence of cells a row; ``=…`` is a formula, None an empty cell."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    clock = book.add_format({"num_format": "hh:mm"})
    percent = book.add_format({"num_format": "0.0%"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(i, j, value, day)
                elif isinstance(value, time):
                    sheet.write_datetime(i, j, value, clock)
                elif isinstance(value, Percent):
                    sheet.write_number(i, j, value.share, percent)
                elif isinstance(value, Formula):
                    sheet.write_formula(i, j, value.text, None, value.result)
                elif value is not None:
                    sheet.write(i, j, value)
    book.close()
    return buffer.getvalue()


class Percent:
    """A number shown as a percentage."""

    def __init__(self, share: float) -> None:
        self.share = share


class Formula:
    """A formula with its cached result."""

    def __init__(self, text: str, result: object) -> None:
        self.text = text
        self.result = result
