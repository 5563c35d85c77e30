"""From files to figures: what comes out equals what went in, to the last rupiah, and every planted error is found."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from decimal import Decimal

import duckdb
import pytest

from tests.practice import PERIOD, Nation, ended, take_in
from warehouse.ledger import Ledger, findings_of, list_submissions


def ledger_rows(nation: Nation):
    with Ledger.look(nation.home / "ledger.sqlite").read() as tx:
        return list_submissions(tx), findings_of(tx).to_pylist()


def test_every_total_in_core_equals_the_truth(nation: Nation):
    con = duckdb.connect(nation.home / "published/current/lumbung.duckdb", read_only=True)
    assert set(nation.truth["totals"]) == {"produk", "produksi", "penjualan", "tenaga_kerja", "panen", "kegiatan"}
    compared = 0
    for dataset, periods in nation.truth["totals"].items():
        wanted = dict(periods[PERIOD])
        names = [n for n in wanted if n != "rows"]
        sums = ", ".join(f"coalesce(sum({n}), 0)" for n in names)
        row = con.execute(f"select count(*), {sums} from core.{dataset} where periode = ?", [PERIOD]).fetchone()
        assert row is not None
        assert row[0] == wanted["rows"], dataset
        for name, found in zip(names, row[1:], strict=True):
            assert Decimal(found) == Decimal(wanted[name]), f"{dataset}.{name}"
            compared += 1
    assert compared > 20


def test_every_file_ends_in_the_state_that_the_truth_expects(nation: Nation):
    submissions, _ = ledger_rows(nation)
    found = {s.file: ended(s) for s in submissions}
    wanted = {name: said["expect"] for name, said in nation.truth["files"].items()}
    assert found == wanted
    assert set(wanted.values()) == {
        "published",
        "superseded",
        "returned",
        "rejected",
        "duplicate",
        "needs_confirmation",
    }


def test_every_planted_error_is_found_with_rule_and_cell_and_hardly_anything_else(nation: Nation):
    submissions, findings = ledger_rows(nation)
    name = {s.id: s.file for s in submissions}
    # A duplicate is not judged: what was planted in it is found in the file that it repeats.
    skipped = {s.file for s in submissions if s.state.value == "DUPLICATE"}
    found = Counter((name[f["submission_id"]], f["sheet"], f["cell"], f["rule"]) for f in findings)
    planted = {
        (e["file"], e["sheet"], e["cell"], e["rule"]) for e in nation.truth["errors"] if e["file"] not in skipped
    }
    assert planted, "the nation must have planted errors"
    assert planted - set(found) == set()
    spare = Counter({key: n for key, n in found.items() if key not in planted})
    assert spare.total() <= 0.01 * found.total(), spare.most_common(5)


def test_taking_in_the_same_folder_again_changes_nothing(nation: Nation, tmp_path):
    home = tmp_path / "home"  # a copy: other tests look at the reports of the first run
    shutil.copytree(nation.home, home, symlinks=True)
    before = (home / "published/current").readlink()
    again = take_in(home, nation.files)
    assert again.files == nation.summary.files
    assert again.new == 0
    assert again.rows_loaded == {}
    assert (home / "published/current").readlink() == before


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_of_arrival_ends_in_the_same_tables(nation: Nation, tmp_path, seed: int):
    """Files come one folder at a time, in another order than they were sent: mtimes stay, the outcome does too."""
    files = sorted(nation.files.iterdir())
    random.Random(seed).shuffle(files)
    home = tmp_path / "home"
    third = len(files) // 3 + 1
    for part in range(3):
        folder = tmp_path / "kiriman"
        folder.mkdir(exist_ok=True)
        for file in files[part * third : (part + 1) * third]:
            shutil.copy2(file, folder / file.name)
        take_in(home, folder)
    assert tables(home) == tables(nation.home)


IDS = ("_submission_id", "submission_id", "submission_id_berlaku", "kiriman_terakhir")


def tables(home) -> dict[str, list[tuple[object, ...]]]:
    """All published facts and marts, without what depends on the run (ids come from the folder's path).

    ``core.publikasi``, and ``core.revisi`` which reads it, are left out: the log of what was published and withdrawn
    *here*, and when. What is in force by it is compared.
    """
    con = duckdb.connect(home / "published/current/lumbung.duckdb", read_only=True)
    found = {}
    names = con.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('core', 'mart')"
        " union select schema_name || '.' || view_name from duckdb_views() where schema_name in ('core', 'mart')"
    ).fetchall()
    for (name,) in sorted(names):
        if name.endswith("_rows") or name in {"core.publikasi", "core.revisi"}:
            continue
        hidden = [
            c
            for c in (*IDS, "dimuat_pada", "pada", "rilis")
            if con.execute(f"select 1 from (describe {name}) where column_name = '{c}'").fetchone()
        ]
        without = f"exclude ({', '.join(hidden)})" if hidden else ""
        found[name] = sorted(con.execute(f"select * {without} from {name}").fetchall(), key=repr)
    return found
