"""A formula without its result, as programs leave it that write workbooks and do not calculate."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path


def leave_uncomputed(path: Path, sheet: str, cell: str) -> None:
    """Put a formula without a value into a cell of a workbook that we wrote.

    Args:
        path: the workbook.
        sheet: the name of the sheet.
        cell: a number cell of it.

    Raises:
        KeyError: no such sheet, or no number in that cell.
    """
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    if sheet not in names:
        raise KeyError(sheet)
    part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
    number = re.compile(rf'(<c r="{cell}"[^>]*>)<v>[^<]*</v></c>'.encode())
    changed, count = number.subn(rb"\1<f>1000*120</f></c>", parts[part])
    if count != 1:
        raise KeyError(cell)
    parts[part] = changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
