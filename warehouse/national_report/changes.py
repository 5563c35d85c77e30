"""What changed since last month: who moved, who came and went, what was revised after it was published."""

from __future__ import annotations

from typing import Final

from warehouse.national_report.charts import movers
from warehouse.national_report.figures import Figures, Rows
from warehouse.national_report.model import Block, Chapter, Table, columns
from warehouse.national_report.speech import cell
from warehouse.run_report.wording import month_words, number

MOST_MOVERS: Final = 5
"""Up, and as many down."""


def since_last_month(figures: Figures) -> Chapter:
    """Against the month before; where there is none, that is said, and only revisions are listed."""
    title = "Perubahan sejak bulan lalu"
    revised = _revised(figures)
    if figures.nation_before is None:
        said = (
            f"Belum ada bulan pembanding: tidak ada laporan {month_words(figures.before)} dalam terbitan ini. "
            "Perubahan angka yang sudah terbit ada di bawah."
        )
        return Chapter("perubahan", title, [said, revised])
    regions = [
        r | {"selisih_rp": _moved(r), "perubahan_persen": r["omzet_thd_bulan_lalu_persen"]} for r in figures["kanwil"]
    ]
    categories = [r | {"kategori": cell(r["kategori"], "code")} for r in figures["kategori"]]
    moved, sold = _extremes(regions), _extremes(categories)
    came = [r for r in figures["datang_pergi"] if r["arah"] == "mulai"]
    left = [r for r in figures["datang_pergi"] if r["arah"] == "berhenti"]
    now, before = figures.nation, figures.nation_before
    blocks: list[Block] = [
        (
            f"UPT melapor: {number(before['upt_melapor'])} pada {month_words(figures.before)}, "
            f"{number(now['upt_melapor'])} sekarang ({number(len(came))} mulai melapor, {number(len(left))} tidak "
            "lagi). Perubahan angka di bawah memuat akibat dari itu; perbandingan atas UPT yang sama ada di "
            "Ringkasan."
        )
    ]
    if moved:
        blocks.append(
            movers(moved, name="kanwil", field="selisih_rp", title="Omzet kantor wilayah yang paling berubah")
        )
    if sold:
        blocks.append(movers(sold, name="kategori", field="selisih_rp", title="Omzet kategori produk yang berubah"))
    coming = columns(
        ("nama_upt", "UPT"), ("kanwil", "Kantor wilayah"), ("kode_upt", "Kode", "text", True),
        ("omzet_rp", "Omzet (Rp)", "rupiah"),
    )  # fmt: skip
    blocks += [
        Table("Perubahan kanwil", "Perubahan omzet kantor wilayah", columns(
            ("kanwil", "Kantor wilayah"), ("omzet_bulan_lalu_rp", "Bulan lalu (Rp)", "rupiah"),
            ("omzet_rp", "Sekarang (Rp)", "rupiah"), ("selisih_rp", "Selisih (Rp)", "rupiah"),
            ("perubahan_persen", "Perubahan (%)", "percent"),
            ("upt_lapor_penjualan", "UPT lapor penjualan", "count", True),
        ), _sorted(regions), "mart.ringkasan_bulanan", shown=2 * MOST_MOVERS,
            note="Yang paling berubah dulu. Kosong: salah satu bulannya tidak dilaporkan."),
        Table("Perubahan kategori", "Perubahan omzet kategori produk", columns(
            ("kategori", "Kategori"), ("omzet_bulan_lalu_rp", "Bulan lalu (Rp)", "rupiah"),
            ("omzet_rp", "Sekarang (Rp)", "rupiah"), ("selisih_rp", "Selisih (Rp)", "rupiah"),
            ("perubahan_persen", "Perubahan (%)", "percent"),
        ), _sorted(categories), "core.penjualan, core.produk"),
        Table("Mulai melapor", "UPT yang mulai melapor", coming, came, "core.upt_bulanan, mart.peringkat_upt", shown=20,
              note="Omzet bulan ini." if came else ""),
        Table("Tidak lagi melapor", "UPT yang tidak lagi melapor", coming, left, "core.upt_bulanan, mart.peringkat_upt",
              shown=20, note="Omzet bulan lalu: sebesar itu yang sekarang tidak diketahui." if left else ""),
        revised,
    ]  # fmt: skip
    return Chapter("perubahan", title, blocks)


def _revised(figures: Figures) -> Table:
    return Table("Revisi", "Revisi angka yang sudah terbit", columns(
        ("periode", "Bulan", "month"), ("dataset", "Bagian", "code"), ("ukuran", "Ukuran", "code"),
        ("upt", "UPT", "count"),
        ("revisi", "Revisi", "count", True), ("sebelum", "Sebelum", "quantity", True),
        ("sesudah", "Sesudah", "quantity", True), ("selisih", "Jumlah nasional bergeser", "quantity"),
    ), figures["revisi"], "core.revisi", shown=20, empty="Tidak ada angka terbit yang berubah.",
        note=f"Sejak batas lapor {month_words(figures.before)}, semua bulan sampai bulan laporan.")  # fmt: skip


def _moved(row: dict[str, object]) -> object:
    now, before = row["omzet_rp"], row["omzet_bulan_lalu_rp"]
    return None if now is None or before is None else now - before  # type: ignore[operator]


def _sorted(rows: Rows) -> Rows:
    return sorted(rows, key=lambda r: -abs(r["selisih_rp"] or 0))


def _extremes(rows: Rows) -> Rows:
    """The largest rises, then the largest falls, from the highest rise to the deepest fall."""
    known = sorted((r for r in rows if r["selisih_rp"]), key=lambda r: -r["selisih_rp"])
    up, down = [r for r in known if r["selisih_rp"] > 0], [r for r in known if r["selisih_rp"] < 0]
    return [*up[:MOST_MOVERS], *down[-MOST_MOVERS:]]
