"""Figures walked back to facts: each declared measure is worked out again from the facts that trace finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checks.finding import FINDINGS, RULE_RUNS
from sources.contract_loader import load_contracts
from sources.errors import UsageError
from sources.home import Home
from tests.warehouse.granary import NOW, Sent, at, batch, harvest, sale
from warehouse.catalog import catalog
from warehouse.load import load
from warehouse.origins import origins_of
from warehouse.publish import publish
from warehouse.records import SUBMISSIONS, Records
from warehouse.release import current_database
from warehouse.tracing import Asked, Trace, trace, trace_in

MONTHS = [f"{2025 + n // 12}-{n % 12 + 1:02}" for n in range(8, 22)]
"""September 2025 to October 2026: a whole year of sales before the last."""

LATER = at("2026-11-25")


def _month(number: int, period: str) -> list[Sent]:
    """A sells two products and has workers, B sells on some months and harvests, C is nil or missing."""
    received = at(f"2026-11-{number + 1:02} 03:00")
    some = Decimal(1000 + 37 * number)
    sold = [
        sale("P1", 0) | {"omzet_rp": some, "pnbp_rp": some / 4, "premi_rp": some / 5},
        sale("P2", 250, pnbp_rp=Decimal(50)),
    ]
    work = {"bidang": "las", "laki_laki_orang": 7 + number, "perempuan_orang": 2}
    more = {"satuan": "kg", "kategori": "makanan", "unggulan": True, "siap_galeri": True}
    product = {"kode_produk": "P1", "nama_produk": "Gula", "harga_satuan_rp": Decimal(9000), "stok_galeri": Decimal(3)}
    made = {"kode_produk": "P1", "volume": Decimal(5), "satuan": "kg"}
    production = [made, made | {"kode_produk": "P2", "volume": Decimal(0)}]
    brought = {"penjualan": sold, "tenaga_kerja": [work], "produk": [product | more], "produksi": production}
    found = [Sent("A", period, received, brought)]
    land = {"luas_lahan_m2": Decimal(40), "nilai_rp": Decimal(500)}
    crops = [harvest("pertanian", "padi", 50 + number, **land), harvest("pertanian", "padi", 8),
             harvest("perikanan", "lele", 3, hasil_kg=None, satuan="ekor", panen_raya=number % 2 == 0)]  # fmt: skip
    found.append(Sent("B", period, received, {"penjualan": [sale("P9", 100)] if number % 3 else [], "panen": crops}))
    if number % 2:
        found.append(Sent("C", period, received, {"penjualan": [], "tenaga_kerja": [work]}))
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory, contracts, empty_warehouse: Path) -> Home:
    """Fourteen months of three offices, published."""
    root = tmp_path_factory.mktemp("traced")
    home = Home(root).prepare()
    home.warehouse.write_bytes(empty_warehouse.read_bytes())
    sent = [one for number, period in enumerate(MONTHS) for one in _month(number, period)]
    corrected = Sent("A", MONTHS[-1], LATER, {"penjualan": [sale("P1", 77, pnbp_rp=Decimal(7))]})
    none = Records(SUBMISSIONS.empty_table(), FINDINGS.empty_table(), RULE_RUNS.empty_table())
    with duckdb.connect(home.warehouse) as con:
        con.execute(
            "insert into core.target_pnbp by name select 2026 as tahun, kanwil, 5000 as target_rp from core.kanwil"
        )
        load(con, batch(contracts, [*sent, corrected]), now=NOW)
        publish(con, home.published, contracts, none, now=NOW)
    return home


@pytest.fixture(scope="module")
def release(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(current_database(home.published), read_only=True) as con:
        yield con


def _rows(release: duckdb.DuckDBPyConnection, mart: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = release.execute(f"from mart.{mart}").to_arrow_table().to_pylist()
    return found


def _traced(release: duckdb.DuckDBPyConnection, contracts, mart: str, row: dict[str, Any], column: str) -> Trace:
    origins = origins_of(mart)
    assert origins is not None
    names = [*origins.keys, *(k for k in row if k in ALSO)]
    keys = {key: "" if row[key] is None else str(row[key]) for key in names}
    return trace_in(release, contracts, Asked(f"mart.{mart}", keys, column))


IN_THE_NATION = {"kepatuhan", "mutu_data", "program_akselerasi"}
"""Marts of obligations, findings and programme points, of which there are none here: the practice nation tries them."""

MARTS = [table.name for table in catalog(load_contracts()) if table.schema == "mart"]

ALSO = {"tingkat", "dataset", "aturan", "program", "butir", "ukuran", "harga_katalog_rp"}
"""Columns that pick a row beside the keys of facts."""


@pytest.mark.parametrize("mart", MARTS)
def test_every_column_of_every_mart_is_a_key_a_label_or_has_an_origin(release, mart: str):
    origins = origins_of(mart)
    assert origins is not None, f"warehouse/lineage/{mart}.yaml is missing"
    there = [row[0] for row in release.execute(f"describe mart.{mart}").fetchall()]
    said = [*origins.keys, *origins.figures, *origins.labels]
    assert sorted(said) == sorted(there)


@pytest.mark.parametrize("mart", sorted(set(MARTS) - IN_THE_NATION))
def test_every_figure_is_made_of_what_it_is_traced_to(release, contracts, mart: str):
    origins = origins_of(mart)
    assert origins is not None
    rows, chance = _rows(release, mart), random.Random(7)
    cells = [(row, column) for column in origins.figures for row in chance.sample(rows, 1)]
    filled = {column: [row for row in rows if row[column]] for column in origins.figures}
    cells += [(chance.choice(some), column) for column, some in filled.items() if some]
    assert sum(map(bool, filled.values())) > len(filled) / 3
    traces = [_traced(release, contracts, mart, row, column) for row, column in cells]
    assert [(t.column, t.keys, t.value, t.again) for t in traces if not t.agrees] == []
    assert [(t.column, t.keys) for t in traces if t.value and not t.facts] == []


def test_a_correction_is_traced_to_itself_alone(home: Home, contracts):
    found = trace(home, contracts, "mart.peringkat_upt", {"periode": MONTHS[-1], "kode_upt": "A"}, "omzet_rp")
    assert (found.value, found.again, len(found.facts)) == (77, 77, 1)
    assert found.facts[0].submission_id == Sent("A", MONTHS[-1], LATER).id
    assert (found.facts[0].sheet, found.facts[0].dataset) == ("Lembar", "penjualan")


def test_a_dataset_is_traced_by_any_of_its_columns(home: Home, contracts):
    found = trace(home, contracts, "core.penjualan", {"periode": MONTHS[1], "kode_produk": "P2"}, "omzet_rp")
    assert [(fact.kode_upt, fact.value) for fact in found.facts] == [("A", 250)]


@pytest.mark.parametrize(
    ("table", "keys", "column", "said"),
    [
        ("mart.ringkasan_bulanan", {"periode": MONTHS[0]}, None, "say also tingkat="),
        ("mart.ringkasan_bulanan", {"periode": "1999-01"}, None, "no row with periode=1999-01"),
        ("mart.ringkasan_bulanan", {"bulan": "x"}, None, "no column 'bulan'"),
        ("mart.peringkat_upt", {"periode": MONTHS[0], "kode_upt": "A"}, "keadaan", "is no figure .said from omzet_rp"),
        ("mart.peringkat_upt", {"periode": MONTHS[0], "kode_upt": "A"}, "kode_upt", "one of the keys"),
        ("mart.tidak_ada", {"periode": MONTHS[0]}, None, "these can be traced: mart."),
    ],
)
def test_what_cannot_be_traced_says_why(home: Home, contracts, table: str, keys: dict[str, str], column, said: str):
    with pytest.raises(UsageError, match=said):
        trace(home, contracts, table, keys, column)
