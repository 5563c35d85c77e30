"""``SHA256SUMS``: every file of a release with its SHA-256, as ``sha256sum -c`` reads it.

What a release shares with the one before by hard link is not read again: its sum is the one that was written when the
file was made, so that a file that was damaged since is found out too.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

CHECKSUMS: Final = "SHA256SUMS"

_THREADS: Final = 4


def write_checksums(folder: Path, before: Path | None = None) -> None:
    """Write the sums of all files below a folder into it.

    Args:
        folder: a finished release, still to be put in place.
        before: the release that it may share files with.
    """
    known = _known(before) if before is not None else {}
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != CHECKSUMS)
    with ThreadPoolExecutor(_THREADS) as pool:
        sums = pool.map(lambda path: known.get(_identity(path)) or sha256(path), files)
        lines = [f"{digest}  {path.relative_to(folder).as_posix()}\n" for path, digest in zip(files, sums, strict=True)]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _known(folder: Path) -> dict[tuple[int, int], str]:
    """Sums of the files of a release that another one could share; none where it has no list."""
    if not (folder / CHECKSUMS).is_file():
        return {}
    found = {}
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if path.is_file() and path.stat().st_nlink > 1:
            found[_identity(path)] = digest
    return found


def _identity(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino
