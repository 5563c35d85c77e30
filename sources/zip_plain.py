"""A workbook's container without its compression: the parser gets just the bytes that were looked at, inflated once.

Pictures, macros, printer settings and whatever else is no XML are left out: no parser ever sees them.
"""

from __future__ import annotations

import struct

from sources.zip_check import Package, is_markup

_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8 = 0x800
_FIRST_DAY = 33


def plain_container(package: Package) -> bytes:
    """The XML parts of a package, uncompressed, in a container of their own; a package with large parts as it is.

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
        content, said = package.read(name), name.encode()
        facts = (_VERSION, _UTF8, 0, 0, _FIRST_DAY, package.parts[name].CRC, len(content), len(content), len(said), 0)
        pieces += (_LOCAL.pack(b"PK\3\4", *facts), said, content)
        directory += (_ENTRY.pack(b"PK\1\2", _VERSION, *facts, 0, 0, 0, 0, at), said)
        at += _LOCAL.size + len(said) + len(content)
    entries = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(names), len(names), len(entries), at, 0)
    return b"".join((*pieces, entries, end))
