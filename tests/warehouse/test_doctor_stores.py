"""The doctor on warehouse and releases: each thing is broken, said with its mend, and well again after the mend."""

from __future__ import annotations

import shutil
import zoneinfo
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from sources.home import Home
from tests.warehouse.doctor_made import follow, found
from tests.warehouse.granary import Sent, at, batch, dimensions, sale
from tests.warehouse.ledger_made import NOW, STAMP, delivery
from warehouse import doctor_ledger
from warehouse.doctor import examine
from warehouse.ledger import Ledger, State, record_deliveries, transition
from warehouse.ledger.parts import Part, PartState, record_parts, set_part_states
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.release import current_release
from warehouse.run_lock import run_lock
from warehouse.schema import open_warehouse

OFFICE = "A"


@pytest.fixture
def home(tmp_path: Path, instance: Home) -> Home:
    """A copy of the instance."""
    shutil.copytree(instance.root, tmp_path / "home", symlinks=True)
    (tmp_path / "home").chmod(0o700)
    return Home(tmp_path / "home")


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, empty_ledger: bytes, empty_warehouse: Path, contracts) -> Home:
    """One report in force, known to ledger and warehouse, and published: made once."""
    home = Home(tmp_path_factory.mktemp("instance") / "home").prepare()
    home.ledger.write_bytes(empty_ledger)
    shutil.copy(empty_warehouse, home.warehouse)
    one = delivery("a.xlsx")
    sent = Sent(OFFICE, "2026-10", at("2026-11-05 06:00"), {"penjualan": [sale("P1", 100)]})
    with Ledger.open(home.ledger).begin() as tx:
        record_deliveries(tx, [one], STAMP)
        transition(tx, [one.id], State.REJECTED, STAMP)
        record_parts(tx, [one.id], [Part(one.id, "penjualan", OFFICE, "2026-10", 1)])
        set_part_states(tx, {(one.id, "penjualan"): PartState.IN_FORCE})
    with duckdb.connect(home.warehouse) as con:
        load(con, _named(batch(contracts, [sent]), sent.id, one.id), now=at("2026-11-05 07:00"))
        publish(con, home.published, contracts, Records(), now=at("2026-11-05 07:00"))
    return home


def _named(accepted, old: str, new: str):
    """The same batch under another submission id."""

    def renamed(table: pa.Table) -> pa.Table:
        rows = [{k: new if v == old else v for k, v in row.items()} for row in table.to_pylist()]
        return pa.Table.from_pylist(rows, schema=table.schema)

    return type(accepted)(
        renamed(accepted.submissions), renamed(accepted.parts), {n: renamed(t) for n, t in accepted.facts.items()}
    )


@pytest.fixture
def contracts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offices of the tests, not of the country, whenever a warehouse is opened."""
    monkeypatch.setattr("warehouse.schema.load_dimensions", dimensions)


def test_all_is_well(home: Home):
    wanted = {"ledger and warehouse", "warehouse schema", "current release", "leftovers", "logs", "prefect", "stuck"}
    looked = {c.check: c for c in examine(home, now=NOW) if c.check in wanted}
    assert ([c for c in looked.values() if not c.ok], set(looked)) == ([], wanted)
    assert "the same 1 parts" in looked["ledger and warehouse"].found


def test_a_part_that_only_the_ledger_has_and_one_that_only_the_warehouse_has(home: Home, contracts):
    with duckdb.connect(home.warehouse) as con:
        sent = Sent("B", "2026-10", at("2026-11-05 06:00"), {"penjualan": []})
        load(con, batch(contracts, [sent]), now=at("2026-11-05 07:00"))
        load(con, batch(contracts, []), withdraw=[delivery("a.xlsx").id], now=at("2026-11-05 08:00"))
    check = found(home, "ledger and warehouse")
    assert f"1 parts in force in the ledger are not in the warehouse: {delivery('a.xlsx').id} penjualan" in check.found
    assert f"1 parts in force in the warehouse are not so in the ledger: {sent.id} penjualan" in check.found
    assert "lumbung ingest" in check.fix
    with run_lock(home):
        assert found(home, "ledger and warehouse").ok


def test_a_warehouse_that_is_gone(home: Home):
    home.warehouse.unlink()
    assert "1 parts in force in the ledger are not in the warehouse" in found(home, "ledger and warehouse").found


def test_a_contract_that_no_longer_fits(home: Home, contracts_alone, contracts):
    with duckdb.connect(home.warehouse) as con:
        con.execute("alter table core.penjualan_rows rename column kanal to saluran")
    check = found(home, "warehouse schema")
    assert "core.penjualan_rows.saluran holds facts as VARCHAR" in check.found
    assert "put the contract back" in check.fix
    with duckdb.connect(home.warehouse) as con:  # the contract as it was
        con.execute("alter table core.penjualan_rows rename column saluran to kanal")
    assert found(home, "warehouse schema").ok


def test_a_contract_with_a_new_column_needs_nobody(home: Home, contracts_alone, contracts):
    with duckdb.connect(home.warehouse) as con:
        con.execute("drop view core.penjualan")
        con.execute("alter table core.penjualan_rows drop column modal_rp")
        con.execute("delete from meta.skema")
    check = found(home, "warehouse schema")
    assert (check.ok, check.found) == (True, "the next 'lumbung ingest' adds core.penjualan_rows.modal_rp")
    with open_warehouse(home.warehouse, contracts):
        pass
    assert found(home, "warehouse schema").found == "as the contracts say"


def test_a_release_that_fell_behind(home: Home, contracts):
    with duckdb.connect(home.warehouse) as con:
        load(con, batch(contracts, []), withdraw=[delivery("a.xlsx").id], now=at("2026-11-05 08:00"))
    check = found(home, "current release")
    assert "is not what the warehouse holds" in check.found
    with duckdb.connect(home.warehouse) as con:
        publish(con, home.published, contracts, Records(), now=at("2026-11-05 09:00"))
    assert found(home, "current release").ok


def test_a_link_that_leads_nowhere(home: Home):
    release = current_release(home.published)
    (home.published / "current").unlink()
    (home.published / "current").symlink_to("hilang")
    check = found(home, "current release")
    assert check.fix == f"ln -sfn {release} {home.published / 'current'}"
    follow(check.fix)
    assert found(home, "current release").ok


def test_reports_that_were_never_published(home: Home):
    shutil.rmtree(home.published)
    assert "nothing is published" in found(home, "current release").found


def test_what_a_killed_run_left_behind(home: Home):
    (home.published / ".building-x" / "parquet").mkdir(parents=True)
    (home.published / ".current.77").symlink_to("x")
    (home.reports / ".20261105T070000Z-1a2b.data-docs").mkdir()
    check = found(home, "leftovers")
    assert "3 left half-built" in check.found
    with run_lock(home):
        assert found(home, "leftovers").ok
    follow(check.fix)
    assert found(home, "leftovers").ok
    assert current_release(home.published) is not None


def test_a_submission_that_has_been_under_way_for_hours(home: Home):
    with Ledger.open(home.ledger).begin() as tx:
        record_deliveries(tx, [delivery("b.xlsx", minute=1)], STAMP)
    assert found(home, "stuck", now=NOW + timedelta(hours=5)).ok
    with run_lock(home):
        check = found(home, "stuck", now=NOW + timedelta(hours=7))
    assert (check.ok, delivery("b.xlsx", minute=1).id in check.found) == (False, True)
    assert found(home, "stuck", now=NOW + timedelta(hours=7), stuck_hours=8).ok
    with Ledger.open(home.ledger).begin() as tx:
        transition(tx, [delivery("b.xlsx", minute=1).id], State.REJECTED, STAMP)
    assert found(home, "stuck", now=NOW + timedelta(hours=7)).ok


def test_a_submission_that_fails_again_and_again(home: Home):
    one = delivery("b.xlsx", minute=1)
    with Ledger.open(home.ledger).begin() as tx:
        record_deliveries(tx, [one], STAMP)
        for n in range(doctor_ledger.OFTEN):
            transition(tx, [one.id], State.FAILED, STAMP, reasons={one.id: "a fault"})
            if n < doctor_ledger.OFTEN - 1:
                transition(tx, [one.id], State.RECEIVED, STAMP, reasons={one.id: "tried again"})
    check = found(home, "stuck")
    assert "1 submissions FAILED 3 times or more" in check.found
    assert f"lumbung show {one.id}" in check.fix


def test_an_event_of_the_future(home: Home):
    with Ledger.open(home.ledger).begin() as tx:
        late = replace(STAMP, at=NOW + timedelta(days=1))
        transition(tx, [delivery("a.xlsx").id], State.PARSED, late, reasons={delivery("a.xlsx").id: "again"})
    assert "something happened at 2026-11-06" in found(home, "clock").found
    assert found(home, "clock", now=NOW + timedelta(days=1)).ok


def test_a_machine_that_does_not_know_jakarta(monkeypatch):
    def unknown(key: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    assert doctor_ledger.time_zone().ok
    with monkeypatch.context() as patch:
        patch.setattr(doctor_ledger, "ZoneInfo", unknown)
        assert "tzdata" in doctor_ledger.time_zone().fix
    monkeypatch.setattr(doctor_ledger, "ZoneInfo", lambda _: zoneinfo.ZoneInfo("Asia/Jayapura"))
    assert "9:00:00 from UTC" in doctor_ledger.time_zone().found
