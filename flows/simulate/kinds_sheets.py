"""Mistakes of sheet, identity and file: nihil, totals, foreign columns, wrong office or month, personal data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from flows.simulate.draft import Draft, Kind, Planted
from flows.simulate.month import Report
from flows.simulate.seasons import months_until
from sources.contract import Contracts

Apply = Callable[[Draft, Random], list[Planted] | None]

_BOOK = frozenset({"workbook"})
_ANY = frozenset({"workbook", "csv", "free"})
_CSV = frozenset({"csv"})
_UNCOMPUTED = ("produksi", "biaya_bahan_rp")
"""A column that may stay empty: only the formula is found, and that no number stands there."""
_NIK = "1604011505900001"
"""Made up; it has the form of one, which is all that the rule can see."""


def sheet_kinds(contracts: Contracts) -> Iterator[Kind]:
    """Every kind whose rules the contracts have."""
    uncomputed = ("UMKM-S009", _type_rule(contracts, *_UNCOMPUTED))
    found: list[tuple[tuple[str, ...], Apply, str | None, frozenset[str]]] = [
        (("UMKM-S001",), _without_column, "produksi", _BOOK),
        (("UMKM-S003",), _stray, "panen", _BOOK),
        (uncomputed, _uncomputed(uncomputed), _UNCOMPUTED[0], _BOOK),
        (("UMKM-S004",), _extra("UMKM-S004", heading="Warna Kemasan", text="Hijau"), "produk", _BOOK),
        (("UMKM-S006",), _nihil("UMKM-S006", "ya"), "kegiatan", _BOOK),
        (("UMKM-S007",), _nihil("UMKM-S007", "", is_empty=True), "kegiatan", _BOOK),
        (("UMKM-S011", "UMKM-S007"), _blank, None, _BOOK),
        (("UMKM-S008",), _nihil("UMKM-S008", "belum tahu"), "penjualan", _BOOK),
        (("UMKM-S010",), _wrong_total, "penjualan", _BOOK),
        (("UMKM-P010",), _nobody, None, _BOOK),
        (("UMKM-P011",), _unknown_office, None, _BOOK),
        (("UMKM-P012",), _another_name, None, _BOOK),
        (("UMKM-P013",), _no_month, None, _BOOK),
        (("UMKM-P014",), _month("UMKM-P014", "bulan lalu"), None, _BOOK),
        (("UMKM-P015",), _month("UMKM-P015", "2098-01", is_nil=True), None, _BOOK),
        (("UMKM-P016",), _month("UMKM-P016", "2018-12", is_nil=True), None, _BOOK),
        (("UMKM-P017",), _row_says("UMKM-P017", "kode_upt"), "penjualan", _CSV),
        (("UMKM-P018",), _row_says("UMKM-P018", "periode"), "penjualan", _CSV),
        (("UMKM-P019",), _misnamed, None, _BOOK),
        (("UMKM-P020",), _foreign, None, _BOOK),
        (("UMKM-P021",), _old_template, None, _BOOK),
        (("UMKM-P030",), _nik, "kegiatan", _ANY),
        (("UMKM-P031", "UMKM-S004"), _extra("UMKM-P031", "UMKM-S004", heading="No. Register", text="BI.112/2025"),
         "tenaga_kerja", _BOOK),
        (("UMKM-P032", "UMKM-S004"), _extra("UMKM-P032", "UMKM-S004", heading="Nama WBP", text="Fulan bin Anu"),
         "tenaga_kerja", _BOOK),
    ]  # fmt: skip
    for rules, apply, dataset, forms in found:
        if all(rule in contracts.rule for rule in rules):
            yield Kind(rules, apply, dataset, forms)


def _type_rule(contracts: Contracts, dataset: str, column: str) -> str:
    """The rule that a column's cells must be readable; empty where there is none."""
    contract = contracts.datasets.get(dataset)
    rules = contract.rules if contract is not None else ()
    return next((r.id for r in rules if r.constraint == "type" and r.fields == (column,)), "")


def _filled(draft: Draft, dataset: str) -> bool:
    return bool(draft.report.get(dataset)) and dataset not in draft.nihil


def _without_column(draft: Draft, _: Random) -> list[Planted] | None:
    if not _filled(draft, "produksi") or draft.dropped or any(p.dataset == "produksi" for p in draft.planted):
        return None
    draft.dropped["produksi"] = "hari_kerja"
    return [Planted("UMKM-S001", "sheet", "produksi")]


def _stray(draft: Draft, _: Random) -> list[Planted] | None:
    if not _filled(draft, "panen") or "panen" in draft.extra:
        return None
    draft.extra["panen"] = {"": ["lihat catatan"]}
    return [Planted("UMKM-S003", "stray", "panen", "")]


def _uncomputed(rules: tuple[str, ...]) -> Apply:
    dataset, column = _UNCOMPUTED

    def apply(draft: Draft, chance: Random) -> list[Planted] | None:
        index = draft.pick(dataset, chance)
        if index is None or draft.dropped.get(dataset) or draft.uncomputed:
            return None
        draft.uncomputed[dataset] = (index, column)
        return [Planted(rule, "cell", dataset, column, index) for rule in rules]

    return apply


def _extra(*rules: str, heading: str, text: str) -> Apply:
    dataset = "produk" if len(rules) == 1 else "tenaga_kerja"

    def apply(draft: Draft, _: Random) -> list[Planted] | None:
        if not _filled(draft, dataset) or dataset in draft.extra:
            return None
        draft.extra[dataset] = {heading: [text] * min(4, len(draft.report[dataset]))}
        return [Planted(rule, "extra", dataset, heading) for rule in rules]

    return apply


def _nihil(rule: str, text: str, *, is_empty: bool = False) -> Apply:
    dataset = "penjualan" if rule == "UMKM-S008" else "kegiatan"

    def apply(draft: Draft, _: Random) -> list[Planted] | None:
        if not _filled(draft, dataset) or (is_empty and any(p.dataset == dataset for p in draft.planted)):
            return None
        draft.nihil[dataset] = text
        if is_empty:
            draft.report[dataset] = []
        return [Planted(rule, "nihil", dataset)]

    return apply


def _blank(draft: Draft, _: Random) -> list[Planted] | None:
    """A workbook sent as it was handed out: no row anywhere, and nothing said to be nil."""
    if not _alone(draft):
        return None
    for dataset in draft.report:
        draft.report[dataset] = []
        draft.nihil[dataset] = ""
    return [Planted("UMKM-S011"), *(Planted("UMKM-S007", "nihil", dataset) for dataset in draft.report)]


def _wrong_total(draft: Draft, _: Random) -> list[Planted] | None:
    if not _filled(draft, "penjualan") or any(p.dataset == "penjualan" for p in draft.planted):
        return None
    draft.totals["penjualan"] = {"omzet_rp": 1_250_000}
    return [Planted("UMKM-S010", "total", "penjualan", "omzet_rp")]


def _alone(draft: Draft) -> bool:
    """The identity is only touched where nothing else is wrong."""
    return not draft.planted and not draft.identity and draft.name is None


def _nobody(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    draft.identity.update(kanwil="", nama_upt="", kode_upt="")
    draft.name = "Laporan UMKM tanpa nama"
    return [Planted("UMKM-P010")]


def _unknown_office(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    draft.identity.update(nama_upt="Lapas Kelas IIA Wakanda", kode_upt="LP2A-WAKANDA")
    draft.name = "Laporan UMKM Wakanda"
    return [Planted("UMKM-P011", "identity", column="kode_upt")]


def _another_name(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    other = "Lapas Kelas IIA Lahat" if draft.office.kode_upt != "LP2A-LAHAT" else "Lapas Kelas I Malang"
    draft.identity["nama_upt"] = other
    return [Planted("UMKM-P012", "identity", column="nama_upt")]


def _no_month(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    draft.identity["periode"] = ""
    draft.name = "Laporan UMKM tanpa bulan"
    return [Planted("UMKM-P013")]


def _month(rule: str, text: str, *, is_nil: bool = False) -> Apply:
    def apply(draft: Draft, _: Random) -> list[Planted] | None:
        if not _alone(draft):
            return None
        draft.identity["periode"] = text
        draft.name = "Laporan UMKM salah bulan"
        if is_nil:
            nil: Report = {name: [] for name in draft.report}
            draft.report.update(nil)
        return [Planted(rule, "identity", column="periode")]

    return apply


def _row_says(rule: str, column: str) -> Apply:
    """One row of a delimited file belongs to another office or month."""

    def apply(draft: Draft, chance: Random) -> list[Planted] | None:
        index = draft.pick("penjualan", chance)
        if index is None or draft.name is not None:
            return None
        office = "LP2A-LAHAT" if draft.office.kode_upt != "LP2A-LAHAT" else "LP1-MALANG"
        other = office if column == "kode_upt" else next(months_until(draft.period, 2))
        draft.row_identity["penjualan", index] = {column: other}
        return [Planted(rule, "cell", "penjualan", column, index)]

    return apply


def _misnamed(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    before = next(months_until(draft.period, 2))
    draft.name = f"{draft.office.kode_upt}_{before}_salah"
    return [Planted("UMKM-P019")]


def _foreign(draft: Draft, _: Random) -> list[Planted] | None:
    if not _alone(draft):
        return None
    draft.is_foreign = True
    return [Planted("UMKM-P020")]


def _old_template(draft: Draft, _: Random) -> list[Planted] | None:
    if draft.stamp is not None:
        return None
    draft.stamp = "lumbung 0.3 percobaan"
    return [Planted("UMKM-P021")]


def _nik(draft: Draft, chance: Random) -> list[Planted] | None:
    index = draft.pick("kegiatan", chance)
    if index is None:
        return None
    draft.report["kegiatan"][index]["penyelenggara"] = f"Peserta {_NIK}"
    return [Planted("UMKM-P030", "cell", "kegiatan", "penyelenggara", index)]
