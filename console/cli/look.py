"""``inspect`` and ``read``: what the reader sees in any CSV or workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console.cli.output import print_json, progress, say
from console.cli.session import session_of
from sources.errors import UsageError

Files = Annotated[list[Path], typer.Argument(help="CSV files or workbooks.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("inspect", epilog="Example: lumbung inspect kiriman/*.xlsx  ·  lumbung inspect --json laporan.csv")(
        inspect
    )
    app.command("read", epilog="Example: lumbung read laporan.xlsx --table 3 > penjualan.csv")(read)


def must_exist(files: list[Path]) -> None:
    """All files named on the command line are there.

    Raises:
        UsageError: names the first that is not.
    """
    for file in files:
        if not file.is_file():
            what = "is a folder: name the files in it" if file.is_dir() else "does not exist"
            raise UsageError(f"{file} {what}")


def inspect(
    ctx: typer.Context,
    files: Files,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a line, a line a file.")] = False,
) -> None:
    """Show the tables of files, contract or not: header, data, totals, columns, and what nobody can explain.

    Exit code 1 where a file cannot be read.
    """
    from console.cli.screen import show
    from sources.inspection import inspect_files

    must_exist(files)
    session = session_of(ctx)
    rejected = False
    with progress("Reading", quiet=session.quiet or json_ or sys.stdout.isatty()) as advance:
        for done, seen in enumerate(inspect_files(files, session.contracts, with_map=not json_), start=1):
            rejected |= "rejected" in seen
            if json_:
                print_json(seen, lines=True)
            else:
                show(seen)
            advance(done, len(files))
    raise typer.Exit(1 if rejected else 0)


def read(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV file or workbook.", show_default=False)],
    table: Annotated[int, typer.Option(min=1, help="Which table of the file, as 'inspect' counts them.")] = 1,
) -> None:
    """Print a table of a file as clean CSV: RFC 4180, UTF-8, header first, cells exactly as submitted."""
    from sources.clean_csv import clean_csv

    must_exist([file])
    for line in clean_csv(file, table, session_of(ctx).contracts, report=say):
        sys.stdout.write(line)


__all__ = ["inspect", "must_exist", "read", "register", "say"]
