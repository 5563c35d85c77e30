"""What a written office name says: kind, class, speciality, place, regional office, in whatever order people put them.

``LAPAS KELAS IIA NARKOTIKA BANGLI``, ``Lapas Narkotika Klas 2 A Bangli``, ``Bangli, LP Narkotika IIA (Kanwil Bali)``
and ``LEMBAGA PEMASYARAKATN NARKOTIKA KELAS II A BANGLI`` all say the same.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

_LONG_FORMS = {
    "lembaga pembinaan khusus anak": "lpka",
    "lembaga pembinaan anak": "lpka",
    "lembaga pemasyarakatan anak": "lpka",
    "lapas anak": "lpka",
    "lembaga pemasyarakatan": "lapas",
    "rumah tahanan negara": "rutan",
    "rumah tahanan": "rutan",
    "balai pemasyarakatan": "bapas",
    "rumah sakit umum pengayoman": "rs",
    "rumah sakit pengayoman": "rs",
    "rsu pengayoman": "rs",
    "rs pengayoman": "rs",
    "lapastik": "lapas narkotika",
    "lapas sustik": "lapas narkotika",
    "lpp": "lapas perempuan",
    "lpn": "lapas narkotika",
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
_CLASS_WORDS = frozenset({"kelas", "klas", "kls", "class", "kl", "tingkat"})
_CLASSES = {
    **{c: c.upper() for c in ("i", "ii", "iia", "iib", "iii")},
    "1": "I",
    "2": "II",
    "2a": "IIA",
    "2b": "IIB",
    "3": "III",
}
_OUTER = """
upt kantor nama di kementerian imigrasi dan pemasyarakatan kemenimipas kemenkumham hukum ham hak asasi manusia
republik indonesia ri direktorat jenderal ditjen ditjenpas kepala unit pelaksana teknis satker satuan kerja
"""
_OUTER_WORDS = frozenset(_OUTER.split())
"""Around a name, never in a place's; they count only outside of the place."""
_REGION = re.compile(r"\b(?:kanwil|kantor wilayah|wilayah|provinsi|propinsi|prov)\b\.?(.*)$")
_REGION_NOISE = re.compile(
    r"\b(?:kementerian|kemenimipas|kemenkumham|imigrasi|hukum|dan|ham|hak|asasi|manusia|direktorat|jenderal|ditjen|"
    r"ditjenpas|pemasyarakatan|republik|indonesia|ri|wilayah|provinsi|propinsi|prov)\b"
)
_TOKEN = re.compile(r"[0-9a-z]+")
_MENDABLE_WORDS = """
lapas rutan bapas kelas lembaga pemasyarakatan rumah tahanan balai pembinaan khusus narkotika perempuan wanita pemuda
terbuka pengayoman kanwil kantor wilayah
"""
_MENDABLE = tuple(_MENDABLE_WORDS.split())
"""Words that a typing error may hide. None is nearer to another than two letters, but for *lapas* and *bapas*."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a written name; None: not written.

    Attributes:
        jenis: kind of office.
        kelas: class.
        kekhususan: speciality.
        place: letters and digits only (``parepare``).
        region: of the regional office written beside the name, squashed; "" where none is.
        is_mended: a word was misspelt.
    """

    jenis: str | None
    kelas: str | None
    kekhususan: str | None
    place: str
    region: str = ""
    is_mended: bool = False


def squash(text: str) -> str:
    """Letters and digits only, lower case: how places and codes are compared (``Pare-Pare``, ``PAREPARE``)."""
    return "".join(_TOKEN.findall(text.casefold()))


def parse_name(text: str) -> NameParts:
    """Take a written name apart; what is no kind, class or speciality is the place, misspelt words too."""
    folded = " ".join(_TOKEN.findall(text.casefold()))
    region = _REGION.search(folded)
    if region is not None:
        folded = folded[: region.start()]
    parts = _take_apart(_LONG_FORM.sub(lambda m: _LONG_FORMS[m.group()], folded).split())
    return replace(parts, region=squash(_REGION_NOISE.sub(" ", region[1]))) if region is not None else parts


def parse_misspelt(text: str, places: frozenset[str]) -> NameParts:
    """The same, with words mended that are one letter (from seven letters on: two) away from one that belongs there.

    Args:
        text: as written.
        places: words of places, which stay as they are.

    Returns:
        The parts; all empty where a mended word still stands in the place: then it was not meant.
    """
    words = _TOKEN.findall(text.casefold())
    mended = [w if w in places else _mend(w) for w in words]
    changed = {m for m, w in zip(mended, words, strict=True) if m != w}
    parts = parse_name(" ".join(mended))
    if any(word in parts.place for word in changed):
        return NameParts(None, None, None, "")
    return replace(parts, is_mended=bool(changed))


@functools.lru_cache(maxsize=4096)
def _mend(word: str) -> str:
    """The one word that is meant; itself where none or several might be, or where it is a word already."""
    from rapidfuzz.distance import OSA

    if len(word) < 5 or word in _SPECIALITIES or word in _MENDABLE or word in _OUTER_WORDS:
        return word
    near = [w for w in _MENDABLE if OSA.distance(w, word) <= (2 if len(w) > 6 else 1)]
    return near[0] if len(near) == 1 else word


def _take_apart(tokens: list[str]) -> NameParts:
    jenis = kelas = kekhususan = None
    place: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token in _CLASS_WORDS:
            continue
        if kelas is None and token in _CLASSES:
            kelas = _CLASSES[token]
            if kelas == "II" and position < len(tokens) and tokens[position] in ("a", "b"):
                kelas += tokens[position].upper()
                position += 1
        elif jenis is None and token in _KINDS:
            jenis = _KINDS[token]
        elif kekhususan is None and token in _SPECIALITIES:
            kekhususan = _SPECIALITIES[token]
        elif token not in _OUTER_WORDS:
            place.append(token)
    return NameParts(jenis, kelas, kekhususan, "".join(place))
