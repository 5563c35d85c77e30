"""Ledger and warehouse that do not belong together (a crash, backups of different days) agree after the next run."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.publishing import HalfWayError, publish_now
from flows.reconciling import GONE, UNKNOWN
from flows.settings import Settings
from sources.contract_loader import load_contracts
from sources.home import Home
from tests.journeys.crash_world import World, copy_of, plain
from tests.journeys.endings import different, ending
from tests.practice import NOW
from warehouse.batch import NOTHING
from warehouse.ledger import Ledger, record_of
from warehouse.load import load
from warehouse.schema import open_warehouse

pytestmark = pytest.mark.xdist_group("crashes")


def swap(home: Path, other: Path, name: str) -> None:
    """Put a store of another home in the place of this one's."""
    for file in home.glob(f"{name}*"):
        file.unlink()
    for file in other.glob(f"{name}*"):
        shutil.copy2(file, home / file.name)


def rows(home: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger, ledger:
        return ledger.execute(query).fetchall()


def in_force(home: Path) -> str:
    """The submission whose sales count at the office that sends its datasets in parts."""
    ((found,),) = rows(
        home,
        "select submission_id from part where state = 'in_force' and dataset = 'penjualan'"
        " and kode_upt = 'RT2A-BALIKPAPAN'",
    )
    return found


def reasons(home: Path, submission: str) -> list[str | None]:
    with Ledger.look(home / "ledger.sqlite").read() as tx:
        return [event.reason for event in record_of(tx, submission).events]


def withdraw(home: Path, submission: str) -> None:
    """What a run does in the warehouse when a submission no longer stands, before the ledger follows."""
    contracts = load_contracts()
    with open_warehouse(Home(home).warehouse, contracts) as con:
        load(con, NOTHING, withdraw=[submission])


@pytest.fixture
def home(world: World, tmp_path: Path) -> Path:
    """A home that has everything, to spoil."""
    return copy_of(world.whole, tmp_path / "home")


def test_an_older_ledger_learns_again_what_the_places_still_have(world: World, home: Path):
    swap(home, world.half, "ledger.sqlite")
    world.check(home)


def test_an_older_ledger_learns_from_the_warehouse_what_no_place_has_any_more(world: World, home: Path):
    submission = in_force(home)
    swap(home, world.half, "ledger.sqlite")
    plain(world.driver, home, world.first)
    found = ending(home)
    facts = [n for n in world.wanted if n.startswith(("core.", "mart.")) and n != "core.submission"]
    assert len(facts) > 20
    assert {n: found[n] for n in facts} == {n: world.wanted[n] for n in facts}
    assert reasons(home, submission)[0] == UNKNOWN
    # What comes again from its own place after all is known already.
    world.check(home)


def test_what_only_the_warehouse_has_is_said_and_stays(world: World, home: Path):
    submission = in_force(home)
    ((sha256,),) = rows(home, f"select sha256 from delivery where id = '{submission}'")
    swap(home, world.half, "ledger.sqlite")
    (home / "archive" / sha256[:2] / sha256).unlink()
    plain(world.driver, home, world.first)
    ((summary,),) = rows(home, "select summary from run where summary is not null order by rowid desc limit 1")
    assert submission in summary
    assert "restore ledger.sqlite and archive/" in summary
    assert ending(home)["core.penjualan"] == world.wanted["core.penjualan"]


def test_an_older_warehouse_is_loaded_again_from_what_was_accepted(world: World, home: Path):
    submission = in_force(home)
    swap(home, world.half, "warehouse.duckdb")
    shutil.rmtree(home / "archive")  # the files are not needed for it
    (home / "archive").mkdir()
    plain(world.driver, home, world.first)
    assert GONE in reasons(home, submission)
    found = ending(home)
    assert {n: v for n, v in found.items() if v != world.wanted[n]} == {}


def test_a_lost_warehouse_without_kept_rows_is_judged_again(world: World, home: Path):
    (home / "warehouse.duckdb").unlink()
    shutil.rmtree(home / "accepted")
    plain(world.driver, home, world.first, world.later)
    # The rows of what was withdrawn are not loaded once more: what it had replaced is no revision any more, and rules
    # that looked at it wait.
    waited = {"meta.rule_run", "rule runs", "mart.mutu_data"}
    withdrawn = {"core.produk_rows", "core.penjualan_rows", "core.revisi"}
    assert set(different(ending(home), world.wanted)) <= waited | withdrawn


def test_what_the_ledger_refused_stops_counting_and_what_was_before_comes_back(world: World, home: Path):
    submission = in_force(home)
    rows(home, f"update submission set state = 'RETURNED' where id = '{submission}'")
    plain(world.driver, home, world.first)
    assert in_force(home) != submission
    assert rows(home, f"select state from submission where id = '{in_force(home)}'") == [("PUBLISHED",)]


def test_the_ledger_follows_what_was_withdrawn_already(world: World, home: Path):
    submission = in_force(home)
    rows(home, f"update submission set state = 'RETURNED' where id = '{submission}'")
    withdraw(home, submission)
    plain(world.driver, home, world.first)
    assert in_force(home) != submission
    assert rows(home, f"select state from submission where id = '{in_force(home)}'") == [("PUBLISHED",)]


def test_the_ledger_follows_what_was_loaded_already(world: World, home: Path):
    submission = in_force(home)
    rows(home, f"update submission set state = 'VALIDATED' where id = '{submission}'")
    rows(home, f"update part set state = 'none' where submission_id = '{submission}'")
    plain(world.driver, home, world.first, world.later)
    assert in_force(home) == submission
    assert rows(home, f"select state from submission where id = '{submission}'") == [("PUBLISHED",)]


def test_what_a_killed_run_left_half_way_is_not_published_by_hand(world: World, home: Path):
    submission = in_force(home)
    rows(home, f"update submission set state = 'PARSED' where id = '{submission}'")
    with pytest.raises(HalfWayError, match="run 'lumbung ingest' first"):
        publish_now(Settings(home=home), NOW)
    plain(world.driver, home, world.first)
    assert publish_now(Settings(home=home), NOW).folder.exists()
