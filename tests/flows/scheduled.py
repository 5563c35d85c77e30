"""A ``lumbung schedule`` of its own for a test, and everything that belongs to it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from flows.simulate import simulate

PATIENCE_SECONDS = 240.0
"""A machine under load takes many times what it takes alone."""


@dataclass(frozen=True)
class Schedule:
    """A schedule that is up: its home, the folder that it watches, its process."""

    home: Path
    folder: Path
    process: subprocess.Popen[str]
    api: str

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command in the same home, while the schedule is up."""
        return subprocess.run(
            [sys.executable, "-m", "console", *words],
            env=environment(self.home), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def states(self) -> dict[str, str]:
        """File → state, as the ledger has it; a command would take longer to start than what is waited for."""
        file = self.home / "ledger.sqlite"
        if not file.exists():
            return {}
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)) as ledger:
            known = ledger.execute("select 1 from sqlite_master where name = 'submission'").fetchone()
            return dict(ledger.execute("select file, state from submission")) if known else {}

    def processes(self) -> list[psutil.Process]:
        """Everything that is alive of this home: all of it was told by the environment where the home is."""
        return [one for one in psutil.process_iter() if _belongs_to(one, self.home)]

    def says(self) -> str:
        """What it has said so far, on both outputs."""
        return (self.home.parent / "said.txt").read_text()


def _belongs_to(process: psutil.Process, home: Path) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return process.environ().get("LUMBUNG_HOME") == str(home)
    except psutil.Error:
        return False


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Of this process, without what the user has set for Prefect or for Lumbung."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "LUMBUNG_"))}
    return kept | {"LUMBUNG_HOME": str(home)} | {f"LUMBUNG_{n.upper()}": str(v) for n, v in settings.items()}


@contextmanager
def schedule(folder: Path, **settings: object) -> Iterator[Schedule]:
    """A schedule in ``folder/home`` over ``folder/kiriman``; killed at the end if it is still there."""
    home, places = folder / "home", folder / "kiriman"
    places.mkdir(exist_ok=True)
    said = folder / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "schedule", "--port", "0", str(places)],
            env=environment(home, **settings), stdout=out, stderr=out, text=True, start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: "Stop with Ctrl-C" in said.read_text() or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        (line,) = [line for line in said.read_text().splitlines() if line.startswith("Prefect's pages")]
        yield Schedule(home, places, process, line.split()[-1] + "/api")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def until(condition: Callable[[], Any], *, within: float = PATIENCE_SECONDS) -> Any:
    """Wait for something that other processes do; what it is."""
    deadline = time.monotonic() + within
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)
    return found


def reports(folder: Path, number: int) -> list[Path]:
    """One whole report of each of so many offices, without mistakes, with today's time on them."""
    truth = simulate(folder, period="2026-09", offices=2 * number, error_rate=0.0, fmt="xlsx", rows=12)
    sent = Counter(file["office"] for file in truth["files"].values())
    files = [folder / name for name, file in sorted(truth["files"].items()) if sent[file["office"]] == 1]
    assert len(files) >= number
    for file in files:
        os.utime(file)
    return files[:number]


def arrive(file: Path, folder: Path) -> None:
    """A file that is whole from the moment it can be seen."""
    shutil.copyfile(file, folder / f"{file.name}.part")
    (folder / f"{file.name}.part").rename(folder / file.name)
