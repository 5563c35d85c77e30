"""Workbooks in Excel's binary form of 2007 (``xlsb``: BIFF12 records in a zip container), byte by byte.

No library writes them, and no office program but Excel. Texts, numbers and days only.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flows.simulate.messy_pages import Cell
from flows.simulate.old_excel import Sheets, number

_PACKED = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EXCEL = "application/vnd.ms-excel"
_PLAIN, _DAY = 0, 1
_SHORT_DATE = 14


def xlsb(sheets: Sheets, change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A workbook: rows of cells by sheet; ``change`` is done to each binary part before it is packed."""
    texts = list(dict.fromkeys(v for rows in sheets.values() for row in rows for v in row if isinstance(v, str)))
    places = {text: place for place, text in enumerate(texts)}
    parts = {f"worksheets/sheet{n}.bin": _sheet(rows, places) for n, rows in enumerate(sheets.values(), start=1)}
    links = {f"rId{n}": ("worksheet", part) for n, part in enumerate(parts, start=1)}
    names = zip(sheets, links, strict=True)
    listed = b"".join(
        _record(156, struct.pack("<II", 0, n) + _wide(link) + _wide(name)) for n, (name, link) in enumerate(names, 1)
    )
    parts["sharedStrings.bin"] = _texts(texts)
    parts["styles.bin"] = _styles()
    links |= {"rIdT": ("sharedStrings", "sharedStrings.bin"), "rIdS": ("styles", "styles.bin")}
    book = _record(131) + _record(143) + listed + _record(144) + _record(132)
    told: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _links(links),
        **{f"xl/{name}": content for name, content in parts.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in told.items():
            data = change(content) if isinstance(content, bytes) else content
            package.writestr(zipfile.ZipInfo(name, _PACKED), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _sheet(rows: Sequence[Sequence[Cell | float]], places: Mapping[str, int]) -> bytes:
    width = max(map(len, rows), default=0)
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0))
    parts = [_record(129), _record(148, size), _record(145)]
    for i, row in enumerate(rows):
        parts.append(_record(0, struct.pack("<IIHBBBI", i, 0, 300, 0, 0, 0, 0)))
        parts += [_cell(j, value, places) for j, value in enumerate(row) if value is not None]
    return b"".join((*parts, _record(146), _record(130)))


def _cell(column: int, value: Cell | float, places: Mapping[str, int]) -> bytes:
    if isinstance(value, str):
        return _record(7, struct.pack("<III", column, _PLAIN, places[value]))
    return _record(5, struct.pack("<IId", column, _DAY if isinstance(value, date) else _PLAIN, number(value)))


def _texts(texts: Sequence[str]) -> bytes:
    head = _record(159, struct.pack("<II", len(texts), len(texts)))
    return head + b"".join(_record(19, b"\0" + _wide(text)) for text in texts) + _record(160)


def _styles() -> bytes:
    """Two formats: as it comes, and a short date."""
    font = struct.pack("<HHHHBBBB8sB", 220, 0, 400, 0, 0, 2, 0, 0, b"\x07\x01\0\0\0\0\0\xff", 2) + _wide("Calibri")
    fill = struct.pack("<I", 0) + b"\x03\x40\0\0\0\0\0\xff" + b"\x03\x41\0\0\xff\xff\xff\xff" + bytes(48)
    lists = (
        (611, 43, [font], 612),
        (603, 45, [fill], 604),
        (613, 46, [bytes(51)], 614),
        (626, 47, [struct.pack("<HHHHHBBHH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x1010, 0)], 627),
        (617, 47, [struct.pack("<HHHHHBBHH", 0, n, 0, 0, 0, 0, 0, 0x1010, 1) for n in (0, _SHORT_DATE)], 618),
    )
    parts = [
        _record(start, struct.pack("<I", len(entries))) + b"".join(_record(kind, e) for e in entries) + _record(end)
        for start, kind, entries, end in lists
    ]
    return _record(278) + b"".join(parts) + _record(279)


def _content_types(parts: Mapping[str, bytes]) -> str:
    kinds = {"workbook.bin": f"{_EXCEL}.sheet.binary.macroEnabled.main"}
    kinds |= {name: f"{_EXCEL}.{name.split('/')[0].removesuffix('.bin').removesuffix('s')}" for name in parts}
    kinds |= {"sharedStrings.bin": f"{_EXCEL}.sharedStrings", "styles.bin": f"{_EXCEL}.styles"}
    inside = "".join(f'<Override PartName="/xl/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{inside}</Types>'


def _links(links: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _record(kind: int, data: bytes = b"") -> bytes:
    numbers = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return numbers + _varied(len(data)) + data


def _varied(n: int) -> bytes:
    found = b""
    while n > 127:
        found += bytes([n & 0x7F | 0x80])
        n >>= 7
    return found + bytes([n])


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data
