"""``national``: the nation's month as a page, a PDF and a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.output import print_json, progress
from console.cli.session import session_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "national", epilog="Example: lumbung national  ·  lumbung national --period 2026-10 --release 2026-11-24.1"
    )(national)


def national(
    ctx: typer.Context,
    period: Annotated[
        str | None,
        typer.Option(help="The month, YYYY-MM; without: the latest published one that is due.", show_default=False),
    ] = None,
    release: Annotated[
        str | None,
        typer.Option(help="Id of a release (lumbung releases); without: the current one.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="A folder to write; without: laporan/nasional/<period> of the home.", show_default=False),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Make the national monthly report (HTML, PDF, Excel annex) from a release, and print where it is.

    Figures come from the published release alone, which is only read.
    """
    from warehouse.national_report.choice import choose
    from warehouse.national_report.make import make
    from warehouse.national_report.place import folder_of, listed

    session = session_of(ctx)
    home = session.require_home()
    choice = choose(home.published, session.today, period=period, release=release)
    with progress("National report", quiet=session.quiet or json_) as advance:
        made = make(choice, out.absolute() if out else folder_of(home, choice.period), advance)
    if out is None:
        listed(home)
    if json_:
        print_json({"period": made.period, "release": made.release, "html": str(made.index), "pdf": str(made.pdf),
                    "xlsx": str(made.xlsx), "figures": str(made.figures)})  # fmt: skip
    else:
        for path in (made.index, made.pdf, made.xlsx):
            print(path)
