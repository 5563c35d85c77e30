"""``terbuka/``: regional and national only, few people hidden in every table, month and ratio, told to anybody."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.practice import Nation
from tests.warehouse.granary import NOW, Sent, at, batch, harvest, sale
from warehouse.load import load
from warehouse.open_tables import HIDDEN, open_tables
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.release import DATABASE
from warehouse.suppression import protect

FILES = "harga kepatuhan mutu_data panen_raya peringkat_upt produk_unggulan program_akselerasi"
MARTS = (*FILES.split(), "ringkasan_bulanan", "ringkasan_periode", "tenaga_kerja")


def _workers(men: int, women: int = 0, children: int = 0, **more: int) -> list[dict[str, Any]]:
    row = {"bidang": "las", "laki_laki_orang": men, "perempuan_orang": women, "anak_orang": children}
    return [row | {f"{key}_orang": value for key, value in more.items()}]


def _month(period: str, north: list[dict[str, Any]], south: list[dict[str, Any]]) -> list[Sent]:
    day = at(f"2026-{int(period[5:]) + 1:02}-02")
    sold = {"penjualan": [sale("P1", 1000)]}
    return [
        Sent("A", period, day, {"tenaga_kerja": north} | sold),
        Sent("C", period, day, {"tenaga_kerja": south} | sold),
    ]


def _read(folder: Path, table: str) -> dict[tuple[str, str], dict[str, str]]:
    """Rows by (month, region)."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 0
    return {(row["periode"], row["kanwil"]): row for row in rows}


@pytest.fixture
def outside(con, contracts, tmp_path):
    """Publish what two offices in two regions sent; gives the folder for outside."""

    def one(*sent: Sent) -> Path:
        load(con, batch(contracts, sent), now=NOW)
        folder: Path = publish(con, tmp_path / "published", contracts, Records(), now=NOW).folder
        return folder / "terbuka"

    return one


@pytest.fixture
def three_months(outside) -> Path:
    """In September three people work in the north, and 40 in the south; before and after there are many."""
    many, few = _workers(30, bersertifikat=10), _workers(3, bersertifikat=3)
    south = _workers(40, bersertifikat=20)
    months = [_month("2026-08", many, south), _month("2026-09", few, south), _month("2026-10", many, south)]
    folder: Path = outside(*(sent for month in months for sent in month))
    return folder


def test_few_people_are_hidden_with_the_ratio_and_with_the_region_that_would_give_them_back(three_months):
    rows = _read(three_months, "ringkasan_bulanan")
    names = ("wbp_bekerja_orang", "omzet_per_wbp_rp", "omzet_rp")
    shown = {key: tuple(row[n] for n in names) for key, row in rows.items() if key[0] == "2026-09"}
    assert shown == {
        ("2026-09", ""): ("43", "46.51", "2000.00"),
        ("2026-09", "Utara"): ("", "", "1000.00"),
        ("2026-09", "Selatan"): ("", "", "1000.00"),
    }
    assert rows["2026-09", "Utara"][HIDDEN] == "wbp_bekerja_orang;omzet_per_wbp_rp"
    assert (rows["2026-10", ""][HIDDEN], rows["2026-10", ""]["wbp_bekerja_bulan_lalu_orang"]) == ("", "43")


def test_the_month_after_does_not_give_back_what_was_hidden(three_months):
    for table in ("ringkasan_bulanan", "tenaga_kerja"):
        row = _read(three_months, table)["2026-10", "Utara"]
        assert (row["wbp_bekerja_orang"], row["wbp_bekerja_bulan_lalu_orang"]) == ("30", "")
        assert "wbp_bekerja_bulan_lalu_orang" in row[HIDDEN].split(";")
    row = _read(three_months, "tenaga_kerja")["2026-10", "Utara"]
    assert (row["wbp_bekerja_thd_bulan_lalu_persen"], row["bersertifikat_persen"]) == ("", "33.33")
    before = _read(three_months, "tenaga_kerja")["2026-09", "Utara"]
    assert {v for k, v in before.items() if k.endswith("_orang") and k != "peserta_pelatihan_orang"} <= {"", "30"}


def test_the_same_count_is_hidden_in_every_table(contracts):
    tables = {t.table.name: t for t in open_tables(contracts)}
    program = tables["program_akselerasi"].hides
    assert program["nilai"] == (("ini", "=ukuran"),)
    assert program["nilai_tahun_berjalan"] == program["capaian_target_persen"] == (("berjalan", "=ukuran"),)
    assert 'list_contains(ini.berjalan, a."ukuran")' in tables["program_akselerasi"].query
    assert [name for name, t in tables.items() if t.hides] == [
        "program_akselerasi",
        "ringkasan_bulanan",
        "tenaga_kerja",
    ]


def test_the_nation_minus_all_others_never_leaves_fewer_than_five(outside):
    folder = outside(*_month("2026-10", _workers(30, 10, 2), _workers(40, 20, 9)))
    rows = _read(folder, "tenaga_kerja")
    names = ("laki_laki_orang", "perempuan_orang", "anak_orang", "wbp_bekerja_orang")
    assert [rows["2026-10", "Utara"][n] for n in names] == ["", "", "", "42"]
    assert [rows["2026-10", "Selatan"][n] for n in names] == ["", "", "", "69"]
    assert [rows["2026-10", ""][n] for n in names] == ["70", "30", "11", "111"]


def test_nobody_is_no_secret_and_not_reported_is_not_hidden(outside):
    folder = outside(
        Sent("A", "2026-10", at("2026-11-02"), {"tenaga_kerja": []}),
        Sent("C", "2026-10", at("2026-11-02"), {"tenaga_kerja": _workers(40)}),
    )
    rows = _read(folder, "tenaga_kerja")
    assert (rows["2026-10", "Utara"]["wbp_bekerja_orang"], rows["2026-10", "Utara"][HIDDEN]) == ("0", "")
    assert (rows["2026-10", "Selatan"]["bersertifikat_orang"], rows["2026-10", "Selatan"][HIDDEN]) == ("", "")


def test_words_of_a_single_office_stay_inside(outside):
    rows = [harvest("pertanian", "Cabai Pak Budi", 7), harvest("pertanian", "jagung", 9)]
    folder = outside(Sent("A", "2026-10", at("2026-11-02"), {"panen": rows, "penjualan": [sale("P1", 5)]}))
    crops = pq.read_table(folder / "panen_raya.parquet").to_pylist()
    assert {(r["tingkat"], r["komoditas"], int(r["hasil_kg"])) for r in crops} == {
        ("nasional", "lainnya", 16),
        ("kanwil", "lainnya", 16),
    }
    assert pq.read_table(folder / "harga.parquet").num_rows == 0


@pytest.fixture(scope="module")
def published(nation: Nation) -> Path:
    return nation.home / "published/current/terbuka"


def test_every_mart_is_there_twice_and_without_offices(published, contracts):
    assert {p.name for p in published.iterdir()} == {
        "README.md",
        "datapackage.json",
        *(f"{m}.{e}" for m in MARTS for e in ("csv", "parquet")),
    }
    tables = open_tables(contracts)
    assert tuple(t.table.name for t in tables) == MARTS
    for table in tables:
        columns = {c.name: c.sql_type for c in table.table.columns}
        assert not {"kode_upt", "nama_upt", "kode_provinsi", "kode_produk"} & set(columns)
        assert pq.read_schema(published / f"{table.table.name}.parquet").names == list(columns)
        with (published / f"{table.table.name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == pq.read_metadata(published / f"{table.table.name}.parquet").num_rows
        assert {r.get("tingkat", "nasional") for r in rows} <= {"nasional", "kanwil"}
        keys = [tuple(r[k] for k in table.keys) for r in rows]
        assert len(set(keys)) == len(keys)


def test_no_office_is_named(published, nation):
    with duckdb.connect(published.parent / DATABASE, read_only=True) as con:
        offices = con.execute("select distinct kode_upt, nama_upt from core.upt_bulanan").fetchall()
    assert len(offices) > 30
    text = "".join(p.read_text(encoding="utf-8") for p in published.glob("*.csv"))
    assert [words for words in offices if any(word in text for word in words)] == []


def test_the_descriptor_says_what_the_files_hold(published, contracts):
    package = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert "licenses" not in package
    resources = {r["path"]: r for r in package["resources"]}
    assert len(resources) == 2 * len(MARTS)
    for path, resource in resources.items():
        data = (published / path).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        assert [f["name"] for f in resource["schema"]["fields"]] == pq.read_schema(
            published / f"{Path(path).stem}.parquet"
        ).names
    fields = {f["name"]: f for f in resources["tenaga_kerja.csv"]["schema"]["fields"]}
    assert fields["wbp_bekerja_orang"] | {"type": "integer", "unit": "orang"} == fields["wbp_bekerja_orang"]
    assert fields["tingkat"]["constraints"]["enum"] == ["nasional", "kanwil"]


def test_the_readme_is_for_people(published):
    text = (published / "README.md").read_text(encoding="utf-8")
    for wanted in (published.resolve().parent.name, "## Lisensi", "di bawah 5 disamarkan", f"`{HIDDEN}`", "rupiah"):
        assert wanted in text
    assert "{" not in text


def test_what_is_hidden_and_what_the_marts_show_are_the_same_people(nation, contracts):
    """The parts are added up beside the marts: should one be changed, the other has to follow."""
    with duckdb.connect(nation.home / "published/current" / DATABASE, read_only=True) as con:
        protect(con)
        query = """
            select count(*) from _bagian as b
            inner join mart.tenaga_kerja as m
                on b.periode = m.periode and m.tingkat in ('nasional', 'kanwil') and b.wilayah = coalesce(m.kanwil, '')
            where b.bagian in ('pekerja', 'ya', 'peserta', 'laki-laki', 'perempuan', 'anak') and b.nilai = case
                when b.ukuran = 'rincian' and b.bagian = 'laki-laki' then m.laki_laki_orang
                when b.ukuran = 'rincian' and b.bagian = 'perempuan' then m.perempuan_orang
                when b.ukuran = 'rincian' and b.bagian = 'anak' then m.anak_orang
                when b.ukuran = 'wbp_bekerja_orang' then m.wbp_bekerja_orang
                when b.ukuran = 'bersertifikat_orang' then m.bersertifikat_orang
                when b.ukuran = 'penerima_premi_orang' then m.penerima_premi_orang
                when b.ukuran = 'peserta_asimilasi_orang' then m.peserta_asimilasi_orang
                when b.ukuran = 'peserta_pelatihan_orang' then m.peserta_pelatihan_orang
            end"""
        same = con.execute(query).fetchone()
        regions = con.execute("select count(distinct (periode, wilayah)) from _bagian").fetchone()
    assert regions is not None
    assert same == (8 * regions[0],)
    assert regions[0] > 10
