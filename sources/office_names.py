"""What a written office name says: kind, class, speciality and place, in whatever order people put them.

``LAPAS KELAS IIA NARKOTIKA BANGLI``, ``Lapas Narkotika Klas 2 A Bangli`` and
``LEMBAGA PEMASYARAKATAN NARKOTIKA KELAS II A BANGLI`` all say the same four things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONG_FORMS = {
    "lembaga pembinaan khusus anak": "lpka",
    "lembaga pemasyarakatan anak": "lpka",
    "lembaga pemasyarakatan": "lapas",
    "lembaga permasyarakatan": "lapas",
    "rumah tahanan negara": "rutan",
    "rumah tahanan": "rutan",
    "balai pemasyarakatan": "bapas",
    "balai permasyarakatan": "bapas",
    "rumah sakit umum pengayoman": "rs",
    "rumah sakit pengayoman": "rs",
    "rsu pengayoman": "rs",
    "rs pengayoman": "rs",
}
"""Longest first where one begins another."""
_LONG_FORM = re.compile(rf"\b(?:{'|'.join(_LONG_FORMS)})\b")
_KINDS = {"lapas": "Lapas", "lp": "Lapas", "rutan": "Rutan", "bapas": "Bapas", "lpka": "LPKA", "rs": "RS"}
_SPECIALITIES = {
    "narkotika": "Narkotika",
    "narkoba": "Narkotika",
    "perempuan": "Perempuan",
    "wanita": "Perempuan",
    "pemuda": "Pemuda",
    "terbuka": "Terbuka",
    "khusus": "Khusus",
    "umum": "Umum",
}
_CLASS_WORDS = frozenset({"kelas", "klas", "kls", "class"})
_CLASSES = {
    **{c: c.upper() for c in ("i", "ii", "iia", "iib", "iii")},
    "1": "I",
    "2": "II",
    "2a": "IIA",
    "2b": "IIB",
    "3": "III",
}
_OUTER_WORDS = frozenset({"upt", "kantor", "nama", "di"})
_TOKEN = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a written name; None: not written. ``place`` has letters and digits only (``parepare``)."""

    jenis: str | None
    kelas: str | None
    kekhususan: str | None
    place: str


def squash(text: str) -> str:
    """Letters and digits only, lower case: how places and codes are compared (``Pare-Pare``, ``PAREPARE``)."""
    return "".join(_TOKEN.findall(text.casefold()))


def parse_name(text: str) -> NameParts:
    """Take a written name apart; what is no kind, class or speciality is the place."""
    folded = " ".join(_TOKEN.findall(text.casefold()))
    tokens = _LONG_FORM.sub(lambda m: _LONG_FORMS[m.group()], folded).split()
    jenis = kelas = kekhususan = None
    place: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token in _CLASS_WORDS:
            continue
        if kelas is None and token in _CLASSES and not place:
            kelas = _CLASSES[token]
            if kelas == "II" and position < len(tokens) and tokens[position] in ("a", "b"):
                kelas += tokens[position].upper()
                position += 1
        elif jenis is None and token in _KINDS and not place:
            jenis = _KINDS[token]
        elif kekhususan is None and token in _SPECIALITIES:
            kekhususan = _SPECIALITIES[token]
        elif place or token not in _OUTER_WORDS:
            place.append(token)
    return NameParts(jenis, kelas, kekhususan, "".join(place))
