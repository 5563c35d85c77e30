"""A whole run as people start it, with Prefect's server and Great Expectations, after one that was killed: it calls
nobody, and what stood in cells is in no log.

The machine of the run has no network but itself (where namespaces are allowed), and beside that every Python process of
it refuses and notes each try to reach another one (tests/journeys/watched/sitecustomize.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.simulate import simulate
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.offices import Offices
from sources.template import write_template
from tests.journeys.crash_driver import Driver, Kill, Scenario
from tests.journeys.endings import left_over
from tests.practice import NOW
from warehouse.run_lock import holder

pytestmark = pytest.mark.xdist_group("prefect")

NIK = "3174096112900001"
MARK = "zxqv-penanda-isi-sel"
NAME = "Siti Rahasiawati"

BEFORE_LOADING = Kill("flows.round", "load_judged", "before")

ALONE = ("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
CAN_BE_ALONE = subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Watched:
    """What was seen of the run."""

    home: Path
    said: subprocess.CompletedProcess[str]
    refused: list[str]
    seen: list[str]

    @property
    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.said.stdout)
        return found


def watched(log: Path) -> Mapping[str, str]:
    """The environment of a process that is watched, and all that it starts."""
    without = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "GX_", "LUMBUNG_"))}
    paths = [str(Path(__file__).with_name("watched")), str(Path(__file__).parents[2])]
    return without | {"REFUSED_LOG": str(log), "PYTHONPATH": os.pathsep.join(paths)}


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good reports; one with a text where a number belongs; one with a NIK, named after a person."""
    folder = tmp_path_factory.mktemp("leaves") / "kiriman"
    simulate(folder, period="2026-10", offices=2, error_rate=0.0, fmt="xlsx", rows=30)
    row = {"kode_produk": "GSJ-01", "nama_produk": "Gula", "kanal": "koperasi", "volume": 1, "satuan": "kg"}
    for name, more in (("biasa.xlsx", {"omzet_rp": MARK}), (f"{NAME}.xlsx", {"nama_produk": f"Gula {NAME} {NIK}"})):
        office = "RT2A-BALIKPAPAN" if name == "biasa.xlsx" else "LP2A-BALIKPAPAN"
        rows = {"penjualan": [row | {"omzet_rp": 100} | more]}
        write_template(folder / name, load_contracts(), Offices.load(), office=office, period="2026-10", rows=rows)
        os.utime(folder / name, (NOW.timestamp() - 3600,) * 2)
    return folder


@pytest.fixture(scope="module")
def run(files: Path) -> Watched:
    """A flow that is killed when it has judged everything, then the command."""
    home, log = files.parent / "home", files.parent / "refused"
    with Driver() as driver:
        scenario = Scenario(home, (files,), BEFORE_LOADING, pools=True, expectations=True, prefect=True)
        killed = driver.run(scenario)
        assert killed.wait() == -9, killed.said
        assert left_over(killed.pid, home) == []
        assert holder(Home(home)) is None
    command = [sys.executable, "-m", "console", "--home", str(home), "ingest", "--json", str(files)]
    within = ALONE if CAN_BE_ALONE else ()
    said = subprocess.run([*within, *command], env=watched(log), capture_output=True, text=True, check=False)
    return Watched(home, said, lines(log), lines(log.with_name("refused.seen")))


def test_the_run_takes_up_what_was_killed_and_ends_well(run: Watched):
    assert (run.said.returncode, run.said.stderr) == (0, "")
    found = {key: run.summary[key] for key in ("files", "new", "published", "returned", "rejected", "failed")}
    assert found == {"files": 4, "new": 0, "published": 2, "returned": 1, "rejected": 1, "failed": 0}


def test_no_process_of_the_run_tried_to_reach_another_machine(run: Watched):
    assert run.refused == []
    commands = "\n".join(run.seen)
    assert "console" in commands
    assert "flows.prefect_process" in commands
    assert "forkserver" in commands


def test_the_watch_would_have_seen_it(tmp_path: Path):
    script = (
        "import socket\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\n"
        "for try_ in (lambda: socket.create_connection(('192.0.2.1', 80), 1),\n"
        "             lambda: socket.getaddrinfo('x.test', 80),\n"
        "             lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))):\n"
        "    try: try_()\n"
        "    except ConnectionRefusedError: print('refused')\n"
    )
    command = [sys.executable, "-c", script]
    log = tmp_path / "refused"
    said = subprocess.run(command, env=watched(log), capture_output=True, text=True, check=True)
    assert said.stdout == "refused\n" * 3
    assert [line.split()[:2] for line in lines(log)] == [
        ["socket.getaddrinfo", "192.0.2.1"],
        ["socket.getaddrinfo", "x.test"],
        ["socket.sendto", "192.0.2.1"],
    ]


@pytest.mark.parametrize("text", [NIK, MARK, NAME])
def test_nothing_from_cells_is_in_a_log_or_in_prefect(run: Watched, text: str):
    """The name of a file stands on Prefect's page of the run, which is for operators; in a log it does not."""
    kept = [p for p in run.home.rglob("*") if p.is_file() and p.relative_to(run.home).parts[0] in {"logs", "prefect"}]
    assert len(kept) >= 3
    if text == NAME:
        kept = [p for p in kept if "logs" in p.parts]
    assert [p.name for p in kept if text.encode() in p.read_bytes()] == []
    assert text not in run.said.stdout + run.said.stderr


def test_every_stage_is_a_line_in_the_log_and_on_prefects_page(run: Watched):
    said = [json.loads(line) for line in lines(run.home / "logs" / "lumbung.jsonl")]
    mine = [line for line in said if line["run"] == run.summary["run_id"]]
    stages = [
        "open", "reconcile", "collect", "rule changes", "check in shadow", "read", "check and load",
        "decided meanwhile", "catch up", "publish", "run",
    ]  # fmt: skip
    assert [line["stage"] for line in mine if line["stage"] != "report"] == stages
    assert {line["outcome"] for line in mine} == {"done"}
    assert mine[-1]["counts"]["published"] == 2
    database = b"".join(p.read_bytes() for p in (run.home / "prefect").glob("prefect.db*"))
    assert b"check and load done in " in database
