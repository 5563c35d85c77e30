"""Units in headings: ``Omzet (ribuan Rp)`` is omzet in thousands of rupiah, ``Luas (ha)`` an area in hectares.

A unit is a number to multiply by, exactly, or (where the unit stands in a column of its own) a code of that column.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from sources.contract import Column, Contract
from sources.contract_loader import fold

_BRACKETED = re.compile(r"^(?P<base>.*\S)\s*[(\[]\s*(?P<unit>[^()\[\]]{1,40}?)\s*[)\]]\s*$", re.DOTALL)
_SPOKEN = re.compile(
    r"^(?P<base>.*\S)[\s,/:-]+(?:dalam|dlm|x)\s+(?P<unit>(?:ribu|juta|mili?[ay]r|rp|rupiah|ha\b|hektar|ton|kg)"
    r"[\w .]*)$",
    re.IGNORECASE | re.DOTALL,
)
_THOUSANDS = re.compile(
    r"\b(?:dalam|dlm|angka|nilai|satuan)\b[^.;]{0,25}?\b(?P<unit>(?:ribu|juta|mili?[ay]r)(?:an)?\b(?:\s*(?:rp|rupiah))?)",
    re.IGNORECASE,
)
_SCALES = {
    **dict.fromkeys(("ribu", "ribuan", "rb", "000", "1000", "1 000"), "1000"),
    **dict.fromkeys(("juta", "jutaan", "jt", "000000", "1000000", "000 000", "1 000 000"), "1000000"),
    **dict.fromkeys(("miliar", "miliaran", "milyar", "milyaran"), "1000000000"),
}
_BASES: dict[str, dict[str, str]] = {
    "rupiah": dict.fromkeys(("rp", "rupiah", "idr"), "1"),
    "m²": {
        **dict.fromkeys(("m2", "meter persegi", "m persegi", "meter2"), "1"),
        **dict.fromkeys(("ha", "hektar", "hektare"), "10000"),
        **dict.fromkeys(("are",), "100"),
        **dict.fromkeys(("km2", "kilometer persegi"), "1000000"),
    },
    "orang": dict.fromkeys(("orang", "org", "jiwa"), "1"),
    "hari": dict.fromkeys(("hari", "hr"), "1"),
    "kg": {"kg": "1", "kilogram": "1", "ton": "1000", "kuintal": "100", "kwintal": "100", "gram": "0.001"},
}
_MONEY = "rupiah"
_ROW_UNIT = "sesuai kolom "
_FOREIGN = frozenset(("usd", "dolar", "dollar", "persen", "%", "menit", "jam", "rit", "km", "mil", "acre", "kwh"))


@dataclass(frozen=True, slots=True)
class HeadingUnit:
    """A heading taken apart: ``base`` without the unit, and the unit, folded."""

    base: str
    unit: str


def take_apart(heading: str) -> HeadingUnit | None:
    """The unit in a heading: in brackets, behind *dalam*, or alone on the last of its rows; None: there is none."""
    upper, _, last = heading.rpartition(" / ")
    if upper and is_unit(fold(last)):
        return HeadingUnit(upper, fold(last))
    match = _BRACKETED.match(heading) or _SPOKEN.match(heading)
    if match is None:
        return None
    unit = re.sub(r"^(?:dalam|dlm|x)\s+", "", fold(match["unit"]))
    return HeadingUnit(match["base"].rstrip(" /-:,"), unit)


@functools.lru_cache(maxsize=4_096)
def unit_of_title(text: str) -> str | None:
    """The scale that a title announces for all amounts: ``(dalam ribuan rupiah)`` → ``ribuan rupiah``."""
    match = _THOUSANDS.search(text)
    return fold(match["unit"]) if match else None


def is_unit(unit: str) -> bool:
    """Whether folded words are a unit at all, of whatever quantity."""
    return unit in _FOREIGN or any(_factor(unit, base) is not None for base in _BASES)


def factor(unit: str, column: Column) -> Decimal | None:
    """What a figure in that unit is multiplied by to be one in the column's own; None: it cannot be."""
    if column.unit is None or column.unit not in _BASES:
        return None
    found = _factor(unit, column.unit)
    return Decimal(found) if found is not None else None


def unit_column(column: Column, contract: Contract) -> Column | None:
    """The column that holds the unit of each row of ``column`` (*Volume* → *Satuan*), if it has one."""
    if column.unit is None or not column.unit.startswith(_ROW_UNIT):
        return None
    label = column.unit.removeprefix(_ROW_UNIT)
    return next((c for c in contract.own_columns if c.label == label and c.codes), None)


def unit_code(unit: str, column: Column) -> str | None:
    """The code of a unit column that folded words mean, or None."""
    return next((c.value for c in column.codes if unit in map(fold, (c.value, c.label, *c.synonyms))), None)


def _factor(unit: str, base: str) -> str | None:
    known = _BASES[base]
    if unit in known:
        return known[unit]
    if base == _MONEY and unit in _SCALES:
        return _SCALES[unit]
    for word in known:
        if known[word] != "1":
            continue
        rest = unit.removesuffix(f" {word}") if unit.endswith(f" {word}") else unit.removeprefix(f"{word} ")
        if rest != unit and rest.removeprefix("x ") in _SCALES:
            return _SCALES[rest.removeprefix("x ")]
    return None
