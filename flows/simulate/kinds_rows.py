"""Mistakes between the cells of a row, between rows, and between sheets: one kind for each such rule."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from flows.simulate.draft import Draft, Kind, Planted
from flows.simulate.month import Row, income
from flows.simulate.seasons import split
from sources.contract import Contracts
from sources.reference import Office

Change = dict[str, object]


@dataclass(frozen=True, slots=True)
class RowMistake:
    """``change`` gives the new cells of a row, ``column`` is where the rule points, ``suits`` which rows will do."""

    rule: str
    dataset: str
    column: str
    change: Callable[[Row, Draft], Change]
    suits: Callable[[Row, Draft], bool] = lambda _row, _draft: True
    made_by: Callable[[Office], bool] = lambda _: True
    is_copy: bool = False
    """The change is made to a copy of the row at the end of the sheet."""


def row_kinds(contracts: Contracts) -> Iterator[Kind]:
    """Every kind whose rule the contracts have."""
    for mistake in _MISTAKES:
        if mistake.rule in contracts.rule:
            yield Kind((mistake.rule,), _applier(mistake), mistake.dataset, suits=mistake.made_by)
    if "UMKM-K311" in contracts.rule:
        yield Kind(("UMKM-K311",), _oversold, "penjualan")
    if "UMKM-K408" in contracts.rule:
        yield Kind(("UMKM-K408",), _premi_unsold, forms=frozenset({"workbook", "free"}))


def _applier(mistake: RowMistake) -> Callable[[Draft, Random], list[Planted] | None]:
    def apply(draft: Draft, chance: Random) -> list[Planted] | None:
        index = draft.pick(mistake.dataset, chance, lambda row: mistake.suits(row, draft))
        if index is None:
            return None
        row = draft.report[mistake.dataset][index]
        change = mistake.change(row, draft)
        if mistake.is_copy:
            index = draft.append(mistake.dataset, {**row, **change})
        else:
            row.update(change)
        return [Planted(mistake.rule, "cell", mistake.dataset, mistake.column, index)]

    return apply


def _number(value: object) -> Decimal:
    return Decimal(str(value))


_SHORTEST = 8
"""Letters of a name that the rule compares."""


def _misspelt(name: str) -> str:
    """The name with the last letter of its last long word doubled; short words and figures are sizes and stay.

    The last letter of the last: what the rule compares names by forgives a letter the better, the later it is. A name
    that is too short for the rule stays as it is.
    """
    return re.sub(r"^(.*\b[A-Za-z]{3,}([A-Za-z]))\b", r"\1\2", name) if len(name) >= _SHORTEST else name


def _people(row: Row) -> int:
    return sum(int(str(row[name])) for name in ("laki_laki_orang", "perempuan_orang", "anak_orang"))


def _other_unit(row: Row, _: Draft) -> Change:
    return {"satuan": "lusin" if row["satuan"] != "lusin" else "kg"}


def _month_before(column: str) -> Callable[[Row, Draft], Change]:
    def change(_: Row, draft: Draft) -> Change:
        year, month = split(draft.period)
        return {column: date(year, month, 1) - timedelta(days=4)}

    return change


def _more_than_there_are(column: str) -> Callable[[Row, Draft], Change]:
    return lambda row, _: {column: _people(row) + 3}


def _sells_well(row: Row, _: Draft) -> bool:
    return _number(row["omzet_rp"]) >= 50_000


def _is_crop(row: Row, _: Draft) -> bool:
    return row["sektor"] == "pertanian" and row["satuan"] == "kg" and not row["panen_raya"]


def _all_at_work(draft: Draft) -> int:
    return sum(_people(row) for row in draft.report["tenaga_kerja"])


_NOTHING_SOLD: Change = {"volume": Decimal(0), **income(Decimal(0), (0, 0))}
_CRAFT: Change = {"kategori": "kerajinan", "unggulan": True}
_MISTAKES = (
    RowMistake("UMKM-K101", "produk", "stok_galeri", lambda *_: {"siap_galeri": True, "stok_galeri": Decimal(0)}),
    RowMistake("UMKM-K102", "produk", "nomor_pirt", lambda *_: {
        "unggulan": True, "kategori": "pangan_olahan", "nomor_pirt": None, "nomor_halal": None, "nomor_bpom": None}),
    RowMistake("UMKM-K103", "produk", "harga_satuan_rp", lambda *_: {**_CRAFT, "harga_satuan_rp": Decimal(0)}),
    RowMistake("UMKM-K104", "produk", "nama_produk", lambda *_: {"kode_produk": "BARU-77"}, is_copy=True),
    RowMistake("UMKM-K105", "produk", "kode_produk", lambda r, _: {
        "kode_produk": str(r["kode_produk"]).lower().replace("-", " ")}, is_copy=True),
    RowMistake("UMKM-K106", "produk", "siap_galeri", lambda *_: {**_CRAFT, "siap_galeri": None}),
    RowMistake("UMKM-K107", "produk", "nama_produk", lambda r, _: {
        "kode_produk": "MIRIP-66", "nama_produk": _misspelt(str(r["nama_produk"]))},
        lambda r, _: _misspelt(str(r["nama_produk"])) != r["nama_produk"], is_copy=True),
    RowMistake("UMKM-K201", "produksi", "kode_produk", lambda *_: {"kode_produk": "HILANG-88"}),
    RowMistake("UMKM-K202", "produksi", "nama_produk", lambda *_: {"nama_produk": "Wuwung Xylofon Quadra"}),
    RowMistake("UMKM-K203", "produksi", "satuan", _other_unit),
    RowMistake("UMKM-K204", "produksi", "wbp_terlibat_orang", lambda *_: {"wbp_terlibat_orang": 0}),
    RowMistake("UMKM-K205", "produksi", "hari_kerja", lambda *_: {"hari_kerja": Decimal(31)},
               lambda _, d: calendar.monthrange(*split(d.period))[1] < 31),
    RowMistake("UMKM-K206", "produksi", "volume", lambda *_: {"volume": Decimal(0)}),
    RowMistake("UMKM-K207", "produksi", "kode_produk", lambda r, _: {
        "kode_produk": str(r["kode_produk"]).lower().replace("-", " ")}, is_copy=True),
    RowMistake("UMKM-K208", "produksi", "biaya_bahan_rp", lambda r, _: {
        "biaya_bahan_rp": _number(r["biaya_bahan_rp"]) * 20}),
    RowMistake("UMKM-K209", "produksi", "wbp_terlibat_orang", lambda _, d: {"wbp_terlibat_orang": _all_at_work(d) + 5}),
    RowMistake("UMKM-K301", "penjualan", "kode_produk", lambda *_: {"kode_produk": "HILANG-99"}),
    RowMistake("UMKM-K302", "penjualan", "nama_produk", lambda *_: {"nama_produk": "Wuwung Xylofon Quadra"}),
    RowMistake("UMKM-K303", "penjualan", "satuan", _other_unit),
    RowMistake("UMKM-K304", "penjualan", "kode_produk", lambda *_: _NOTHING_SOLD, is_copy=True),
    RowMistake("UMKM-K305", "penjualan", "omzet_rp", lambda r, _: {
        name: _number(r[name]) * 10 for name in ("omzet_rp", "pnbp_rp", "premi_rp", "modal_rp")}, _sells_well),
    RowMistake("UMKM-K306", "penjualan", "volume", lambda *_: {"volume": Decimal(0)}, _sells_well),
    RowMistake("UMKM-K307", "penjualan", "omzet_rp", lambda *_: income(Decimal(0), (0, 0)), _sells_well),
    RowMistake("UMKM-K308", "penjualan", "omzet_rp", lambda r, _: {
        "modal_rp": _number(r["modal_rp"]) + _number(r["omzet_rp"]) // 5}, _sells_well),
    RowMistake("UMKM-K309", "penjualan", "premi_rp", lambda r, _: {
        "premi_rp": _number(r["omzet_rp"]) + 5000}, _sells_well),
    RowMistake("UMKM-K310", "penjualan", "pnbp_rp", lambda r, _: {
        "pnbp_rp": _number(r["omzet_rp"]) + 5000}, _sells_well),
    RowMistake("UMKM-K312", "penjualan", "pnbp_rp", lambda r, _: {
        "pnbp_rp": Decimal(0), "modal_rp": _number(r["modal_rp"]) + _number(r["pnbp_rp"])}, _sells_well),
    RowMistake("UMKM-K313", "penjualan", "omzet_rp", lambda r, _: {
        "modal_rp": None, "premi_rp": _number(r["omzet_rp"]) * 7 // 10,
        "pnbp_rp": _number(r["omzet_rp"]) // 2}, _sells_well),
    RowMistake("UMKM-K401", "tenaga_kerja", "laki_laki_orang", lambda *_: {
        "laki_laki_orang": None, "perempuan_orang": None, "anak_orang": None}),
    RowMistake("UMKM-K402", "tenaga_kerja", "bersertifikat_orang", _more_than_there_are("bersertifikat_orang")),
    RowMistake("UMKM-K403", "tenaga_kerja", "penerima_premi_orang", _more_than_there_are("penerima_premi_orang")),
    RowMistake("UMKM-K404", "tenaga_kerja", "peserta_asimilasi_orang", _more_than_there_are("peserta_asimilasi_orang")),
    RowMistake("UMKM-K405", "tenaga_kerja", "bidang", lambda r, _: {"bidang": str(r["bidang"]).upper()}, is_copy=True),
    RowMistake("UMKM-K406", "tenaga_kerja", "anak_orang", lambda *_: {"anak_orang": 2},
               made_by=lambda o: o.jenis != "LPKA"),
    RowMistake("UMKM-K407", "tenaga_kerja", "laki_laki_orang", lambda *_: {"laki_laki_orang": 2},
               made_by=lambda o: o.kekhususan == "Perempuan"),
    RowMistake("UMKM-K501", "panen", "panen_tanggal", _month_before("panen_tanggal"), lambda r, _: not r["panen_raya"]),
    RowMistake("UMKM-K503", "panen", "komoditas", lambda *_: {}, is_copy=True),
    RowMistake("UMKM-K504", "panen", "hasil", lambda *_: {
        "luas_lahan_m2": Decimal(100), "hasil": Decimal(20_000), "nilai_rp": Decimal(90_000_000)}, _is_crop),
    RowMistake("UMKM-K505", "panen", "nilai_rp", lambda *_: {"panen_raya": True, "nilai_rp": None}),
    RowMistake("UMKM-K506", "panen", "satuan", lambda *_: {"satuan": "ekor"}, _is_crop),
    RowMistake("UMKM-K507", "panen", "nilai_rp", lambda *_: {"nilai_rp": Decimal(0)}, lambda r, _: not r["panen_raya"]),
    RowMistake("UMKM-K508", "panen", "nilai_rp", lambda r, _: {"nilai_rp": _number(r["hasil"]) * 20}, _is_crop),
    RowMistake("UMKM-K509", "panen", "luas_lahan_m2", lambda *_: {"luas_lahan_m2": Decimal(0)}, _is_crop),
    RowMistake("UMKM-K601", "kegiatan", "kegiatan_tanggal", _month_before("kegiatan_tanggal")),
    RowMistake("UMKM-K603", "kegiatan", "nama_kegiatan", lambda *_: {}, is_copy=True),
    RowMistake("UMKM-K604", "kegiatan", "peserta_wbp_orang", lambda *_: {
        "peserta_wbp_orang": 0, "peserta_petugas_orang": 0}),
    RowMistake("UMKM-K605", "kegiatan", "penyelenggara", lambda *_: {"jenis": "kerja_sama", "penyelenggara": None}),
)  # fmt: skip


def _oversold(draft: Draft, chance: Random) -> list[Planted] | None:
    """More of a product is sold than was made and kept; the rule points at the product's last row."""
    index = draft.pick("penjualan", chance)
    if index is None:
        return None
    rows = draft.report["penjualan"]
    row = rows[index]
    code = row["kode_produk"]
    made = sum((_number(r["volume"]) for r in draft.report["produksi"] if r["kode_produk"] == code), Decimal())
    product = next(r for r in draft.report["produk"] if r["kode_produk"] == code)
    volume = made + _number(product["stok_galeri"]) + 50
    row.update(volume=volume, **income(volume * _number(product["harga_satuan_rp"]), (35, 50)))
    last = max(i for i, r in enumerate(rows) if r["kode_produk"] == code)
    return [Planted("UMKM-K311", "cell", "penjualan", "volume", last)]


def _premi_unsold(draft: Draft, _: Random) -> list[Planted] | None:
    """People receive a premi and nothing was paid; the rule points at the field with most of them."""
    work = draft.report["tenaga_kerja"]
    if draft.planted or not work or not draft.report["penjualan"]:
        return None
    draft.close("penjualan")
    for row in draft.report["penjualan"]:
        row.update(modal_rp=_number(row["modal_rp"]) + _number(row["premi_rp"]), premi_rp=Decimal(0))
    most = max(range(len(work)), key=lambda i: (int(str(work[i]["penerima_premi_orang"])), -i))
    draft.close("tenaga_kerja", most)
    return [Planted("UMKM-K408", "cell", "tenaga_kerja", "penerima_premi_orang", most)]
