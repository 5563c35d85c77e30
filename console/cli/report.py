"""``report``: make the operators' pages again."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.output import print_json
from console.cli.session import session_of
from sources.errors import UsageError
from sources.moments import JAKARTA

if TYPE_CHECKING:
    from pathlib import Path


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "report", epilog="Example: lumbung report  ·  lumbung report 20261105T0700  ·  lumbung report --day today"
    )(report)


def report(
    ctx: typer.Context,
    run: Annotated[
        str | None, typer.Argument(help="The run's id, its beginning is enough; none: the latest.", show_default=False)
    ] = None,
    day: Annotated[
        str | None, typer.Option(help="Instead of a run: all runs of a day, YYYY-MM-DD or 'today'.", show_default=False)
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Make the report of a run or a day again from the ledger, and print the path of its first page.

    Every ingest makes the report of its run by itself; all reports are listed in laporan/index.html of the home.
    """
    from flows.reporting import report_again, report_of_day

    session = session_of(ctx)
    session.require_home()
    if day is not None and run is not None:
        raise UsageError("give a run or --day, not both")
    index: Path
    if day is None:
        index = report_again(session.settings, run)
    else:
        index = report_of_day(session.settings, _end_of(day, session.time))
    if json_:
        print_json({"report": str(index)})
    else:
        print(index)


def _end_of(text: str, now: datetime) -> datetime:
    """The last moment of a day in Jakarta; of today: now.

    Raises:
        UsageError: not a day.
    """
    if text == "today":
        return now
    try:
        return datetime.combine(date.fromisoformat(text), time.max, JAKARTA)
    except ValueError:
        raise UsageError(f"{text!r} is no day: write YYYY-MM-DD, for example 2026-11-05, or today") from None
