"""``inspect`` and ``read``: what the reader sees in any CSV or workbook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import plain, print_json, progress, say
from console.cli.session import session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

Files = Annotated[list[Path], typer.Argument(help="CSV files or workbooks.", show_default=False)]

_WHY = {"title": "cyan", "header": "bold", "total": "yellow", "note": "dim", "signature": "dim", "blank": "dim"}


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
    from sources.inspection import inspect_files

    must_exist(files)
    session = session_of(ctx)
    rejected = False
    with progress("Reading", quiet=session.quiet or json_) as advance:
        for done, seen in enumerate(inspect_files(files, session.contracts), start=1):
            rejected |= "rejected" in seen
            if json_:
                print_json(seen, lines=True)
            else:
                _show(seen)
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
    for line in clean_csv(file, table, session_of(ctx).contracts):
        sys.stdout.write(line)


def _show(seen: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console(width=100, highlight=False)
    console.rule(f"[bold]{_escape(Path(seen['file']).name)}", align="left")
    if "rejected" in seen:
        console.print(f"[red]{seen['rejected']['rule']}[/] {_escape(seen['rejected']['message'])}")
        console.print(f"  → {_escape(seen['rejected']['fix'])}")
        return
    if seen.get("delimiter"):
        console.print(f"[dim]encoding {seen['encoding']}, delimiter {json.dumps(seen['delimiter'])}[/]")
    for number, table in enumerate(seen["tables"], start=1):
        _show_table(console, number, table)
    cells = seen["cells"]
    ignored = ", ".join(f"{why} {n}" for why, n in sorted(cells["ignored"].items()))
    style = "red" if cells["unexplained"] else "green"
    console.print(
        f"{cells['nonempty']} cells: {cells['mapped']} mapped, ignored: {ignored or 'none'}, "
        f"[{style}]{cells['unexplained']} unexplained[/]"
    )
    for note in seen.get("notes", ()):
        console.print(f"[dim]· {_escape(note)}[/]")


def _show_table(console: Console, number: int, table: dict[str, Any]) -> None:
    from rich import box
    from rich.table import Table

    header = table["header_rows"]
    place = f"{table['sheet']}!{table['range']}" if table["sheet"] else table["range"]
    console.print(
        f"[bold]{number}. {_escape(place)}[/]  {table['n_data_rows']} rows "
        f"(header {'none' if header is None else '–'.join(str(r) for r in dict.fromkeys(header))}, "
        f"data {table['first_data_row']}–{table['last_data_row']})  "
        f"[green]{table['dataset'] or ''}[/]"
    )
    if table["excluded_rows"]:
        rows = (
            f"[{_WHY.get(r['why'], 'yellow')}]{r['row']} {_escape(r['why'])}[/]" for r in table["excluded_rows"][:12]
        )
        more = len(table["excluded_rows"]) - 12
        console.print("   left out: " + ", ".join(rows) + (f" and {more} more" if more > 0 else ""))
    grid = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in ("", "Column", "Field", "Type", "Sum / range", "Empty"):
        grid.add_column(name, justify="right" if name == "Empty" else "left", overflow="fold")
    for column in table["columns"]:
        span = column.get("sum") or (f"{column['min']} … {column['max']}" if column.get("min") else "")
        cells = (
            column["letter"],
            column["name"],
            column.get("field") or "",
            column["type"],
            span,
            column.get("nulls", ""),
        )
        grid.add_row(*(_escape(cell) for cell in cells))
    console.print(grid)


def _escape(text: object) -> str:
    from rich.markup import escape

    return escape(plain(text))


__all__ = ["inspect", "must_exist", "read", "register", "say"]
