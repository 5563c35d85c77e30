"""``mart.program_akselerasi`` against numbers worked out by hand, and its lists: no target is invented."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources.errors import ContractError
from sources.programs import load_indicator_targets, load_indicators
from sources.reference import FOLDER
from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, harvest, sale
from warehouse.dimensions import load_dimensions
from warehouse.load import load
from warehouse.schema import prepare

FOOD, ACTION = ("Program Akselerasi", 2), ("15 Program Aksi", 8)
SENT = [
    Sent("A", "2025-12", at("2026-01-02"), {"panen": [harvest("pertanian", "padi", 30)]}),
    Sent("A", "2026-01", at("2026-02-02"), {
        "panen": [harvest("pertanian", "padi", 100, luas_lahan_m2=Decimal(50)), harvest("perikanan", "lele", 20)],
        "penjualan": [sale("P", 900)],
    }),
    Sent("B", "2026-01", at("2026-02-02"), {"panen": []}),
    Sent("C", "2026-01", at("2026-02-20"), {"panen": [harvest("pertanian", "padi", 5)]}),
    Sent("A", "2026-02", at("2026-03-02"), {"panen": [harvest("pertanian", "padi", 60)]}),
]  # fmt: skip


@pytest.fixture(scope="module")
def rows(contracts) -> list[dict[str, Any]]:
    """Targets as a ministry might give them: 500 kg for the nation, 240 for the north."""
    reference, lists = dimensions(), load_dimensions()
    reference.program.extend(lists.program)
    reference.program_indikator.extend(lists.program_indikator)
    common = {"tahun": 2026, "program": ACTION[0], "butir": ACTION[1], "ukuran": "hasil_panen_kg"}
    reference.target_program.extend(
        common | {"kanwil": k, "target": Decimal(t)} for k, t in ((None, 500), ("Utara", 240))
    )
    with duckdb.connect() as con:
        prepare(con, contracts, reference)
        load(con, batch(contracts, SENT), now=NOW)
        found: list[dict[str, Any]] = con.execute("from mart.program_akselerasi").to_arrow_table().to_pylist()
        return found


def _row(rows: list[dict[str, Any]], point: tuple[str, int], measure: str, period: str, place: str) -> dict[str, Any]:
    (one,) = (
        row
        for row in rows
        if (row["program"], row["butir"], row["ukuran"], row["periode"]) == (*point, measure, period)
        and place == (row["kode_provinsi"] or row["kanwil"] or row["tingkat"])
    )
    return one


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def test_a_point_is_measured_while_it_holds(rows):
    held = {(row["program"], row["butir"], row["periode"]) for row in rows}
    assert {p for *point, p in held if tuple(point) == FOOD} == {"2025-12"}
    assert {p for *point, p in held if tuple(point) == ACTION} == {"2026-01", "2026-02"}
    assert ("Program Akselerasi", 1) not in {key[:2] for key in held}  # nothing in these reports measures it


def test_figures_by_province_regional_office_and_nation(rows):
    january = (ACTION, "hasil_panen_kg", "2026-01")
    figures = "nilai nilai_bulan_lalu thd_bulan_lalu_persen nilai_tahun_berjalan target_setahun capaian_target_persen"
    assert _picked(_row(rows, *january, "nasional"), figures) == (125, 30, Decimal("316.67"), 125, 500, 25)
    assert _picked(_row(rows, *january, "Utara"), figures) == (120, 30, 300, 120, 240, 50)
    assert _picked(_row(rows, *january, "12"), figures) == (5, None, None, 5, None, None)
    february = _row(rows, ACTION, "hasil_panen_kg", "2026-02", "nasional")
    assert _picked(february, figures) == (60, 125, -52, 185, 500, 37)
    assert _picked(_row(rows, ACTION, "luas_panen_m2", "2026-01", "nasional"), "nilai satuan target_setahun") == (
        50, "m²", None,
    )  # fmt: skip


def test_states_are_not_added_over_months_and_missing_is_empty(rows):
    offices = [_row(rows, ACTION, "upt_panen", f"2026-0{m}", "nasional") for m in (1, 2)]
    assert [_picked(row, "nilai nilai_tahun_berjalan") for row in offices] == [(2, 2), (1, 1)]
    silent = _row(rows, ACTION, "hasil_panen_kg", "2026-02", "Selatan")
    assert _picked(silent, "nilai upt_melapor upt_belum melapor_persen tepat_waktu_persen") == (None, 0, 1, 0, None)


def test_quality_is_of_the_dataset_behind_the_figure(rows):
    names = "dataset upt_seharusnya upt_melapor upt_nihil upt_belum melapor_persen tepat_waktu_persen"
    january = _row(rows, ACTION, "hasil_panen_kg", "2026-01", "nasional")
    assert _picked(january, names) == ("panen", 3, 3, 1, 0, 100, Decimal("66.67"))


def test_every_indicator_of_the_list_is_worked_out(contracts):
    """Its name in the list is one that the mart's SQL knows, and its dataset the one it is summed from."""
    reference, lists = dimensions(), load_dimensions()
    reference.program_indikator.extend(lists.program_indikator)
    always = {"uraian": "-", "berlaku_dari": NOW.date().replace(year=2020), "berlaku_sampai": None}
    reference.program.extend({k: p[k] for k in ("program", "butir")} | always for p in lists.program)
    workers = {"bidang": "las", "laki_laki_orang": 3, "bersertifikat_orang": 1}
    made = {"kode_produk": "P", "nama_produk": "P", "volume": Decimal(1), "satuan": "kg"}
    product = {"kode_produk": "P", "nama_produk": "P", "satuan": "kg", "unggulan": True}
    crop = harvest("pertanian", "padi", 1, luas_lahan_m2=Decimal(1), nilai_rp=Decimal(1))
    parts = {"panen": [crop], "produksi": [made], "produk": [product], "tenaga_kerja": [workers]}
    parts["penjualan"] = [sale("P", 1, pnbp_rp=Decimal(1), premi_rp=Decimal(1))]
    with duckdb.connect() as con:
        prepare(con, contracts, reference)
        load(con, batch(contracts, [Sent("A", "2026-01", at("2026-02-02"), parts)]), now=NOW)
        query = "select ukuran from mart.program_akselerasi where tingkat = 'nasional' and nilai > 0"
        assert {row[0] for row in con.execute(query).fetchall()} == {i.ukuran for i in load_indicators()}


def test_no_target_is_invented_and_wrong_ones_are_refused(tmp_path: Path):
    assert load_indicator_targets() == ()
    assert {i.sumber for i in load_indicators()} == {"Usulan Lumbung"}
    folder = shutil.copytree(FOLDER, tmp_path / "reference")
    path = folder / "target_program.csv"
    given = path.read_text(encoding="utf-8")
    path.write_text(given + "2026,15 Program Aksi,8,hasil_panen_kg,Aceh,1000,Surat\n", encoding="utf-8")
    assert load_indicator_targets(folder)[0].target == 1000
    for wrong in ("2026,15 Program Aksi,8,omzet_rp,,1,Surat", "2026,15 Program Aksi,8,hasil_panen_kg,Acheh,1,Surat"):
        path.write_text(f"{given}{wrong}\n", encoding="utf-8")
        with pytest.raises(ContractError, match=r"target_program\.csv"):
            load_indicator_targets(folder)
