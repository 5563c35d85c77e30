"""Data Docs beside the reports: put in place whole, bounded in number, and no fault of theirs is the run's."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from checks.opinions import OPINIONS
from flows.data_docs import begin_data_docs, end_data_docs
from sources.home import Home

SOME = pa.Table.from_pylist([{"suite": "alat", "seen": 1}], schema=OPINIONS)


class Judges:
    """Judges whose pages are two short files, or a fault."""

    def __init__(self, problem: str | None = None) -> None:
        self.problem, self.asked = problem, 0

    def data_docs(self, opinions: pa.Table, run_id: str, folder: Path) -> Future[str | None]:
        self.asked = opinions.num_rows
        answer: Future[str | None] = Future()
        folder.mkdir()
        (folder / "index.html").write_text(run_id)
        if self.problem is None:
            (folder / "alat.html").write_text(run_id)
        answer.set_result(self.problem)
        return answer


def a_run(home: Home, day: int, judges: Judges | None = None, keep: int = 2) -> Any:
    settings = SimpleNamespace(data_docs_kept=keep)
    return SimpleNamespace(id=f"202611{day:02}T030000Z-abcd", home=home, settings=settings, judges=judges or Judges())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def pages(home: Home, day: int) -> set[str]:
    return {p.name for p in (home.reports / f"202611{day:02}T030000Z-abcd" / "data-docs").glob("*")}


def test_only_the_latest_runs_keep_their_pages_and_links_of_the_others_still_lead_somewhere(home: Home):
    for day in (1, 2, 3):
        run = a_run(home, day)
        assert end_data_docs(run, begin_data_docs(run, [SOME, SOME])) is None
        assert run.judges.asked == 2
    assert [pages(home, day) for day in (1, 2, 3)] == [{"index.html"}, *[{"index.html", "alat.html"}] * 2]
    assert "tidak disimpan lagi" in (home.reports / "20261101T030000Z-abcd/data-docs/index.html").read_text()
    assert not list(home.reports.glob(".*"))


def test_a_fault_is_told_and_leaves_nothing_behind(home: Home, caplog: pytest.LogCaptureFixture):
    run = a_run(home, 1, Judges("TimeoutError: 60"))
    assert end_data_docs(run, begin_data_docs(run, [SOME])) == "TimeoutError: 60"
    assert "could not be made: TimeoutError: 60" in caplog.text
    assert list(home.reports.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_fault_too(home: Home):
    run = a_run(home, 1)
    under_way = begin_data_docs(run, [SOME])
    (home.reports / run.id).write_text("in the way")
    assert "File exists" in str(end_data_docs(run, under_way))


@pytest.mark.parametrize(("keep", "opinions"), [(0, [SOME]), (2, []), (2, [OPINIONS.empty_table()])])
def test_where_none_are_wanted_or_nothing_was_judged_there_are_none(home: Home, keep: int, opinions: list[pa.Table]):
    run = a_run(home, 1, keep=keep)
    under_way = begin_data_docs(run, opinions)
    assert (under_way, end_data_docs(run, under_way)) == (None, None)
    assert list(home.reports.iterdir()) == []
