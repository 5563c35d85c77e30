"""The row of the whole above or below its parts: the nation among provinces, a province among regencies.

Rates and averages of the whole are no sums of the rows, so only the names tell.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from sources.contract_loader import fold

_NATION = frozenset({"indonesia", "nasional", "total indonesia", "indonesia total", "republik indonesia"})
_COUNTRY = frozenset({"united states", "united kingdom", "great britain", "england and wales", "england", "us total"})
_REGENCY = re.compile(r"^\W*(?:kab|kabupaten|kota|kotamadya|kodya|kota\s+adm)\b", re.IGNORECASE)
_NAMED_WHOLE = re.compile(r"^\W*(?:provinsi|propinsi|prov|kabupaten|kab)\b[\W]*\w", re.IGNORECASE)
_PROVINCES = """
aceh;sumatera utara;sumatera barat;riau;jambi;sumatera selatan;bengkulu;lampung;kepulauan bangka belitung;bangka
belitung;kepulauan riau;dki jakarta;jakarta;jawa barat;jawa tengah;di yogyakarta;yogyakarta;daerah istimewa
yogyakarta;jawa timur;banten;bali;nusa tenggara barat;nusa tenggara timur;kalimantan barat;kalimantan tengah;
kalimantan selatan;kalimantan timur;kalimantan utara;sulawesi utara;sulawesi tengah;sulawesi selatan;sulawesi
tenggara;gorontalo;sulawesi barat;maluku;maluku utara;papua;papua barat;papua selatan;papua tengah;papua
pegunungan;papua barat daya
"""
PROVINCES = frozenset(" ".join(_PROVINCES.split()).replace("; ", ";").split(";"))
"""Folded names of provinces, as tables write them."""
_LEAST = 3


@functools.lru_cache(maxsize=4_096)
def is_province(label: str) -> bool:
    """Whether a label names a province."""
    return _bare(label) in PROVINCES


def is_whole(label: str, others: Sequence[str]) -> bool:
    """Whether a label names the whole of which the other labels name the parts.

    Args:
        label: of a first or last row.
        others: labels of the other rows.
    """
    name = _bare(label)
    if name in _NATION:
        return sum(map(is_province, others)) >= _LEAST
    regencies = sum(_REGENCY.match(o) is not None for o in others)
    if len(others) < _LEAST or any(map(is_province, others)):
        return False
    if _NAMED_WHOLE.match(label):
        return regencies == 0 or (name in PROVINCES and regencies > 0)
    shouts = label.isupper() and 2 * sum(o.isupper() for o in others) < len(others)
    return name in PROVINCES and (regencies > 0 or shouts)


def is_country(label: str) -> bool:
    """Whether a label names a nation, with the year or a footnote behind it."""
    return re.sub(r"[\s,]*(?:(?:19|20)\d\d|\\?\d)?[\s\\\d]*$", "", _bare(label)) in _COUNTRY | _NATION


def _bare(label: str) -> str:
    return re.sub(r"^(?:provinsi|propinsi|prov)\s+", "", fold(label))
