"""Releases on disk: their names, which one is current, and how long they stay.

``published/<release>/`` is never changed once it is there; ``published/current`` is a symlink to the newest. A reader
that has a file open keeps it, whatever happens to the name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sources.errors import UsageError

CURRENT = "current"
DATABASE = "lumbung.duckdb"
KEEP = 3
"""Releases that stay: the current one and two to go back to, or to finish reading from."""

_BUILDING = ".building-"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{3,})")


def releases(published: Path) -> list[str]:
    """Names of the releases that are there, oldest first."""
    return sorted((p.name for p in published.glob("*Z-*") if _NAME.fullmatch(p.name)), key=_order)


def current_release(published: Path) -> str | None:
    """The name of the current release; None before the first."""
    link = published / CURRENT
    return link.readlink().name if link.is_symlink() and (link / DATABASE).exists() else None


def current_database(published: Path) -> Path:
    """The published DuckDB file.

    Raises:
        UsageError: nothing has been published yet.
    """
    path = published / CURRENT / DATABASE
    if not path.exists():
        raise UsageError(f"nothing is published in {published}: run 'lumbung ingest FOLDER', then 'lumbung publish'")
    return path


def next_release(existing: Iterable[str], now: datetime) -> str:
    """A name that sorts after all others, even when the clock was set back: ``20261105T070000Z-001``."""
    stamp, number = f"{now:%Y%m%dT%H%M%SZ}", 1
    last = max(existing, key=_order, default=None)
    if last is not None and _order(last)[0] >= stamp:
        stamp, number = _order(last)[0], _order(last)[1] + 1
    return f"{stamp}-{number:03}"


def building_folder(published: Path, release: str) -> Path:
    """An empty folder to build a release in; what a crash left of earlier ones is removed."""
    for left in published.glob(f"{_BUILDING}*"):
        shutil.rmtree(left)
    folder = published / f"{_BUILDING}{release}"
    folder.mkdir(parents=True)
    return folder


def prune(published: Path, keep: int = KEEP) -> None:
    """Remove the oldest releases; never the current one."""
    current = current_release(published)
    for name in releases(published)[:-keep]:
        if name != current:
            shutil.rmtree(published / name)


def _order(name: str) -> tuple[str, int]:
    match = _NAME.fullmatch(name)
    return (match[1], int(match[2])) if match else ("", 0)
