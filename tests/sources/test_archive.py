"""A name in the archive stands for complete bytes, whatever happens while they are written."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from sources.archive import Archive, ArchiveError
from sources.errors import UsageError
from sources.place import Arrival, OutOfReachError

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 5, 7, tzinfo=UTC)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def names(archive: Archive) -> list[str]:
    return sorted(f.name for f in archive.root.rglob("*") if f.is_file())


class Stream:
    """Bytes in pieces, with something that happens between two of them."""

    def __init__(self, pieces, happening=None):
        self.pieces, self.happening = list(pieces), happening

    def read(self, _):
        piece = self.pieces.pop(0) if self.pieces else b""
        if not self.pieces and self.happening:
            self.happening()
        return piece

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def arrival(*streams: Stream) -> Arrival:
    queue = list(streams)
    return Arrival("a.csv", NOW, NOW, 3, lambda: cast("BinaryIO", queue.pop(0)), lambda: False)


def test_bytes_are_kept_once_exactly_and_read_only(tmp_path: Path):
    archive = Archive(tmp_path / "archive")
    (tmp_path / "a.csv").write_bytes(b"abc")
    (tmp_path / "b.csv").write_bytes(b"abc")
    assert archive.put(tmp_path / "a.csv") == archive.put(tmp_path / "b.csv") == (sha(b"abc"), 3)
    kept = archive.existing(sha(b"abc"))
    assert kept.relative_to(archive.root).as_posix() == f"{sha(b'abc')[:2]}/{sha(b'abc')}"
    assert kept.read_bytes() == b"abc"
    assert kept.stat().st_mode & 0o777 == 0o400
    assert names(archive) == [sha(b"abc")]


def test_an_empty_file_is_kept_too(tmp_path: Path):
    (tmp_path / "empty.xlsx").touch()
    stored = Archive(tmp_path / "archive").put(tmp_path / "empty.xlsx")
    assert stored == (sha(b""), 0)
    assert Archive(tmp_path / "archive").is_intact(stored.sha256)


def test_a_file_that_changes_while_it_is_copied_is_kept_as_it_was_copied(tmp_path: Path):
    archive = Archive(tmp_path / "archive")
    stored = archive.put(arrival(Stream([b"first look"]), Stream([b"longer", b" by now"])))
    assert stored == (sha(b"longer by now"), 13)
    assert archive.existing(stored.sha256).read_bytes() == b"longer by now"


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path):
    def broken():
        raise OSError(errno.EIO, "Input/output error")

    archive = Archive(tmp_path / "archive")
    with pytest.raises(OutOfReachError):
        archive.put(arrival(Stream([b"abc"]), Stream([b"a", b"b"], broken)))
    assert names(archive) == []
    with pytest.raises(OutOfReachError, match=r"gone\.csv"):
        archive.put(tmp_path / "gone.csv")


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    archive = Archive(tmp_path / "archive")
    (tmp_path / "a.csv").write_bytes(b"abc")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArchiveError, match=r"No space left on device.*lumbung doctor"):
        archive.put(tmp_path / "a.csv")
    assert names(archive) == []


def test_damage_is_seen_and_mended_by_the_next_delivery_of_the_same_file(tmp_path: Path):
    archive = Archive(tmp_path / "archive")
    (tmp_path / "a.csv").write_bytes(b"abc")
    stored = archive.put(tmp_path / "a.csv")
    kept = archive.path(stored.sha256)
    kept.chmod(0o600)
    kept.write_bytes(b"ab")
    assert not archive.is_intact(stored.sha256)
    archive.put(tmp_path / "a.csv")
    assert archive.is_intact(stored.sha256)
    with pytest.raises(UsageError, match="removed"):
        archive.existing(sha(b"never came"))


KILLED_HALF_WAY = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from sources.archive import Archive
from sources.place import Arrival

class Stream:
    def __init__(self, last): self.left, self.last = 3, last
    def read(self, n):
        self.left -= 1
        if self.left == 0: self.last()
        return b"x" * 100_000 if self.left >= 0 else b""
    def __enter__(self): return self
    def __exit__(self, *_): pass

streams = [Stream(lambda: None), Stream(lambda: os.kill(os.getpid(), signal.SIGKILL))]
now = datetime.now(UTC)
Archive(Path(sys.argv[1])).put(Arrival("a", now, now, 1, lambda: streams.pop(0), lambda: False))
"""


def test_a_kill_while_copying_leaves_no_half_file_under_its_name(tmp_path: Path):
    done = subprocess.run([sys.executable, "-c", KILLED_HALF_WAY, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    left = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert [f.parent.name for f in left] == [".incoming"]
    assert Archive(tmp_path).sweep() == 1
    assert names(Archive(tmp_path)) == []
