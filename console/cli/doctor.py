"""``doctor``: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from console.cli.output import Table, print_json, print_table
from console.cli.session import session_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog="Example: lumbung doctor  ·  lumbung doctor --json")(doctor)


def doctor(
    ctx: typer.Context,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Look at disk, rights, clock, versions, stores, releases, stuck submissions. Exit code 1: something is wrong."""
    from warehouse.doctor import Expected, examine

    session = session_of(ctx)
    settings = session.settings
    expected = Expected(releases_kept=settings.releases_kept, stuck_hours=settings.stuck_hours)
    checks = examine(session.home, now=session.time, expected=expected)
    if json_:
        print_json([asdict(check) for check in checks])
    else:
        rows = [("ok" if c.ok else "WRONG", c.check, c.found, "" if c.ok else c.fix) for c in checks]
        print_table(Table(f"Instance in {session.home.root}", ("", "Check", "Found", "How to mend it"), rows))
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)
