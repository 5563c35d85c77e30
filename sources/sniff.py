"""What kind of file is it? Decided from its bytes, never from its name."""

from __future__ import annotations

import codecs
from typing import Literal

from sources.rejections import DAMAGED, EMPTY, ENCRYPTED, OTHER_KIND, UNSUPPORTED, Unreadable

FileKind = Literal["zip", "ole", "text"]

HEAD = 65_536
"""How many of the first bytes decide."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"RIFF", "RIFF (WebP, AVI, WAV)"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"{\\rtf", "RTF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "SQLite"),
    (b"\x00\x00\x00\x0cjP", "JPEG 2000"),
    (b"BM", "BMP"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<workbook", b"mime-version:")
_TEXT_CONTROLS = frozenset(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27}


def sniff(head: bytes, size: int) -> FileKind:
    """The kind of a file.

    Args:
        head: its first bytes, :data:`HEAD` of them (all of a smaller file).
        size: its size in bytes.

    Raises:
        Unreadable: empty, encrypted, or nothing that holds a table.
    """
    if size == 0 or not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(EMPTY, "no content")
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(b"PK\x05\x06"):
        raise Unreadable(DAMAGED, "zip without parts")
    if head.startswith(_OLE):
        return "ole"
    for magic, name in _OTHERS:
        if head.startswith(magic) and (len(magic) > 2 or _is_binary(head)):
            raise Unreadable(OTHER_KIND, name)
    if head[4:8] == b"ftyp":
        raise Unreadable(OTHER_KIND, "HEIC, MP4")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith(_MARKUP):
        raise Unreadable(UNSUPPORTED, "HTML or XML under a workbook's name")
    if _is_binary(head):
        raise Unreadable(OTHER_KIND, "binary content")
    return "text"


def _is_binary(head: bytes) -> bool:
    """More than 1 in 100 bytes are control codes that no text has (UTF-16's zeros are not among them)."""
    sample = head[:8_192]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        sample = sample[: len(sample) // 2 * 2].decode("utf-16", "replace").encode()
    controls = sum(sample.count(code) for code in _TEXT_CONTROLS)
    return controls * 100 > len(sample)


def check_ole(data: bytes) -> None:
    """Is an OLE container a workbook (xls)?

    Raises:
        Unreadable: an encrypted OOXML workbook, or another kind of document.
    """

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Unreadable(ENCRYPTED, "encrypted OOXML")
    if not (has("Workbook") or has("Book")):
        kind = next((n for n in ("WordDocument", "PowerPoint Document", "__properties_version1.0") if has(n)), "OLE")
        raise Unreadable(OTHER_KIND, kind)


def has_macros(kind: FileKind, data: bytes) -> bool:
    """Whether a workbook brings programs along (they are never run, here or by the parser)."""
    if kind == "zip":
        return b"vbaProject.bin" in data
    return kind == "ole" and "_VBA_PROJECT".encode("utf-16-le") in data
