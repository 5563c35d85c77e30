"""Sheets as files: xlsx, ods, and text as an Indonesian Excel saves it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape, quoteattr

from flows.simulate.messy_pages import Cell, Page

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (Excel's properties know no time zone)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_pages(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook, as its suffix says: ``.xlsx`` or ``.ods``."""
    if path.suffix == ".ods":
        _write_ods(path, pages)
    else:
        _write_xlsx(path, pages)


def _write_xlsx(path: Path, pages: Sequence[Page]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for i, line in enumerate(page.lines):
                for j, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(i, j, cell, day)
                    elif isinstance(cell, int | Decimal):
                        sheet.write_number(i, j, cell)
                    elif cell is not None:
                        sheet.write_string(i, j, cell)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top, left, bottom, right, page.lines[top][left])
            for column in page.hidden:
                sheet.set_column(column, column, None, None, {"hidden": True})


def _write_ods(path: Path, pages: Sequence[Page]) -> None:
    parts = [_OPEN]
    for page in pages:
        parts.append(f"<table:table table:name={quoteattr(page.name)}>")
        for line in page.lines:
            parts += ["<table:table-row>", *(_ods_cell(c) for c in line or [None]), "</table:table-row>"]
        parts.append("</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(path, "w") as package:
        for name, text in (("mimetype", _ODS), ("content.xml", "".join(parts)), ("META-INF/manifest.xml", _MANIFEST)):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, _ZIPPED), text.encode(), kind)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        said = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | Decimal):
        said = f'office:value-type="float" office:value="{cell:f}"'
    else:
        said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def write_text(path: Path, page: Page, chance: Random) -> None:
    """Write one sheet as text: semicolons or tabs, a Windows encoding or UTF-8, rows padded to one length."""
    width = max(len(line) for line in page.lines)
    text = io.StringIO(newline="")
    delimiter = "\t" if path.suffix in (".tsv", ".txt") else ";"
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for line in page.lines:
        cells = ["" if c is None else str(c) for c in line]
        writer.writerow(cells + [""] * (width - len(cells)))
    path.write_bytes(text.getvalue().encode(chance.choice(("cp1252", "utf-8-sig", "utf-8")), "replace"))
