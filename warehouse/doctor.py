"""What is wrong with an installation, and how to mend it. For the data team.

A check never raises and never changes anything: what it cannot find out is itself a finding.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sources.errors import LumbungError
from sources.home import Home
from warehouse.run_lock import holder

MIN_FREE_BYTES: Final = 2 << 30
"""A nation's month needs 0.2 GB (files, ledger, warehouse) and a release is a copy of the warehouse; ten times that."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, what was found, and what to do if it is not (else empty)."""

    check: str
    ok: bool
    found: str
    fix: str = ""


def examine(home: Home, *, now: datetime, lock_file: Path | None = None) -> list[Check]:
    """Look at everything.

    Args:
        home: The instance; it may not exist yet.
        now: The time of now.
        lock_file: The pins to hold the installed packages against; None: those of this checkout, if there are any.
    """
    from warehouse.doctor_ledger import archive_bytes, clock, latest_run, ledger_revision, unfinished_submissions
    from warehouse.doctor_packages import packages, pins_of_checkout

    checks: dict[str, Callable[[], Check]] = {
        "home": partial(_home, home),
        "disk": partial(_disk, home),
        "run lock": partial(_lock, home),
        "ledger": partial(ledger_revision, home),
        "submissions": partial(unfinished_submissions, home),
        "latest run": partial(latest_run, home),
        "archive": partial(archive_bytes, home, now),
        "clock": partial(clock, home, now),
        "packages": partial(packages, lock_file or pins_of_checkout()),
    }
    return [_carried_out(name, check) for name, check in checks.items()]


def _carried_out(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except (LumbungError, OSError) as error:
        return Check(name, ok=False, found=f"could not be looked at: {error}", fix="mend what stands above, then again")


def _home(home: Home) -> Check:
    root = home.root.resolve()
    if not root.exists():
        fix = "run 'lumbung demo' or 'lumbung ingest FOLDER', or name the right folder with --home"
        return Check("home", ok=False, found=f"{root} does not exist", fix=fix)
    fix = f"give this user the right to write: chown -R {os.getuid()}:{os.getgid()} {root}"
    folders = [root, *(f for f in (home.archive, home.accepted, home.published) if f.exists())]
    for folder in folders:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            return Check("home", ok=False, found=f"{folder} cannot be written: {error.strerror}", fix=fix)
    mode = root.stat().st_mode & 0o077
    if mode:
        found = f"{root} can be entered by other users of this machine; it holds what offices sent"
        return Check("home", ok=False, found=found, fix=f"chmod 700 {root}")
    return Check("home", ok=True, found=f"{root} can be written, by this user alone")


def _disk(home: Home) -> Check:
    root = home.root.resolve()
    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    usage = shutil.disk_usage(existing)
    nodes = os.statvfs(existing)
    found = f"{usage.free / 1e9:.1f} GB free of {usage.total / 1e9:.1f} GB at {existing}"
    if usage.free < MIN_FREE_BYTES:
        fix = f"make room for {MIN_FREE_BYTES / 1e9:.1f} GB at least: begin with old releases under {home.published}"
        return Check("disk", ok=False, found=found, fix=fix)
    if nodes.f_files and nodes.f_favail < 10_000:
        return Check("disk", ok=False, found=f"only {nodes.f_favail} more files fit on it", fix="remove small files")
    return Check("disk", ok=True, found=found)


def _lock(home: Home) -> Check:
    held = holder(home)
    if held is None:
        return Check("run lock", ok=True, found="no run is under way")
    return Check("run lock", ok=True, found=f"a run is under way: {held}")
