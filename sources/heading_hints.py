"""What a heading says of the figures under it: codes, fractions, days. A hint where the cells alone prove nothing."""

from __future__ import annotations

import functools
import re
from typing import Literal

Hint = Literal["code", "fraction", "day"]

_CODE = (
    r"\b(?:kode|kd|code|nik|nib|npwp|nip|nop|isbn|barcode|sku|imei|telepon|telp|tlp|hp|handphone|whatsapp|wa|"
    r"rekening|kodepos|zip|postcode|no\W*(?:kk|ktp|izin|pirt|rek|surat))\b"
)
_DAY = r"\b(?:tanggal|tgl|date|waktu|timestamp)\b"
_FRACTION = (
    r"\b(?:lat|latitude|lon|lng|long|longitude|lintang|bujur|koordinat|indeks|index|rasio|ratio|persen|persentase|"
    r"laju|ipk|ipm)\b|%"
)
_PATTERNS: dict[Hint, re.Pattern[str]] = {
    "code": re.compile(_CODE, re.IGNORECASE),
    "day": re.compile(_DAY, re.IGNORECASE),
    "fraction": re.compile(_FRACTION, re.IGNORECASE),
}


@functools.lru_cache(maxsize=4_096)
def hints(heading: str) -> frozenset[Hint]:
    """What a heading suggests, by its words (``kode_wilayah``, ``Tgl.``, ``Laju (%)``)."""
    spoken = heading.replace("_", " ")
    return frozenset(hint for hint, pattern in _PATTERNS.items() if pattern.search(spoken))
