"""Random cells of all marts are walked back to the archived files, and worked out again from these alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.ingest import ingest
from flows.settings import Settings
from flows.simulate import simulate
from tests.journeys.walked import Walk, walk
from tests.practice import Nation


def _check(walked: Walk, count: int) -> None:
    cells = walked.draw(count)
    sources = walked.sources(cells)
    wrong = []
    for cell in cells:
        again, published = walked.again(cell, sources), cell.row[cell.column]
        if cell.unproven is None and again != published:
            wrong.append((cell.name, published, again))
        assert cell.facts, cell.name
    assert wrong == []
    assert len({cell.mart for cell in cells}) >= 8


def test_twenty_figures_are_those_of_the_archived_files(nation: Nation):
    with walk(nation.home, seed=20) as walked:
        _check(walked, 20)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three months of thirty offices."""
    root = tmp_path_factory.mktemp("berbulan")
    simulate(root / "kiriman", period="2026-10", months=3, offices=30, error_rate=0.2, rows=45, seed=5)
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    ingest(Settings(home=root / "home"), [str(root / "kiriman")], now=now, with_prefect=False)
    return root / "home"


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_two_hundred_figures_are_those_of_the_archived_files(months: Path):
    with walk(months, seed=200) as walked:
        _check(walked, 200)
