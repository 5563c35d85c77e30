"""Sheets as files: every form of workbook that offices save, and text as an Indonesian Excel saves it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from flows.simulate.binary_excel import xlsb
from flows.simulate.messy_pages import Cell, Page
from flows.simulate.old_excel import FIRST_DAY, compound, xls

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (Excel's properties know no time zone)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_MACROS = b'ID="{00000000-0000-0000-0000-000000000000}"\r\nName="VBAProject"\r\n'
"""A project without a line of code."""
_TRANSITIONAL, _PURL = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
_STRICT_WORDS = (
    (_TRANSITIONAL + b"spreadsheetml/2006/main", _PURL + b"spreadsheetml/main"),
    (_TRANSITIONAL + b"drawingml/2006/main", _PURL + b"drawingml/main"),
    (_TRANSITIONAL + b"officeDocument/2006/extended-properties", _PURL + b"officeDocument/extendedProperties"),
    (_TRANSITIONAL + b"officeDocument/2006/docPropsVTypes", _PURL + b"officeDocument/docPropsVTypes"),
    (_TRANSITIONAL + b"officeDocument/2006/relationships", _PURL + b"officeDocument/relationships"),
    (b"<workbook ", b'<workbook conformance="strict" '),
)
_DAY = re.compile(rb'(<c r="[A-Z]+\d+" s="1")><v>(\d+)</v>')
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2">'
    '<office:automatic-styles><number:date-style style:name="N"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="hari" style:family="table-cell" style:data-style-name="N"/></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


WORKBOOKS: Final = ("xlsx", "xlsx", "xlsm", "strict", "xlsx", "xls", "xls", "xlsb", "ods")
"""What offices save their own sheets as; ``strict`` is an xlsx as *Strict Open XML*."""
_MERGING = WORKBOOKS[:4]


def write_pages(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook as its suffix says."""
    path.write_bytes(as_workbook(path.suffix[1:], pages))


def save_pages(stem: Path, pages: Sequence[Page], chance: Random) -> Path:
    """Write a workbook in one of the forms of :data:`WORKBOOKS`; one with merged cells in one that has them.

    Args:
        stem: where, without suffix.
        pages: its sheets.
        chance: decides the form.
    """
    form = chance.choice(_MERGING if any(page.merged or page.hidden for page in pages) else WORKBOOKS)
    path = stem.with_name(f"{stem.name}.{'xlsx' if form == 'strict' else form}")
    path.write_bytes(as_workbook(form, pages))
    return path


def as_workbook(form: str, pages: Sequence[Page]) -> bytes:
    """Sheets as a workbook in one of the forms of :data:`WORKBOOKS`."""
    sheets = {page.name: page.lines for page in pages}
    match form:
        case "ods":
            return _ods(pages)
        case "xls":
            return xls(sheets)
        case "xlsb":
            return xlsb(sheets)
        case "strict":
            return _strict(_xlsx(pages, has_macros=False))
        case _:
            return _xlsx(pages, has_macros=form == "xlsm")


def pack(path: Path, files: Sequence[Path]) -> None:
    """Put files into a zip, and take them away where they are."""
    with zipfile.ZipFile(path, "w") as package:
        for file in files:
            package.writestr(zipfile.ZipInfo(file.name, _ZIPPED), file.read_bytes(), zipfile.ZIP_DEFLATED)
            file.unlink()


def _strict(data: bytes) -> bytes:
    """The workbook in the words of ISO 29500 Strict, its days as ISO 8601."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, content in parts.items():
            said = content
            for ours, theirs in _STRICT_WORDS:
                said = said.replace(ours, theirs)
            if name.startswith("xl/worksheets/"):
                said = _DAY.sub(_iso_day, said)
            new.writestr(zipfile.ZipInfo(name, _ZIPPED), said, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _iso_day(cell: re.Match[bytes]) -> bytes:
    day = FIRST_DAY + timedelta(days=int(cell[2]))
    return cell[1] + f' t="d"><v>{day.isoformat()}</v>'.encode()


def _xlsx(pages: Sequence[Page], *, has_macros: bool) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        if has_macros:
            book.add_vba_project(io.BytesIO(compound("PROJECT", _MACROS)), is_stream=True)
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
    return buffer.getvalue()


def _ods(pages: Sequence[Page]) -> bytes:
    parts = [_OPEN]
    for page in pages:
        parts.append(f"<table:table table:name={quoteattr(page.name)}>")
        for line in page.lines:
            parts += ["<table:table-row>", *(_ods_cell(c) for c in line or [None]), "</table:table-row>"]
        parts.append("</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in (("mimetype", _ODS), ("content.xml", "".join(parts)), ("META-INF/manifest.xml", _MANIFEST)):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, _ZIPPED), text.encode(), kind)
    return buffer.getvalue()


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        said = f'table:style-name="hari" office:value-type="date" office:date-value="{cell.isoformat()}"'
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
