"""The doctor's look at the ledger and the archive. The ledger is opened for reading only and never migrated."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, inspect, select

from sources.archive import INCOMING, Archive
from sources.home import Home
from sources.moments import JAKARTA
from warehouse.doctor import Check
from warehouse.ledger.forgotten import refused_content
from warehouse.ledger.migration import HEAD, revision
from warehouse.ledger.runs import list_runs
from warehouse.ledger.schema import delivery, event, run, submission
from warehouse.ledger.states import UNFINISHED, State
from warehouse.ledger.store import Ledger
from warehouse.run_lock import holder

SAMPLE: Final = 64
"""Archived files read at a call: well under a second for workbooks of usual size. The sample moves on with the day."""

OFTEN: Final = 3
"""Failures of one submission after which trying again will not help: a share that is away costs one or two."""

TOLERANCE: Final = timedelta(minutes=5)
"""A clock set back by less does not matter: attempts of an office are hours apart."""


def ledger_revision(home: Home) -> Check:
    """Whether the ledger opens, is whole, and has the revision of this version."""
    if not home.ledger.exists():
        if any(home.archive.glob("??/*")):
            fix = f"restore {home.ledger.name} from the last backup; without it nobody knows whose files these are"
            return Check("ledger", ok=False, found=f"{home.archive} holds files, but there is no ledger", fix=fix)
        return Check("ledger", ok=True, found="none yet: the first 'lumbung ingest' makes it")
    with Ledger.look(home.ledger).read() as tx:
        found = revision(tx)
        state = tx.exec_driver_sql("pragma quick_check(1)").scalar()
    if state != "ok":
        fix = f"stop all runs, keep a copy of {home.ledger}, and restore the last backup"
        return Check("ledger", ok=False, found=f"{home.ledger} is damaged: {state}", fix=fix)
    if found != HEAD:
        fix = "the next 'lumbung ingest' brings an older one up to date; for a newer one install the newer Lumbung"
        return Check("ledger", ok=False, found=f"revision {found}; this version has {HEAD}", fix=fix)
    return Check("ledger", ok=True, found=f"opens, is whole, and has the newest revision ({found})")


def unfinished_submissions(home: Home) -> Check:
    """Whether an earlier run left work behind."""
    if not home.ledger.exists():
        return Check("submissions", ok=True, found="none yet")
    with Ledger.look(home.ledger).read() as tx:
        query = select(submission.c.state, func.count()).group_by(submission.c.state).order_by(submission.c.state)
        counts = [(state, count) for state, count in tx.execute(query)]
    left = ", ".join(f"{count} {state}" for state, count in counts if state in UNFINISHED)
    if not left:
        return Check("submissions", ok=True, found=f"all {sum(count for _, count in counts)} are finished")
    if holder(home) is not None:
        return Check("submissions", ok=True, found=f"a run is at work on {left}")
    fix = "run 'lumbung ingest': it takes up what was left; 'lumbung submissions --state FAILED' lists what failed"
    return Check("submissions", ok=False, found=f"left unfinished by an earlier run: {left}", fix=fix)


def latest_run(home: Home) -> Check:
    """Whether the latest run came to its end."""
    if not home.ledger.exists():
        return Check("latest run", ok=True, found="none yet")
    with Ledger.look(home.ledger).read() as tx:
        latest = next(iter(list_runs(tx, limit=1)), None)
    if latest is None:
        return Check("latest run", ok=True, found="none yet")
    if latest.ended_at is not None:
        return Check("latest run", ok=True, found=f"{latest.id} ended at {latest.ended_at:%Y-%m-%d %H:%M} UTC")
    if holder(home) is not None:
        return Check("latest run", ok=True, found=f"{latest.id} is under way")
    found = f"{latest.id} began at {latest.started_at:%Y-%m-%d %H:%M} UTC and never ended: it was killed"
    return Check("latest run", ok=False, found=found, fix="run 'lumbung ingest' again: nothing is taken twice")


def archive_bytes(home: Home, now: datetime) -> Check:
    """Whether archived files still have the content that the ledger says, for a sample that moves with the day."""
    if not home.ledger.exists():
        return Check("archive", ok=True, found="nothing yet")
    archive = Archive(home.archive)
    with Ledger.look(home.ledger).read() as tx:
        known = list(tx.scalars(select(delivery.c.sha256).distinct().order_by(delivery.c.sha256)))
    step = max(1, len(known) // SAMPLE)
    sample = known[now.toordinal() % step :: step]
    gone = _forgotten(home)
    damaged = [sha256 for sha256 in sample if sha256 not in gone and not archive.is_intact(sha256)]
    if damaged:
        names = ", ".join(sha256[:12] + "…" for sha256 in damaged[:5])
        fix = "restore them from the last backup, or have the office send the file again: the same content mends it"
        found = f"{len(damaged)} of {len(sample)} files looked at are missing or damaged: {names}"
        return Check("archive", ok=False, found=found, fix=fix)
    litter = len(list((archive.root / INCOMING).glob("*"))) if holder(home) is None else 0
    left = f"; {litter} half-written by a killed run, which the next one removes" if litter else ""
    return Check("archive", ok=True, found=f"{len(sample)} of {len(known)} files looked at, all as they came{left}")


def _forgotten(home: Home) -> set[str]:
    """Hashes of files that were to be forgotten; an older ledger knows of none."""
    with Ledger.look(home.ledger).read() as tx:
        return set(refused_content(tx)) if inspect(tx).has_table("decision") else set()


def stuck(home: Home, now: datetime, hours: int) -> Check:
    """Whether a submission has been under way for too long, or failed again and again."""
    if not home.ledger.exists():
        return Check("stuck", ok=True, found="none yet")
    latest = func.max(event.c.at).label("latest")
    failures = func.count().filter(event.c.to_state == State.FAILED.value).label("failures")
    query = (
        select(submission.c.id, submission.c.state, latest, failures)
        .join(event, event.c.submission_id == submission.c.id)
        .where(submission.c.state.in_([state.value for state in UNFINISHED]))
        .group_by(submission.c.id, submission.c.state)
        .order_by(submission.c.id)
    )
    with Ledger.look(home.ledger).read() as tx:
        rows = tx.execute(query).all()
    old = [i for i, state, at, _ in rows if state != State.FAILED and now - at > timedelta(hours=hours)]
    failing = [i for i, state, _, n in rows if state == State.FAILED and n >= OFTEN]
    if failing:
        found = f"{len(failing)} submissions FAILED {OFTEN} times or more: {', '.join(failing[:3])}"
        fix = f"lumbung show {failing[0]} says why: a fault of ours, so report it; the office need do nothing"
        return Check("stuck", ok=False, found=found, fix=fix)
    if old:
        found = f"{len(old)} submissions have been under way for more than {hours} hours: {', '.join(old[:3])}"
        fix = "run 'lumbung ingest', which takes them up; if a run is under way, see what holds it: logs/lumbung.jsonl"
        return Check("stuck", ok=False, found=found, fix=fix)
    return Check("stuck", ok=True, found=f"nothing has been under way for more than {hours} hours")


def clock(home: Home, now: datetime) -> Check:
    """Whether the clock stands where it should: nothing happened later than now."""
    if not home.ledger.exists():
        return Check("clock", ok=True, found=f"{now:%Y-%m-%d %H:%M} UTC")
    with Ledger.look(home.ledger).read() as tx:
        moments = [tx.scalar(select(func.max(moment))) for moment in (delivery.c.seen_at, event.c.at, run.c.started_at)]
    newest = max((moment for moment in moments if moment is not None), default=None)
    if newest is not None and newest > now + TOLERANCE:
        found = f"it is {now:%Y-%m-%d %H:%M} UTC, but something happened at {newest:%Y-%m-%d %H:%M} UTC"
        fix = "set the clock (timedatectl); the order of attempts hangs on it. With --now this is what to expect"
        return Check("clock", ok=False, found=found, fix=fix)
    return Check("clock", ok=True, found=f"{now:%Y-%m-%d %H:%M} UTC, after everything in the ledger")


def time_zone() -> Check:
    """Whether this machine knows when it is seven in the morning in Jakarta: the schedule needs it."""
    fix = "install the time zone data: apt-get install tzdata, or pip install tzdata"
    try:
        offset = ZoneInfo("Asia/Jakarta").utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001 - the zone is asked, not given
    except ZoneInfoNotFoundError:
        return Check("time zone", ok=False, found="Asia/Jakarta is not known here", fix=fix)
    if offset != JAKARTA.utcoffset(None):
        return Check("time zone", ok=False, found=f"Asia/Jakarta is said to be {offset} from UTC, not 7:00:00", fix=fix)
    return Check("time zone", ok=True, found="Asia/Jakarta is known, seven hours from UTC")
