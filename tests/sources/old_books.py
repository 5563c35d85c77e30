"""Tiny workbooks in Excel's binary forms, byte by byte: ``xls`` (BIFF8 in a compound file) and ``xlsb`` (BIFF12).

No library of ours writes them, and no office program writes ``xlsb`` but Excel. Texts and numbers only.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence

Rows = Sequence[Sequence[str | float]]

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def xls(rows: Rows, sheet: str = "Produk") -> bytes:
    """A workbook of Excel 97 with one sheet."""
    texts = _texts(rows)
    table = b"".join(struct.pack("<HB", len(t), 1) + t.encode("utf-16-le") for t in texts)
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    begin = [_old(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 6)) for kind in (5, 0x10)]
    end = _old(0x0A, b"")

    def book(sheet_at: int) -> bytes:
        bound = struct.pack("<IBB", sheet_at, 0, 0) + name
        shared = struct.pack("<II", len(texts), len(texts)) + table
        return begin[0] + _old(0x42, struct.pack("<H", 1200)) + _old(0x85, bound) + _old(0xFC, shared) + end

    cells = b"".join(
        _old(0xFD, struct.pack("<HHHI", i, j, 0, texts.index(value)))
        if isinstance(value, str)
        else _old(0x203, struct.pack("<HHHd", i, j, 0, value))
        for i, j, value in _cells(rows)
    )
    return _compound("Workbook", book(len(book(0))) + begin[1] + cells + end)


def _old(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(name: str, data: bytes) -> bytes:
    """A compound file (MS-CFB) with one stream: directory, allocation table, stream."""
    n = max(8, -(-len(data) // _SECTOR))
    chain = [_END, _FAT, *range(3, n + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR, "too long for one sector of the table"
    entries = _entry("Root Entry", 5, child=1, start=_END) + _entry(name, 2, start=2, size=n * _SECTOR)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 0, 0, 4096, _END, 0, _END, 0, 1)
    head += struct.pack("<I", _FREE) * 108
    return head + entries.ljust(_SECTOR, b"\0") + table + data.ljust(n * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, start: int, size: int = 0, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return named + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(rows: Rows, sheet: str = "Produk", change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A binary workbook of Excel 2007 with one sheet; ``change`` is done to each binary part before it is packed."""
    texts = _texts(rows)
    shared = _new(159, struct.pack("<II", len(texts), len(texts)))
    shared += b"".join(_new(19, b"\0" + _wide(text)) for text in texts) + _new(160)
    book = _new(131) + _new(143) + _new(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(sheet))
    width = max(map(len, rows))
    data = _new(129) + _new(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _new(145)
    for i, row in enumerate(rows):
        data += _new(0, struct.pack("<IIHBBBI", i, 0, 300, 0, 0, 0, 0))
        for j, value in enumerate(row):
            place = struct.pack("<II", j, 0)
            if isinstance(value, str):
                data += _new(7, place + struct.pack("<I", texts.index(value)))
            else:
                data += _new(5, place + struct.pack("<d", value))
    links = {"rId1": ("worksheet", "worksheets/sheet1.bin"), "rId2": ("sharedStrings", "sharedStrings.bin")}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="bin" ContentType="{_BINARY}"/></Types>',
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": book + _new(144) + _new(132),
        "xl/_rels/workbook.bin.rels": _links(links),
        "xl/worksheets/sheet1.bin": data + _new(146) + _new(130),
        "xl/sharedStrings.bin": shared,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, change(content) if isinstance(content, bytes) else content)
    return buffer.getvalue()


def _links(links: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _new(kind: int, data: bytes = b"") -> bytes:
    numbers = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return numbers + _varied(len(data)) + data


def _varied(n: int) -> bytes:
    found = b""
    while n > 127:
        found += bytes([n & 0x7F | 0x80])
        n >>= 7
    return found + bytes([n])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cells(rows: Rows) -> Iterable[tuple[int, int, str | float]]:
    return ((i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row))


def _texts(rows: Rows) -> list[str]:
    return list(dict.fromkeys(value for _, _, value in _cells(rows) if isinstance(value, str)))
