"""Is a zip container (xlsx, xlsm, xlsb, ods) whole and harmless? Asked before any parser sees it.

Thresholds: an honest workbook of 300,000 rows has sheet XML of 200–300 MB that compresses 10–40 times; bombs compress
about 1,000 times. Workbooks with more than a few hundred parts were not observed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

from sources.rejections import DAMAGED, DANGEROUS, ENCRYPTED, Unreadable

MAX_PARTS = 4_000
MAX_TOTAL = 1 << 31
SUSPECT_SIZE = 32 << 20
SUSPECT_RATIO = 200
_LOCAL = struct.Struct("<4s5H3I2H")
_PROLOG = 4_096
_MARKUP = (".xml", ".rels", ".vml")
SMALL = 1 << 20
"""Bytes of a part that is unpacked once and kept."""
_MOST_KEPT = 16 << 20
_AT_ONCE = 1 << 15
"""Packed bytes that are inflated in one go: whatever they say, they make no more than 34 MB."""
COMMON = 1 << 16
"""Bytes of a part that is worth keeping for the next workbook, which may have the same."""


class Package:
    """The parts of a zip container, held in memory.

    Raises:
        Unreadable: damaged, encrypted, or built to do harm.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, EOFError, struct.error, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable(DAMAGED, f"zip: {error}") from error
        if entries and min(entry.header_offset for entry in entries) > 0:
            # What was cut off behind a zip within this one: its directory is found in the place of the lost one.
            raise Unreadable(DAMAGED, "zip: bytes before its first part")
        _refuse(entries, len(data))
        self.parts = {entry.filename: entry for entry in entries}
        self._small: dict[str, bytes] = {}
        self._free = _MOST_KEPT

    def chunks(self, name: str, limit: int | None = None) -> Iterator[bytes]:
        """The content of a part, inflated piece by piece (at most about ``limit`` bytes of it).

        Raises:
            Unreadable: the part is damaged.
        """
        entry, raw = self.parts[name], self._packed(name)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield bytes(raw if limit is None else raw[:limit])
            return
        yield from _inflate(name, raw, entry.file_size, limit)

    def _packed(self, name: str) -> memoryview:
        entry = self.parts[name]
        at = entry.header_offset
        header = self.data[at : at + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise Unreadable(DAMAGED, f"{name}: no local header")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(DANGEROUS, f"{name}: unusual compression {entry.compress_type}")
        fields = _LOCAL.unpack(header)
        start = at + _LOCAL.size + fields[9] + fields[10]
        return memoryview(self.data)[start : start + entry.compress_size]

    def read(self, name: str) -> bytes:
        """The whole of a part; a small one is kept.

        Raises:
            Unreadable: the part is damaged.
        """
        known = self._small.get(name)
        if known is None:
            entry = self.parts[name]
            if entry.compress_type == zipfile.ZIP_DEFLATED and entry.compress_size <= _AT_ONCE:
                inflate = _inflate_again if entry.file_size <= COMMON else _inflate_at_once
                known = inflate(name, bytes(self._packed(name)), entry.file_size)
            else:
                known = b"".join(self.chunks(name))
            if self.is_small(name):
                self._small[name] = known
                self._free -= len(known)
        return known

    def is_small(self, name: str) -> bool:
        """Whether a part is kept once it is read: it says that it unpacks to few bytes, and there is room for them."""
        return name in self._small or self.parts[name].file_size <= min(SMALL, self._free)

    def refuse_entities(self) -> None:
        """Refuse XML that declares a document type: workbooks never need one, entity bombs always do.

        Raises:
            Unreadable: an XML part has a DOCTYPE.
        """
        for name in filter(is_markup, self.parts):
            start = self.read(name) if self.is_small(name) else b"".join(self.chunks(name, _PROLOG))
            prolog = start[:_PROLOG]
            if b"!" not in prolog:
                continue
            prolog = prolog.replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
                raise Unreadable(DANGEROUS, f"{name}: document type declared")


def is_markup(name: str) -> bool:
    """Whether a part is XML by its name."""
    return name.endswith(_MARKUP)


def _inflate_at_once(name: str, raw: bytes, most: int) -> bytes:
    try:
        content = zlib.decompress(raw, -zlib.MAX_WBITS, most + 1)
    except zlib.error as error:
        raise Unreadable(DAMAGED, f"{name}: {error}") from error
    if len(content) > most:
        raise Unreadable(DANGEROUS, f"{name}: unpacks to more than it says")
    return content


_inflate_again = lru_cache(maxsize=64)(_inflate_at_once)
"""Formats, themes and lists are the same in most workbooks that come, byte for byte."""


def _inflate(name: str, raw: memoryview, most: int, limit: int | None) -> Iterator[bytes]:
    engine, done = zlib.decompressobj(-zlib.MAX_WBITS), 0
    step = min(1 << 20 if limit is None else limit, most + 1)
    pending: bytes | memoryview = raw
    try:
        while not engine.eof:
            piece = engine.decompress(pending, step)
            pending = engine.unconsumed_tail
            if not piece and not pending and not engine.eof:
                raise Unreadable(DAMAGED, f"{name}: ends too early")
            done += len(piece)
            if done > most:
                raise Unreadable(DANGEROUS, f"{name}: unpacks to more than it says")
            yield piece
            if limit is not None and done >= limit:
                return
    except zlib.error as error:
        raise Unreadable(DAMAGED, f"{name}: {error}") from error


def _refuse(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_PARTS:
        raise Unreadable(DANGEROUS, f"{len(entries)} parts")
    if len({e.filename.lower() for e in entries}) < len(entries):
        raise Unreadable(DANGEROUS, "a part stands twice")
    if any(e.flag_bits & 1 for e in entries):
        raise Unreadable(ENCRYPTED, "encrypted zip")
    if sum(e.file_size for e in entries) > MAX_TOTAL:
        raise Unreadable(DANGEROUS, "unpacks to more than 2 GB")
    if sum(e.compress_size for e in entries) > size:
        raise Unreadable(DANGEROUS, "parts overlap")
    for entry in entries:
        if entry.file_size > SUSPECT_SIZE and entry.file_size > SUSPECT_RATIO * max(entry.compress_size, 1):
            raise Unreadable(
                DANGEROUS, f"{entry.filename}: unpacks {entry.file_size // max(entry.compress_size, 1)} times"
            )
