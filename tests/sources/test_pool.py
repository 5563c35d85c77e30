"""Reading in limited child processes: what one file does to its reader is that file's affair."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import psutil
import pytest

from sources.apart import read_apart
from sources.limits import Limits
from sources.pool import ReaderPool
from sources.reader import Reader
from sources.reading import Reading
from tests.sources.sheets import IDENTITY, workbook

pytestmark = pytest.mark.xdist_group("pool")


@pytest.fixture(scope="module")
def pool(contracts, offices):
    with ReaderPool(contracts, offices, workers=1, limits=Limits(memory_mb=128, wall_s=4)) as made:
        yield made


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "lahat.xlsx"
    path.write_bytes(workbook({"Identitas": IDENTITY, "Produk": [("Kode Produk", "Nama Produk"), ("A", "Tempe")]}))
    return path


def rule_of(reading: Reading) -> str | None:
    return reading.rejected.rule if reading.rejected else None


def hog() -> None:
    [bytes(1 << 26) for _ in range(64)]


def test_a_bad_file_is_rejected_and_the_next_is_read(pool: ReaderPool, report: Path) -> None:
    bad = {
        "dies": pool._run("dies", os._exit, 3),
        "hogs": pool._run("hogs", hog),
        "hangs": pool._run("hangs", time.sleep, 60),
    }
    good = pool.read(report, "LAHAT.xlsx")
    assert {name: rule_of(answer.result(30)) for name, answer in bad.items()} == dict.fromkeys(bad, "UMKM-P006")
    assert good.result(30).file == "LAHAT.xlsx"
    assert good.result().identity.kode_upt == "LP2A-LAHAT"


def test_a_reader_that_is_killed_while_idle_is_replaced(pool: ReaderPool, report: Path) -> None:
    pid = pool.run(os.getpid, (), wall_s=30, on_error=lambda _: 0).result(30)
    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(BrokenProcessPool):
        pool.read(report, "LAHAT.xlsx").result(30)
    assert pool.read(report, "LAHAT.xlsx").result(30).identity.kode_upt == "LP2A-LAHAT"


def test_a_fault_of_ours_is_raised(pool: ReaderPool) -> None:
    with pytest.raises(FileNotFoundError):
        pool.read(Path("/nowhere/at/all.xlsx")).result(30)


def test_one_file_apart(reader: Reader, report: Path, monkeypatch) -> None:
    assert read_apart(reader, report).n_mapped == 2
    monkeypatch.setattr(reader, "read_file", lambda path, name: os._exit(9))
    assert rule_of(read_apart(reader, report)) == "UMKM-P006"
    monkeypatch.setattr(reader, "read_file", lambda path, name: time.sleep(60))
    assert read_apart(reader, report, limits=Limits(wall_s=1)).notes == ("not read within 1 s",)


def test_processor_time_is_limited(reader: Reader, report: Path, monkeypatch) -> None:
    monkeypatch.setattr(reader, "read_file", lambda path, name: all(iter(lambda: 1, 0)))
    reading = read_apart(reader, report, limits=Limits(cpu_s=0, wall_s=60))
    assert (rule_of(reading), reading.notes) == ("UMKM-P006", ("reader died",))


def test_processes_die_with_a_parent_that_is_killed() -> None:
    program = """
        import os, time
        from sources.contract_loader import load_contracts
        from sources.offices import Offices
        from sources.pool import ReaderPool
        if __name__ == "__main__":
            pool = ReaderPool(load_contracts(), Offices.load(), workers=2)
            answers = [pool._run("x", time.sleep, 60) for _ in range(2)]
            while not all(f.running() for f in answers):
                pass
            time.sleep(1.5)
            print("ready", flush=True)
            time.sleep(60)
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == "ready\n"
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(children) >= 3
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
