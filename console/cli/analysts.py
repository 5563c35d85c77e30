"""``query``, ``dictionary``: for those who ask the warehouse."""

from __future__ import annotations

import csv
import sys
from typing import Annotated

import typer

from console.cli.output import Table, print_json, print_table
from console.cli.session import session_of

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("query", epilog='Example: lumbung query "select kanwil, omzet_rp from mart.ringkasan_bulanan" --csv')(
        query
    )
    app.command("dictionary", epilog="Example: lumbung dictionary > kamus.md  ·  lumbung dictionary --json")(dictionary)


def query(
    ctx: typer.Context,
    sql: Annotated[str, typer.Argument(help="One SELECT; schemas core, mart, meta.")],
    json_: Json = False,
    csv_: Annotated[bool, typer.Option("--csv", help="CSV on standard output.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that it may take.")] = 60.0,
) -> None:
    """Ask the published release, read-only: a table on the screen, or JSON or CSV."""
    from warehouse.query import query as ask

    session = session_of(ctx)
    answer = ask(session.require_home(), sql, timeout_seconds=timeout)
    names = [column.name for column in answer.columns]
    if json_:
        print_json({"columns": [{"name": c.name, "type": c.type} for c in answer.columns], "rows": answer.rows})
    elif csv_:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(answer.rows)
    else:
        print_table(Table(f"{len(answer.rows)} rows", names, answer.rows))


def dictionary(ctx: typer.Context, json_: Json = False) -> None:
    """Print every table and column with unit, meaning, codes and the rules that guard it."""
    from warehouse.dictionary import as_markdown, entries

    contracts = session_of(ctx).contracts
    if json_:
        print_json(entries(contracts))
    else:
        sys.stdout.write(as_markdown(contracts))
