"""Tier M: each rule names the months and regions that it must, and a release carries what it found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.contract import Contract, Contracts
from sources.contract_loader import load_contracts
from tests.checks.rules.bench import Case
from tests.checks.rules.past import months
from tests.warehouse.granary import NOW, Sent, at, batch
from tests.warehouse.macro_cases import CASES
from warehouse.catalog import catalog
from warehouse.ddl import create, create_stored
from warehouse.load import load
from warehouse.macro import NOT_RUN, macro_findings, macro_rows, macro_rules
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.release import DATABASE

CONTRACTS = load_contracts()


@pytest.fixture(scope="module")
def bare() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table and view of the warehouse as an empty table; sums by office follow what is put there."""
    with duckdb.connect() as con:
        for schema in ("core", "mart", "meta"):
            con.execute(f"create schema {schema}")
        for table in catalog(CONTRACTS):
            for statement in create(table) if table.full_name == "core.angka_upt" else create_stored(table):
                con.execute(statement)
        yield con


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_names_exactly_the_months_and_regions(bare: duckdb.DuckDBPyConnection, case: Case):
    bare.execute("begin")
    try:
        for table, rows in case.rows.items():
            for row in rows:
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                bare.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
        rows = macro_findings(bare, _only(case.rule)).to_pylist()
    finally:
        bare.execute("rollback")
    assert [f"{row['periode']} {row['wilayah']}" for row in rows] == list(case.offenders)
    assert all("{" not in row["message"] + row["fix"] and row["value"] for row in rows)


def _only(rule: str) -> Contracts:
    """Contracts with this rule alone."""

    def bare_of_others(contract: Contract) -> Contract:
        return dataclasses.replace(contract, rules=tuple(r for r in contract.rules if r.id == rule))

    datasets = {name: bare_of_others(contract) for name, contract in CONTRACTS.datasets.items()}
    return dataclasses.replace(CONTRACTS, datasets=datasets, envelope=bare_of_others(CONTRACTS.envelope))


def test_a_release_carries_what_was_found_and_a_second_one_is_not_made(con, contracts, tmp_path: Path):
    sales = [(period, 1000) for period in months(6)] + [("2026-10", 99000)]
    load(
        con,
        batch(contracts, [Sent("A", p, at("2026-11-03"), {"penjualan": [{"omzet_rp": rp}]}) for p, rp in sales]),
        now=NOW,
    )
    made = publish(con, tmp_path, contracts, Records(), now=NOW)
    rows = macro_rows(made.folder / DATABASE)
    assert [(row["rule"], row["periode"], row["wilayah"]) for row in rows] == [
        ("UMKM-M301", "2026-10", "Nasional"), ("UMKM-M303", "2026-10", "Utara"),
    ]  # fmt: skip
    assert rows[0]["message"] == "Omzet nasional 99000 (biasanya sekitar 1000 menurut 6 catatan sebelumnya)."
    assert (made.is_new, made.questions) == (True, 2)
    assert publish(con, tmp_path, contracts, Records(), now=NOW).is_new is False


def test_a_rule_that_cannot_run_is_told_and_the_others_go_on(bare: duckdb.DuckDBPyConnection):
    sales = CONTRACTS.datasets["penjualan"]
    broken = tuple(dataclasses.replace(r, sql="makro/tidak-ada.sql") if r.id == "UMKM-M301" else r for r in sales.rules)
    datasets = CONTRACTS.datasets | {"penjualan": dataclasses.replace(sales, rules=broken)}
    contracts = dataclasses.replace(CONTRACTS, datasets=datasets)
    (row,) = macro_findings(bare, contracts).to_pylist()
    assert (row["rule"], row["message"], row["value"]) == ("UMKM-M301", NOT_RUN, None)
    assert len(macro_rules(contracts)) == 9
