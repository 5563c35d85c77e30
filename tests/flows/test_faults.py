"""Errors that nobody foresaw: what is said of them, and what never is."""

from __future__ import annotations

import errno
import json
import logging
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows.faults import InPlainWords, StorageError, UnforeseenError, plain_error, plainly
from flows.journal import FILE, NAME, journal, stage
from flows.stages import PlainStages
from sources.errors import TerminalError
from sources.home import Home

SECRET = "Siti Rahasia 3174096112900001"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/home/x/archive/a"), "/home/x/archive/a: "),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/laporan/Siti.xlsx"), "/home/x: the disk is full"),
        (OSError(errno.EROFS, "Read-only file system", "/home/x/accepted"), "for reading only"),
        (PermissionError(errno.EACCES, "Permission denied", "/home/x/logs"), "give this user the right to write"),
        (OSError("[Errno 28] Error writing bytes to file. Detail: No space left on device"), "UnforeseenError"),
        (duckdb.IOException('Could not write file "/home/x/w.duckdb": No space left on device'), "the disk is full"),
        (duckdb.FatalException("database has been invalidated ... No space left on device"), "the disk is full"),
        (pa.ArrowInvalid(f"Could not convert '{SECRET}'"), "ArrowInvalid at "),
        (duckdb.ConversionException(f"Could not convert string '{SECRET}' to INT64"), "ConversionException at "),
        (KeyError(SECRET), "KeyError at "),
        (ValueError(f"Permission denied: {SECRET}"), "ValueError at "),
    ],
)  # fmt: skip
def test_what_is_said(error: Exception, said: str):
    plain = plain_error(error, Path("/home/x"))
    assert said in f"{type(plain).__name__} {plain}"
    assert SECRET not in str(plain)
    assert "Siti" not in str(plain)


def test_our_own_errors_stay_as_they_are(tmp_path: Path):
    own = TerminalError("mend this")
    with pytest.raises(TerminalError) as raised, plainly(tmp_path):
        raise own
    assert raised.value is own


def test_work_of_a_stage_raises_nothing_that_quotes(tmp_path: Path):
    def work() -> None:
        raise ValueError(SECRET)

    with PlainStages(1) as stages:
        pending = InPlainWords(stages, tmp_path).submit("read", work)
        with pytest.raises(UnforeseenError) as raised:
            pending.result()
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_stage_is_a_line_with_its_numbers(tmp_path: Path):
    with journal(Home(tmp_path).prepare()), stage("run-1", "read") as counts:
        counts["files"] = 3
    (line,) = lines(tmp_path)
    assert (line["run"], line["stage"], line["outcome"], line["counts"]) == ("run-1", "read", "done", {"files": 3})
    assert line["seconds"] >= 0
    assert line["time"].endswith("Z")


def test_a_stage_that_fails_says_where_and_quotes_nothing(tmp_path: Path):
    with pytest.raises(KeyError), journal(Home(tmp_path).prepare()), stage("run-1", "read"):
        _fail_in_our_code()
    with pytest.raises(StorageError), journal(Home(tmp_path)), stage("run-1", "load"):
        raise StorageError("the disk is full")
    first, second = lines(tmp_path)
    assert first["outcome"] == "failed"
    assert (first["error"]["class"], first["error"]["message"]) == ("KeyError", None)
    assert first["error"]["where"][0].startswith("flows/faults.py:")
    assert second["error"]["message"] == "the disk is full"
    assert SECRET not in (tmp_path / "logs" / FILE).read_text()


def test_the_log_is_turned_over_and_only_some_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("flows.journal.MAX_BYTES", 400)
    for number in range(30):
        with journal(Home(tmp_path).prepare()), stage(f"run-{number}", "read"):
            pass
    kept = sorted(p.name for p in (tmp_path / "logs").iterdir())
    assert kept == [FILE, *(f"{FILE}.{n}" for n in range(1, 6))]
    assert "run-29" in (tmp_path / "logs" / FILE).read_text()


def test_a_log_that_cannot_be_written_stops_nobody_and_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    home = Home(tmp_path).prepare()
    (home.logs / FILE).mkdir()
    with journal(home), stage("run-1", "read"):
        pass
    (home.logs / FILE).rmdir()
    (home.logs / FILE).symlink_to("/dev/full")
    with journal(home), stage("run-1", "read"):
        pass
    assert capfd.readouterr() == ("", "")
    assert not [h for h in logging.getLogger(NAME).handlers if isinstance(h, logging.FileHandler)]


def lines(home: Path) -> list[dict]:
    return [json.loads(line) for line in (home / "logs" / FILE).read_text().splitlines()]


def _fail_in_our_code() -> None:
    with plainly(Path("/x")):  # a frame of ours on the way
        pass
    error = KeyError(SECRET)
    InPlainWords(_Raising(error), Path("/x")).submit("read", lambda: None)  # type: ignore[arg-type]


class _Raising:
    """Stages that cannot even start."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def submit(self, name: str, work: object) -> object:
        raise self._error
