"""Releases that people cite: kept for ever, provable, told against the one cited before, current at once or not."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from sources.errors import TerminalError, UsageError
from tests.warehouse.granary import NOW, Sent, at, batch, sale
from warehouse import citable
from warehouse.citable import Citation, cite
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.release import DATABASE, citable_releases, current_release, releases
from warehouse.release_list import list_releases

FIRST = Sent("A", "2026-10", at("2026-11-02"), {"penjualan": [sale("P1", 100)]})
TITLE = Citation(title="Laporan triwulan", by="Tim data")


@pytest.fixture
def refresh(con, contracts, tmp_path):
    """What an ingest does: one office's sales become this, and a release follows."""

    def one(day: int, revenue: int) -> str:
        sent = Sent("A", "2026-10", at(f"2026-11-{day:02}"), {"penjualan": [sale("P1", revenue)]})
        load(con, batch(contracts, [sent]), now=NOW)
        return publish(con, tmp_path, contracts, Records(), now=NOW + timedelta(days=day)).release

    return one


@pytest.fixture
def make(con, contracts, tmp_path):
    def one(citation: Citation = TITLE, **more):
        return cite(con, tmp_path, contracts, citation, now=NOW, **more)

    return one


def history(published: Path) -> list[tuple[str, bool, str | None, str | None, str | None]]:
    with duckdb.connect(published / "current" / DATABASE, read_only=True) as reader:
        return reader.execute("select release, dikutip, judul, oleh, sebelumnya from meta.release").fetchall()


def test_the_current_release_gets_a_name_to_cite_without_being_made_again(refresh, make, tmp_path):
    automatic = refresh(2, 100)
    cited = make()
    assert (cited.release, cited.is_new, current_release(tmp_path)) == ("2026-11-05.1", True, "2026-11-05.1")
    assert history(tmp_path) == [
        (automatic, False, None, None, None),
        ("2026-11-05.1", True, "Laporan triwulan", "Tim data", automatic),
    ]
    there = pq.read_table(cited.folder / "parquet" / "meta.release")["release"].to_pylist()
    assert there == [automatic, "2026-11-05.1"]
    assert pq.read_table(tmp_path / automatic / "parquet" / "meta.release").num_rows == 1
    sales = "parquet/core.penjualan/tahun=2026/bulan=10"
    (shared,) = (cited.folder / sales).iterdir()
    assert shared.stat().st_nlink == 2
    assert (cited.folder / DATABASE).stat().st_mode & 0o222 == 0
    assert not list(tmp_path.glob(".*"))


def test_what_is_cited_already_is_not_cited_again_until_something_changes(refresh, make):
    refresh(2, 100)
    make()
    assert make().is_new is False
    refresh(3, 101)
    assert make().release == "2026-11-05.2"


def test_an_ingest_without_news_leaves_the_cited_release_current(con, contracts, refresh, make, tmp_path):
    refresh(2, 100)
    make()
    again = publish(con, tmp_path, contracts, Records(), now=NOW + timedelta(days=9))
    assert (again.release, again.is_new) == ("2026-11-05.1", False)


def test_changes_look_back_to_the_release_cited_before_or_to_the_one_named(refresh, make, tmp_path):
    refresh(2, 100)
    assert "Terbitan pertama" in (make().folder / "CHANGES.md").read_text()
    between = refresh(3, 101)
    refresh(4, 105)
    assert "omzet_rp | 101 | 105" in (tmp_path / "current" / "CHANGES.md").read_text()
    text = (make().folder / "CHANGES.md").read_text()
    assert text.startswith("# Perubahan terbitan 2026-11-05.2 sejak 2026-11-05.1\n")
    assert "omzet_rp | 100 | 105 | +5 | revisi" in text
    refresh(5, 106)
    text = (make(Citation(since=between)).folder / "CHANGES.md").read_text()
    assert "omzet_rp | 101 | 106" in text


def test_cited_releases_stay_and_of_the_others_the_last_few(refresh, make, tmp_path):
    first = refresh(2, 100)
    make()
    for day in range(3, 8):
        refresh(day, day)
    assert (citable_releases(tmp_path), len(releases(tmp_path))) == (["2026-11-05.1"], 3)
    assert first not in releases(tmp_path)
    make(keep=1)
    assert (citable_releases(tmp_path), len(releases(tmp_path))) == (["2026-11-05.1", "2026-11-05.2"], 1)
    with duckdb.connect(tmp_path / "2026-11-05.1" / DATABASE, read_only=True) as reader:
        assert reader.execute("select sum(omzet_rp)::int from core.penjualan").fetchall() == [(100,)]


def test_anybody_can_prove_that_it_is_the_same(refresh, make):
    refresh(2, 100)
    folder = make().folder
    proof = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    assert subprocess.run(proof, cwd=folder, capture_output=True, check=False).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS"
    }
    (folder / "dictionary.md").unlink()
    (folder / "dictionary.md").write_text("palsu")
    assert subprocess.run(proof, cwd=folder, capture_output=True, check=False).returncode == 1


def test_it_says_how_to_cite_it(refresh, make):
    automatic = refresh(2, 100)
    text = (make().folder / "KUTIPAN.md").read_text()
    assert text.startswith("# Laporan triwulan\n")
    assert '> Tim data, "Laporan triwulan", Lumbung, terbitan 2026-11-05.1, 2026-11-05, sidik ' in text
    assert f"Sama isinya dengan terbitan otomatis {automatic}\n" in text


@pytest.mark.parametrize("moment", ["_copy", "_add_row", "write_open_data", "write_changes", "put_in_place", "prune"])
def test_a_crash_at_any_moment_leaves_the_old_or_the_new_release_current(refresh, make, tmp_path, monkeypatch, moment):
    automatic = refresh(2, 100)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(citable, moment, crash)
        with pytest.raises(KeyboardInterrupt):
            make()
    assert current_release(tmp_path) == ("2026-11-05.1" if moment == "prune" else automatic)
    assert make().release == "2026-11-05.1"
    assert (citable_releases(tmp_path), list(tmp_path.glob(".*"))) == (["2026-11-05.1"], [])


def test_a_finished_release_that_was_never_pointed_at_is_taken_up(refresh, make, tmp_path, monkeypatch):
    refresh(2, 100)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("warehouse.publish.point", crash)
        with pytest.raises(KeyboardInterrupt):
            make()
    cited = make()
    assert (cited.release, cited.is_new, current_release(tmp_path)) == ("2026-11-05.1", True, "2026-11-05.1")
    assert citable_releases(tmp_path) == ["2026-11-05.1"]


def test_without_the_release_cited_before_nothing_is_cited_and_the_way_on_is_said(refresh, make, tmp_path):
    refresh(2, 100)
    make()
    automatic = refresh(3, 101)
    shutil.rmtree(tmp_path / "2026-11-05.1")
    with pytest.raises(TerminalError, match=r"2026-11-05\.1: the release that was cited last is gone.*--since"):
        make()
    assert current_release(tmp_path) == automatic
    with pytest.raises(UsageError, match="no release 'x' to compare with"):
        make(Citation(since="x"))
    assert make(Citation(since=releases(tmp_path)[0])).release == "2026-11-05.2"


def test_where_nothing_is_published_there_is_nothing_to_cite(make):
    with pytest.raises(UsageError, match="nothing is published"):
        make()


def test_releases_are_listed_newest_first(refresh, make, tmp_path):
    automatic = refresh(2, 100)
    make()
    refresh(3, 101)
    listed = [(r.release, r.kept, r.is_current, r.title, r.n_baris) for r in list_releases(tmp_path)]
    assert listed[0][1:] == (False, True, None, 1)
    assert set(listed[1:]) == {("2026-11-05.1", True, False, "Laporan triwulan", 1), (automatic, False, False, None, 1)}
