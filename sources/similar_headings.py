"""How much a heading says the same as the names that a contract has for a column, where the words differ.

Slips of the pen, other order, usual abbreviations and words that say nothing are seen through; other words are not.
"""

from __future__ import annotations

import functools

from sources.contract import Column
from sources.contract_loader import fold

CERTAIN = 0.9
"""From here on a heading is taken for a name. Measured on headings made from all names of the contracts with one or two
slips, words turned round, abbreviated and padded, against the names of other columns and 60 headings of other tables
(``tests/sources/test_similar_headings.py``): none is taken for a wrong column at 0.9, a few are at 0.85."""
AHEAD = 0.06
"""So much the best column must lead the second, else two are meant: half of what one letter more makes in a word of
seven."""
POSSIBLE = 0.55
"""From here on a column is worth showing as a guess."""

_SHORT = {
    "jml": "jumlah", "jlh": "jumlah", "tot": "total", "tgl": "tanggal", "kd": "kode", "vol": "volume",
    "hrg": "harga", "sat": "satuan", "nm": "nama", "brg": "barang", "prod": "produk", "prd": "produk",
    "bln": "bulan", "thn": "tahun", "lk": "laki laki", "pr": "perempuan", "ket": "keterangan", "sert": "sertifikat",
    "keg": "kegiatan", "jns": "jenis", "pst": "peserta", "penj": "penjualan", "pnjualan": "penjualan",
    "omset": "omzet", "no": "nomor", "bid": "bidang", "kat": "kategori", "peny": "penyelenggara",
}  # fmt: skip
_SILENT = frozenset(("bulan", "ini", "per", "yang", "untuk", "pada", "oleh", "di", "dari", "upt", "laporan", "data"))
"""Words that make no difference beside others."""


_OTHER_WORDS = """
lalu kumulatif target rencana sampai sd sebelumnya tahunan setahun prognosa proyeksi anggaran pagu rata retur rusak
gagal
"""
_ANOTHER = frozenset(_OTHER_WORDS.split())
"""Words that make another quantity of what they stand beside: *Omzet Bulan Lalu*, *Target Produksi*."""


@functools.lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A heading's words: abbreviations written out, silent words left out (unless nothing else is there)."""
    words = " ".join(_SHORT.get(w, w) for w in fold(text).split()).split()
    said = [w for w in words if w not in _SILENT]
    return " ".join(said or words)


def is_another(folded: str) -> bool:
    """Whether folded words speak of another quantity than the month's own."""
    return not _ANOTHER.isdisjoint(folded.split())


def similarity(heading: str, column: Column) -> float:
    """From 0 to 1: 1 says the same as one of the column's names but for order, abbreviations and silent words."""
    return _similarity(heading, column.names)


@functools.lru_cache(maxsize=65_536)
def _similarity(heading: str, names: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz, process

    said, own = fold(heading), plain(heading)
    if not own:
        return 0.0
    folded, words = _forms(names)
    if not _ANOTHER.isdisjoint(said.split()) and not any(_ANOTHER & set(n.split()) & set(said.split()) for n in folded):
        return 0.0
    scores = (
        process.extractOne(said, folded, scorer=fuzz.ratio, processor=None),
        process.extractOne(own, words, scorer=fuzz.token_sort_ratio, processor=None),
    )
    return max(float(found[1]) for found in scores) / 100


@functools.lru_cache(maxsize=1024)
def _forms(names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return [fold(n) for n in names], [plain(n) for n in names]
