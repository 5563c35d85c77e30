"""``query``, ``dictionary``: for those who ask the warehouse."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from console.cli.answer_forms import show_answer, write_csv, write_excel_csv
from console.cli.output import print_json, say
from console.cli.session import session_of
from sources.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "query", epilog='Example: lumbung query "from mart.harga" --csv  ·  --file tanya.sql --parquet x.parquet'
    )(query)
    app.command("dictionary", epilog="Example: lumbung dictionary > kamus.md  ·  lumbung dictionary --json")(dictionary)


def query(
    ctx: typer.Context,
    sql: Annotated[
        str | None, typer.Argument(help="One SELECT; schemas core, mart, meta. '-': from standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Take the SELECT from this file.")] = None,
    json_: Json = False,
    csv_: Annotated[bool, typer.Option("--csv", help="CSV on standard output.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV for an Indonesian Excel: semicolons, decimal commas, codes as text.")
    ] = False,
    parquet: Annotated[Path | None, typer.Option(help="Write a Parquet file, with the exact types.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the Parquet file if it is there.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that DuckDB may work on it.")] = 60.0,
) -> None:
    """Ask the published release, read-only: a table on the screen, JSON, CSV or Parquet.

    An answer with many rows is handed on as it comes; after an error (exit code 2) what was printed is not whole.
    A Parquet file is there as a whole or not at all.
    """
    from warehouse.answer_parquet import check_target, partial_of, write_answer
    from warehouse.query import asked

    if sum((json_, csv_, excel, parquet is not None)) > 1:
        raise UsageError("an answer takes one form: --json, --csv, --excel or --parquet FILE")
    session = session_of(ctx)
    home = session.require_home()
    if parquet is not None:
        check_target(home, parquet, may_replace=force)

    def give_up() -> None:
        """DuckDB does not come back from one expression: nothing is lost by leaving, the release is only read."""
        if parquet is not None:
            partial_of(parquet).unlink(missing_ok=True)
        sys.stderr.write(f"lumbung: the query did not stop after {timeout:g} s and was ended: make it simpler\n")
        sys.stderr.flush()
        os._exit(2)

    with asked(home, _question(sql, file), timeout_seconds=timeout, when_stuck=give_up) as question:
        if json_:
            columns = [{"name": c.name, "type": c.type} for c in question.columns]
            print_json({"columns": columns, "rows": question.rows()})
        elif csv_:
            write_csv(question)
        elif excel:
            write_excel_csv(question)
        elif parquet is not None:
            say(f"{write_answer(question, parquet)} rows in {parquet}", quiet=session.quiet)
        else:
            show_answer(question)


def _question(sql: str | None, file: Path | None) -> str:
    """What is asked: as given, or from a file, or from standard input."""
    if (sql is None) == (file is None):
        raise UsageError('ask one question: lumbung query "select …", or --file QUESTION.sql, or - for standard input')
    if file is None:
        return sys.stdin.read() if sql == "-" else str(sql)
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as a text in UTF-8: {getattr(error, 'strerror', error)}") from None


def dictionary(ctx: typer.Context, json_: Json = False) -> None:
    """Print every table and column with unit, meaning, codes and the rules that guard it."""
    from warehouse.dictionary import as_markdown, entries

    contracts = session_of(ctx).contracts
    if json_:
        print_json(entries(contracts))
    else:
        sys.stdout.write(as_markdown(contracts))
