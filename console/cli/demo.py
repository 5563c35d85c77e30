"""``simulate`` and ``demo``: a practice nation."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from console.cli.ingest import show_problem, show_summary
from console.cli.output import Table, number, print_table, progress, say
from console.cli.session import Session, session_of
from sources.errors import UsageError

LATEST_ARRIVAL_DAY = 20
"""Practice submissions and their corrections arrive until this day of the next month (see flows/simulate)."""

SQL = Path(__file__).parent

Period = Annotated[str, typer.Option(help="The last (or only) month, YYYY-MM.")]
Seed = Annotated[int, typer.Option(help="The same seed makes the same bytes.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("demo", epilog="Example: lumbung demo  ·  lumbung --home ./latihan demo")(demo)
    app.command("simulate", epilog="Example: lumbung simulate ./kiriman --period 2026-10 --offices 40")(simulate)


def simulate(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the files go; truth.json is written beside it.")],
    period: Period,
    months: Annotated[int, typer.Option(min=1, help="So many months that end with --period.")] = 1,
    offices: Annotated[int, typer.Option(min=1, max=612, help="How many offices report.")] = 612,
    error_rate: Annotated[float, typer.Option(min=0, max=1, help="Share of submissions with planted errors.")] = 0.08,
    messy: Annotated[float, typer.Option(min=0, max=1, help="Share not on the official template.")] = 0.0,
    format_: Annotated[Literal["mixed", "xlsx", "csv"], typer.Option("--format", help="What offices send.")] = "mixed",
    rows: Annotated[int, typer.Option(min=6, help="An office's rows over all its sheets.")] = 150,
    seed: Seed = 1,
) -> None:
    """Write practice submissions as offices would send them, and truth.json beside the folder."""
    session = session_of(ctx)
    truth = _simulate(
        session, folder, period, months=months, offices=offices, error_rate=error_rate, messy=messy,
        fmt=format_, rows=rows, seed=seed,
    )  # fmt: skip
    beside = folder.resolve().parent / "truth.json"
    say(f"{len(truth['files'])} files in {folder}, what should come of them in {beside}", quiet=session.quiet)


def _simulate(session: Session, folder: Path, period: str, **options: object) -> dict[str, dict[str, object]]:
    from flows.simulate import simulate as write

    with progress("Practice submissions", quiet=session.quiet) as advance:
        truth: dict[str, dict[str, object]] = write(folder, period=period, progress=advance, **options)  # type: ignore[arg-type]
    return truth


def demo(
    ctx: typer.Context,
    period: Annotated[
        str | None, typer.Option(help="Month, YYYY-MM; default: the last one that all have sent.", show_default=False)
    ] = None,
    offices: Annotated[int, typer.Option(min=1, max=612, help="How many offices report.")] = 612,
    seed: Seed = 1,
) -> None:
    """A practice nation into a fresh home: simulate, ingest through the Prefect flow, publish, where to look."""
    from flows.ingest import ingest

    session = session_of(ctx)
    home = session.home.root
    period = period or _last_month_in(session.today)
    if session.home.ledger.exists():
        raise UsageError(f"{home} holds an instance already: name another folder with --home, or remove it first")
    session.home.prepare()
    files = home / "kiriman" / period
    say(f"1/3  Practice submissions of {offices} offices for {period} …", quiet=session.quiet)
    _simulate(session, files, period, offices=offices, seed=seed)
    say("2/3  Ingest: read, check, load, publish (a Prefect flow) …", quiet=session.quiet)
    with progress("Submissions", quiet=session.quiet) as advance:
        summary = ingest(session.settings, [str(files)], now=session.now, advance=advance)
    say("3/3  Done.\n", quiet=session.quiet)
    show_summary(summary.as_json())
    show_problem(summary)
    _show_nation(session, period)
    prefix = _called_as(session)
    print(
        "Where to look next:\n"
        f"  {session.home.reports / 'index.html'}     the report: open it in a browser\n"
        f"  {prefix} submissions --state RETURNED     what was sent back, and why: {prefix} show ID\n"
        f'  {prefix} query "from mart.produk_unggulan limit 5"\n'
        f"  {prefix} dictionary                       every table and column\n"
        f"  {prefix} check {files}/<file>    the findings of one file\n"
        f"  {session.home.published / 'current'}/     DuckDB file, Parquet, dictionary.md, CHANGES.md"
    )


def _called_as(session: Session) -> str:
    """How to call this command again from here: what to type if it is not on the path, and the home if need be."""
    program = "lumbung" if shutil.which("lumbung") else sys.argv[0]
    return program if session.is_default_home else f"{program} --home {session.home.root}"


def _last_month_in(today: date) -> str:
    """The latest month whose submissions and corrections would all have arrived by now."""
    months_back = 1 if today.day > LATEST_ARRIVAL_DAY else 2
    year, month = divmod(today.year * 12 + today.month - 1 - months_back, 12)
    return f"{year}-{month + 1:02}"


def _show_nation(session: Session, period: str) -> None:
    from warehouse.query import query
    from warehouse.sql_text import literal

    sql = (SQL / "nation.sql").read_text(encoding="utf-8").replace("$periode", literal(period))
    answer = query(session.home, sql)
    rows = [(row[0], *(number(cell) for cell in row[1:])) for row in answer.rows]
    columns = ("Kantor wilayah", "UPT melapor", "Omzet (Rp)", "PNBP (Rp)", "WBP bekerja")
    print_table(Table(f"Sepuluh kantor wilayah teratas, {period}", columns, rows, right=(1, 2, 3, 4)))
