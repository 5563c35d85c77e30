"""``schedule``: everything by itself, every day."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from console.cli.output import Table, print_table, say
from console.cli.session import Session, session_of

if TYPE_CHECKING:
    from flows.scheduler import Due


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "schedule", epilog="Example: lumbung schedule /srv/laporan  ·  lumbung --home /srv/lumbung schedule --port 4300"
    )(schedule)


def schedule(
    ctx: typer.Context,
    places: Annotated[
        list[str] | None,
        typer.Argument(help="Folders or URLs to watch; none: those of the settings.", show_default=False),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Where Prefect's pages are served, on this machine only (4200).", show_default=False
        ),
    ] = None,
) -> None:
    """Ingest, publish and report by themselves, until stopped with Ctrl-C or SIGTERM.

    Starts a Prefect server with its pages, unless PREFECT_API_URL names one, and serves the flows. When they run is
    set in lumbung.toml: ingest_seconds, publish_cron, report_cron, timezone. Nothing of it outlives this command.
    """
    from flows.scheduler import Watcher, run_schedule

    session = session_of(ctx)
    settings = session.settings if port is None else session.settings.model_copy(update={"prefect_port": port})
    watched = list(places or settings.places)

    def serving(address: str, due: Sequence[Due]) -> None:
        _show(session, address, watched, due)

    run_schedule(
        settings,
        [str(Path(p).resolve()) if Path(p).exists() else p for p in places or ()],
        Watcher(lambda text: say(text, quiet=session.quiet), serving),
    )
    say("Stopped.", quiet=session.quiet)


def _show(session: Session, address: str, watched: Sequence[str], due: Sequence[Due]) -> None:
    zone = ZoneInfo(session.settings.timezone)
    print(f"Prefect's pages   {address}")
    print(f"Home              {session.home.root.resolve()}")
    for n, place in enumerate(watched or ["nothing yet: name folders, or set places in lumbung.toml"]):
        gone = "" if Path(place).exists() or "://" in place or not watched else "   (not there now)"
        print(f"{'' if n else 'Watched':<18}{place}{gone}")
    rows = [(one.name, _when(one), _at(one.next, zone)) for one in due]
    print_table(Table(f"Scheduled ({session.settings.timezone})", ("Flow", "When", "Next"), rows))
    print("Stop with Ctrl-C.")
    sys.stdout.flush()


def _when(one: Due) -> str:
    if one.cron is not None:
        minute, hour, *rest = one.cron.split()
        if rest == ["*", "*", "*"] and minute.isdigit() and hour.isdigit():
            return f"daily at {int(hour):02}:{int(minute):02}"
        return f"cron {one.cron}"
    if one.every is None:
        return "when ordered"
    return f"every {one.every // 60} min" if one.every % 60 == 0 else f"every {one.every} s"


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return "–" if moment is None else f"{moment.astimezone(zone):%a %d %b %H:%M}"
