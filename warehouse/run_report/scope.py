"""What a report is about: one run, or all runs of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from sources.moments import JAKARTA
from warehouse.ledger.runs import Run, find_run, runs_between
from warehouse.run_report.wording import day_words

DAILY = "harian"
"""The folder of the reports of a day, below the folder of all reports."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The runs of a report.

    Attributes:
        folder: Below the folder of all reports: ``20261124T074724Z-dfad``, or ``harian/2026-11-24``.
        title: What it is called.
        runs: Oldest first; none on a day without a run.
        at: What the report takes as now: no clock is read, so it comes out the same whenever it is made again.
    """

    folder: str
    title: str
    runs: Sequence[Run]
    at: datetime

    @property
    def ids(self) -> list[str]:
        """Ids of the runs."""
        return [run.id for run in self.runs]

    @property
    def summaries(self) -> list[Mapping[str, Any]]:
        """What the runs that ended said of themselves."""
        return [run.summary for run in self.runs if run.summary is not None]

    @property
    def unfinished(self) -> list[Run]:
        """Runs without an end: under way, or killed."""
        return [run for run in self.runs if run.ended_at is None]

    @property
    def releases(self) -> list[str]:
        """Releases that the runs published, oldest first."""
        return [str(s["release"]) for s in self.summaries if s.get("release")]

    def total(self, key: str) -> int:
        """A count of the summaries, added up."""
        return sum(int(s.get(key) or 0) for s in self.summaries)


def scope_of_run(tx: Connection, start: str | None = None) -> Scope:
    """The run whose id begins so; None: the latest.

    Raises:
        UsageError: there is none, or more than one.
    """
    run = find_run(tx, start)
    return Scope(run.id, "Laporan putaran", [run], run.started_at)


def scope_of_day(tx: Connection, day: date, until: datetime | None = None) -> Scope:
    """All runs that began on a day in Jakarta.

    Args:
        tx: A look at the ledger.
        day: The day.
        until: Leave out runs that began later.
    """
    since = datetime.combine(day, time(), JAKARTA)
    end = since + timedelta(days=1)
    runs = runs_between(tx, since, end if until is None else min(end, until + timedelta(microseconds=1)))
    at = runs[-1].started_at if runs else since
    return Scope(f"{DAILY}/{day.isoformat()}", f"Laporan hari {day_words(day)}", runs, at)
