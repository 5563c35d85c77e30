"""One writer at a time: a lock of the operating system, which ends with its process, however that ends.

::

    with run_lock(home, wait_seconds=60):
        ...

The file's text says who holds it, for people; whether it is held, only the lock says. The file is never removed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sources.errors import TerminalError, TransientError
from sources.home import Home
from sources.moments import iso_utc

TEXT_BYTES: Final = 1024
"""The note is padded to this length and written at once, so that no reader sees half of it."""

POLL_SECONDS: Final = 0.1
"""How often a waiting run looks again."""

GRACE_SECONDS: Final = 0.05
"""Even a run that does not wait tries for so long: :func:`holder` takes the lock for a moment to look."""

_held: set[int] = set()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: process, machine, since when (ISO 8601, UTC), and its command line."""

    pid: int | None
    host: str
    since: str
    command: str

    def __str__(self) -> str:
        if self.pid is None:
            return "a process that has not said who it is yet"
        where = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"process {self.pid}{where} ({self.command}) since {self.since}"


UNKNOWN: Final = Holder(None, "", "", "")


class LockHeld(TransientError):
    """Another run is under way.

    Attributes:
        path: The file whose lock it holds.
        holder: Who it is.
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self.holder = holder
        super().__init__(
            f"another run is under way: {holder} holds {path}. Wait until it has ended, or end that process; "
            "the lock goes with it"
        )


@contextmanager
def run_lock(home: Home, *, wait_seconds: float = 0.0) -> Iterator[Holder]:
    """Hold the home's run lock for as long as the block lasts.

    Args:
        home: The instance; its folder has to exist.
        wait_seconds: How long to wait for another run to end.

    Raises:
        LockHeld: another run is still under way after that time.
        TerminalError: the lock file cannot be used (permissions, a disk that knows no locks).
    """
    with file_lock(home.lock, wait_seconds=wait_seconds) as mine:
        yield mine


@contextmanager
def file_lock(path: Path, *, wait_seconds: float = 0.0) -> Iterator[Holder]:
    """Hold the lock of any file (it is created) as :func:`run_lock` holds the home's. Same arguments, same errors."""
    descriptor = _open(path)
    _held.add(descriptor)
    try:
        _acquire(descriptor, path, wait_seconds)
        mine = Holder(os.getpid(), socket.gethostname(), iso_utc(datetime.now(UTC)), _command())
        os.pwrite(descriptor, json.dumps(asdict(mine)).encode().ljust(TEXT_BYTES), 0)
        yield mine
    finally:
        if descriptor in _held:  # in a forked child it is closed already, and may be another file by now
            _held.discard(descriptor)
            os.close(descriptor)


def holder(home: Home) -> Holder | None:
    """Who holds the lock now; None: nobody.

    Raises:
        TerminalError: the lock file cannot be used.
    """
    if not home.lock.exists():
        return None
    descriptor = _open(home.lock)
    try:
        return None if _take(descriptor, home.lock) else _read(descriptor)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise TerminalError(
            f"{path}: the run lock cannot be opened ({error.strerror}); see whether the folder exists and this user "
            "may write there: lumbung doctor"
        ) from error


def _acquire(descriptor: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + max(wait_seconds, GRACE_SECONDS)
    while not _take(descriptor, path):
        left = deadline - time.monotonic()
        if left <= 0:
            raise LockHeld(path, _read(descriptor))
        time.sleep(min(POLL_SECONDS, left, GRACE_SECONDS / 5 if wait_seconds == 0 else POLL_SECONDS))


def _take(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise TerminalError(
            f"{path}: this disk knows no locks ({error.strerror}); put the home on a local disk"
        ) from error
    return True


def _read(descriptor: int) -> Holder:
    with suppress(ValueError, TypeError):
        return Holder(**json.loads(os.pread(descriptor, TEXT_BYTES, 0)))
    return UNKNOWN


def _command() -> str:
    """The command line, cut so that the note keeps its length."""
    words = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    return words.encode("ascii", "replace").decode()[:200]


def _let_go_in_child() -> None:
    """A forked child shares the lock with its parent, and would keep it alive after the parent's death."""
    for descriptor in _held:
        with suppress(OSError):
            os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)
