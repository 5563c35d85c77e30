"""The warehouse is built anew from ledger and accepted rows: identical, or it says what was not, and mends it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import duckdb
import pyarrow as pa
import pytest

from flows.judging import judge_batch
from flows.rebuilding import BUILDING, SET_ASIDE, NotKeptError, Rebuilt, rebuild
from flows.rereading import VERDICT, reread_in
from sources.home import Home
from tests.flows.decided import DEAR, UNKNOWN, Desk
from tests.journeys.test_order import SOLD, open_here
from tests.practice import NOW
from warehouse.run_lock import run_lock

pytestmark = pytest.mark.full
LATER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a life: a correction that supersedes, a withdrawal, one that came back, one with rows aside."""
    desk = Desk(tmp_path_factory.mktemp("lived"), {"partial_limit": 0.5})
    desk.send("pertama")
    desk.run()
    desk.send("pembetulan", SOLD | {"kanal": "galeri"}, day=1, stock=101)
    desk.run(NOW + timedelta(hours=1))
    desk.send("mahal", DEAR, day=2, stock=102)
    desk.run(NOW + timedelta(hours=2))
    desk.decide("mahal", "confirm", "Sari", every=True, now=NOW + timedelta(hours=3))
    desk.decide("mahal", "approve", "Budi", now=NOW + timedelta(hours=4))
    desk.send("sebagian", SOLD, UNKNOWN, day=3, stock=103)
    desk.run(NOW + timedelta(hours=5))
    desk.decide("mahal", "withdraw", "Budi", now=NOW + timedelta(hours=6))
    with run_lock(Home(desk.settings.home)):
        desk.decide("pembetulan", "withdraw", "Budi", now=NOW + timedelta(hours=7))
    desk.run(LATER)
    return desk.root


@pytest.fixture
def desk(lived: Path, tmp_path: Path) -> Desk:
    shutil.copytree(lived, tmp_path / "lived", symlinks=True)
    return Desk(tmp_path / "lived", {"partial_limit": 0.5}, runs=9)


def rows(home: Home, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(home.warehouse, read_only=True) as con:
        return con.execute(f"from {table} order by all").fetchall()


def differing(built: Rebuilt) -> list[str]:
    return [one.table for one in built.tables if not one.is_same]


def test_it_is_identical_with_every_moment_of_its_past(desk: Desk):
    home = Home(desk.settings.home)
    past = rows(home, "core.publikasi")
    assert {row[-2] for row in past} == {"terbit", "tarik"}
    assert [row[4] for row in rows(home, "core.sisihan")] == ["sisih"]
    built = rebuild(desk.settings)
    assert (differing(built), built.is_identical, built.is_swapped) == ([], True, False)
    assert {t.table: t.after.rows for t in built.tables}["core.publikasi"] == len(past)
    assert not (home.root / BUILDING).exists()
    with duckdb.connect(home.warehouse) as con:
        con.execute("update core.penjualan_rows set omzet_rp = omzet_rp + 1")
    assert differing(rebuild(desk.settings)) == ["core.penjualan_rows"]
    assert rows(home, "core.publikasi") == past


def test_a_lost_warehouse_comes_back(desk: Desk):
    home = Home(desk.settings.home)
    facts, counts = rows(home, "core.penjualan"), rows(home, "core.publikasi_terbit")
    home.warehouse.unlink()
    built = rebuild(desk.settings)
    assert (built.is_identical, built.was_readable, built.is_swapped) == (False, False, True)
    assert (rows(home, "core.penjualan"), rows(home, "core.publikasi_terbit")) == (facts, counts)
    assert rebuild(desk.settings).is_identical


@pytest.mark.parametrize(
    ("harm", "table"),
    [
        ("update core.penjualan_rows set omzet_rp = omzet_rp + 1", "core.penjualan_rows"),
        ("insert into core.penjualan_rows from core.penjualan_rows limit 1", "core.penjualan_rows"),
        ("delete from core.publikasi where aksi = 'tarik'", "core.publikasi"),
        ("update core.upt set nama_upt = 'x' where kode_upt = 'LP2A-LAHAT'", "core.upt"),
    ],
)
def test_what_was_tampered_with_is_found_and_mended(desk: Desk, harm: str, table: str):
    home = Home(desk.settings.home)
    before = [rows(home, name) for name in ("core.penjualan_rows", "core.upt", "core.publikasi_terbit")]
    with duckdb.connect(home.warehouse) as con:
        con.execute(harm)
    built = rebuild(desk.settings)
    assert (differing(built), built.is_swapped) == ([table], True)
    assert (home.root / SET_ASIDE).exists()
    assert [rows(home, name) for name in ("core.penjualan_rows", "core.upt", "core.publikasi_terbit")] == before
    assert rebuild(desk.settings).is_identical


def test_a_warehouse_that_is_no_database_is_replaced(desk: Desk):
    home = Home(desk.settings.home)
    home.warehouse.write_bytes(b"rusak" * 5000)
    assert rebuild(desk.settings).is_swapped
    assert rebuild(desk.settings).is_identical


def test_killed_half_way_it_leaves_the_live_one(desk: Desk):
    home = Home(desk.settings.home)
    before = home.warehouse.read_bytes()
    with patch("flows.rebuilding.compare", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        rebuild(desk.settings)
    assert (home.root / BUILDING).exists()
    assert home.warehouse.read_bytes() == before
    assert rebuild(desk.settings).is_identical
    assert not (home.root / BUILDING).exists()


def test_a_column_that_the_live_one_has_not_yet_is_there_afterwards(desk: Desk):
    home = Home(desk.settings.home)
    with duckdb.connect(home.warehouse) as con:
        con.execute("alter table core.penjualan_rows drop column modal_rp")
        con.execute("delete from meta.skema")
    built = rebuild(desk.settings)
    assert differing(built) == ["core.penjualan_rows"]
    assert rebuild(desk.settings).is_identical


def test_what_was_not_kept_is_named_and_nothing_is_touched(desk: Desk):
    home = Home(desk.settings.home)
    before = home.warehouse.read_bytes()
    for folder in home.accepted.glob("B*"):
        shutil.rmtree(folder)
    with pytest.raises(NotKeptError, match=r"\d published submissions were not kept"):
        rebuild(desk.settings)
    assert home.warehouse.read_bytes() == before


def test_files_read_anew_say_the_same_and_name_what_would_differ(desk: Desk):
    told: list[tuple[int, int | None]] = []

    def watch(done: int, total: int | None) -> None:
        told.append((done, total))

    before = rows(Home(desk.settings.home), "core.publikasi")
    with open_here(desk.settings, 20, LATER) as run:
        same = reread_in(run, watch)
        assert (same.n_submissions, same.differences) == (4, ())
        run.archive.path(desk_sha(run, desk["mahal"].id)).unlink()
        gone = reread_in(run, watch)
        with patch("flows.rereading._text", side_effect=str), patch("flows.rereading.judge_batch", stricter):
            other = reread_in(run, watch)
    assert {(d.column, d.before, d.after) for d in other.differences} >= {("kanal", "galeri", "pasar")}
    assert [(d.submission_id, d.column, d.after) for d in gone.differences] == [
        (desk["mahal"].id, VERDICT, "the file is not in the archive")
    ]
    assert told[0] == (4, 4)
    assert rows(Home(desk.settings.home), "core.publikasi") == before


def stricter(run, question, ids):
    """A judge that reads a channel otherwise."""
    judged = judge_batch(run, question, ids)
    assert judged.judgement is not None
    typed = dict(judged.judgement.typed)
    rows_ = [row | {"kanal": "pasar" if row["kanal"] == "galeri" else row["kanal"]}
             for row in typed["penjualan"].to_pylist()]  # fmt: skip
    typed["penjualan"] = pa.Table.from_pylist(rows_, schema=typed["penjualan"].schema)
    return replace(judged, judgement=replace(judged.judgement, typed=typed))


def desk_sha(run, submission: str) -> str:
    from warehouse.ledger.deliveries import deliveries_of

    with run.ledger.read() as tx:
        return deliveries_of(tx, [submission])[submission].sha256
