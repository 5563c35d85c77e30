"""An office that moved, was renamed or changed class counts as what it was at the end of each month, in every mart."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources.errors import ContractError
from sources.reference import FOLDER, FormerName
from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, harvest, sale
from tests.warehouse.obligation_made import TERMS, jakarta, register
from warehouse.dimensions import Dimensions, load_dimensions
from warehouse.load import load
from warehouse.owed import owed_rows
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.schema import prepare

BEFORE, AFTER = "2026-08", "2026-09"
MOVED_ON = date(2026, 9, 10)
"""A Rutan of Utara until the day before; since then a Lapas of Selatan, in another province."""


def _dimensions() -> Dimensions:
    made = dimensions()
    now = next(row for row in made.upt if row["kode_upt"] == "A")
    was = now | {"nama_upt": "Rutan A", "jenis": "Rutan", "kelas": "IIB", "berlaku_sampai": date(2026, 9, 9)}
    now |= {"kanwil": "Selatan", "kode_provinsi": "12", "berlaku_dari": MOVED_ON}
    made.upt[:] = [was, now, *(row for row in made.upt if row["kode_upt"] != "A")]
    made.program.append(
        {"program": "P", "butir": 1, "uraian": "-", "berlaku_dari": date(2020, 1, 1), "berlaku_sampai": None}
    )
    indicator = {"program": "P", "butir": 1, "indikator": "-", "ukuran": "omzet_rp", "dataset": "penjualan"}
    made.program_indikator.append(indicator | {"satuan": "rupiah", "sifat": "jumlah", "sumber": "-"})
    return made


def _month(period: str, revenue: int) -> list[Sent]:
    """A, B (Utara) and C (Selatan) sell, each a tenth of the one before; A has a flagship, workers, a harvest."""
    received = at(f"2026-{int(period[5:]) + 1:02}-02")
    product = {
        "kode_produk": "P",
        "nama_produk": "Gula",
        "satuan": "kg",
        "unggulan": True,
        "harga_satuan_rp": Decimal(9),
    }
    brought = {"penjualan": [sale("P", revenue)], "produk": [product],
               "tenaga_kerja": [{"bidang": "las", "laki_laki_orang": 5}],
               "panen": [harvest("pertanian", "padi", revenue, panen_tanggal=date(2026, 8, 17))]}  # fmt: skip
    return [
        Sent("A", period, received, brought),
        Sent("B", period, received, {"penjualan": [sale("P", revenue // 10)]}),
        Sent("C", period, received, {"penjualan": [sale("P", revenue // 100)]}),
    ]


@pytest.fixture(scope="module")
def release(contracts, tmp_path_factory):
    with duckdb.connect() as con:
        prepare(con, contracts, _dimensions())
        load(con, batch(contracts, [*_month(BEFORE, 1000), *_month(AFTER, 2000)]), now=NOW)
        con.execute(
            "insert into core.kewajiban by name select periode, kode_upt, kanwil, 'penjualan' as dataset,"
            " 'TERPENUHI' as keadaan, date '2026-11-05' as jatuh_tempo, date '2026-11-05' as tenggang_sampai"
            " from core.upt_bulanan"
        )
        yield con


def _asked(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def test_the_office_is_what_it_was_at_the_end_of_the_month(release):
    sql = "select periode, nama_upt, jenis, kelas, kanwil, kode_provinsi from core.upt_bulanan where kode_upt = 'A'"
    assert _asked(release, f"{sql} order by all") == [
        (BEFORE, "Rutan A", "Rutan", "IIB", "Utara", "11"),
        (AFTER, "Lapas A", "Lapas", "IIA", "Selatan", "12"),
    ]


FIGURES = {
    "ringkasan_bulanan": ("omzet_rp", "tingkat = 'kanwil'", [1100, 10, 200, 2020]),
    "program_akselerasi": ("nilai", "tingkat = 'kanwil'", [1100, 10, 200, 2020]),
    "tenaga_kerja": ("wbp_bekerja_orang", "tingkat = 'kanwil'", [5, None, None, 5]),
    "kepatuhan": ("upt_seharusnya", "tingkat = 'kanwil' and dataset = 'semua'", [2, 1, 1, 2]),
    "mutu_data": ("upt_seharusnya", "tingkat = 'kanwil'", [2, 1, 1, 2]),
}
"""Mart → figure of Utara and Selatan before, and after."""


@pytest.mark.parametrize("mart", FIGURES)
def test_it_counts_under_the_regional_office_of_that_time(contracts, release, tmp_path: Path, mart: str):
    column, where, wanted = FIGURES[mart]
    con = release
    if mart == "mutu_data":
        publish(release, tmp_path, contracts, Records(), now=NOW)
        con = duckdb.connect(tmp_path / "current/lumbung.duckdb", read_only=True)
    sql = f"select {column} from mart.{mart} where {where} and periode in ('{BEFORE}', '{AFTER}')"
    assert [row[0] for row in _asked(con, f"{sql} order by periode, kanwil desc")] == wanted


def test_its_row_of_each_month_carries_what_it_was(release):
    for mart in ("peringkat_upt", "harga", "produk_unggulan"):
        sql = f"select nama_upt, kanwil from mart.{mart} where kode_upt = 'A' order by periode"
        assert _asked(release, sql) == [("Rutan A", "Utara"), ("Lapas A", "Selatan")], mart
    sql = "select nama_upt from mart.kepatuhan where kode_upt = 'A' and dataset = 'penjualan' order by periode"
    assert _asked(release, sql) == [("Rutan A",), ("Lapas A",)]
    assert _asked(release, "select kanwil, kode_provinsi, hasil_kg from mart.panen_raya order by periode") == [
        ("Utara", "11", 1000), ("Selatan", "12", 2000),
    ]  # fmt: skip


def test_a_quarter_with_the_move_in_it_has_a_part_under_each(release):
    sql = "select tingkat, kanwil, omzet_rp, laporan_seharusnya from mart.ringkasan_periode where rentang = '2026-T3'"
    assert _asked(release, f"{sql} and tingkat in ('kanwil', 'nasional') order by all") == [
        ("kanwil", "Selatan", 2030, 3), ("kanwil", "Utara", 1300, 3), ("nasional", None, 3330, 6),
    ]  # fmt: skip
    assert _asked(release, f"{sql} and kode_upt = 'A' order by all") == [
        ("upt", "Selatan", 2000, 1), ("upt", "Utara", 1000, 1),
    ]  # fmt: skip


def test_last_months_figure_of_a_regional_office_is_of_the_offices_it_had_then(release):
    sql = f"select kanwil, omzet_bulan_lalu_rp from mart.ringkasan_bulanan where periode = '{AFTER}'"
    assert _asked(release, f"{sql} and tingkat = 'kanwil' order by all") == [("Selatan", 10), ("Utara", 1100)]
    ranks = "select peringkat_omzet_kanwil, omzet_bulan_lalu_rp from mart.peringkat_upt where periode = '2026-09'"
    assert _asked(release, f"{ranks} and kode_upt in ('A', 'B') order by kode_upt") == [(1, 1000), (1, 100)]


def test_what_is_owed_follows_the_kind_and_regional_office_of_the_month(ledger):
    old = FormerName("L", "Bapas L", "Bapas", "II", "Umum", None, date(2026, 9, 9), "Selatan")
    with ledger.read() as tx:
        rows = owed_rows(
            tx, replace(register(), former=(old,)), [BEFORE, AFTER], now=jakarta("2026-11-01 09:00"), terms=TERMS
        )
    owed = sorted((r["periode"], r["kanwil"], r["nama_upt"], r["dataset"]) for r in rows if r["kode_upt"] == "L")
    assert owed == [
        (BEFORE, "Selatan", "Bapas L", "kegiatan"), (AFTER, "Utara", "Lapas L", "kegiatan"),
        (AFTER, "Utara", "Lapas L", "panen"),
    ]  # fmt: skip


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "lists")
    return tmp_path / "lists"


def _add(lists: Path, line: str) -> None:
    with (lists / "upt_riwayat.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def test_a_move_is_a_line_of_the_list_and_what_it_leaves_out_is_as_now(lists: Path):
    _add(lists, "LP2A-LAHAT,Lapas Kelas IIA Lahat,Lapas,IIA,Umum,Lampung,,2020-01-01,2023-06-30,surat")
    _add(lists, "LP2A-LAHAT,Lapas Kelas IIB Lahat,Lapas,IIB,Umum,,,,2019-12-31,surat")
    found = [row for row in load_dimensions(lists).upt if row["kode_upt"] == "LP2A-LAHAT"]
    now = next(row["kanwil"] for row in found if row["berlaku_sampai"] is None)
    assert [(r["kelas"], r["kanwil"], r["kode_provinsi"], r["berlaku_dari"], r["berlaku_sampai"]) for r in found] == [
        ("IIB", now, "16", None, date(2019, 12, 31)),
        ("IIA", "Lampung", "16", date(2020, 1, 1), date(2023, 6, 30)),
        ("IIA", now, "16", date(2023, 7, 1), None),
    ]


def test_a_regional_office_that_there_is_not_is_refused_with_its_line(lists: Path):
    _add(lists, "LP2A-LAHAT,Lapas Kelas IIA Lahat,Lapas,IIA,Umum,Lampong,,2020-01-01,2023-06-30,surat")
    with pytest.raises(ContractError, match=r"upt_riwayat\.csv.*kanwil.*Lampong"):
        load_dimensions(lists)
