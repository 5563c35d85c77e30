"""How people write the name of an office: short or long, in any order, class this way or that, with slips."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from sources.reference import Office

_KINDS = {
    "Lapas": ("Lapas", "LAPAS", "LP", "Lembaga Pemasyarakatan", "LEMBAGA PEMASYARAKATAN"),
    "Rutan": ("Rutan", "RUTAN", "Rumah Tahanan Negara", "RUMAH TAHANAN", "Rumah Tahanan"),
    "Bapas": ("Bapas", "BAPAS", "Balai Pemasyarakatan", "BALAI PEMASYARAKATAN"),
    "LPKA": ("LPKA", "Lembaga Pembinaan Khusus Anak", "LEMBAGA PEMBINAAN KHUSUS ANAK"),
    "RS": ("RS Pengayoman", "Rumah Sakit Umum Pengayoman", "RSU Pengayoman"),
}
_CLASSES = {
    "I": ("I", "1"), "II": ("II", "2"), "III": ("III", "3"),
    "IIA": ("IIA", "II A", "2A", "2 A", "II-A", "IIa"), "IIB": ("IIB", "II B", "2B", "2 B", "II-B", "IIb"),
}  # fmt: skip
_CLASS_WORDS = ("Kelas", "KELAS", "Klas", "Kls.", "Kls", "Kl.")
_SPECIALITIES = {"Perempuan": ("Perempuan", "Wanita", "PEREMPUAN"), "Narkotika": ("Narkotika", "NARKOTIKA")}
_LETTERS = "abcdefghijklmnoprstuwy"

Part = Callable[[str, Random], str]


def place_of(office: Office) -> str:
    """The place in an office's name."""
    name = re.sub(r"^.*?Kelas \S+ ", "", office.nama_upt) if office.kelas else office.nama_upt
    return re.sub(r"^(?:Rumah Sakit Umum|RSU?|RS) Pengayoman\s*", "", name)


def spelling(office: Office, chance: Random) -> str:
    """A name that says kind, class, speciality and place, in one of many ways, without a mistake."""
    kind = chance.choice(_KINDS[office.jenis])
    words = {"kind": kind, "class": _class(office, chance), "special": _special(office, chance)}
    order = chance.choice((("kind", "class", "special"), ("kind", "special", "class")))
    text = " ".join(words[w] for w in order if words[w])
    place = _case(place_of(office), chance)
    text = f"{text} {place}" if chance.random() < 0.85 else f"{place}, {text}"
    if chance.random() < 0.15:
        text = f"{text} {chance.choice(('- Kanwil', 'Kantor Wilayah', '(Kanwil', ','))} {office.kanwil}"
        text += ")" if "(Kanwil" in text else ""
    return text.upper() if chance.random() < 0.35 else text


def abridged(office: Office, chance: Random) -> str:
    """A name that leaves something out: class or place, or that puts ``Kab.`` or ``Kota`` before the place."""
    kind, place = chance.choice(_KINDS[office.jenis]), _case(place_of(office), chance)
    special, kelas = _special(office, chance), _class(office, chance)
    forms = (
        (kind, special, place),
        (kind, kelas, special),
        (kind, kelas, special, chance.choice(("Kab.", "Kota", "Kabupaten")), place),
        (place,),
        (chance.choice(("UPT", "Kepala")), kind, kelas, special, place),
    )
    return " ".join(w for w in chance.choice(forms) if w)


def misspelt(text: str, chance: Random, slips: int = 1) -> str:
    """The text with letters swapped, left out, doubled or replaced; digits and Roman numerals stay."""
    for _ in range(slips):
        words = [m for m in re.finditer(r"[A-Za-z]{4,}", text) if m[0].casefold() not in ("kelas", "klas")]
        if not words:
            return text
        word = chance.choice(words)
        at = chance.randrange(word.start(), word.end() - 1)
        before, here, there, after = text[:at], text[at], text[at + 1], text[at + 2 :]
        other = chance.choice(_LETTERS)
        other = other.upper() if here.isupper() else other
        text = before + chance.choice((there + here, there, here + here + there, other + there)) + after
    return text


def _class(office: Office, chance: Random) -> str:
    if not office.kelas:
        return ""
    return f"{chance.choice(_CLASS_WORDS)} {chance.choice(_CLASSES[office.kelas])}"


def _special(office: Office, chance: Random) -> str:
    if office.kekhususan == "Umum":
        return ""
    return chance.choice(_SPECIALITIES.get(office.kekhususan, (office.kekhususan,)))


def _case(place: str, chance: Random) -> str:
    forms: tuple[Part, ...] = (
        lambda p, _: p, lambda p, _: p, lambda p, _: p.upper(), lambda p, _: p.lower(),
        lambda p, _: p.replace("-", " "), lambda p, _: p.replace(" ", ""),
    )  # fmt: skip
    return chance.choice(forms)(place, chance)
