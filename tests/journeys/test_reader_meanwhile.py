"""Whoever reads ``published/current`` meanwhile always finds a whole release, and a period whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from flows.simulate import simulate
from tests.journeys.crash_driver import Driver, Kill, Scenario
from tests.journeys.crash_world import plain

pytestmark = pytest.mark.xdist_group("crashes")

PERIODS = ("2026-07", "2026-08", "2026-09", "2026-10")
KILLS = (
    Kill("flows.loading", "load_approved"),
    Kill("warehouse.publish", "write_parquet"),
    Kill("warehouse.publish", "point", "before"),
    Kill("warehouse.publish", "point"),
)
"""One a period: half of it loaded, and three moments around the swap."""
QUICK = KILLS[:1] + KILLS[-1:]


@pytest.mark.parametrize("kills", [QUICK, pytest.param(KILLS, marks=pytest.mark.full)], ids=len)
def test_a_reader_never_fails_and_never_sees_half_a_period(tmp_path: Path, kills: tuple[Kill, ...]):
    periods = PERIODS[: len(kills)]
    home, notes, stop = tmp_path / "home", tmp_path / "notes", tmp_path / "stop"
    folders = []
    for period in periods:
        simulate(tmp_path / period / "kiriman", period=period, offices=3, error_rate=0.0, fmt="xlsx", rows=24)
        folders.append(tmp_path / period / "kiriman")
    told = [str(path) for path in (home / "published", notes, stop)]
    command = [sys.executable, "-m", "tests.journeys.release_reader", *told]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as reader, Driver() as driver:
        try:
            for n, kill in enumerate(kills):
                places = tuple(folders[: n + 1])
                killed = driver.run(Scenario(home, places, kill))
                assert killed.wait() == -9, killed.said
                plain(driver, home, *places)
                _wait_for_a_look(notes)
        finally:
            stop.touch()
        assert reader.wait(30) == 0
    looks = [json.loads(line) for line in notes.read_text().splitlines()]
    assert [look for look in looks if "error" in look] == []
    whole = _rows(home / "published/current/lumbung.duckdb")
    assert sorted(whole) == sorted(periods)
    seen = [look for look in looks if look]
    assert len({look["release"] for look in seen}) >= len(periods)
    for kind in ("duckdb", "parquet"):
        pictures = sorted({tuple(sorted(look[kind].items())) for look in seen}, key=len)
        # Every picture is the whole of the first so many periods.
        wanted = [tuple((p, whole[p]) for p in periods[: len(picture)]) for picture in pictures]
        assert pictures == wanted, kind
        assert len(pictures) == len(periods)


def _wait_for_a_look(notes: Path) -> None:
    """Until the reader has looked once more, begun after this call."""
    before = len(notes.read_text().splitlines()) if notes.exists() else 0
    deadline = time.monotonic() + 60
    while not notes.exists() or len(notes.read_text().splitlines()) < before + 2:
        assert time.monotonic() < deadline, "the reader does not look any more"
        time.sleep(0.02)


def _rows(database: Path) -> dict[str, int]:
    with duckdb.connect(database, read_only=True) as con:
        return dict(con.execute("select periode, count(*) from core.produksi group by all").fetchall())
