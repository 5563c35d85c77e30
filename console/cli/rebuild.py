"""``rebuild``: the warehouse anew from what was accepted, or the archived files read anew to see what would differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.output import Table, number, print_json, print_table, progress, say
from console.cli.session import session_of

if TYPE_CHECKING:
    from flows.rebuilding import Rebuilt
    from flows.rereading import Reread


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rebuild", epilog="Example: lumbung rebuild  ·  lumbung rebuild --from-files --json")(rebuild)


def rebuild(
    ctx: typer.Context,
    from_files: Annotated[
        bool, typer.Option("--from-files", help="Read and judge the archived files anew, changing nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Build the warehouse anew from what was accepted; exit code 0: as it was, 1: something differs, 2: it cannot."""
    session = session_of(ctx)
    session.require_home()
    if from_files:
        from flows.rereading import reread

        with progress("reading", quiet=session.quiet or json_) as advance:
            again = reread(session.settings, session.time, advance)
        print_json(again.as_json()) if json_ else _print_reread(again, quiet=session.quiet)
        raise typer.Exit(0 if again.is_identical else 1)
    from flows.rebuilding import rebuild as build

    built = build(session.settings)
    print_json(built.as_json()) if json_ else _print_rebuilt(built, quiet=session.quiet)
    raise typer.Exit(0 if built.is_identical else 1)


def _print_rebuilt(built: Rebuilt, *, quiet: bool) -> None:
    columns = ("Tabel", "Baris sebelum", "Baris sesudah", "Sidik sebelum", "Sidik sesudah", "")
    rows = [
        (t.table, number(t.before.rows) if t.before else "?", number(t.after.rows),
         t.before.checksum if t.before else "?", t.after.checksum, "sama" if t.is_same else "BEDA")
        for t in built.tables
    ]  # fmt: skip
    print_table(Table("Gudang dibangun ulang", columns, rows, right=(1, 2), whole=(0,)))
    if built.other_rules:
        say(
            f"{len(built.other_rules)} submissions were kept by later rules only: {built.other_rules[0]} …", quiet=quiet
        )
    if built.is_identical:
        say("identical: the warehouse stays as it is", quiet=quiet)
        return
    kept = "; the old one is warehouse.duckdb.before-rebuild" if built.was_readable else ""
    say(f"the new warehouse is in place{kept}; 'lumbung publish' shows it to analysts", quiet=quiet)


def _print_reread(again: Reread, *, quiet: bool) -> None:
    columns = ("Kiriman", "Berkas", "Dataset", "Lembar", "Baris", "Kolom", "Dulu", "Sekarang")
    rows = [
        (d.submission_id, d.file, d.dataset, d.sheet, d.row, d.column, d.before, d.after) for d in again.differences
    ]
    print_table(Table("Dibaca ulang dari berkas", columns, rows, right=(4,), whole=(0,), empty="nothing differs"))
    say(f"{again.n_submissions} submissions read and judged anew; nothing was changed", quiet=quiet)
