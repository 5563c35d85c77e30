"""Headings of an office's own: known by other names, misspelt, shortened, with units; or strange beyond guessing."""

from __future__ import annotations

from random import Random

from flows.simulate.dice import shuffled
from flows.simulate.messy_pages import Style
from flows.simulate.office_spellings import misspelt
from sources.contract import Contract, Contracts
from sources.contract_loader import fold

_LONG = 12
"""Letters without unit from which on one slip leaves a heading plain to see."""
UNITS: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {
    ("penjualan", "omzet_rp"): (
        ("Omzet (ribuan Rp)", 1000), ("Omzet (Rp 000)", 1000), ("Omset dalam ribuan rupiah", 1000),
    ),
    ("penjualan", "pnbp_rp"): (("PNBP (ribuan Rp)", 1000), ("PNBP (dalam ribuan)", 1000)),
    ("penjualan", "premi_rp"): (("Premi (ribu rupiah)", 1000), ("Premi (juta Rp)", 1_000_000)),
    ("penjualan", "modal_rp"): (("Modal (ribuan Rp)", 1000),),
    ("produksi", "biaya_bahan_rp"): (("Biaya Bahan (ribu Rp)", 1000),),
    ("panen", "luas_lahan_m2"): (("Luas (ha)", 10_000), ("Luas Lahan (are)", 100), ("Luas Panen (hektar)", 10_000)),
    ("panen", "nilai_rp"): (("Nilai Panen (ribuan Rp)", 1000),),
}  # fmt: skip
"""Headings with a unit of their own, and what figures under them are divided by."""
STRANGE: dict[tuple[str, str], tuple[str, ...]] = {
    ("penjualan", "modal_rp"): ("Putaran Usaha", "Pokok"),
    ("produksi", "biaya_bahan_rp"): ("Belanja Toko", "Pengeluaran"),
    ("penjualan", "omzet_rp"): ("Uang Masuk", "Setoran Kas"),
    ("tenaga_kerja", "penerima_premi_orang"): ("Yang Dibayar", "Dapat Uang"),
    ("produksi", "wbp_terlibat_orang"): ("Anggota Regu", "Personil"),
}
"""Headings that nobody can read by themselves: the file comes back with a question."""


def renamed(contracts: Contracts, chance: Random, *, share: float = 0.4) -> dict[tuple[str, str], str]:
    """Some headings by a synonym, with a slip, shouted, or over two lines of a cell; never two the same in a sheet."""
    found: dict[tuple[str, str], str] = {}
    for contract in contracts.datasets.values():
        taken = {fold(n) for c in contract.own_columns for n in c.names}
        for column in contract.own_columns:
            if chance.random() > share:
                continue
            name = chance.choice((column.label, *column.synonyms))
            if len(name.partition("(")[0].strip()) >= _LONG and chance.random() < 0.5:
                slip = misspelt(name, chance)
                name = slip if fold(slip) not in taken else name
            found[contract.name, column.name] = chance.choice((name, name.upper(), name.replace(" ", "\n", 1)))
    return found


def with_units(chance: Random) -> Style:
    """Amounts in thousands or millions, areas in hectares, as their headings say."""
    chosen = {key: chance.choice(names) for key, names in UNITS.items() if chance.random() < 0.7}
    chosen |= {key: UNITS[key][0] for key in (("penjualan", "omzet_rp"), ("panen", "luas_lahan_m2"))}
    headings = {key: heading for key, (heading, _) in chosen.items()}
    times = {key: factor for key, (_, factor) in chosen.items()}
    return Style(headings, times, has_sum=chance.random() < 0.5)


def reordered(contracts: Contracts, chance: Random) -> dict[str, list[str]]:
    """Columns in an order of the office's own."""
    return {c.name: _order(c, chance) for c in contracts.datasets.values()}


def _order(contract: Contract, chance: Random) -> list[str]:
    names = [c.name for c in contract.own_columns]
    return [names[0], *shuffled(names[1:], chance)]
