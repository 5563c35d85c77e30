"""The map by province, and the ranking of regional offices and offices."""

from __future__ import annotations

from decimal import Decimal

from warehouse.national_report.charts import ranking
from warehouse.national_report.figures import Figures
from warehouse.national_report.model import Block, Chapter, Table, columns
from warehouse.national_report.speech import rupiah, scale
from warehouse.national_report.tile_map import Step, draw, fifths, legible
from warehouse.run_report.wording import number


def provinces(figures: Figures) -> Chapter:
    """Two grids of the 38 provinces, turnover and share of offices that reported, and the table behind them."""
    rows = figures["provinsi"]
    known = {r["kode_provinsi"]: r for r in rows if r["kode_provinsi"]}
    money = legible(rows, "omzet_rp")
    size, word = scale(money)
    values = {
        code: (r["omzet_rp"], number(r["omzet_rp"] / size, 1)) for code, r in known.items() if r["omzet_rp"] is not None
    }
    steps = fifths(money, lambda low, up: f"{number(low / size, 1)}–{number(up / size, 1)} {word}".strip())
    best = "; ".join(f"{r['nama_provinsi']} {rupiah(r['omzet_rp'])}" for r in rows[:3] if r["nama_provinsi"])
    shares = {code: (r["melapor_persen"], number(r["melapor_persen"])) for code, r in known.items() if r["upt_melapor"]}
    silent = [r["nama_provinsi"] for r in known.values() if not r["upt_melapor"]]
    unsure = next((r for r in rows if not r["kode_provinsi"]), None)
    blocks: list[Block] = [
        draw(
            values,
            steps,
            f"Omzet menurut provinsi ({word} rupiah)" if word else "Omzet menurut provinsi (rupiah)",
            f"Terbesar: {best}.",
        ),
        (
            "Petak adalah gambaran letak, bukan peta resmi: setiap provinsi satu petak yang sama besar. Provinsi "
            "berarsir tidak punya laporan yang terbit; itu tidak sama dengan nol."
        ),
    ]
    if unsure and unsure["upt_seharusnya"]:
        sold = unsure["omzet_rp"]
        known_sum = (
            "tidak ada yang melaporkan penjualan"
            if sold is None
            else f"omzetnya {rupiah(sold)}, ikut dalam angka nasional"
        )
        blocks.append(
            f"{number(unsure['upt_seharusnya'])} UPT belum pasti provinsinya, jadi tidak ada di petak; {known_sum}."
        )
    named = [r if r["kode_provinsi"] else r | {"nama_provinsi": "(provinsi belum pasti)"} for r in rows]
    blocks.append(
        Table("Provinsi", "Provinsi", columns(
            ("nama_provinsi", "Provinsi"), ("kode_provinsi", "Kode", "text", True),
            ("omzet_rp", "Omzet (Rp)", "rupiah"),
            ("pnbp_rp", "PNBP (Rp)", "rupiah", True), ("wbp_bekerja_orang", "WBP bekerja", "count", True),
            ("upt_seharusnya", "UPT", "count"), ("upt_melapor", "Melapor", "count"),
            ("upt_nihil", "Nihil", "count", True),
            ("upt_belum", "Tidak melapor", "count"), ("upt_lapor_penjualan", "UPT lapor penjualan", "count", True),
            ("melapor_persen", "Melapor (%)", "percent"), ("tepat_waktu_persen", "Tepat waktu (%)", "percent", True),
        ), named, "mart.peringkat_upt, core.upt_bulanan, core.provinsi")
    )  # fmt: skip
    blocks.append(draw(shares, _shares(), "UPT yang melapor (persen)", _told(silent)))
    return Chapter("provinsi", "Peta menurut provinsi", blocks)


def rankings(figures: Figures) -> Chapter:
    """Regional offices, the leading offices in all and per person at work, and those that stand still."""
    rows, offices = figures["kanwil"], figures["peringkat_upt"]
    ranked = [r for r in offices if r["peringkat_omzet"] is not None]
    per_head = sorted(
        (r for r in ranked if r["peringkat_omzet_per_wbp"] is not None),
        key=lambda r: (r["peringkat_omzet_per_wbp"], r["kode_upt"]),
    )
    still = sorted(
        (r for r in offices if r["bulan_tanpa_penjualan"]), key=lambda r: (-r["bulan_tanpa_penjualan"], r["kode_upt"])
    )
    sold = "mart.peringkat_upt"
    return Chapter("peringkat", "Peringkat", [
        ranking(rows, field="omzet_rp", title="Omzet menurut kantor wilayah, dan UPT yang melaporkan penjualan"),
        Table("Kantor wilayah", "Kantor wilayah", columns(
            ("peringkat", "No.", "count"), ("kanwil", "Kantor wilayah"), ("omzet_rp", "Omzet (Rp)", "rupiah"),
            ("omzet_thd_bulan_lalu_persen", "Thd bulan lalu (%)", "percent"), ("pnbp_rp", "PNBP (Rp)", "rupiah"),
            ("premi_rp", "Premi (Rp)", "rupiah", True), ("omzet_per_wbp_rp", "Omzet per WBP (Rp)", "rupiah", True),
            ("wbp_bekerja_orang", "WBP bekerja", "count", True), ("hasil_panen_kg", "Panen (kg)", "kg", True),
            ("produk_dibuat", "Produk dibuat", "count", True), ("upt_seharusnya", "UPT", "count", True),
            ("upt_melapor", "UPT melapor", "count", True), ("upt_nihil", "Nihil", "count", True),
            ("upt_belum", "Tidak melapor", "count", True), ("melapor_persen", "Melapor (%)", "percent"),
            ("tepat_waktu_persen", "Tepat waktu (%)", "percent", True), ("upt_sebagian", "Sebagian", "count", True),
            ("n_pengecualian", "Pengecualian", "count", True), ("n_konfirmasi", "Konfirmasi", "count", True),
        ), rows, "mart.ringkasan_bulanan"),
        Table("UPT", "UPT dengan omzet terbesar", columns(
            ("peringkat_omzet", "No.", "count"), ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah"),
            ("kode_upt", "Kode", "text", True), ("keadaan", "Keadaan", "code", True),
            ("omzet_rp", "Omzet (Rp)", "rupiah"),
            ("omzet_thd_bulan_lalu_persen", "Thd bulan lalu (%)", "percent"), ("pnbp_rp", "PNBP (Rp)", "rupiah", True),
            ("premi_rp", "Premi (Rp)", "rupiah", True), ("wbp_bekerja_orang", "WBP bekerja", "count", True),
            ("omzet_per_wbp_rp", "Omzet per WBP (Rp)", "rupiah", True), ("tepat_waktu", "Tepat waktu", "yes", True),
            ("sebagian", "Sebagian", "yes", True), ("n_pengecualian", "Pengecualian", "count", True),
            ("n_konfirmasi", "Konfirmasi", "count", True),
        ), offices, sold, shown=min(15, len(ranked)), empty="Tidak ada UPT yang melaporkan penjualan.",
            note="Yang tidak melapor tidak diperingkat."),
        Table("UPT per WBP", "UPT dengan omzet terbesar per warga binaan bekerja", columns(
            ("peringkat_omzet_per_wbp", "No.", "count"), ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah"),
            ("omzet_per_wbp_rp", "Omzet per WBP (Rp)", "rupiah"), ("wbp_bekerja_orang", "WBP bekerja", "count"),
            ("omzet_rp", "Omzet (Rp)", "rupiah", True),
        ), per_head, sold, shown=10, empty="Tidak ada UPT yang melaporkan penjualan dan tenaga kerja."),
        Table("UPT tanpa penjualan", "UPT yang melapor tetapi tidak menjual", columns(
            ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah"),
            ("bulan_tanpa_penjualan", "Bulan tanpa penjualan", "count"),
        ), still, sold, shown=15, empty="Tidak ada: setiap UPT yang melaporkan penjualan juga menjual.",
            note="Bulan yang dilaporkan nol; bulan tanpa laporan tidak dihitung."),
    ])  # fmt: skip


def _shares() -> list[Step]:
    ends = ((50, "di bawah 50"), (80, "50 sampai 80"), (95, "80 sampai 95"), (100, "95 sampai 100"))
    return [Step(Decimal(upper), f"{words} persen") for upper, words in ends]


def _told(silent: list[str]) -> str:
    if not silent:
        return "Setiap provinsi punya sedikitnya satu UPT yang melapor."
    return f"{len(silent)} provinsi tanpa laporan: {', '.join(sorted(silent))}."
