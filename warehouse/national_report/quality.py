"""Reporting discipline and data quality: how far the figures can be trusted."""

from __future__ import annotations

from typing import Final

from warehouse.national_report.charts import stacked
from warehouse.national_report.figures import Figures
from warehouse.national_report.model import Block, Chapter, Table, columns
from warehouse.national_report.speech import percent
from warehouse.run_report.wording import number

HOW: Final = (
    ("tepat_waktu", "tepat waktu", "#dfe7ed"), ("terlambat", "terlambat", "#a9bac7"), ("nihil", "nihil", "#6d8aa0"),
    ("tidak_melapor", "tidak melapor", "#1f2d38"),
)  # fmt: skip
"""From light to dark; every office once."""

MOST_QUESTIONS: Final = 10


def discipline(figures: Figures) -> Chapter:
    """Who reported, on time, late, nil or not at all."""
    rows, silent = figures["kepatuhan_kanwil"], figures["tidak_melapor"]
    sums = {field: sum(r[field] for r in rows) for field, *_ in HOW}
    told = "; ".join(f"{word} {number(sums[field])}" for field, word, _ in HOW)
    sent = sum(1 for r in silent if r["kiriman_terakhir"])
    return Chapter("kepatuhan", "Kepatuhan lapor", [
        (f"Dari {number(figures.nation['upt_seharusnya'])} UPT: {told}. Di antara yang tidak melapor, {number(sent)} "
        "sudah mengirim tetapi laporannya belum terbit (misalnya dikembalikan). Nihil adalah pernyataan UPT; "
        "tidak melapor tidak pernah dianggap nihil."),
        Table("Bagian laporan", "Menurut bagian laporan", columns(
            ("dataset", "Bagian", "code"), ("n_wajib", "Wajib", "count"), ("n_melapor", "Melapor", "count"),
            ("n_tepat_waktu", "Tepat waktu", "count", True), ("n_melapor_terlambat", "Terlambat", "count"),
            ("n_nihil", "Nihil", "count"), ("n_belum", "Tidak melapor", "count"),
            ("n_dikembalikan", "Di antaranya dikembalikan", "count", True),
            ("n_ditutup_kosong", "Ditutup kosong", "count", True), ("n_dikecualikan", "Dikecualikan", "count"),
            ("melapor_persen", "Melapor (%)", "percent"), ("tepat_waktu_persen", "Tepat waktu (%)", "percent", True),
        ), figures["kepatuhan_bagian"], "mart.kepatuhan", empty="Bulan ini belum jatuh tempo."),
        stacked(rows, "kanwil", HOW, "UPT menurut kantor wilayah, yang paling kurang melapor dulu", f"{told}."),
        Table("Kepatuhan kanwil", "Menurut kantor wilayah", columns(
            ("kanwil", "Kantor wilayah"), ("upt_seharusnya", "UPT", "count"), ("tepat_waktu", "Tepat waktu", "count"),
            ("terlambat", "Terlambat", "count"), ("nihil", "Nihil", "count"),
            ("tidak_melapor", "Tidak melapor", "count"),
            ("sebagian", "Sebagian", "count", True), ("melapor_persen", "Melapor (%)", "percent"),
            ("tepat_waktu_persen", "Tepat waktu (%)", "percent", True),
        ), rows, "core.upt_bulanan"),
        Table("Tidak melapor", "UPT yang tidak melapor", columns(
            ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah"), ("kode_upt", "Kode", "text", True),
            ("kiriman_terakhir", "Kiriman terakhir", "code"),
            ("bulan_tanpa_laporan", "Bulan tanpa laporan penjualan", "count"),
        ), silent, "core.upt_bulanan, core.kewajiban, mart.peringkat_upt", shown=40,
            empty="Semua UPT melapor.", note="Kiriman terakhir kosong: tidak ada yang datang."),
    ])  # fmt: skip


def findings(figures: Figures) -> Chapter:
    """How many reports were right the first time, which rules find most, and what is asked of the nation's figures."""
    rows, questions = figures["mutu_aturan"], figures["pertanyaan"]
    whole = next((r for r in rows if r["aturan"] == "semua"), None)
    blocks: list[Block] = []
    if whole:
        blocks.append(
            f"{percent(whole['langsung_benar_persen'])} UPT langsung benar: dari {number(whole['upt_berkirim'])} "
            f"UPT yang kirimannya dinilai, kiriman {number(whole['upt_langsung_benar'])} UPT tidak pernah "
            f"dikembalikan atau ditolak. Dari {number(whole['n_kiriman'])} kiriman, "
            f"{number(whole['n_dikembalikan'])} dikembalikan dan {number(whole['n_ditolak'])} ditolak. "
            f"{number(whole['n_ditegaskan'])} temuan ternyata data yang benar (alarm palsu "
            f"{percent(whole['alarm_palsu_persen'])}), {number(whole['n_dikecualikan'])} dikecualikan."
        )
    blocks += [
        Table("Mutu data", "Aturan dengan temuan terbanyak", columns(
            ("aturan", "Aturan"), ("nama_aturan", "Bunyi"), ("berat", "Berat", "code"), ("n_temuan", "Temuan", "count"),
            ("n_temuan_tunggal", "Temuan tunggal", "count", True), ("upt_bertemuan", "UPT", "count"),
            ("n_ditegaskan", "Ditegaskan benar", "count", True), ("n_dikecualikan", "Dikecualikan", "count", True),
            ("alarm_palsu_persen", "Alarm palsu (%)", "percent"),
        ), [r for r in rows if r["aturan"] != "semua"], "mart.mutu_data", shown=12, empty="Tidak ada temuan."),
        Table("Pertanyaan", "Pertanyaan atas angka nasional dan wilayah", columns(
            ("rule", "Aturan"), ("wilayah", "Wilayah"), ("message", "Yang perlu diperhatikan"),
            ("fix", "Yang perlu diperiksa", "text", True),
        ), questions, "meta.temuan_makro", shown=MOST_QUESTIONS, empty="Tidak ada pertanyaan atas angka bulan ini."),
    ]  # fmt: skip
    return Chapter("mutu", "Mutu data", blocks)
