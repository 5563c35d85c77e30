"""What is wrong with an installation, and how to mend it. For the data team.

A check never raises and never changes anything: what it cannot find out is itself a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sources.home import Home
from warehouse.run_lock import holder


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, what was found, and what to do if it is not (else empty)."""

    check: str
    ok: bool
    found: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is usual for an instance.

    Attributes:
        releases_kept: Automatic releases that stay.
        stuck_hours: Hours after which a submission that is still under way needs a person.
        lock_file: The pins to hold the installed packages against; None: those of this checkout, if there are any.
    """

    releases_kept: int = 3
    stuck_hours: int = 6
    lock_file: Path | None = None


def examine(home: Home, *, now: datetime, expected: Expected | None = None) -> list[Check]:
    """Look at everything. Never raises: what cannot be looked at is a finding.

    Args:
        home: The instance; it may not exist yet.
        now: The time of now.
        expected: What is usual here; None: the defaults.
    """
    from warehouse import doctor_files, doctor_ledger, doctor_rules, doctor_stores
    from warehouse.doctor_packages import packages, pins_of_checkout

    expected = expected or Expected()
    checks: dict[str, Callable[[], Check]] = {
        "home": partial(doctor_files.folders, home),
        "disk": partial(doctor_files.disk, home, expected.releases_kept),
        "run lock": partial(_lock, home),
        "ledger": partial(doctor_ledger.ledger_revision, home),
        "submissions": partial(doctor_ledger.unfinished_submissions, home),
        "stuck": partial(doctor_ledger.stuck, home, now, expected.stuck_hours),
        "latest run": partial(doctor_ledger.latest_run, home),
        "archive": partial(doctor_ledger.archive_bytes, home, now),
        "ledger and warehouse": partial(doctor_stores.stores_agree, home),
        "warehouse schema": partial(doctor_stores.warehouse_schema, home),
        "current release": partial(doctor_stores.current, home),
        "leftovers": partial(doctor_stores.left_behind, home),
        "rules": partial(doctor_rules.rules, home),
        "logs": partial(doctor_files.logs, home),
        "prefect": partial(doctor_files.prefect_database, home),
        "clock": partial(doctor_ledger.clock, home, now),
        "time zone": doctor_ledger.time_zone,
        "packages": partial(packages, expected.lock_file or pins_of_checkout()),
    }
    return [_carried_out(name, check) for name, check in checks.items()]


def _carried_out(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - whatever it is: the other checks still have something to say
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Check(name, ok=False, found=f"could not be looked at: {said}", fix="mend what stands above, then again")


def _lock(home: Home) -> Check:
    held = holder(home)
    if held is None:
        return Check("run lock", ok=True, found="no run is under way")
    return Check("run lock", ok=True, found=f"a run is under way: {held}")
