"""Headline figures and trends."""

from __future__ import annotations

from typing import Final, TypeAlias

from warehouse.national_report.charts import trend
from warehouse.national_report.choice import earlier
from warehouse.national_report.figures import Figures, Row
from warehouse.national_report.model import Chapter, Table, Tile, columns
from warehouse.national_report.speech import amount, change, percent, points, rupiah
from warehouse.run_report.wording import month_words, number

Measure: TypeAlias = tuple[str, str, str, str, str]

MEASURES: Final[tuple[Measure, ...]] = (
    ("omzet", "rp", "Omzet", "Rp", "upt_lapor_penjualan"),
    ("pnbp", "rp", "PNBP", "Rp", "upt_lapor_penjualan"),
    ("premi", "rp", "Premi warga binaan", "Rp", "upt_lapor_penjualan"),
    ("hasil_panen", "kg", "Hasil panen", "kg", "upt_lapor_panen"),
    ("wbp_bekerja", "orang", "Warga binaan bekerja", "orang", "upt_lapor_tenaga_kerja"),
)
"""Stem and unit of the columns of ``mart.ringkasan_bulanan``, the words, the unit, and the offices behind."""

SOURCE: Final = "mart.ringkasan_bulanan"


def headline(figures: Figures) -> Chapter:
    """The month in eight figures, in sentences, and against last month, last year and target."""
    table = Table(
        "Ringkasan", "Angka utama", columns(
            ("ukuran", "Ukuran"), ("satuan", "Satuan", "text", True), ("kini", month_words(figures.period), "count"),
            ("lalu", "Bulan lalu", "count"), ("tahun_lalu", "Tahun lalu", "count", True),
            ("perubahan_persen", "Thd bulan lalu (%)", "percent"), ("upt", "UPT di baliknya", "count"),
        ),
        [_measure(figures.nation, one) for one in MEASURES], SOURCE,
        note="– berarti tidak dilaporkan atau tanpa pembanding; nol berarti dilaporkan nol atau nihil.",
    )  # fmt: skip
    return Chapter("ringkasan", "Ringkasan", [_tiles(figures), *_sentences(figures), table])


def trends(figures: Figures) -> Chapter:
    """Up to thirteen months."""
    rows = figures["nasional"]
    months = _months(rows[0]["periode"], figures.period)
    table = Table(
        "Tren", "Bulan demi bulan", columns(
            ("periode", "Bulan", "month"), ("omzet_rp", "Omzet (Rp)", "rupiah"), ("pnbp_rp", "PNBP (Rp)", "rupiah"),
            ("premi_rp", "Premi (Rp)", "rupiah", True), ("hasil_panen_kg", "Panen (kg)", "kg", True),
            ("produk_dibuat", "Produk dibuat", "count", True), ("wbp_bekerja_orang", "WBP bekerja", "count"),
            ("upt_melapor", "UPT melapor", "count"), ("upt_nihil", "Nihil", "count", True),
            ("upt_belum", "Tidak melapor", "count", True), ("melapor_persen", "Melapor (%)", "percent", True),
            ("tepat_waktu_persen", "Tepat waktu (%)", "percent"),
        ),
        rows, SOURCE,
            note="Bandingkan selalu dengan banyaknya UPT yang melapor: angka bulan yang kurang lengkap lebih kecil.",
    )  # fmt: skip
    if len(months) == 1:
        said = f"Belum ada bulan pembanding: {month_words(figures.period)} adalah bulan pertama yang terbit."
        return Chapter("tren", "Tren", [said, table])
    pictures = [
        trend(rows, months, "omzet_rp", "Omzet", "rupiah"),
        trend(rows, months, "pnbp_rp", "PNBP", "rupiah"),
        trend(rows, months, "wbp_bekerja_orang", "Warga binaan bekerja", "orang"),
        trend(rows, months, "hasil_panen_kg", "Hasil panen", "kg"),
    ]
    return Chapter("tren", "Tren", [*pictures, table])


def _tiles(figures: Figures) -> list[Tile]:
    now, before = figures.nation, figures.nation_before
    old = before or {}
    sold = f"dari {number(now['upt_lapor_penjualan'])} UPT"

    def moved(field: str) -> str:
        return change(now[field], old.get(field))

    def shifted(field: str) -> str:
        return points(now[field], old.get(field))

    return [
        Tile("Omzet", rupiah(now["omzet_rp"]), moved("omzet_rp"), sold),
        Tile("PNBP", rupiah(now["pnbp_rp"]), moved("pnbp_rp"), sold),
        Tile("Premi warga binaan", rupiah(now["premi_rp"]), moved("premi_rp"), sold),
        Tile("Hasil panen", amount(now["hasil_panen_kg"], " kg"), moved("hasil_panen_kg"),
             f"dari {number(now['upt_lapor_panen'])} UPT"),
        Tile("Warga binaan bekerja", number(now["wbp_bekerja_orang"]), moved("wbp_bekerja_orang"),
             f"dari {number(now['upt_lapor_tenaga_kerja'])} UPT"),
        Tile("Produk dibuat", number(now["produk_dibuat"]), moved("produk_dibuat"),
             f"dari {number(now['upt_lapor_produksi'])} UPT"),
        Tile("UPT melapor", percent(now["melapor_persen"]), shifted("melapor_persen"),
             f"{number(now['upt_melapor'])} dari {number(now['upt_seharusnya'])} UPT"),
        Tile("Tepat waktu", percent(now["tepat_waktu_persen"]), shifted("tepat_waktu_persen"),
             f"{number(now['upt_tepat_waktu'])} dari {number(now['upt_melapor'])} yang melapor"),
    ]  # fmt: skip


def _sentences(figures: Figures) -> list[str]:
    now, same = figures.nation, figures["sebanding"][0]
    said = [
        (
            f"{number(now['upt_belum'])} UPT tidak melapor; {number(now['upt_nihil'])} UPT melapor nihil, dan itu "
            "lain: nihil dinyatakan, tidak melapor berarti tidak diketahui. Laporan yang baru sebagian dimuat: "
            f"{number(now['upt_sebagian'])}; temuan yang dikecualikan: {number(now['n_pengecualian'])}; yang "
            f"ditegaskan benar: {number(now['n_konfirmasi'])}."
        )
    ]
    if same["upt"]:
        said.append(
            f"Pada {number(same['upt'])} UPT yang melaporkan penjualan di kedua bulan, omzet "
            f"{change(same['omzet_rp'], same['omzet_bulan_lalu_rp'])} dan PNBP "
            f"{change(same['pnbp_rp'], same['pnbp_bulan_lalu_rp'])} terhadap {month_words(figures.before)}."
        )
    else:
        said.append(f"Belum ada bulan pembanding: {month_words(figures.before)} tidak ada dalam terbitan ini.")
    if now["target_pnbp_setahun_rp"] is None:
        said.append("Target PNBP setahun belum ditetapkan, jadi capaiannya tidak dihitung.")
    else:
        said.append(
            f"PNBP sejak Januari {rupiah(now['pnbp_tahun_berjalan_rp'])}: {percent(now['capaian_target_persen'])} "
            f"dari target setahun {rupiah(now['target_pnbp_setahun_rp'])}."
        )
    return said


def _measure(now: Row, measure: Measure) -> Row:
    stem, suffix, label, unit, behind = measure
    value, old = now[f"{stem}_{suffix}"], now[f"{stem}_bulan_lalu_{suffix}"]
    moved = None if value is None or not old else 100 * (value - old) / old
    return {"ukuran": label, "satuan": unit, "kini": value, "lalu": old, "perubahan_persen": moved,
            "tahun_lalu": now[f"{stem}_tahun_lalu_{suffix}"], "upt": now[behind]}  # fmt: skip


def _months(first: str, last: str) -> list[str]:
    found = [last]
    while found[0] > first:
        found.insert(0, earlier(found[0], 1))
    return found
