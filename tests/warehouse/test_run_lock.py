"""One writer at a time, and never a lock without a holder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sources.errors import TerminalError, TransientError
from sources.home import Home
from warehouse.run_lock import UNKNOWN, LockHeld, holder, run_lock

ROOT = Path(__file__).parents[2]

HOLDS_IT = """
import os, sys
from pathlib import Path
from sources.home import Home
from warehouse.run_lock import run_lock

with run_lock(Home(Path(sys.argv[1]))):
    is_parent = sys.argv[2] == "forks" and os.fork() != 0
    if not is_parent:  # the child, where there is one: it says so once it really runs
        print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def other_run(home: Home, *, way: str = "alone") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS_IT, str(home.root), way],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str], *, how: int = signal.SIGKILL) -> None:
    process.send_signal(how)
    process.communicate()


def test_the_second_run_is_told_who_holds_the_lock_and_since_when(home: Home):
    first = other_run(home)
    with pytest.raises(LockHeld, match=rf"process {first.pid} \(.*\) since 20\d\d-.*Z holds") as told, run_lock(home):
        pass
    assert isinstance(told.value, TransientError)
    assert told.value.holder.pid == first.pid
    end(first)


def test_a_killed_run_leaves_no_lock(home: Home):
    first = other_run(home)
    held = holder(home)
    assert held is not None
    assert held.pid == first.pid
    end(first)
    assert holder(home) is None
    with run_lock(home) as mine:
        assert mine.pid == os.getpid()


def test_a_killed_run_leaves_no_lock_in_its_forked_children(home: Home):
    first = other_run(home, way="forks")
    first.kill()
    first.wait()
    try:
        assert holder(home) is None  # its child still lives
        os.killpg(first.pid, 0)
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()


def test_the_lock_counts_within_a_process_too_and_ends_with_the_block(home: Home):
    with run_lock(home):
        with pytest.raises(LockHeld), run_lock(home):
            pass
        held = holder(home)
    assert held is not None
    assert held.pid == os.getpid()
    with pytest.raises(RuntimeError, match="crash"), run_lock(home):
        raise RuntimeError("crash")
    with run_lock(home):
        pass


def test_a_waiting_run_starts_when_the_other_ends(home: Home):
    first = other_run(home)
    assert first.stdin is not None
    first.stdin.close()
    with run_lock(home, wait_seconds=60) as mine:
        assert mine.pid == os.getpid()
    first.wait()
    assert first.stdout is not None
    first.stdout.close()


def test_looking_never_creates_the_file_and_half_a_note_is_no_crash(home: Home):
    assert holder(home) is None
    assert not home.lock.exists()
    with run_lock(home):
        home.lock.write_text("{")
        assert holder(home) == UNKNOWN


def test_a_home_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(TerminalError, match="cannot be opened"), run_lock(Home(tmp_path / "gone")):
        pass


def test_the_note_keeps_its_length_whatever_the_command(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["/bin/lumbung", "ingest", '\u00e9\udcff"\\' * 500])
    with run_lock(home):
        held = holder(home)
    assert held is not None
    assert re.match(r"lumbung ingest '", held.command)
    assert home.lock.stat().st_size == 1024
