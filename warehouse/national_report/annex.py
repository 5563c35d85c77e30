"""The report's tables as a workbook: a sheet a table, all rows, numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from warehouse.national_report.model import Document, Form, Table
from warehouse.national_report.speech import CODES

NUMBERS: Final[Mapping[Form, str]] = {
    "count": "#,##0", "rupiah": "#,##0", "kg": "#,##0.0", "quantity": "#,##0.###", "percent": "0.0", "ratio": "0.00",
    "day": "yyyy-mm-dd",
}  # fmt: skip
"""Formats of cells; the points and commas are those of the reader's Excel."""

CONTENTS: Final = "Isi"
WIDEST: Final = 46
_NUMBER_WIDTH: Final = 15


def workbook(document: Document, made: datetime) -> bytes:
    """The annex as an .xlsx; ``made`` stands in it as its date."""
    import xlsxwriter

    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{document.title}, {document.month}", "created": made.replace(tzinfo=None)})
    styles: dict[str, Any] = {
        form: book.add_format({"num_format": pattern, "valign": "top"}) for form, pattern in NUMBERS.items()
    }
    styles |= {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bg_color": "#E9EEF2"}
        ),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "bold": book.add_format({"bold": True}),
    }
    tables = document.tables()
    _contents(book.add_worksheet(CONTENTS), document, styles)
    for number, _, table in tables:
        _sheet(book.add_worksheet(sheet_name(number, table)), table, styles)
    book.close()
    return held.getvalue()


def sheet_name(chapter: int, table: Table) -> str:
    """``4 Kantor wilayah``: the number of the chapter first."""
    return f"{chapter} {table.sheet}"


def _contents(sheet: Any, document: Document, styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 2, 10)
    sheet.set_column(3, 3, 48)
    sheet.set_column(4, 4, 60)
    sheet.write_string(0, 0, f"{document.title}, {document.month}", styles["title"])
    for row, (label, value) in enumerate(document.facts, start=2):
        sheet.write_string(row, 0, label, styles["bold"])
        sheet.write_string(row, 1, value)
    top = len(document.facts) + 3
    sheet.write_string(top, 0, "Sel kosong berarti tidak dilaporkan; nol berarti dilaporkan nol atau nihil.")
    for column, label in enumerate(("Lembar", "Isi", "Baris", "Sumber dalam terbitan", "Catatan")):
        sheet.write_string(top + 2, column, label, styles["head"])
    for row, (number, _, table) in enumerate(document.tables(), start=top + 3):
        name = sheet_name(number, table)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(row, 1, table.title)
        sheet.write_number(row, 2, len(table.rows), styles["count"])
        sheet.write_string(row, 3, table.sources)
        sheet.write_string(row, 4, table.note)
    sheet.set_landscape()
    _paper(sheet)


def _sheet(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    for column, one in enumerate(table.columns):
        sheet.write_string(0, column, one.label, styles["head"])
        texts = [len(str(row[one.field])) for row in table.rows if row[one.field] is not None]
        is_number = one.form in NUMBERS
        width = _NUMBER_WIDTH if is_number else min(max([*texts, len(one.label)], default=8) + 2, WIDEST)
        sheet.set_column(column, column, width)
        for row, values in enumerate(table.rows, start=1):
            _write(sheet, (row, column), values[one.field], one.form, styles)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    _paper(sheet)


def _write(sheet: Any, at: tuple[int, int], value: Any, form: Form, styles: Mapping[str, Any]) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_string(*at, "ya" if value else "tidak")
        case int() | float() | Decimal():
            sheet.write_number(*at, float(value), styles.get(form))
        case date():
            sheet.write_datetime(*at, value, styles["day"])
        case _:
            text = str(value)
            sheet.write_string(*at, CODES.get(text, text) if form == "code" else text, styles["wrap"])


def _paper(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&A   &P / &N")
