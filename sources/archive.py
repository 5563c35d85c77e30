"""The archive: the bytes of every file ever delivered, once, under their sha256, exactly as they came.

``archive/ab/abcdef…``: the first two digits make the folder. Nothing here looks into a file. A name in the archive
stands for complete bytes: they are written aside, forced to disk, read back, and only then given their name.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from sources.errors import TerminalError, UsageError
from sources.place import Arrival, OutOfReachError

CHUNK_BYTES: Final = 1 << 20
"""Read at once: what a file of any size costs in memory."""

INCOMING: Final = ".incoming"
"""Folder of what is being written; whatever lies there when no run is under way was left by a crash."""

Opener = Callable[[], BinaryIO]


class Stored(NamedTuple):
    """What was kept: its sha256 in hexadecimal, its size in bytes."""

    sha256: str
    size: int


class ArchiveError(TerminalError):
    """The archive cannot take bytes: no space, no permission, or the disk does not keep what is written."""


class RefusedError(TerminalError):
    """Bytes that are not to be kept: their file was to be forgotten."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Files by content.

    Attributes:
        root: The folder; it is made when the first file comes.
        refused: sha256 → why such bytes are not to be kept.
    """

    root: Path
    refused: Mapping[str, str] = field(default_factory=dict)

    def put(self, source: Path | Arrival | Opener) -> Stored:
        """Keep the bytes of a file. What is there already is not written again.

        A file that changes while it is copied is kept as it was copied: name and bytes always agree.

        Args:
            source: A file here, one that lies at a place, or what opens one.

        Raises:
            OutOfReachError: the source cannot be read.
            RefusedError: these bytes are not to be kept, and are not.
            ArchiveError: the archive cannot be written; it is as before.
        """
        opener = _opener(source)
        with opener() as stream:
            seen = _digest(_chunks(stream))
        self._refuse(seen.sha256)
        if self._has(seen):
            return seen
        try:
            return self._copy(opener)
        except OSError as error:
            raise ArchiveError(
                f"{self.root}: the archive cannot be written ({error.strerror or error}); nothing was kept of this "
                "file. Make space or mend the permissions, then run again: lumbung doctor"
            ) from error

    def path(self, sha256: str) -> Path:
        """Where the bytes of this sha256 lie, or would lie."""
        return self.root / sha256[:2] / sha256

    def existing(self, sha256: str) -> Path:
        """Where the bytes of this sha256 lie.

        Raises:
            UsageError: they are not in the archive (any more).
        """
        path = self.path(sha256)
        if not path.is_file():
            raise UsageError(f"{self.root} has no file {sha256}: it was removed, or the archive was moved")
        return path

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes are there and still have this sha256."""
        try:
            with self.path(sha256).open("rb") as stream:
                return _digest(_chunks(stream)).sha256 == sha256
        except (OSError, OutOfReachError):
            return False

    def remove(self, sha256: str) -> bool:
        """Remove the bytes of this sha256 for good; False where they are not there (any more)."""
        path = self.path(sha256)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        _sync_folder(path.parent)
        return True

    def _refuse(self, sha256: str) -> None:
        if (why := self.refused.get(sha256)) is not None:
            raise RefusedError(why)

    def sweep(self) -> int:
        """Remove what a crash left half written. Only while holding the run lock.

        Returns:
            The number of files removed.
        """
        left = list((self.root / INCOMING).glob("*"))
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def _has(self, stored: Stored) -> bool:
        """A file of another size under this name was damaged from outside, and is written anew."""
        with suppress(OSError):
            return self.path(stored.sha256).stat().st_size == stored.size
        return False

    def _copy(self, opener: Opener) -> Stored:
        incoming = self.root / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "w+b") as target:
                with opener() as stream:
                    stored = _digest(_copied(stream, target))
                target.flush()
                os.fchmod(target.fileno(), 0o400)
                os.fsync(target.fileno())
                target.seek(0)
                self._refuse(stored.sha256)
                if _digest(_chunks(target)) != stored:
                    raise ArchiveError(f"{self.root}: the disk does not give back what was written; check the disk")
            self._name(Path(name), stored.sha256)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return stored

    def _name(self, file: Path, digest: str) -> None:
        """Give complete bytes their name, so that a power cut cannot take it away again."""
        final = self.path(digest)
        if not final.parent.is_dir():
            final.parent.mkdir(exist_ok=True)
            _sync_folder(self.root)
        file.replace(final)
        _sync_folder(final.parent)


def _opener(source: Path | Arrival | Opener) -> Opener:
    if isinstance(source, Arrival):
        return source.open
    if not isinstance(source, Path):
        return source

    def opened() -> BinaryIO:
        try:
            return source.open("rb")
        except OSError as error:
            raise OutOfReachError(f"{source}: cannot be read ({error.strerror})") from error

    return opened


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a source; its errors are not the archive's."""
    try:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk
    except OSError as error:
        raise OutOfReachError(f"reading broke off ({error.strerror}); it is tried again next time") from error


def _copied(stream: BinaryIO, target: BinaryIO) -> Iterator[bytes]:
    for chunk in _chunks(stream):
        target.write(chunk)
        yield chunk


def _digest(chunks: Iterator[bytes]) -> Stored:
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return Stored(digest.hexdigest(), size)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
