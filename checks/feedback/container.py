"""A zip container with some parts changed: all others keep their compressed bytes as they came."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from sources.zip_check import Package

Content = Iterable[bytes]
"""The pieces of a part, in order."""

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_NAME_IS_UTF8: Final = 1 << 11
_KEPT_FLAGS: Final = ~(1 << 3)
"""Sizes stand in the local header, never behind the data."""
_DEFLATED: Final = 8
_EPOCH: Final = 1 << 5 | 1
"""1 January 1980."""


def rewritten(package: Package, parts: Mapping[str, Content]) -> bytes:
    """The container with parts replaced, or added at its end.

    Args:
        package: as it came.
        parts: new content by name; a name that is there keeps its place.
    """
    out = io.BytesIO()
    directory: list[bytes] = []
    for name, entry in package.parts.items():
        date = entry.date_time
        stamp = (
            date[3] << 11 | date[4] << 5 | date[5] // 2,
            max(date[0] - 1980, 0) << 9 | date[1] << 5 | date[2],
        )
        encoded = name.encode()
        if name in parts:
            packed = _packed(parts[name])
            flags = _NAME_IS_UTF8
        else:
            packed = (entry.compress_type, entry.CRC, entry.file_size, raw(package, name))
            flags = entry.flag_bits & _KEPT_FLAGS
            if not flags & _NAME_IS_UTF8:
                encoded = entry.orig_filename.encode("cp437", "replace")
        directory.append(_write(out, encoded, packed, flags, stamp))
    for name, content in parts.items():
        if name not in package.parts:
            directory.append(_write(out, name.encode(), _packed(content), _NAME_IS_UTF8, (0, _EPOCH)))
    start = out.tell()
    out.writelines(directory)
    size = out.tell() - start
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, start, 0))
    return out.getvalue()


def raw(package: Package, name: str) -> memoryview:
    """The compressed bytes of a part."""
    entry = package.parts[name]
    at = entry.header_offset
    fields = _LOCAL.unpack(package.data[at : at + _LOCAL.size])
    start = at + _LOCAL.size + fields[9] + fields[10]
    return memoryview(package.data)[start : start + entry.compress_size]


_Packed = tuple[int, int, int, bytes | memoryview]


def _packed(content: Content) -> _Packed:
    engine = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    done: list[bytes] = []
    check = size = 0
    for piece in content:
        check = zlib.crc32(piece, check)
        size += len(piece)
        done.append(engine.compress(piece))
    done.append(engine.flush())
    return _DEFLATED, check, size, b"".join(done)


def _write(out: io.BytesIO, name: bytes, packed: _Packed, flags: int, stamp: tuple[int, int]) -> bytes:
    """Write a part; returns its entry in the directory."""
    method, check, size, data = packed
    at = out.tell()
    common = (20, flags, method, *stamp, check, len(data), size, len(name), 0)
    out.write(_LOCAL.pack(b"PK\x03\x04", *common))
    out.write(name)
    out.write(data)
    return _CENTRAL.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, at) + name
