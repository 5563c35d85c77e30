"""The operators' reports: of a run at its end, of a day on schedule, and of either again by hand.

A report shows what happened; that it could not be made undoes nothing. So a fault while a run ends is a clear warning,
and the report can be made again from the ledger at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.faults import plain_error
from flows.journal import stage
from flows.run import Run
from flows.settings import Settings
from sources.contract_loader import load_contracts
from sources.errors import UsageError
from sources.home import Home
from sources.moments import jakarta_day
from sources.offices import Offices
from warehouse.ledger import Ledger

if TYPE_CHECKING:
    from warehouse.run_report.gathering import Known


@dataclass(frozen=True, slots=True)
class Reported:
    """What came of reporting on a run.

    Attributes:
        index: The report's first page; None: it could not be made.
        problem: Why not, and what to do.
    """

    index: Path | None = None
    problem: str | None = None


def report_of_run(run: Run) -> Reported:
    """Report on a run that has just ended. Raises nothing that the run itself could not go on from."""
    from warehouse.run_report.gathering import Known
    from warehouse.run_report.make import make_report
    from warehouse.run_report.scope import scope_of_run

    try:
        with stage(run.id, "report") as counts:
            with run.ledger.read() as tx:
                scope = scope_of_run(tx, run.id)
            known = Known(run.contracts, run.offices, run.settings.terms)
            report = make_report(run.home, run.ledger, scope, known, keep=run.settings.reports_kept)
            counts["pages"] = report.pages
            return Reported(report.index)
    except Exception as error:  # noqa: BLE001 - whatever it is, what the run did stands
        return Reported(
            problem=f"the report of this run could not be made, what the run did stands: "
            f"{plain_error(error, run.home.root)}. Make it again: lumbung report {run.id}"
        )


def report_again(settings: Settings, start: str | None = None) -> Path:
    """Make the report of a run again from the ledger.

    Args:
        settings: Of the instance.
        start: The run's id, its beginning is enough; None: the latest run.

    Returns:
        The report's first page.

    Raises:
        UsageError: there is no instance, or no such run.
    """
    from warehouse.run_report.make import make_report
    from warehouse.run_report.scope import scope_of_run

    home, ledger = _opened(settings)
    with ledger.read() as tx:
        scope = scope_of_run(tx, start)
    return make_report(home, ledger, scope, _known(settings), keep=settings.reports_kept).index


def report_of_day(settings: Settings, now: datetime) -> Path:
    """Report on all runs of a day in Jakarta, up to a moment of it.

    Args:
        settings: Of the instance.
        now: Aware; its day in Jakarta is the day reported on.

    Returns:
        The report's first page, ``laporan/harian/<YYYY-MM-DD>/index.html``.

    Raises:
        UsageError: there is no instance.
    """
    from warehouse.run_report.make import make_report
    from warehouse.run_report.scope import scope_of_day

    home, ledger = _opened(settings)
    with ledger.read() as tx:
        scope = scope_of_day(tx, jakarta_day(now), now)
    return make_report(home, ledger, scope, _known(settings), keep=settings.reports_kept).index


def _opened(settings: Settings) -> tuple[Home, Ledger]:
    home = Home(settings.home)
    if not home.ledger.exists():
        raise UsageError(f"no instance in {home.root}: run 'lumbung ingest FOLDER' first")
    return home.prepare(), Ledger.open(home.ledger)


def _known(settings: Settings) -> Known:
    from warehouse.run_report.gathering import Known

    return Known(load_contracts(), Offices.load(), settings.terms)
