"""The regional office that people write beside an office's name: ``Kanwil Sumatera Selatan``, ``Sumsel``, ``DIY``."""

from __future__ import annotations

import functools

from sources.reference import load_regional_offices

_SHORT = {
    "sumut": "Sumatera Utara", "sumbar": "Sumatera Barat", "sumsel": "Sumatera Selatan",
    "sumaterautara": "Sumatera Utara", "sumaterabarat": "Sumatera Barat", "sumaterasel": "Sumatera Selatan",
    "kepri": "Kepulauan Riau", "babel": "Kepulauan Bangka Belitung", "bangkabelitung": "Kepulauan Bangka Belitung",
    "jabar": "Jawa Barat", "jateng": "Jawa Tengah", "jatim": "Jawa Timur", "jakarta": "DKI Jakarta",
    "dki": "DKI Jakarta", "diy": "D. I. Yogyakarta", "yogyakarta": "D. I. Yogyakarta",
    "daerahistimewayogyakarta": "D. I. Yogyakarta", "ntb": "Nusa Tenggara Barat", "ntt": "Nusa Tenggara Timur",
    "kalbar": "Kalimantan Barat", "kalteng": "Kalimantan Tengah", "kalsel": "Kalimantan Selatan",
    "kaltim": "Kalimantan Timur", "sulut": "Sulawesi Utara", "sulteng": "Sulawesi Tengah",
    "sulsel": "Sulawesi Selatan", "sultra": "Sulawesi Tenggara", "sulbar": "Sulawesi Barat",
    "malut": "Maluku Utara", "nanggroeacehdarussalam": "Aceh", "nad": "Aceh",
}  # fmt: skip


@functools.cache
def _known() -> dict[str, str]:
    own = {"".join(c for c in k.kanwil.casefold() if c.isalnum()): k.kanwil for k in load_regional_offices()}
    return {k: v for k, v in {**_SHORT, **own}.items() if v in own.values()}


def region_of(squashed: str) -> str | None:
    """The regional office (as in ``kanwil.csv``) that squashed letters mean, up to two slips away, or None."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if squashed in _known() or len(squashed) < 7:
        return _known().get(squashed)
    near = process.extract(squashed, list(_known()), scorer=OSA.distance, score_cutoff=2, limit=5)
    meant = {_known()[name] for name, *_ in near}
    return meant.pop() if len(meant) == 1 else None


def without_region(squashed: str) -> str:
    """A place without the region written behind it (``lahatsumateraselatan`` → ``lahat``); as it is where none is."""
    ends = [name for name in _known() if squashed.endswith(name) and len(squashed) > len(name)]
    return squashed.removesuffix(max(ends, key=len)) if ends else squashed
