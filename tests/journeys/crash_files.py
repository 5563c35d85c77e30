"""What a few offices send, with everything in it that makes a crash interesting."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.simulate import simulate
from sources.contract_loader import load_contracts
from sources.offices import Offices
from sources.template import write_template
from tests.practice import NOW

_SALES = "Kode Produk;Nama Produk;Kanal;Volume Terjual;Satuan;Omzet (Rp);PNBP (Rp);Premi (Rp);Modal (Rp)\n"
_SOLD = _SALES + "GSJ-01;Gula Semut;koperasi;4;bungkus;100.000;40.000;30.000;30.000\n"
_PRODUCTS = "Kode Produk;Nama Produk;Kategori;Produk Unggulan;Satuan;Harga Satuan (Rp)\n"
_PRODUCT = _PRODUCTS + "GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;25.000\n"

ASKED, UNASKED, TAKEN_BACK = "mahal", "mahal juga", "ditarik"
"""Reports of three more offices: two that are asked about a price, and a plain one."""

_PARTS: Sequence[tuple[str, str]] = [
    ("penjualan", _SOLD),  # waits for the products
    ("produk", _PRODUCT.replace("25.000", "mahal")),  # returned: no number
    ("produk", _PRODUCT),
    ("penjualan", _SOLD.replace("GSJ-01", "GSJ-99")),  # no such product
    ("penjualan", _SOLD.replace(";4;", ";8;").replace("100.000", "200.000").replace("40.000", "140.000")),
    ("penjualan", _SOLD),  # as it was at first: an attempt of its own
    ("penjualan", _SOLD),  # a duplicate
]
"""What one office sends in parts, a day apart."""


def make_files(root: Path, period: str = "2026-10") -> tuple[Path, Path]:
    """Two folders: what offices send first, and what comes later (corrections, and a file that was on its way long).

    Five offices of the practice nation with planted errors, one that sends its datasets in parts, an empty file and a
    file that is none.
    """
    first, later = root / "kiriman", root / "susulan"
    simulate(first, period=period, offices=5, error_rate=0.6, rows=24, seed=3)
    later.mkdir()
    for day, (dataset, text) in enumerate(_PARTS):
        # The first of them comes with the later files: received first, it changes everybody's number.
        folder = (later if day in (0, 5, 6) else first) / f"hari-{day}"
        folder.mkdir()
        _write(folder / f"RT2A-BALIKPAPAN_{period}_{dataset}.csv", text.encode(), days_ago=15 - day)
    for folder, name, office in (
        (first, ASKED, "LP2A-BENGKULU"),
        (first, UNASKED, "LP2A-CURUP"),
        (first, TAKEN_BACK, "LP2A-SERANG"),
    ):
        _workbook(folder / f"{name}.xlsx", office, period, sold=25_000 if name == TAKEN_BACK else 2_500_000)
    _write(first / "kosong.csv", b"", days_ago=3)
    _write(later / "bukan laporan.xlsx", b"PK\x03\x04 nothing more", days_ago=2)
    copied = min(first.glob("*.xlsx"))
    shutil.copy(copied, later / f"salinan {copied.name}")
    os.utime(later / f"salinan {copied.name}", (NOW.timestamp() - 3600,) * 2)
    return first, later


def _workbook(file: Path, office: str, period: str, *, sold: int) -> None:
    """One product at 25,000 rupiah, and one sale of it."""
    product = {"kode_produk": "GSJ-01", "nama_produk": "Gula Semut", "satuan": "bungkus"}
    catalogue = {"kategori": "pangan_olahan", "unggulan": False, "harga_satuan_rp": 25000, "siap_galeri": False}
    money = {"omzet_rp": sold, "pnbp_rp": sold // 5 * 2, "premi_rp": sold // 5, "modal_rp": sold // 5 * 2}
    rows: dict[str, list[Mapping[str, object] | None]] = {
        "produk": [product | catalogue | {"stok_galeri": 100}],
        "penjualan": [product | {"kanal": "koperasi", "volume": 1} | money],
    }
    write_template(file, load_contracts(), Offices.load(), office=office, period=period, rows=rows)
    os.utime(file, (NOW.timestamp() - 86400 * 10,) * 2)


def _write(file: Path, data: bytes, *, days_ago: int) -> None:
    file.write_bytes(data)
    os.utime(file, (NOW.timestamp() - 86400 * days_ago,) * 2)
