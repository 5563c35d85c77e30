"""Files that cannot be read: empty, cut off, locked, booby-trapped, a picture, a web page, prose without a table.

None of them is kept as a binary: each is made here, byte for byte the same every time.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM_SECTORS = 8
"""Streams of 4,096 bytes: the smallest that need no mini stream."""

DAMAGES: dict[str, tuple[str, str]] = {
    "UMKM-P001": ("empty", ".xlsx"),
    "UMKM-P002": ("cut_off", ".xlsx"),
    "UMKM-P003": ("locked", ".xlsx"),
    "UMKM-P004": ("picture", ".xlsx"),
    "UMKM-P005": ("prose", ".csv"),
    "UMKM-P007": ("trap", ".xlsx"),
    "UMKM-P008": ("web_page", ".xls"),
}
"""The rule that refuses the file → how it is damaged, and the suffix of its name."""
NEEDS_WHOLE = frozenset({"cut_off", "locked", "trap"})
"""Made from the workbook that the office meant to send."""


def damaged(kind: str, whole: bytes, sender: str = "") -> bytes:
    """The bytes of an unreadable file.

    Args:
        kind: one of those in :data:`DAMAGES`.
        whole: the workbook that the office meant to send.
        sender: who sends it, and when: no two senders send the same bytes. Only with ``""`` is an empty file 0 bytes.
    """
    number = zlib.crc32(sender.encode())
    makers: dict[str, Callable[[bytes], bytes]] = {
        "empty": lambda _: b"\r\n" * (1 + number % 5000) if sender else b"",
        "cut_off": lambda b: b[: len(b) * 3 // 5],
        "locked": _locked,
        "trap": _trap,
        "picture": lambda _: _picture(number),
        "prose": lambda _: _prose(sender),
        "web_page": lambda _: f"<html><body><table><tr><td>Laporan {sender}</td></tr></table></body></html>".encode(),
    }
    return makers[kind](whole)


def _prose(sender: str) -> bytes:
    lines = (
        "Yth. Kepala Kantor Wilayah", "", "Dengan hormat kami sampaikan bahwa laporan bulan ini masih disusun.",
        "Laporan lengkap akan kami kirim segera setelah selesai.", "", "Terima kasih atas perhatiannya.", sender,
    )  # fmt: skip
    return "\r\n".join(lines).encode()


def _trap(whole: bytes) -> bytes:
    """A workbook with a part that declares entities, as entity bombs do (these here are harmless)."""
    data = io.BytesIO(whole)
    with zipfile.ZipFile(data, "a") as package:
        part = zipfile.ZipInfo("xl/custom.xml", (1980, 1, 1, 0, 0, 0))
        package.writestr(part, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return data.getvalue()


def _picture(number: int) -> bytes:
    """An 8 × 8 PNG of one grey, with a number in its text."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes([160] * 8) for _ in range(8))
    note = chunk(b"tEXt", b"Comment\0" + str(number).encode())
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + note + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    )


def _locked(whole: bytes) -> bytes:
    """The container of a workbook with a password (MS-CFB with the streams of MS-OFFCRYPTO).

    The package in it is noise: nobody has the password, so nobody can tell.
    """
    size = _SECTOR * _STREAM_SECTORS
    noise = b"".join(zlib.crc32(whole, n).to_bytes(4, "little") for n in range(size // 4))
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0" encoding="UTF-8"?><encryption/>'
    streams = (("EncryptedPackage", noise), ("EncryptionInfo", info.ljust(size, b" ")))
    chain = [_END, _FAT]
    for _ in streams:
        first = len(chain)
        chain += [*range(first + 1, first + _STREAM_SECTORS), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for number, (name, data) in enumerate(streams):
        right = 2 if number == 0 else _FREE
        entries += _entry(name, 2, right=right, start=2 + number * _STREAM_SECTORS, size=len(data))
    directory = entries.ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 0, 0, 4096, _END, 0, _END, 0, 1)
    head += struct.pack("<I", _FREE) * 108
    return head + directory + table + b"".join(data for _, data in streams)


def _entry(name: str, kind: int, *, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:  # noqa: PLR0913
    text = name.encode("utf-16-le")
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return named + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)
