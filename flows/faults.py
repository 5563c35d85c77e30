"""Errors that nobody foresaw, in words that may be shown and written down.

A text of DuckDB, Arrow or Python may quote a cell, a value or a file's name; such a text never leaves this process.
What is said instead is the kind of error and where in our code it arose; words are kept only of our own errors, and of
disks that are full or may not be written, which operators can mend.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from flows.stages import Pending, Stages
from sources.errors import LumbungError, TerminalError

T = TypeVar("T")

_ROOT: Final = Path(__file__).resolve().parents[1]
_ROOMS: Final = ("sources", "checks", "warehouse", "flows", "console")

_ROOM: Final = "make room: begin with old releases under published/"
_RIGHT: Final = "give this user the right to write there, or mount the disk for writing"
_CAUSES: Final = {
    "No space left on device": (errno.ENOSPC, "the disk is full", _ROOM),
    "Disk quota exceeded": (errno.EDQUOT, "the quota of this user is used up", _ROOM),
    "database or disk is full": (None, "the disk is full", _ROOM),
    "File too large": (errno.EFBIG, "a file may not grow any more (ulimit -f)", "raise that limit"),
    "Read-only file system": (errno.EROFS, "the disk is mounted for reading only", _RIGHT),
    "attempt to write a readonly database": (None, "the disk or the file is for reading only", _RIGHT),
    "Permission denied": (errno.EACCES, "this user may not write there", _RIGHT),
    "Operation not permitted": (errno.EPERM, "this user may not write there", _RIGHT),
    "disk I/O error": (None, "the disk does not work, or is full", "look at the disk (df, dmesg)"),
    "Input/output error": (errno.EIO, "the disk does not work", "look at the disk (dmesg)"),
}
"""Words of an error → its number, what it is called here, what to do."""


class StorageError(TerminalError):
    """A disk is full, or a folder of the instance cannot be written."""


class UnforeseenError(TerminalError):
    """A fault of ours. The message names the kind and the place, never a value."""


def plain_error(error: Exception, home: Path) -> LumbungError:
    """The same error as one of ours, in words that may be shown; one of ours is left as it is.

    Args:
        error: anything that was raised.
        home: folder of the instance, named where the error names no path.
    """
    if isinstance(error, LumbungError) and _cause(error) is None:
        return error
    found = _cause(error)
    if found is not None:
        said, mend = found
        where = _path_of(error, home)
        return StorageError(
            f"{where}: {said}; nothing is half done: what was finished stays, and the next run takes up the rest."
            f" Next: {mend}, then 'lumbung ingest' again ('lumbung doctor' looks at the disk)"
        )
    return UnforeseenError(
        f"{kind(error)} at {' < '.join(whereabouts(error)[:3]) or 'an unknown place'}: a fault of ours. Nothing is half"
        f" done; the next run tries again. Next: report it with the last lines of {home / 'logs' / 'lumbung.jsonl'}"
    )


@contextmanager
def plainly(home: Path) -> Iterator[None]:
    """Raise whatever the block raises as one of our own errors.

    Raises:
        LumbungError: for any ``Exception``; its cause is cut off, since its text may quote what offices sent.
    """
    try:
        yield
    except Exception as error:
        plain = plain_error(error, home)
        if plain is error:
            raise
        raise plain from None


class InPlainWords:
    """Stages whose work raises our own errors only: what Prefect shows and keeps of them quotes nothing."""

    def __init__(self, stages: Stages, home: Path) -> None:
        self._stages, self._home = stages, home

    def submit(self, name: str, work: Callable[[], T]) -> Pending[T]:
        """Start it."""
        return self._stages.submit(name, partial(_plainly_done, self._home, work))


def _plainly_done(home: Path, work: Callable[[], T]) -> T:
    with plainly(home):
        return work()


def kind(error: BaseException) -> str:
    """Its class, without the module of our own and Python's."""
    name = type(error)
    package = name.__module__.partition(".")[0]
    return name.__qualname__ if package in {"builtins", *_ROOMS} else f"{package}.{name.__qualname__}"


def whereabouts(error: BaseException) -> list[str]:
    """Files and lines of our own code that it went through, innermost first (of the error that began it)."""
    while error.__cause__ is not None and error.__cause__.__traceback__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(Path(f.filename), f.lineno) for f in frames if Path(f.filename).is_relative_to(_ROOT)]
    inside = [(path.relative_to(_ROOT), line) for path, line in ours]
    return [f"{path}:{line}" for path, line in reversed(inside) if path.parts[0] in _ROOMS]


def _cause(error: BaseException) -> tuple[str, str] | None:
    if isinstance(error, LumbungError):
        # Ours say more than the disk's own words, except where they only hand those on.
        return None
    number = error.errno if isinstance(error, OSError) else None
    text = str(error)
    for words, (code, said, mend) in _CAUSES.items():
        if (number is not None and number == code) or (number is None and words in text and _of_a_store(error)):
            return said, mend
    return None


def _of_a_store(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in {"duckdb", "_duckdb", "sqlite3", "sqlalchemy", "pyarrow"}


def _path_of(error: BaseException, home: Path) -> str:
    """A path of ours that the error names; never one of an office's file."""
    name = error.filename if isinstance(error, OSError) else None
    path = Path(name) if isinstance(name, str) else home
    return str(path if path.absolute().is_relative_to(home.absolute()) else home)
