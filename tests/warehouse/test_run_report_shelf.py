"""Folders of reports: whole, listed, bounded; and an index that stays small."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sources.offices import Offices
from tests.warehouse.ledger_made import NOW
from tests.warehouse.report_made import finding, known, made_home
from warehouse.ledger import State
from warehouse.ledger.parts import Part
from warehouse.ledger.runs import Run
from warehouse.ledger.submissions import Submission
from warehouse.run_report.figures import Moved
from warehouse.run_report.findings import shown
from warehouse.run_report.make import make_report
from warehouse.run_report.material import Entry, Material
from warehouse.run_report.pages import render
from warehouse.run_report.scope import Scope, scope_of_run
from warehouse.run_report.shelf import Shelf

KB = 1000


def names(day: int, *, busy: bool) -> tuple[str, list[tuple[str, str]]]:
    page = [("kiriman/S1.html", "")] if busy else []
    return f"2026110{day}T000000Z-aaaa", [("index.html", f"{day}"), *page]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_report_is_replaced_whole_and_keeps_the_pages_of_the_data_team(shelf: Shelf):
    shelf.put("harian/2026-11-05", [("index.html", "1"), ("kiriman/S1.html", "")])
    docs = shelf.root / "harian/2026-11-05/data-docs"
    docs.mkdir()
    (docs / "index.html").write_text("docs")
    assert shelf.has_data_docs("harian/2026-11-05")
    index = shelf.put("harian/2026-11-05", [("index.html", "2")])
    assert index.read_text() == "2"
    assert sorted(p.name for p in index.parent.iterdir()) == ["data-docs", "index.html"]
    assert [p.name for p in index.parent.parent.iterdir()] == ["2026-11-05"]


def test_old_reports_go_and_of_those_about_nothing_the_newest_stays(shelf: Shelf):
    for day, busy in enumerate((True, True, False, True, False, False), start=1):
        shelf.put(*names(day, busy=busy))
    (shelf.root / ".20261101T000000Z-aaaa.77").mkdir()
    shelf.prune(2)
    assert [name[7] for name in shelf.runs()] == ["6", "4", "2"]
    assert list(shelf.root.glob(".*")) == []


def test_all_reports_are_listed_and_the_newest_is_pointed_at(tmp_path: Path):
    home, ledger, _ = made_home(tmp_path / "home")
    with ledger.read() as tx:
        scope = scope_of_run(tx)
    index = make_report(home, ledger, scope, known()).index
    listed = (home.reports / "index.html").read_text()
    assert f'href="{scope.folder}/index.html"' in listed
    assert (home.reports / "terbaru/index.html").resolve() == index.resolve()


def month(n: int) -> Material:
    """A month of many submissions, each tenth sent back."""
    offices = Offices.load()
    scope = Scope("r", "Laporan putaran", [Run("r", NOW, NOW, "ingest", {})], NOW)
    datasets = [d.name for d in known().contracts.datasets.values()]
    rules = [r.id for r in known().contracts.rules if r.severity == "PERBAIKI"]
    entries = []
    for i in range(n):
        office = offices.all[i % len(offices)]
        state = State.PUBLISHED if i % 10 else State.RETURNED
        at = NOW - timedelta(minutes=i)
        one = Submission(
            f"S{i:016x}", f"Laporan UMKM {office.nama_upt} Oktober 2026 perbaikan.xlsx", office.kode_upt, "2026-10",
            state, 1, None, at, "0" * 64, None, "r",
            tuple(Part("", name, office.kode_upt, "2026-10", 10) for name in datasets),
        )  # fmt: skip
        entries.append(Entry(one, state, "file:///in", office))
    import pyarrow as pa

    rows = [finding(e.id, rules[i % len(rules)], "PERBAIKI", cell="B2", row=2, message="Kolom ini keliru. " * 4)
            for i, e in enumerate(entries) if e.state is State.RETURNED]  # fmt: skip
    from checks.finding import FINDINGS

    files = {e.id: e.submission.file for e in entries}
    found = shown(pa.Table.from_pylist(rows, schema=FINDINGS), known().contracts, files)
    entries = [Entry(e.submission, e.state, e.place, e.office, found.get(e.id, ())) for e in entries]
    labels = {d.name: d.label for d in known().contracts.datasets.values()}
    return Material(scope, entries, {}, Moved(), labels)


def test_the_index_of_a_thousand_submissions_is_small_and_lists_them_all():
    pages = dict(render(month(1000), data_docs=False))
    assert len(pages["index.html"].encode()) < 300 * KB
    assert pages["index.html"].count('<tr class="r ') == 1000


def test_of_more_the_regional_offices_pages_list_all_within_three_clicks():
    material = month(1500)
    pages = dict(render(material, data_docs=True))
    index = pages["index.html"]
    assert len(index.encode()) < 300 * KB
    assert 'href="data-docs/index.html"' in index
    regional = {name: text for name, text in pages.items() if name.startswith("wilayah/")}
    assert all(f'href="{name}' in index for name in regional)
    listed = "".join(regional.values())
    assert all(f"href=../kiriman/{e.id}.html" in listed for e in material.entries)
