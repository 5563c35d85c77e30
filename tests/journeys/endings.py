"""What a home ended in, in a form that two homes can be compared by."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from pathlib import Path

import duckdb
import psutil

from warehouse.ledger import Ledger, findings_of, list_submissions, rule_runs_of

HIDDEN = {"core.publikasi", "meta.release"}
"""Logs of what was published here and when; what is in force by them is compared."""

Ending = dict[str, object]


def ending(home: Path) -> Ending:
    """Number and checksum of the rows of every published table, and what the ledger says of everything."""
    return published_tables(home / "published/current/lumbung.duckdb") | ledger_says(home / "ledger.sqlite")


def published_tables(database: Path) -> Ending:
    """``schema.table`` → (rows, checksum), of tables and views."""
    with duckdb.connect(database, read_only=True) as con:
        names = con.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where not internal"
            " union select schema_name || '.' || view_name from duckdb_views() where not internal"
        ).fetchall()
        return {
            name: con.execute(f"select count(*), coalesce(sum(hash(t)::hugeint), 0) from {name} as t").fetchone()
            for (name,) in sorted(names)
            if name not in HIDDEN
        }


def ledger_says(path: Path) -> Ending:
    """Where every submission stands, whose it is, its parts, and all findings and rule runs."""
    with Ledger.look(path).read() as tx:
        submissions = {
            s.id: (s.state.value, s.office, s.period, s.attempt, s.duplicate_of, s.parts, dict(s.findings))
            for s in list_submissions(tx)
        }
        tables = {"findings": findings_of(tx), "rule runs": rule_runs_of(tx)}
    return {"submissions": submissions, **{name: sorted(map(repr, t.to_pylist())) for name, t in tables.items()}}


def different(one: Ending, other: Ending) -> list[str]:
    """Names of what is not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def left_over(session: int, home: Path, *, within_seconds: float = 10.0) -> list[str]:
    """Processes that a run left behind: of its session, or a Prefect server of its home. Empty as soon as none is."""
    deadline = time.monotonic() + within_seconds
    while True:
        found = [f"{p.pid} {' '.join(_command(p))}" for p in psutil.process_iter() if _is_of(p, session, home)]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.02)


def _is_of(process: psutil.Process, session: int, home: Path) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        if os.getsid(process.pid) == session:
            return True
        return process.environ().get("PREFECT_HOME", "").startswith(str(home))
    except (psutil.Error, OSError):
        return False


def _command(process: psutil.Process) -> Collection[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return ()
