"""Append-only, idempotent, part by part, whatever the order of arrival."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, sale
from warehouse.batch import NOTHING, Accepted, keep, read_kept
from warehouse.load import LoadError, load, part_states, published_among
from warehouse.schema import open_warehouse, prepare

EARLY, LATE = at("2026-11-02 03:00"), at("2026-11-04 03:00")


def _first() -> Sent:
    return Sent("A", "2026-10", EARLY, {"penjualan": [sale("P1", 100), sale("P2", 50)], "panen": [], "produk": []})


def _revenue(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    return con.execute("select kode_produk, omzet_rp::bigint from core.penjualan order by all").fetchall()


def test_loading_twice_equals_loading_once(con, contracts):
    made = batch(contracts, [_first()])
    assert load(con, made, now=NOW).rows == {"penjualan": 2, "panen": 0, "produk": 0}
    before = {
        t: con.execute(f"from core.{t} order by all").fetchall() for t in ("penjualan_rows", "submission", "publikasi")
    }
    again = load(con, made, now=NOW + timedelta(hours=1))
    assert again.submissions == ()
    assert before == {t: con.execute(f"from core.{t} order by all").fetchall() for t in before}
    assert [len(rows) for rows in before.values()] == [2, 1, 3]


def test_a_later_csv_replaces_its_part_alone(con, contracts):
    load(con, batch(contracts, [_first()]), now=NOW)
    mended = Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 70)]})
    load(con, batch(contracts, [mended]), now=NOW)
    assert _revenue(con) == [("P1", 70)]
    assert con.execute("select count(*) from core.penjualan_rows").fetchone() == (3,)
    states = part_states(con, [mended.id]).to_pylist()
    assert {(s["submission_id"], s["dataset"]): s["in_force"] for s in states} == {
        (_first().id, "penjualan"): False,
        (_first().id, "panen"): True,
        (_first().id, "produk"): True,
        (mended.id, "penjualan"): True,
    }


def test_what_was_received_earlier_replaces_nothing_although_it_comes_later(con, contracts):
    mended = Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 70)]})
    load(con, batch(contracts, [mended]), now=NOW)
    load(con, batch(contracts, [_first()]), now=NOW + timedelta(days=1))
    assert _revenue(con) == [("P1", 70)]


def test_a_nil_part_replaces_rows(con, contracts):
    load(con, batch(contracts, [_first(), Sent("A", "2026-10", LATE, {"penjualan": []})]), now=NOW)
    assert _revenue(con) == []
    nil = "select nihil, n_baris from core.publikasi_berlaku where dataset = 'penjualan'"
    assert con.execute(nil).fetchall() == [(True, 0)]


def test_withdrawing_brings_the_predecessor_back_and_keeps_every_row(con, contracts):
    mended = Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 70)]})
    load(con, batch(contracts, [_first(), mended]), now=NOW)
    load(con, batch(contracts, []), withdraw=[mended.id], now=NOW)
    assert _revenue(con) == [("P1", 100), ("P2", 50)]
    assert con.execute("select count(*) from core.penjualan_rows").fetchone() == (3,)
    load(con, batch(contracts, [mended]), now=NOW)
    assert _revenue(con) == [("P1", 70)]
    actions = con.execute("select aksi from core.publikasi where submission_id = $id order by pada", {"id": mended.id})
    assert [row[0] for row in actions.fetchall()] == ["terbit", "tarik", "terbit"]


def test_on_time_is_judged_by_the_day_in_jakarta(con, contracts):
    moments = {"A": at("2026-11-05 16:59"), "B": at("2026-11-05 17:00"), "C": at("2026-10-31")}
    load(con, batch(contracts, [Sent(o, "2026-10", when, {"panen": []}) for o, when in moments.items()]), now=NOW)
    found = dict(con.execute("select kode_upt, tepat_waktu from core.submission").fetchall())
    assert found == {"A": True, "B": False, "C": True}


def test_lost_rows_and_unknown_columns_are_refused_and_nothing_is_written(con, contracts):
    made = batch(contracts, [_first()])
    short = Accepted(made.submissions, made.parts, {"penjualan": made.facts["penjualan"].slice(0, 1)})
    with pytest.raises(LoadError, match="2 rows when it was read, 1 "):
        load(con, short, now=NOW)
    rows = made.facts["penjualan"]
    wide = Accepted(made.submissions, made.parts, {"penjualan": rows.append_column("nik", pa.array(["x"] * 2))})
    with pytest.raises(LoadError, match="'nik'"):
        load(con, wide, now=NOW)
    tables = ("penjualan_rows", "submission", "publikasi")
    assert [con.execute(f"from core.{table}").fetchall() for table in tables] == [[], [], []]


def test_rows_of_others_in_the_same_batch_are_not_loaded(con, contracts):
    both = batch(contracts, [_first(), Sent("B", "2026-10", EARLY, {"penjualan": [sale("P9", 9)]})])
    mine = batch(contracts, [_first()])
    load(con, Accepted(mine.submissions, mine.parts, both.facts), now=NOW)
    assert _revenue(con) == [("P1", 100), ("P2", 50)]


def test_kept_batches_come_back_the_same(tmp_path: Path, contracts):
    made = batch(contracts, [_first()])
    folder = keep(tmp_path / "accepted", made)
    assert keep(tmp_path / "accepted", made) == folder
    back = read_kept(folder)
    assert (back.submissions, back.parts) == (made.submissions, made.parts)
    assert dict(back.facts) == dict(made.facts)
    assert [p.name for p in (tmp_path / "accepted").iterdir()] == [made.id]


SENT = [
    _first(),
    Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 70)]}, tag="x"),
    Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 80)], "panen": []}, tag="y"),
    Sent("A", "2026-10", EARLY - timedelta(days=1), {"penjualan": [], "produk": []}),
    Sent("B", "2026-10", LATE, {"penjualan": [sale("P7", 7)]}),
    Sent("A", "2026-09", LATE, {"penjualan": [sale("P1", 1)]}),
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(SENT), cut=st.integers(0, len(SENT)))
def test_any_order_and_any_batches_end_in_the_same_tables(con, contracts, order, cut):
    for table in ("penjualan_rows", "submission", "publikasi"):
        con.execute(f"delete from core.{table}")
    for some in (order[:cut], order[cut:]):
        load(con, batch(contracts, some), now=NOW)
    assert con.execute("select kode_upt, periode, omzet_rp::int from core.penjualan order by all").fetchall() == [
        ("A", "2026-09", 1),
        ("A", "2026-10", 80),
        ("B", "2026-10", 7),
    ]
    parts = "select dataset, right(submission_id, 1), nihil from core.publikasi_berlaku where kode_upt = 'A'"
    found = con.execute(f"{parts} and periode = '2026-10' order by all").fetchall()
    assert found == [("panen", "y", True), ("penjualan", "y", False), ("produk", "0", True)]
    states = part_states(con, [s.id for s in SENT]).to_pylist()
    in_force = con.execute("select submission_id, dataset from core.publikasi_berlaku order by all").fetchall()
    assert [(s["submission_id"], s["dataset"]) for s in states if s["in_force"]] == in_force


def test_a_nation_sized_batch_loads_in_under_a_second(con, contracts):
    sent = [Sent(f"U{n}", "2026-10", EARLY, {"penjualan": [sale(f"P{i}", i) for i in range(100)]}) for n in range(100)]
    made = batch(contracts, sent)
    before = perf_counter()
    assert load(con, made, now=NOW).rows == {"penjualan": 10_000}
    assert perf_counter() - before < 1


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from sources.contract_loader import load_contracts
    from tests.warehouse.granary import NOW, dimensions
    from warehouse import load as loading
    from warehouse.batch import read_kept
    from warehouse.schema import open_warehouse

    real = loading.statement
    def dying(file, **words):
        if file == "muat_terbit":  # facts and submission are written, parts and commit are still to come
            os.kill(os.getpid(), signal.SIGKILL)
        return real(file, **words)

    loading.statement = dying
    with open_warehouse(Path(sys.argv[1]), load_contracts(), dimensions()) as con:
        loading.load(con, read_kept(Path(sys.argv[2])), now=NOW)
"""


def test_a_kill_within_the_transaction_leaves_nothing_half(tmp_path: Path, contracts):
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, contracts, dimensions()) as con:
        load(con, batch(contracts, [_first()]), now=NOW)
    second = Sent("B", "2026-10", LATE, {"penjualan": [sale("P7", 7)]})
    folder = keep(tmp_path, batch(contracts, [second]))
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(folder)]
    ended = subprocess.run(command, check=False, cwd=Path(__file__).parents[2], capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with open_warehouse(path, contracts, dimensions()) as con:
        assert _revenue(con) == [("P1", 100), ("P2", 50)]
        assert con.execute("select count(*) from core.penjualan_rows").fetchone() == (2,)
        assert load(con, read_kept(folder), now=NOW).submissions == (second.id,)
        assert _revenue(con) == [("P1", 100), ("P2", 50), ("P7", 7)]


def test_a_warehouse_rebuilt_from_what_was_kept_is_the_same(tmp_path: Path, con, contracts):
    for some in (SENT[:2], SENT[2:]):
        made = batch(contracts, some)
        keep(tmp_path / "accepted", made)
        load(con, made, now=NOW)
    with duckdb.connect() as other:
        prepare(other, contracts, dimensions())
        for folder in sorted((tmp_path / "accepted").iterdir()):
            load(other, read_kept(folder), now=NOW)
        tables = ("penjualan_rows", "submission", "publikasi", "penjualan")
        assert {t: con.execute(f"from core.{t} order by all").fetchall() for t in tables} == {
            t: other.execute(f"from core.{t} order by all").fetchall() for t in tables
        }


def test_which_submissions_still_count_for_something(con, contracts):
    mended = Sent("A", "2026-10", LATE, {"penjualan": [sale("P1", 70)]})
    load(con, batch(contracts, [_first(), mended]), now=NOW)
    load(con, NOTHING, withdraw=[mended.id], now=NOW)
    assert published_among(con, [mended.id, _first().id, "S-none"]) == [_first().id]
