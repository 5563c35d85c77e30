"""``template``: the official workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.output import say
from console.cli.session import session_of
from sources.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("template", epilog="Example: lumbung template --office LP2A-LAHAT --period 2026-10 lahat.xlsx")(
        template
    )


def template(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(help="Where to write the workbook (.xlsx).", show_default=False)],
    office: Annotated[str | None, typer.Option(help="Fill in this office (code or name).", show_default=False)] = None,
    period: Annotated[str | None, typer.Option(help="Fill in this month, YYYY-MM.", show_default=False)] = None,
    dataset: Annotated[str | None, typer.Option(help="Only this dataset's sheet.", show_default=False)] = None,
) -> None:
    """Write the official workbook: an identity sheet and a sheet a dataset, with help and drop-downs."""
    from sources.offices import Offices
    from sources.periods import parse_period
    from sources.template import write_template

    session = session_of(ctx)
    contracts, offices = session.contracts, Offices.load()
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"{out} must end in .xlsx")
    if dataset is not None and dataset not in contracts.datasets:
        raise UsageError(f"no dataset {dataset!r}: choose from {', '.join(contracts.datasets)}")
    month = parse_period(period) if period else None
    if period and month is None:
        raise UsageError(f"{period!r} is no month: write YYYY-MM, for example 2026-10")
    code = None
    if office is not None:
        found = offices.resolve(office)
        if found.kode_upt is None:
            near = ", ".join(found.candidates[:5])
            raise UsageError(f"no single office is called {office!r}" + (f"; did you mean {near}?" if near else ""))
        code = found.kode_upt
    write_template(out, contracts, offices, office=code, period=month, datasets=[dataset] if dataset else None)
    say(f"written: {out}", quiet=session.quiet)
