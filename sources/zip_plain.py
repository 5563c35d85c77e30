"""A workbook's container without its compression: the parser gets just the bytes that were looked at, inflated once.

Pictures, macros, printer settings, themes, and what a sheet says behind its cells (drop-downs, print areas …) are left
out: no parser ever sees them.
"""

from __future__ import annotations

import struct
from zlib import crc32

from sources.rejections import DAMAGED, Unreadable
from sources.zip_check import Package, is_markup

_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_FIRST_DAY = 33
_SHEETS = "xl/worksheets/"
_UNREAD = ("docProps/", "xl/theme/", "xl/drawings/", "customXml/")
_START, _ROOT = 512, b"<worksheet"
_CELLS_END, _SHEET_END = b"</sheetData>", b"</worksheet>"


def plain_container(package: Package) -> bytes:
    """The XML parts that hold cells, uncompressed, in a container of their own; a package with large parts as it is.

    Raises:
        Unreadable: a part is damaged.
    """
    names = [name for name in package.parts if is_markup(name)]
    if not all(map(package.is_small, names)):
        return package.data
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name in names:
        if name.startswith(_UNREAD):
            continue
        content, checksum = _cells_of(package, name) if name.startswith(_SHEETS) else _whole(package, name)
        said = name.encode()
        facts = (_VERSION, _UTF8, 0, 0, _FIRST_DAY, checksum, len(content), len(content), len(said), 0)
        pieces += (_LOCAL.pack(b"PK\3\4", *facts), said, content)
        directory += (_ENTRY.pack(b"PK\1\2", _VERSION, *facts, 0, 0, 0, 0, at), said)
        at += _LOCAL.size + len(said) + len(content)
    entries = b"".join(directory)
    n = len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, n, n, len(entries), at, 0)
    return b"".join((*pieces, entries, end))


def _whole(package: Package, name: str) -> tuple[bytes, int]:
    return package.read(name), package.parts[name].CRC


def _cells_of(package: Package, name: str) -> tuple[bytes, int]:
    """A sheet up to its last cell, with the checksum of that.

    Raises:
        Unreadable: the whole has another checksum than it says; the parser would no longer notice.
    """
    content = package.read(name)
    end = content.rfind(_CELLS_END)
    if end < 0 or _ROOT not in content[:_START]:
        return _whole(package, name)
    end += len(_CELLS_END)
    cells = crc32(content[:end])
    if crc32(content[end:], cells) != package.parts[name].CRC:
        raise Unreadable(DAMAGED, f"{name}: wrong checksum")
    return content[:end] + _SHEET_END, crc32(_SHEET_END, cells)
