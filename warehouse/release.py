"""Releases on disk: their names, which one is current, and how long they stay.

``published/<release>/`` is never changed once it is there; ``published/current`` is a symlink to the newest. A reader
that has a file open keeps it, whatever happens to the name.

Two kinds stand side by side: what an ingest refreshes (``20261105T070000Z-001``), of which the last few stay, and what
people cite (``2026-11-05.1``: the day in Jakarta and a number), which stays for ever.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from sources.errors import UsageError

CURRENT = "current"
DATABASE = "lumbung.duckdb"
KEEP = 3
"""Automatic releases that stay: the current one and two to go back to, or to finish reading from."""

_BUILDING = ".building-"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{3,})")
_CITABLE = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d+)")


def releases(published: Path) -> list[str]:
    """Names of the automatic releases that are there, oldest first."""
    return sorted((p.name for p in published.glob("*Z-*") if _NAME.fullmatch(p.name)), key=_order)


def citable_releases(published: Path) -> list[str]:
    """Names of the releases that people may cite, oldest first."""
    return sorted((p.name for p in published.glob("*.*") if is_citable(p.name)), key=_citable_order)


def is_citable(name: str) -> bool:
    """Whether a release has a name for citing, and so stays for ever."""
    return _CITABLE.fullmatch(name) is not None


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


def next_citable(existing: Iterable[str], day: date) -> str:
    """The first free name of a day: ``2026-11-05.1``. ``existing`` are all names ever given, those removed too."""
    numbers = [int(m[2]) for name in existing if (m := _CITABLE.fullmatch(name)) and m[1] == day.isoformat()]
    return f"{day.isoformat()}.{max(numbers, default=0) + 1}"


def leftovers(published: Path) -> list[Path]:
    """What a killed publication left behind: half-built releases, a link that was not yet put in place."""
    return sorted([*published.glob(f"{_BUILDING}*"), *published.glob(f".{CURRENT}.*")])


def building_folder(published: Path, release: str) -> Path:
    """An empty folder to build a release in; what a crash left of earlier ones is removed."""
    for left in leftovers(published):
        left.unlink() if left.is_symlink() else shutil.rmtree(left)
    folder = published / f"{_BUILDING}{release}"
    folder.mkdir(parents=True)
    return folder


def prune(published: Path, keep: int = KEEP) -> None:
    """Remove the oldest automatic releases; never the current one, never one that people may cite."""
    current = current_release(published)
    for name in releases(published)[:-keep]:
        if name != current:
            shutil.rmtree(published / name)


def _order(name: str) -> tuple[str, int]:
    match = _NAME.fullmatch(name)
    return (match[1], int(match[2])) if match else ("", 0)


def _citable_order(name: str) -> tuple[str, int]:
    match = _CITABLE.fullmatch(name)
    return (match[1], int(match[2])) if match else ("", 0)
