"""Bytes of a delimited file become text: which encoding, decided from the bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding and the evidence for it (a sentence)."""

    name: str
    why: str


def detect_encoding(sample: bytes, *, is_whole: bool = True) -> Encoding:
    """The encoding of a text file.

    Args:
        sample: the first bytes (all of a small file).
        is_whole: whether there are no more; otherwise a character cut at the end is no evidence.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name, f"ditandai BOM {name}")
    if (wide := _wide(sample[:4096])) is not None:
        return Encoding(wide, "setiap huruf memakai dua byte")
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample, final=is_whole)
    except UnicodeDecodeError:
        pass
    else:
        return Encoding("utf-8", "hanya ASCII" if sample.isascii() else "sah sebagai UTF-8")
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return Encoding("latin-1", "bukan UTF-8, dan memuat byte yang tidak ada dalam cp1252")
    return Encoding("cp1252", "bukan UTF-8; sah sebagai cp1252")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Latin text is zero."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def decode(data: bytes, encoding: Encoding) -> str:
    """The text. Broken characters become U+FFFD, NULs vanish, CR CR LF (written twice in text mode) becomes CR LF."""
    text = data.decode(encoding.name, "replace")
    if "\0" in text:
        text = text.replace("\0", "")
    if "\r\r\n" in text:
        text = text.replace("\r\r\n", "\r\n")
    return text
