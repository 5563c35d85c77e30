"""Runs: when an ingest began and ended, and its summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sources.errors import UsageError
from warehouse.ledger.schema import run


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of the ingest; without an end it is under way, or was killed."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    command: str | None
    summary: Mapping[str, Any] | None


def begin_run(tx: Connection, run_id: str, *, at: datetime, command: str | None = None) -> None:
    """Write that a run has begun."""
    tx.execute(insert(run), {"id": run_id, "started_at": at, "command": command})


def end_run(tx: Connection, run_id: str, *, at: datetime, summary: Mapping[str, Any]) -> None:
    """Write that a run has ended, and with what.

    Raises:
        UsageError: no such run has begun.
    """
    done = tx.execute(update(run).where(run.c.id == run_id).values(ended_at=at, summary=dict(summary)))
    if done.rowcount != 1:
        raise UsageError(f"no run {run_id} has begun, so it cannot end")


def list_runs(tx: Connection, *, limit: int = 20) -> list[Run]:
    """The latest runs, newest first."""
    query = select(run).order_by(run.c.started_at.desc(), run.c.id.desc()).limit(limit)
    return [Run(**row) for row in tx.execute(query).mappings()]


def find_run(tx: Connection, start: str | None = None) -> Run:
    """The run whose id begins so; None: the latest.

    Raises:
        UsageError: there is none, or more than one.
    """
    query = select(run).order_by(run.c.started_at.desc(), run.c.id.desc())
    if start is not None:
        query = query.where(run.c.id.startswith(start, autoescape=True))
    found = [Run(**row) for row in tx.execute(query.limit(2)).mappings()]
    if not found:
        named = f"no run {start}" if start else "no run yet"
        raise UsageError(f"the ledger knows {named}: 'lumbung report' without a run takes the latest")
    if start is not None and len(found) > 1 and found[0].id != start:
        raise UsageError(f"{start!r} is the beginning of several runs, {found[0].id} among them: give more of it")
    return found[0]


def runs_between(tx: Connection, since: datetime, until: datetime) -> list[Run]:
    """The runs that began from one moment to before another, oldest first."""
    query = select(run).where(run.c.started_at >= since, run.c.started_at < until)
    return [Run(**row) for row in tx.execute(query.order_by(run.c.started_at, run.c.id)).mappings()]
