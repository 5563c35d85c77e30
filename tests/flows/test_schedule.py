"""``lumbung schedule`` as it really runs: it takes in what arrives, minds other runs, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.flows.scheduled import Schedule, arrive, reports, schedule, until

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.timeout(900)]

GROWING_SECONDS = 0.4
"""A growing file gets its next byte this often; it rests once it has not for the settings' time."""


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.full)])
def test_a_folder_that_fills_up_is_taken_in_round_by_round_and_nothing_outlives_a_kill(tmp_path: Path, rounds: int):
    files = reports(tmp_path / "stock", rounds + 1)
    whole, growing = files[:rounds], files[rounds]
    with schedule(tmp_path, ingest_seconds=8, settle_seconds=2) as up:
        rest = threading.Event()
        writer = threading.Thread(target=_write_slowly, args=(growing, up.folder / growing.name, rest), daemon=True)
        writer.start()
        for n, file in enumerate(whole):
            arrive(file, up.folder)
            until(lambda file=file: up.states().get(file.name) == "PUBLISHED")  # type: ignore[misc]
            if n == 0:
                _a_run_by_hand_does_no_harm(up)
        assert growing.name not in up.states()
        rest.set()
        writer.join()
        until(lambda: up.states().get(growing.name) == "PUBLISHED")
        assert _taken(up.home) == {f.name: [_sha256(f)] for f in files}
        _page_of_prefect_shows_what_ran(up)
        _is_killed_in_a_run_and_leaves_nothing(up)


def _write_slowly(file: Path, to: Path, rest: threading.Event) -> None:
    """A partial upload: visible under its own name, and growing until the rest of it may come."""
    data = file.read_bytes()
    with to.open("wb") as out:
        for byte in data[:-1]:
            out.write(bytes([byte]))
            out.flush()
            if rest.wait(GROWING_SECONDS):
                break
        out.write(data[out.tell() :])


def _taken(home: Path) -> dict[str, list[str]]:
    """File → the contents that were ever taken of it: a second one would be half a file, or the same taken twice."""
    taken: dict[str, list[str]] = {}
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger:
        for path, sha256 in ledger.execute("select path, sha256 from delivery"):
            taken.setdefault(path, []).append(sha256)
    return taken


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _a_run_by_hand_does_no_harm(up: Schedule) -> None:
    """It uses the schedule's server, and waits for a run of the schedule if it is told to."""
    by_hand = up.command("ingest", "--json", "--wait", "120", "--settle", "2", str(up.folder))
    assert (by_hand.returncode, by_hand.stderr) == (0, "")
    assert [run["state_type"] for run in _runs(up) if run["deployment_id"] is None] == ["COMPLETED"]


def _page_of_prefect_shows_what_ran(up: Schedule) -> None:
    deployments = httpx.post(f"{up.api}/deployments/filter", json={}).json()
    assert {d["name"] for d in deployments} == {"ingest", "publish", "laporan-harian", "back-fill"}
    assert all(d["description"] and d["tags"] and d["version"] for d in deployments)
    (backfill,) = [d for d in deployments if d["name"] == "back-fill"]
    assert backfill["parameter_openapi_schema"]["properties"]["period"]["pattern"]
    assert backfill["schedules"] == []
    assert not [run["state"] for run in _runs(up) if run["state_type"] in {"FAILED", "CRASHED"}]
    assert "Traceback" not in up.says()


def _is_killed_in_a_run_and_leaves_nothing(up: Schedule) -> None:
    run = until(lambda: [p for p in up.processes() if "flows.flow_run" in p.cmdline()])
    assert len(up.processes()) >= 4, run  # the command, the server, the runner, a run
    up.process.send_signal(signal.SIGKILL)
    up.process.wait()
    until(lambda: not up.processes(), within=20)


@pytest.mark.slow
@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="signals as Linux has them")
def test_it_mends_its_server_ends_in_order_and_makes_up_for_an_outage_with_one_run(tmp_path: Path):
    with schedule(tmp_path, ingest_seconds=4) as up:
        (server,) = [p for p in up.processes() if "flows.prefect_process" in p.cmdline()]
        server.kill()
        until(lambda: "server died (signal SIGKILL) and is started again" in up.says())
        second = up.command("schedule", "--port", "0")
        assert second.returncode == 2
        assert f"up already: process {up.process.pid}" in second.stderr
        assert httpx.get(f"{up.api}/health", timeout=60).status_code == 200
        until(lambda: _runs(up, state="SCHEDULED"))
        up.process.send_signal(signal.SIGTERM)
        assert up.process.wait(60) == 0
        down = datetime.now(UTC)
        assert "Traceback" not in up.says()
        assert up.says().endswith("Stopped.\n")
        until(lambda: not up.processes(), within=2)
    with schedule(tmp_path, ingest_seconds=3600) as up:
        back = datetime.now(UTC)
        late = until(lambda: _ended(up, since=down, before=back))
    assert len(late) > 1
    assert late.count("COMPLETED") == 1
    assert set(late) == {"COMPLETED", "CANCELLED"}


def _ended(up: Schedule, *, since: datetime, before: datetime) -> list[str]:
    """States of the runs that were due in a time, once all of them have ended."""
    due = [r for r in _runs(up) if since < datetime.fromisoformat(r["expected_start_time"]) < before]
    states = [run["state_type"] for run in due]
    return [] if {"SCHEDULED", "PENDING", "RUNNING"} & set(states) else states


def _runs(up: Schedule, **having: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.post(f"{up.api}/flow_runs/filter", json={}, timeout=60).json()
    return [run for run in found if all(run[f"{name}_type"] == value for name, value in having.items())]
