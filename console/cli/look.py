"""``inspect`` and ``read``: what the reader sees in any CSV or workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from console.cli.output import print_json, progress, say
from console.cli.session import Session, session_of
from sources.errors import UsageError

Files = Annotated[list[Path], typer.Argument(help="CSV files or workbooks.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("inspect", epilog="Example: lumbung inspect kiriman/*.xlsx  ·  lumbung inspect --json laporan.csv")(
        inspect
    )
    app.command(
        "read",
        epilog="Example: lumbung read laporan.xlsx --table 3 > jual.csv  ·  lumbung read --out hasil kiriman/*.xlsx",
    )(read)


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
    files: Files,
    table: Annotated[
        int | None, typer.Option(min=1, help="Which table of a file, as 'inspect' counts them (1; with --out: all).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write a CSV a table into this folder: NAME.csv, NAME.2.csv …")
    ] = None,
) -> None:
    """Print a table of a file as clean CSV, or write those of many files into a folder.

    RFC 4180, UTF-8, header first, cells exactly as submitted. Exit code 2 where a file could not be read; the others
    are written all the same.
    """
    from sources.clean_csv import clean_csv

    must_exist(files)
    if out is not None:
        raise typer.Exit(0 if _read_into(out, files, table, session_of(ctx)) else 2)
    if len(files) > 1:
        raise UsageError(
            f"{len(files)} files: name a folder for their tables, as in 'lumbung read --out hasil FILE...'"
        )
    for piece in clean_csv(files[0], table or 1, session_of(ctx).contracts, report=say):
        sys.stdout.buffer.write(piece)
    sys.stdout.flush()


def _read_into(out: Path, files: list[Path], table: int | None, session: Session) -> bool:
    """Write the tables of files into a folder; whether all could be read."""
    from tempfile import TemporaryDirectory

    from sources.clean_csv import clean_files, refusal
    from sources.clean_names import CleanNames

    if out.resolve() in {file.resolve().parent for file in files}:
        raise UsageError(f"{out} holds files that are to be read: name another folder with --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be made: {error.strerror}") from None
    names, is_well = CleanNames(), True
    with TemporaryDirectory(prefix=".lumbung-", dir=out) as folder, progress("Reading", quiet=session.quiet) as advance:
        for done, found in enumerate(clean_files(files, session.contracts, Path(folder)), start=1):
            wanted = range(1, len(found.tables) + 1) if table is None else [table]
            problem = refusal(found.name, found.rejected) if found.rejected is not None else None
            if problem is None and table is not None and table > len(found.tables):
                problem = f"{found.name}: no table {table}; it has {len(found.tables)}"
            if problem is None:
                given = names.of(found.name, wanted)
                for number, name in zip(wanted, given, strict=True):
                    found.tables[number - 1].replace(out / name)
                say(f"{found.name} → {', '.join(given)}", quiet=session.quiet)
            for remark in (*found.remarks, *([problem] if problem else ())):
                say(f"lumbung: {remark}")
            is_well &= problem is None
            advance(done, max(done, len(files)))
    return is_well


__all__ = ["inspect", "must_exist", "read", "register", "say"]
