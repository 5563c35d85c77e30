"""Flagship products and what is sold; the harvest."""

from __future__ import annotations

from typing import Final

from warehouse.national_report.charts import bars, stacked
from warehouse.national_report.figures import Figures
from warehouse.national_report.model import Block, Chapter, Table, columns
from warehouse.national_report.speech import amount, cell, rupiah
from warehouse.run_report.wording import number

READINESS: Final = (
    ("siap", "siap", "#2c465a"), ("perlu_dilengkapi", "perlu dilengkapi", "#8fa6b8"),
    ("belum", "belum siap", "#eef2f5"),
)  # fmt: skip


def flagships(figures: Figures) -> Chapter:
    """How ready flagship products are for the national gallery, which sell best, and sales by category."""
    ready, rows = figures["kesiapan"], figures["produk_unggulan"]
    counts = {field: sum(r[field] for r in ready) for field, *_ in READINESS}
    offices = len({r["kode_upt"] for r in rows})
    told = "; ".join(f"{word} {number(counts[field])}" for field, word, _ in READINESS)
    categories = [
        r | {"kategori": cell(r["kategori"], "code")} for r in figures["kategori"] if r["omzet_rp"] is not None
    ]
    blocks: list[Block] = [
        f"{number(len(rows))} produk unggulan dari {number(offices)} UPT: {told}. Siap berarti dinyatakan siap, "
        "ada stok dan harga, dan paling sedikit satu sertifikat (PIRT, halal, BPOM, atau HAKI)."
        if rows else "Tidak ada produk unggulan yang dilaporkan.",
    ]  # fmt: skip
    if rows:
        blocks.append(stacked(ready, "kanwil", READINESS, "Kesiapan produk unggulan untuk galeri nasional", f"{told}."))
    blocks += [
        Table("Produk unggulan", "Produk unggulan dengan omzet terbesar", columns(
            ("nama_produk", "Produk"), ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah", "text", True),
            ("kategori", "Kategori", "code", True), ("kesiapan", "Kesiapan", "code"), ("kekurangan", "Masih kurang"),
            ("jumlah_sertifikat", "Sertifikat", "count", True), ("stok_galeri", "Stok galeri", "quantity", True),
            ("satuan", "Satuan", "text", True), ("harga_satuan_rp", "Harga (Rp)", "rupiah", True),
            ("omzet_rp", "Omzet (Rp)", "rupiah"), ("omzet_12_bulan_rp", "Omzet 12 bulan (Rp)", "rupiah", True),
            ("tren_12_bulan_persen", "Arah 12 bulan (%)", "percent", True),
            ("bulan_lapor_penjualan", "Bulan terlapor", "count", True), ("kode_upt", "Kode UPT", "text", True),
            ("kode_produk", "Kode produk", "text", True), ("tepat_waktu", "Tepat waktu", "yes", True),
            ("sebagian", "Sebagian", "yes", True),
        ), rows, "mart.produk_unggulan", shown=15),
        Table("Kategori", "Penjualan menurut kategori produk", columns(
            ("kategori", "Kategori"), ("omzet_rp", "Omzet (Rp)", "rupiah"),
            ("omzet_bulan_lalu_rp", "Bulan lalu (Rp)", "rupiah", True), ("produk", "Produk terjual", "count"),
            ("upt", "UPT", "count"),
        ), categories, "core.penjualan, core.produk", empty="Tidak ada penjualan yang dilaporkan.",
            note="Kategori menurut katalog UPT bulan yang sama."),
    ]  # fmt: skip
    return Chapter("produk", "Produk unggulan", blocks)


def harvest(figures: Figures) -> Chapter:
    """Harvest by sector and unit, the leading commodities, and the simultaneous harvest where there was one."""
    rows, now = figures["panen_sektor"], figures.nation
    part = next((r for r in figures["kepatuhan_bagian"] if r["dataset"] == "panen"), None)
    worth = [r["nilai_rp"] for r in rows if r["nilai_rp"] is not None]
    weighed: dict[str, dict[str, object]] = {}
    for row in rows:
        if row["hasil_kg"] is not None:
            seen = weighed.setdefault(row["sektor"], {"sektor": row["sektor"], "hasil_kg": 0})
            seen["hasil_kg"] += row["hasil_kg"]
    largest = sorted(weighed.values(), key=lambda r: -r["hasil_kg"])  # type: ignore[operator]
    nil = f" ({number(part['n_nihil'])} di antaranya nihil)" if part else ""
    blocks: list[Block] = [
        (
            f"{amount(now['hasil_panen_kg'], ' kg')} hasil panen yang bersatuan berat, bernilai "
            f"{rupiah(sum(worth) if worth else None)} bersama yang tidak ditimbang, dari "
            f"{number(now['upt_lapor_panen'])} UPT yang melaporkan panen{nil}. Ekor, butir, dan liter dihitung "
            "sendiri dan tidak dijadikan kilogram."
        )
    ]
    if largest:
        blocks.append(bars(largest, name="sektor", field="hasil_kg", title="Hasil panen menurut sektor", unit="kg"))
    blocks += [
        Table("Panen sektor", "Panen menurut sektor dan satuan", columns(
            ("sektor", "Sektor"), ("satuan", "Satuan"), ("hasil", "Hasil", "quantity"), ("hasil_kg", "Dalam kg", "kg"),
            ("luas_lahan_m2", "Luas (m²)", "kg", True), ("nilai_rp", "Nilai (Rp)", "rupiah"), ("upt", "UPT", "count"),
            ("panen", "Panen", "count", True),
        ), rows, "core.panen", empty="Tidak ada panen yang dilaporkan."),
        Table("Komoditas", "Komoditas terbanyak (kg)", columns(
            ("komoditas", "Komoditas"), ("sektor", "Sektor"), ("hasil_kg", "Hasil (kg)", "kg"),
            ("hasil_per_m2_kg", "Kg per m²", "ratio"), ("nilai_rp", "Nilai (Rp)", "rupiah", True),
            ("upt", "UPT", "count"),
        ), figures["panen_komoditas"], "core.panen", shown=12, empty="Tidak ada panen yang ditimbang."),
        Table("Panen raya", "Panen raya serentak", columns(
            ("panen_tanggal", "Hari", "day"), ("sektor", "Sektor"), ("satuan", "Satuan"),
            ("hasil", "Hasil", "quantity"),
            ("hasil_kg", "Dalam kg", "kg"), ("nilai_rp", "Nilai (Rp)", "rupiah"),
        ), figures["panen_raya"], "mart.panen_raya", empty="Tidak ada panen raya serentak pada bulan ini."),
    ]  # fmt: skip
    return Chapter("panen", "Panen", blocks)
