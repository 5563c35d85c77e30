"""The doctor's look at the files of an instance: who owns them, who can write them, how large they have become."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sources.home import Home
from warehouse.doctor import Check
from warehouse.release import citable_releases

MIN_FREE_BYTES: Final = 2 << 30
"""A nation's month needs 0.2 GB (files, ledger, warehouse) and a release is a copy of the warehouse; ten times that."""

MIN_FREE_NODES: Final = 10_000
"""Files that a nation's month writes: 700 archived, 700 pages, 200 of Parquet; ten times that, rounded."""

MOST_LOG_BYTES: Final = 1 << 30
"""A run writes about ten lines and a scheduled day 2 MB of Prefect's own words; a year and a half."""

MOST_PREFECT_BYTES: Final = 1 << 30
"""Observed: 0.1 MB a flow run; 100 runs a day for three months. Above it Prefect's pages become slow."""


def folders(home: Home) -> Check:
    """Whether everything can be written, by one and the same user, and entered by nobody else."""
    root = home.root.resolve()
    if not root.exists():
        fix = "run 'lumbung demo' or 'lumbung ingest FOLDER', or name the right folder with --home"
        return Check("home", ok=False, found=f"{root} does not exist", fix=fix)
    owner = root.stat()
    fix = f"chown -R {owner.st_uid}:{owner.st_gid} {root}, and run Lumbung as that user only"
    for folder in (root, *_folders(home)):
        if not folder.is_dir():
            found = f"{folder} is a file where a folder should be"
            return Check("home", ok=False, found=found, fix=f"mv {folder} {folder}.lama; the next run makes the folder")
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            return Check("home", ok=False, found=f"{folder} cannot be written: {error.strerror}", fix=fix)
    for path in _entries(home):
        if path.lstat().st_uid != owner.st_uid:
            found = f"{path} belongs to another user than {root} (was something run as root?)"
            return Check("home", ok=False, found=found, fix=fix)
    if owner.st_mode & 0o077:
        found = f"{root} can be entered by other users of this machine; it holds what offices sent"
        return Check("home", ok=False, found=found, fix=f"chmod 700 {root}")
    return Check("home", ok=True, found=f"{root} can be written, by this user alone")


def _folders(home: Home) -> list[Path]:
    """Every folder of the home that is there."""
    known = (home.archive, home.accepted, home.published, home.reports, home.logs)
    others = (home.root / "prefect", home.root / "feedback")
    return [folder for folder in (*known, *others) if os.path.lexists(folder)]


def _entries(home: Home) -> Iterator[Path]:
    """The stores, the folders, and what lies directly in those (not the archive's thousands)."""
    yield from home.root.iterdir()
    for folder in _folders(home):
        yield from folder.iterdir()


def disk(home: Home, releases_kept: int) -> Check:
    """Whether there is room for the next runs and their releases."""
    root = home.root.resolve()
    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    usage = shutil.disk_usage(existing)
    nodes = os.statvfs(existing)
    warehouse = home.warehouse.stat().st_size if home.warehouse.exists() else 0
    wanted = max(MIN_FREE_BYTES, 2 * warehouse * (releases_kept + 1))
    kept = len(citable_releases(home.published)) if home.published.is_dir() else 0
    found = f"{usage.free / 1e9:.1f} GB free of {usage.total / 1e9:.1f} GB at {existing}; {kept} releases kept for ever"
    if usage.free < wanted:
        fix = (
            f"make room for {wanted / 1e9:.1f} GB at least: fewer automatic releases (releases_kept), and citable ones"
            f" that nobody cites ('lumbung releases', then rm -r under {home.published}; never the current one)"
        )
        return Check("disk", ok=False, found=found, fix=fix)
    if nodes.f_files and nodes.f_favail < MIN_FREE_NODES:
        return Check("disk", ok=False, found=f"only {nodes.f_favail} more files fit on it", fix="remove small files")
    return Check("disk", ok=True, found=found)


def logs(home: Home) -> Check:
    """Whether what runs and servers said has grown too large."""
    size = _size(home.logs)
    if size > MOST_LOG_BYTES:
        fix = f"find {home.logs} -type f -mtime +30 -delete, or have logrotate do it"
        return Check("logs", ok=False, found=f"{home.logs} holds {size / 1e9:.1f} GB", fix=fix)
    return Check("logs", ok=True, found=f"{size / 1e6:.1f} MB")


def prefect_database(home: Home) -> Check:
    """Whether Prefect's own database has grown too large."""
    folder = home.root / "prefect"
    size = _size(folder, "prefect.db*")
    if size > MOST_PREFECT_BYTES:
        fix = (
            f"stop 'lumbung schedule', rm {folder}/prefect.db*, start it again: only Prefect's own pages of past runs"
            " are lost, the ledger keeps what happened"
        )
        return Check("prefect", ok=False, found=f"its database holds {size / 1e9:.1f} GB", fix=fix)
    return Check("prefect", ok=True, found=f"its database holds {size / 1e6:.1f} MB")


def _size(folder: Path, pattern: str = "**/*") -> int:
    return sum(path.lstat().st_size for path in folder.glob(pattern) if not path.is_dir()) if folder.is_dir() else 0
