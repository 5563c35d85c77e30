"""``mart.ringkasan_periode``: quarters and years against numbers worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, harvest, sale
from warehouse.load import load
from warehouse.schema import prepare

SALES = {"2025-07": 100, "2025-08": 100, "2025-09": 100, "2026-04": 10, "2026-05": 20, "2026-06": 30, "2026-07": 200}
"""Of office A; October of 2025 to March of 2026 are silent, July of 2026 is a quarter that has only begun."""


@pytest.fixture(scope="module")
def rows(contracts) -> dict[tuple[str, str], dict[str, Any]]:
    sent = [
        Sent("A", month, at(f"{month}-28"), {"penjualan": [sale("P", revenue, pnbp_rp=Decimal(revenue) / 10)]})
        for month, revenue in SALES.items()
    ]
    sent.append(Sent("B", "2026-05", at("2026-07-20"), {"penjualan": [], "panen": []}))
    sent.append(Sent("C", "2026-06", at("2026-07-02"), {"panen": [harvest("pertanian", "padi", 40)]}))
    reference = dimensions()
    reference.target_pnbp.extend(
        {"tahun": 2026, "kanwil": k, "target_rp": Decimal(t)} for k, t in (("Utara", 52), ("Selatan", 52))
    )
    with duckdb.connect() as con:
        prepare(con, contracts, reference)
        load(con, batch(contracts, sent), now=NOW)
        found = con.execute("from mart.ringkasan_periode").to_arrow_table().to_pylist()
    named = {(r["rentang"], r["kode_upt"] or r["kode_provinsi"] or r["kanwil"] or r["tingkat"]): r for r in found}
    assert len(named) == len(found)
    return named


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def test_a_quarter_and_a_year_are_sums_of_their_months(rows):
    names = "jenis bulan_tercakup omzet_rp pnbp_rp hasil_panen_kg"
    assert _picked(rows["2026-T2", "nasional"], names) == ("triwulan", 3, 60, 6, 40)
    assert _picked(rows["2026-T2", "Selatan"], names) == ("triwulan", 3, None, None, 40)
    assert _picked(rows["2026", "11"], names) == ("tahun", 7, 260, 26, 0)
    assert _picked(rows["2026", "A"], "tingkat nama_upt omzet_rp hasil_panen_kg") == ("upt", "Lapas A", 260, None)
    assert _picked(rows["2026-T1", "nasional"], names) == ("triwulan", 3, None, None, None)


def test_only_ranges_of_as_many_months_are_compared(rows):
    names = "omzet_rentang_lalu_rp omzet_thd_rentang_lalu_persen omzet_tahun_lalu_rp omzet_thd_tahun_lalu_persen"
    assert _picked(rows["2026-T3", "nasional"], names) == (60, None, 300, None)  # July alone
    assert _picked(rows["2025-T4", "A"], names) == (300, None, None, None)  # silent: no figure, no change
    assert _picked(rows["2026", "nasional"], names) == (300, None, 300, None)  # 7 months against 6
    assert _picked(rows["2026-T2", "nasional"], names) == (None, None, None, None)


def test_a_full_quarter_is_compared_with_the_one_before_and_the_year_before(contracts):
    months = {"2025-04": 100, "2026-01": 50, "2026-04": 80}
    sent = [Sent("A", month, at(f"{month}-28"), {"penjualan": [sale("P", r)]}) for month, r in months.items()]
    sent.append(Sent("A", "2026-06", at("2026-07-01"), {"penjualan": []}))
    with duckdb.connect() as con:
        prepare(con, contracts, dimensions())
        load(con, batch(contracts, sent), now=NOW)
        columns = "omzet_thd_rentang_lalu_persen, omzet_thd_tahun_lalu_persen"
        where = "rentang = '2026-T2' and tingkat = 'nasional'"
        assert con.execute(f"select {columns} from mart.ringkasan_periode where {where}").fetchall() == [(60, -20)]


def test_the_target_is_of_the_year_and_quality_counts_monthly_reports(rows):
    names = "target_pnbp_setahun_rp capaian_target_persen"
    assert _picked(rows["2026", "nasional"], names) == (104, 25)
    assert _picked(rows["2026", "Utara"], names) == (52, 50)
    assert _picked(rows["2026-T2", "nasional"], names) == (None, None)
    assert _picked(rows["2026", "11"], names) == (None, None)
    quality = "upt_seharusnya upt_melapor laporan_seharusnya laporan_masuk laporan_nihil laporan_belum melapor_persen"
    assert _picked(rows["2026-T2", "nasional"], quality) == (3, 3, 9, 5, 1, 4, Decimal("55.56"))
    more = "laporan_penjualan laporan_panen laporan_tepat_waktu tepat_waktu_persen"
    assert _picked(rows["2026-T2", "nasional"], more) == (4, 2, 4, 80)
