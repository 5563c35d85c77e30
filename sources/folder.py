"""A folder as a place: every file in it and below, except what is hidden, temporary, a link, or still growing."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from sources.moments import from_nanoseconds
from sources.place import Arrival, OutOfReachError, PassedOver, Report, keep_silent

TEMPORARY_ENDINGS: Final = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download")
"""Endings that browsers, file transfer programs and office suites give to files that are not complete."""

TEMPORARY_BEGINNINGS: Final = ("~$", "~wrl")
"""Excel's and Word's own lock files and scratch copies beside an open document."""

LITTER: Final = frozenset({"thumbs.db", "desktop.ini"})
"""What Windows leaves in folders."""


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder (or a single file in it) as a place.

    Attributes:
        root: The folder.
        now: The time that no file may be received after.
        only: Take this one file, by its name in the folder, and nothing else.
        settle_seconds: Leave a file for the next run that was touched less than so long ago. Judged by the machine's
            own note of the last change (ctime), since copying programs set the other one (mtime) as they like.
        without: Folders to stay out of: the instance's own home.
        clock: Seconds since the epoch, by the machine.
    """

    root: Path
    now: datetime
    only: str | None = None
    settle_seconds: float = 0.0
    without: tuple[Path, ...] = ()
    clock: Callable[[], float] = time.time

    @property
    def name(self) -> str:
        """``file:///…`` with the folder's true path, so that two spellings of it are one place."""
        return self.root.resolve().as_uri()

    def arrivals(self, report: Report = keep_silent) -> Iterator[Arrival]:
        """The files, in the order of their paths.

        Args:
            report: Is told of everything that is passed over.

        Raises:
            OutOfReachError: the folder itself cannot be read.
        """
        root = self.root.resolve()
        if self.only is not None:
            found = [(root / self.only, self.only)]
        else:
            left_out = {folder.resolve() for folder in self.without}
            found = sorted(_walk(root, "", left_out, report), key=lambda f: f[1])
        for file, path in found:
            arrival = self._arrival(file, printable(path), report)
            if arrival is not None:
                yield arrival

    def _arrival(self, file: Path, path: str, report: Report) -> Arrival | None:
        try:
            seen = file.lstat()
        except OSError as error:
            report(PassedOver(path, f"gone or out of reach ({error.strerror})", needs_attention=True))
            return None
        if not stat.S_ISREG(seen.st_mode):
            report(PassedOver(path, "no regular file", needs_attention=True))
            return None
        if not os.access(file, os.R_OK):
            report(PassedOver(path, "we are not allowed to read it", needs_attention=True))
            return None
        if self.settle_seconds > 0 and self.clock() - seen.st_ctime < self.settle_seconds:
            report(PassedOver(path, f"touched less than {self.settle_seconds:g} s ago: taken once it rests"))
            return None
        stated_at = from_nanoseconds(seen.st_mtime_ns)
        return Arrival(
            path=path,
            stated_at=stated_at,
            received_at=min(stated_at, self.now),
            size=seen.st_size,
            open=lambda: _open(file),
            has_changed=lambda: _has_changed(file, seen),
        )


def printable(path: str) -> str:
    """A path as text that can be stored and shown: bytes that are no UTF-8 are spelled out in hexadecimal."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(folder: Path, prefix: str, left_out: set[Path], report: Report) -> Iterator[tuple[Path, str]]:
    """Files below a folder with their relative paths, links not followed."""
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError as error:
        if not prefix:
            raise OutOfReachError(
                f"{folder}: the folder cannot be read ({error.strerror}); see whether it is there, "
                "its disk is mounted, and this user may read it"
            ) from error
        report(PassedOver(printable(prefix), f"folder out of reach ({error.strerror})", needs_attention=True))
        return
    for entry in found:
        path = f"{prefix}{entry.name}"
        why = _never_ours(entry.name)
        if why is not None:
            report(PassedOver(printable(path), why))
        elif entry.is_symlink():
            report(PassedOver(printable(path), "a link: links are not followed", needs_attention=True))
        elif entry.is_dir(follow_symlinks=False):
            if Path(entry.path) in left_out:
                report(PassedOver(printable(path), "Lumbung's own home"))
            else:
                yield from _walk(Path(entry.path), f"{path}/", left_out, report)
        else:
            yield Path(entry.path), path


def _never_ours(name: str) -> str | None:
    """Why a file or folder of this name is no report, or None."""
    folded = name.casefold()
    if folded.startswith(TEMPORARY_BEGINNINGS):
        return "lock file of an open document"
    if folded.startswith("."):
        return "hidden"
    if folded.endswith(TEMPORARY_ENDINGS):
        return "not complete yet, by its name"
    if folded in LITTER:
        return "left by the operating system"
    return None


def _open(file: Path) -> BinaryIO:
    """Open a regular file without following a link and without waiting on a pipe that took its place."""
    descriptor = -1
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "no regular file")
        return os.fdopen(descriptor, "rb")
    except OSError as error:
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)
        raise OutOfReachError(f"{file}: cannot be read ({error.strerror}); it is tried again next time") from error


def _has_changed(file: Path, seen: os.stat_result) -> bool:
    try:
        now = file.lstat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns, now.st_ino) != (seen.st_size, seen.st_mtime_ns, seen.st_ino)
