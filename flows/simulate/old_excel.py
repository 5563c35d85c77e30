"""Workbooks as Excel 97 saved them (``xls``: BIFF8 records in a compound file), byte by byte.

The library that wrote them has not been kept since 2017, and texts, numbers and days are all that a report holds.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from flows.simulate.messy_pages import Cell

Sheets = Mapping[str, Sequence[Sequence[Cell | float]]]

FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's count, from March 1900 on."""

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _LEAST = 512, 8
_IN_TABLE = _SECTOR // 4
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN, _DAY = 15, 16
"""Which cell format: Excel counts them after fifteen formats of styles."""
_SHORT_DATE = 14
_BOOK, _SHEET = 5, 16


def xls(sheets: Sheets) -> bytes:
    """A workbook: rows of cells by sheet."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    at = len(_globals(dict.fromkeys(sheets, 0)))
    starts: dict[str, int] = {}
    for name, body in zip(sheets, bodies, strict=True):
        starts[name] = at
        at += len(body)
    return compound("Workbook", _globals(starts) + b"".join(bodies))


def _globals(starts: Mapping[str, int]) -> bytes:
    font = struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial"
    sheets = [
        _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + name.encode("utf-16-le"))
        for name, at in starts.items()
    ]
    return b"".join((
        _begin(_BOOK),
        _record(0x42, struct.pack("<H", 1200)),
        _record(0x22, struct.pack("<H", 0)),
        *[_record(0x31, font)] * 4,
        *[_format(0, 0xFFF5)] * _PLAIN,
        _format(0, 1),
        _format(_SHORT_DATE, 1),
        _record(0x293, struct.pack("<HBB", 0x8000, 0, 0xFF)),
        *sheets,
        _record(0x0A),
    ))  # fmt: skip


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 6))


def _format(number: int, flags: int) -> bytes:
    return _record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, flags, 0x20, 0, 0, 0, 0, 0, 0x20C0))


def _sheet(rows: Sequence[Sequence[Cell | float]]) -> bytes:
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
    cells = [_cell(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row) if value is not None]
    window = _record(0x23E, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0))
    return b"".join((_begin(_SHEET), _record(0x200, size), *cells, window, _record(0x0A)))


def _cell(row: int, column: int, value: Cell | float) -> bytes:
    if isinstance(value, str):
        said = struct.pack("<HHHHB", row, column, _PLAIN, len(value.encode("utf-16-le")) // 2, 1)
        return _record(0x204, said + value.encode("utf-16-le"))
    style = _DAY if isinstance(value, date) else _PLAIN
    return _record(0x203, struct.pack("<HHHd", row, column, style, number(value)))


def number(value: Cell | float) -> float:
    """A number or a day as Excel keeps it."""
    if isinstance(value, date):
        return float((value - FIRST_DAY).days)
    assert isinstance(value, int | float | Decimal)  # noqa: S101 (narrowing: texts and empty cells are no numbers)
    return float(value)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound(name: str, data: bytes) -> bytes:
    """A compound file (MS-CFB) with one stream: directory, allocation table, stream."""
    n = max(_LEAST, -(-len(data) // _SECTOR))
    n_tables = 1
    while (1 + n_tables + n) > n_tables * _IN_TABLE:
        n_tables += 1
    first = 1 + n_tables
    chain = [_END, *[_FAT] * n_tables, *range(first + 1, first + n), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(n_tables * _SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=_END) + _entry(name, 2, start=first, size=n * _SECTOR)
    entries += _entry("", 0, start=0) * 2
    head = _MAGIC + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_tables, 0, 0, 4096, _END, 0, _END, 0, 1)
    tables = [*range(1, first), *[_FREE] * (109 - n_tables)]
    head += struct.pack("<108I", *tables[1:])
    return head + entries + table + data.ljust(n * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, start: int, size: int = 0, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2 if text else 0, kind, 1)
    return named + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
