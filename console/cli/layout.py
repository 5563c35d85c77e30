"""``layout``: what operators decided about tables that the reader could not read by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.look import must_exist
from console.cli.output import Table, print_json, print_table, say
from console.cli.session import session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from flows.layouts import Desk

Json = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
File = Annotated[Path, typer.Argument(help="The file that an office sent.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        name="layout",
        help="Choices about layouts: what a table or a heading of an office means, remembered for that office.",
        epilog="Example: lumbung layout show kiriman/lahat.xlsx  ·  lumbung layout list",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("show", epilog="Example: lumbung layout show kiriman/lahat.xlsx")(show)
    group.command(
        "choose",
        epilog="Example: lumbung layout choose lahat.xlsx --table 2 --dataset penjualan "
        "--column 'Uang Masuk=omzet_rp' --reason 'menurut telepon 3 November' --by Sari",
    )(choose)
    group.command("list", epilog="Example: lumbung layout list --json")(list_)
    app.add_typer(group)


def _desk(ctx: typer.Context) -> Desk:
    from flows.layouts import Desk as Known

    session = session_of(ctx)
    return Known(session.home.layouts, session.contracts, session.settings.read_limits, session.time)


def show(ctx: typer.Context, file: File, json_: Json = False) -> None:
    """Show the tables of a file as they are read now, with the fingerprint of each layout and what is open."""
    from flows.layouts import tables_of

    must_exist([file])
    found = tables_of(file, _desk(ctx))
    if json_:
        print_json(found)
        return
    print(f"{file.name}: {found['office'] or 'UPT tidak dikenal'}, {found['period'] or 'periode tidak dikenal'}")
    for table in found["tables"]:
        title = f"Tabel {table['table']} · {table['sheet'] or '-'} {table['range']} · {table['layout']}"
        rows = [(c["heading"], c["field"] or "-") for c in table["columns"]]
        print_table(Table(f"{title} · {table['dataset'] or 'belum dikenal'}", ("judul", "kolom"), rows))
        for guess in table["guesses"]:
            print(f"  ? {guess}")


def choose(
    ctx: typer.Context,
    file: File,
    dataset: Annotated[str, typer.Option(help="The dataset that the table is, or - for none.", show_default=False)],
    reason: Annotated[str, typer.Option(help="Why.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who decides.", show_default=False)],
    table: Annotated[int, typer.Option(min=1, help="Which table of the file, as 'layout show' counts them.")] = 1,
    column: Annotated[
        list[str] | None, typer.Option(help="HEADING=COLUMN, or HEADING=- for no part of the report; repeatable.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="First month that it holds for; default: the file's.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last month; default: until further notice.")] = None,
    json_: Json = False,
) -> None:
    """Record what a table and its headings are, for the office that sent it; it is read that way from now on."""
    from flows.layouts import Decision, decide

    must_exist([file])
    desk = _desk(ctx)
    decision = Decision(dataset, dict(_pair(c) for c in column or ()), reason, by, since, until)
    rows = decide(file, table, decision, desk)
    if json_:
        print_json(rows)
        return
    say(f"recorded for {rows[0]['kode_upt']}, layout {rows[0]['sidik']}, from {rows[0]['berlaku_dari']}", quiet=False)


def list_(ctx: typer.Context, json_: Json = False) -> None:
    """List every choice on record."""
    from flows.layouts import decisions

    rows = decisions(_desk(ctx))
    if json_:
        print_json(rows)
        return
    names = (
        "kode_upt",
        "sidik",
        "judul",
        "dataset",
        "kolom",
        "berlaku_dari",
        "berlaku_sampai",
        "alasan",
        "oleh",
        "pada",
    )
    print_table(Table("pilihan tata letak", names, [tuple(r[n] for n in names) for r in rows], empty="belum ada"))


def _pair(text: str) -> tuple[str, str]:
    heading, mark, own = text.rpartition("=")
    if not mark or not heading.strip() or not own.strip():
        raise UsageError(f"{text!r}: write HEADING=COLUMN, for example 'Uang Masuk=omzet_rp'")
    return heading.strip(), own.strip()
