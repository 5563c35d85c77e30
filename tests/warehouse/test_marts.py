"""Marts against numbers worked out by hand; nil, missing and late offices apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from sources.contract import Contracts
from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, harvest, sale
from warehouse.catalog import catalog
from warehouse.load import load
from warehouse.schema import prepare

ON_TIME, LATE = at("2026-11-02 03:00"), at("2026-11-09 03:00")


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = con.execute(query).to_arrow_table().to_pylist()
    return found


def _workers(men: int, women: int) -> dict[str, Any]:
    return {"bidang": "las", "laki_laki_orang": men, "perempuan_orang": women}


def _split(product: str, revenue: int) -> dict[str, Any]:
    return sale(product, revenue, pnbp_rp=Decimal(revenue) / 5, premi_rp=Decimal(revenue) / 10)


@pytest.fixture
def summary(con, contracts):
    """Two months: A sells in both, B is nil in October, C (the south) is missing in September and late in October."""
    sent = [
        Sent("A", "2026-09", at("2026-10-02"), {"penjualan": [_split("P1", 1000)], "tenaga_kerja": [_workers(8, 2)]}),
        Sent("A", "2026-10", ON_TIME, {"penjualan": [_split("P1", 1500)], "tenaga_kerja": [_workers(8, 4)]}),
        Sent("B", "2026-10", ON_TIME, {"penjualan": [], "tenaga_kerja": [], "panen": []}),
        Sent("C", "2026-10", LATE, {"penjualan": [_split("P1", 300)], "panen": [harvest("pertanian", "padi", 50)]}),
    ]
    load(con, batch(contracts, sent), now=NOW)
    rows = _rows(con, "from mart.ringkasan_bulanan")
    assert len(rows) == 6
    return {(row["periode"], row["kanwil"] or row["tingkat"]): row for row in rows}


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def test_sums_are_those_of_the_parts_in_force(summary):
    measures = "omzet_rp pnbp_rp premi_rp wbp_bekerja_orang hasil_panen_kg"
    assert _picked(summary["2026-10", "nasional"], measures) == (1800, 360, 180, 12, 50)
    assert _picked(summary["2026-10", "Utara"], measures) == (1500, 300, 150, 12, 0)
    assert _picked(summary["2026-10", "Selatan"], measures) == (300, 60, 30, None, 50)


def test_missing_is_empty_and_nil_is_nought(summary):
    assert summary["2026-09", "Selatan"]["omzet_rp"] is None
    assert summary["2026-09", "Utara"]["hasil_panen_kg"] is None
    assert summary["2026-10", "Utara"]["hasil_panen_kg"] == 0
    counts = "upt_seharusnya upt_melapor upt_nihil upt_belum upt_lapor_penjualan upt_lapor_tenaga_kerja upt_lapor_panen"
    assert _picked(summary["2026-10", "nasional"], counts) == (3, 3, 1, 0, 3, 2, 2)
    assert _picked(summary["2026-09", "nasional"], counts) == (3, 1, 0, 2, 1, 1, 0)


def test_quality_stands_beside_the_figures(summary):
    quality = "melapor_persen upt_tepat_waktu tepat_waktu_persen upt_sebagian n_pengecualian n_konfirmasi"
    assert _picked(summary["2026-10", "nasional"], quality) == (100, 2, Decimal("66.67"), 0, 0, 0)
    assert _picked(summary["2026-09", "Selatan"], quality) == (0, 0, None, 0, 0, 0)


def test_ratios_come_from_sums_of_those_who_reported_both(summary):
    assert summary["2026-10", "nasional"]["omzet_per_wbp_rp"] == 125  # 1500 / 12: C reported no workers
    assert summary["2026-10", "Selatan"]["omzet_per_wbp_rp"] is None


def test_comparison_with_last_month(summary):
    row = summary["2026-10", "nasional"]
    assert _picked(row, "omzet_bulan_lalu_rp omzet_thd_bulan_lalu_persen pnbp_tahun_berjalan_rp") == (1000, 80, 560)
    assert _picked(row, "omzet_tahun_lalu_rp target_pnbp_setahun_rp capaian_target_persen") == (None, None, None)


def test_targets_and_last_year(contracts):
    reference = dimensions()
    targets = [("Utara", 100), ("Selatan", 50)]
    reference.target_pnbp.extend({"tahun": 2026, "kanwil": k, "target_rp": Decimal(t)} for k, t in targets[:1])
    sent = [
        Sent("A", period, at("2026-11-01"), {"penjualan": [_split("P", 1000)]}) for period in ("2025-10", "2026-10")
    ]
    october = "from mart.ringkasan_bulanan where periode = '2026-10' and tingkat ="
    with duckdb.connect() as con:
        prepare(con, contracts, reference)
        load(con, batch(contracts, sent), now=NOW)
        north = _rows(con, f"{october} 'kanwil' and kanwil = 'Utara'")[0]
        assert _picked(north, "omzet_tahun_lalu_rp omzet_thd_tahun_lalu_persen capaian_target_persen") == (1000, 0, 200)
        nation = _rows(con, f"{october} 'nasional'")[0]
        assert nation["target_pnbp_setahun_rp"] is None  # one regional office has none yet
        reference.target_pnbp.extend({"tahun": 2026, "kanwil": k, "target_rp": Decimal(t)} for k, t in targets[1:])
        prepare(con, contracts, reference)
        nation = _rows(con, f"{october} 'nasional'")[0]
        assert _picked(nation, "target_pnbp_setahun_rp capaian_target_persen") == (150, Decimal("133.33"))


def test_an_office_out_of_the_list_is_still_in_the_national_sum(con, contracts):
    load(con, batch(contracts, [Sent("Z", "2026-10", ON_TIME, {"penjualan": [_split("P", 7)]})]), now=NOW)
    nation = _rows(con, "from mart.ringkasan_bulanan where tingkat = 'nasional'")
    assert _picked(nation[0], "omzet_rp upt_melapor") == (7, 1)


JANUARY_15 = [
    ("A", [harvest("pertanian", "jagung", 60_000, luas_lahan_m2=Decimal(120_000), nilai_rp=Decimal(90_000_000))]),
    ("B", [harvest("perkebunan", "kopi", 39_930), harvest("peternakan", "ayam", 4_019)]),
    ("C", [harvest("perikanan", "lele", 19_608)]),
]
"""The national harvest of 15 January 2026 in kg: 99,930 farming and plantation, 4,019 livestock, 19,608 fishery."""


def test_the_harvest_of_15_january_reconciles(con, contracts):
    other = [
        harvest("pertanian", "jagung", 500, panen_tanggal=date(2026, 1, 16)),
        harvest("pertanian", "jagung", 700, panen_raya=False),
        {"sektor": "peternakan", "komoditas": "ayam", "hasil": Decimal(90), "satuan": "ekor"}
        | {"panen_tanggal": date(2026, 1, 15), "panen_raya": True},
    ]
    sent = [Sent(office, "2026-01", at("2026-02-03"), {"panen": rows}) for office, rows in JANUARY_15]
    sent[0].parts["panen"].extend(other)
    load(con, batch(contracts, sent), now=NOW)
    kind = "if(sektor in ('pertanian', 'perkebunan'), 'tanam', sektor)"
    day = "from mart.panen_raya where panen_tanggal = date '2026-01-15'"
    sums = _rows(con, f"select {kind} as sektor, sum(hasil_kg) as kg {day} group by 1 order by 1")
    assert [tuple(row.values()) for row in sums] == [("perikanan", 19_608), ("peternakan", 4_019), ("tanam", 99_930)]
    assert sum(row["kg"] for row in sums) == 123_557
    alive = _rows(con, "select hasil, hasil_kg from mart.panen_raya where satuan = 'ekor'")
    assert alive == [{"hasil": 90, "hasil_kg": None}]


def test_yield_comes_from_sums_and_quality_from_the_province(con, contracts):
    sent = [
        Sent("A", "2026-01", at("2026-02-03"), {"panen": [
            harvest("pertanian", "padi", 100, luas_lahan_m2=Decimal(200)),
            harvest("pertanian", "padi", 60),  # no area: in the sum, not in the yield
        ]}),
        Sent("B", "2026-01", at("2026-02-20"), {"panen": [
            harvest("pertanian", "padi", 50, luas_lahan_m2=Decimal(50)),
        ]}),
        Sent("C", "2026-01", at("2026-02-03"), {"panen": []}),
    ]  # fmt: skip
    load(con, batch(contracts, sent), now=NOW)
    (row,) = _rows(con, "from mart.panen_raya")
    assert _picked(row, "nama_provinsi hasil_kg luas_lahan_m2 hasil_per_m2_kg") == (
        "Provinsi 11",
        210,
        250,
        Decimal("0.6"),
    )
    assert _picked(row, "upt_panen upt_lapor_panen upt_seharusnya melapor_persen tepat_waktu_persen") == (
        2,
        2,
        2,
        100,
        50,
    )


def _product(code: str, **more: Any) -> dict[str, Any]:
    row = {"kode_produk": code, "nama_produk": code, "kategori": "pangan_olahan", "unggulan": True, "satuan": "kg"}
    return row | {"harga_satuan_rp": Decimal(25_000)} | more


def test_flagship_products_and_what_they_lack_for_the_gallery(con, contracts):
    catalogue = [
        _product("GSJ", siap_galeri=True, stok_galeri=Decimal(40), nomor_pirt="P-1", nomor_halal="H-1"),
        _product("KOPI", siap_galeri=True, stok_galeri=Decimal(0)),
        _product("TEMPE"),
        _product("BIASA", unggulan=False),
    ]
    sales = [sale("GSJ", 200), sale("GSJ", 100, kanal="galeri"), sale("KOPI", 400)]
    sent = [
        Sent("A", "2026-10", ON_TIME, {"produk": catalogue, "penjualan": sales}),
        Sent("C", "2026-10", ON_TIME, {"produk": [_product("LAIN")]}),
    ]
    load(con, batch(contracts, sent), now=NOW)
    found = {row["kode_produk"]: row for row in _rows(con, "from mart.produk_unggulan")}
    assert set(found) == {"GSJ", "KOPI", "TEMPE", "LAIN"}
    readiness = "kesiapan kekurangan jumlah_sertifikat"
    assert _picked(found["GSJ"], readiness) == ("siap", None, 2)
    assert _picked(found["KOPI"], readiness) == ("perlu_dilengkapi", "stok galeri, sertifikat", 0)
    assert _picked(found["TEMPE"], readiness) == ("belum", "pernyataan siap, stok galeri, sertifikat", 0)
    selling = "omzet_rp volume_terjual omzet_12_bulan_rp peringkat_kanwil tren_12_bulan_persen bulan_lapor_penjualan"
    assert _picked(found["GSJ"], selling) == (300, 2, 300, 2, None, 1)
    assert _picked(found["TEMPE"], selling) == (0, 0, 0, 3, None, 1)
    assert _picked(found["LAIN"], selling) == (None, None, None, 1, None, 0)
    assert _picked(found["GSJ"], "kanwil upt_lapor_produk upt_seharusnya melapor_persen tepat_waktu") == (
        "Utara",
        1,
        2,
        50,
        True,
    )


def test_the_trend_needs_twelve_months_and_compares_halves(con, contracts):
    months = [f"2025-{m:02}" for m in range(11, 13)] + [f"2026-{m:02}" for m in range(1, 11)]
    sent = [
        Sent(
            "A",
            month,
            at("2026-11-01"),
            {"produk": [_product("GSJ")], "penjualan": [sale("GSJ", 100 if n < 6 else 150)]},
        )
        for n, month in enumerate(months)
    ]
    load(con, batch(contracts, sent), now=NOW)
    trends = dict(
        con.execute(
            "select periode, tren_12_bulan_persen from mart.produk_unggulan order by periode desc limit 2"
        ).fetchall()
    )
    assert trends == {"2026-10": 50, "2026-09": None}


def test_every_mart_opens_with_a_sentence_and_says_how_good_its_figures_are(contracts: Contracts):
    marts = [t for t in catalog(contracts) if t.schema == "mart"]
    assert {t.name for t in marts} == {
        "ringkasan_bulanan", "produk_unggulan", "panen_raya", "kepatuhan", "peringkat_upt",
        "tenaga_kerja", "harga", "mutu_data", "program_akselerasi", "ringkasan_periode",
    }  # fmt: skip
    quality = {"upt_seharusnya", "melapor_persen", "n_pengecualian", "n_konfirmasi"}
    assert [t.name for t in marts if not (t.query or "").startswith("-- ") or not quality <= set(t.by_name)] == []
