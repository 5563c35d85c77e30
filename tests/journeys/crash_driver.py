"""Runs that may be killed: a process that has everything imported, and forks a child for each run it is asked for.

::

    with Driver() as driver:
        driver.run(Scenario(home, places, kill=Kill("flows.loading", "keep", "before"))).wait()

The product has no hooks for tests: a :class:`Kill` wraps a function of it *in the child* and sends SIGKILL to the child
itself, alone, before or after a call. What the child started has to die by itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self


@dataclass(frozen=True)
class Kill:
    """Where a run is killed: at the ``nth`` call of a function, before it or when it has returned."""

    module: str
    name: str
    when: Literal["before", "after"] = "after"
    nth: int = 1


@dataclass(frozen=True)
class Scenario:
    """One run.

    Attributes:
        kill: None: nobody kills it from inside.
        pools: Real child processes for reading and judging; otherwise both happen in the child itself.
        expectations: Great Expectations beside the SQL (only with pools).
        prefect: As a Prefect flow with its server.
        largest_file: Bytes that a file may have; 0: as many as it likes.
    """

    home: Path
    places: tuple[Path, ...]
    kill: Kill | None = None
    pools: bool = False
    expectations: bool = False
    prefect: bool = False
    largest_file: int = 0


class Running:
    """A run under way: its process, which leads a session of its own."""

    def __init__(self, driver: Driver, pid: int, log: Path) -> None:
        self.pid = pid
        self._driver, self._log = driver, log

    def kill(self) -> None:
        """SIGKILL to this process alone."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code; minus the signal that ended it."""
        return int(self._driver.ask({"wait": self.pid})["code"])

    @property
    def said(self) -> str:
        """What it wrote to its terminal."""
        return self._log.read_text()


class Driver:
    """The process that forks runs. Use as a context manager.

    Args:
        within: A command that it runs in (``unshare --mount``: a world of mounts of its own).
    """

    def __init__(self, *within: str) -> None:
        self._runs = 0
        self._process = subprocess.Popen(
            [*within, sys.executable, "-m", "tests.journeys.crash_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def run(self, scenario: Scenario) -> Running:
        """Start a run."""
        self._runs += 1
        log = scenario.home.with_name(f"{scenario.home.name}.{self._runs}.log")
        answer = self.ask({"run": asdict(scenario), "log": log})
        return Running(self, answer["pid"], log)

    def shell(self, command: str) -> None:
        """Run a command where the driver lives."""
        answer = self.ask({"shell": command})
        assert answer["code"] == 0, answer

    def ask(self, question: Mapping[str, object]) -> dict[str, Any]:
        """Send a line, get a line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question, default=str) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            if self._process.stdin is not None:
                self._process.stdin.close()
