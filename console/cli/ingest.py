"""``ingest`` and ``backfill``: run the flow once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import Table, number, print_json, print_table, progress, say
from console.cli.session import Session, session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from flows.ingest import Request
    from flows.summary import Summary

LABELS = {
    "files": "files seen",
    "new": "new",
    "duplicates": "duplicates",
    "published": "published",
    "superseded": "superseded",
    "needs_confirmation": "wait for reasons from the office",
    "in_review": "wait for somebody to approve",
    "returned": "returned to the office",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "failed": "failed (our fault)",
}


Places = Annotated[
    list[str] | None, typer.Argument(help="Folders or URLs; none: those of the settings.", show_default=False)
]
Settle = Annotated[
    float, typer.Option(min=0, help="Leave files touched less than so many seconds ago for the next run.")
]
Wait = Annotated[float, typer.Option(min=0, help="Wait so many seconds for another run to end.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ingest", epilog="Example: lumbung ingest ./kiriman  ·  lumbung ingest --json /srv/laporan")(ingest)
    app.command("backfill", epilog="Example: lumbung backfill 2026-09  ·  lumbung backfill 2026-09 /srv/arsip")(
        backfill
    )


def ingest(ctx: typer.Context, places: Places = None, settle: Settle = 0, wait: Wait = 0, json_: Json = False) -> None:
    """Take in what the places have: read, check, load, publish. Exit code 2 where a file FAILED.

    All files are taken, also those that were copied a moment ago (on schedule these are left for the next run).
    """
    from flows.ingest import Request

    _run(session_of(ctx), Request(tuple(places or ()), None, settle, wait), json_=json_)


def backfill(
    ctx: typer.Context,
    period: Annotated[str, typer.Argument(help="The month, YYYY-MM.", show_default=False)],
    places: Places = None,
    wait: Wait = 0,
    json_: Json = False,
) -> None:
    """Take in what the places have, and read and judge a month's returned and rejected files again.

    For when late files of a month lie ready, or the reader or a rule has been mended: what of the month was RETURNED,
    REJECTED or FAILED is read from its kept bytes and judged by the rules of today, in order of receipt; and so are
    later attempts of the same office and month, which depend on it. All else that is published stays as it is;
    nothing is taken twice, so it may be repeated at will.
    """
    from flows.ingest import Request
    from sources.periods import parse_period

    month = parse_period(period)
    if month is None:
        raise UsageError(f"{period!r} is no month: write YYYY-MM, for example 2026-10")
    _run(session_of(ctx), Request(tuple(places or ()), month, 0, wait), json_=json_)


def _run(session: Session, request: Request, *, json_: bool) -> None:
    from flows.ingest import take_in

    with progress("Submissions", quiet=session.quiet or json_) as advance:
        summary = take_in(session.settings, replace(request, now=session.now), advance=advance)
    if json_:
        print_json(summary.as_json())
    else:
        show_summary(summary.as_json())
        for one in summary.passed_over:
            if one.needs_attention:
                say(f"not taken: {one.path}: {one.why}")
    show_problem(summary)
    raise typer.Exit(2 if summary.endings["failed"] else 0)


def show_summary(summary: dict[str, Any]) -> None:
    """The counts of a run, for people."""
    rows = [(label, number(summary[key])) for key, label in LABELS.items()]
    rows += [(f"rows of {dataset}", number(n)) for dataset, n in summary["rows_loaded"].items()]
    rows += [(f"rows of {dataset} put aside", number(n)) for dataset, n in summary["rows_aside"].items()]
    rows += [("seconds", ", ".join(f"{stage} {s:.1f}" for stage, s in summary["seconds"].items()))]
    rows += [("release", summary["release"] or "unchanged")]
    print_table(Table(f"Run {summary['run_id']}", ("", ""), rows, right=(1,)))
    if summary["report"]:
        print(f"report: {summary['report']}")


def show_problem(summary: Summary) -> None:
    """Say what went wrong beside a run that did its work."""
    if summary.report_problem:
        say(f"warning: {summary.report_problem}")
