"""``ingest``: run the flow once."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console.cli.output import Table, number, print_json, print_table, progress, say
from console.cli.session import session_of

LABELS = {
    "files": "files seen",
    "new": "new",
    "duplicates": "duplicates",
    "published": "published",
    "superseded": "superseded",
    "returned": "returned to the office",
    "rejected": "rejected",
    "failed": "failed (our fault)",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest", epilog="Example: lumbung ingest ./kiriman  ·  lumbung ingest --json /srv/laporan")(ingest)


def ingest(
    ctx: typer.Context,
    places: Annotated[
        list[str] | None,
        typer.Argument(help="Folders or URLs; none: those of the settings.", show_default=False),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Take in what the places have: read, check, load, publish. Exit code 2 where a file FAILED."""
    from flows.ingest import ingest as run_ingest

    session = session_of(ctx)
    with progress("Submissions", quiet=session.quiet or json_) as advance:
        summary = run_ingest(session.settings, places or (), now=session.now, advance=advance)
    if json_:
        print_json(summary.as_json())
    else:
        show_summary(summary.as_json())
        for one in summary.passed_over:
            if one.needs_attention:
                say(f"not taken: {one.path}: {one.why}")
    raise typer.Exit(2 if summary.endings["failed"] else 0)


def show_summary(summary: dict[str, Any]) -> None:
    """The counts of a run, for people."""
    rows = [(label, number(summary[key])) for key, label in LABELS.items()]
    rows += [(f"rows of {dataset}", number(n)) for dataset, n in summary["rows_loaded"].items()]
    rows += [("seconds", ", ".join(f"{stage} {s:.1f}" for stage, s in summary["seconds"].items()))]
    rows += [("release", summary["release"] or "unchanged")]
    print_table(Table(f"Run {summary['run_id']}", ("", ""), rows, right=(1,)))
