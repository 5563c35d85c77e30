"""``check``: read and check files without loading them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.findings import finding_rows
from console.cli.look import Files, must_exist
from console.cli.output import Table, number, print_json, print_table, progress
from console.cli.session import session_of

_VERDICTS = {
    "accepted": "DITERIMA",
    "returned": "DIKEMBALIKAN: perbaiki yang bertanda PERBAIKI, lalu kirim ulang",
    "rejected": "DITOLAK: tidak dapat dimuat sebelum yang bertanda TOLAK diselesaikan",
    "failed": "GAGAL: ada aturan yang tidak dapat dijalankan; ini kesalahan sistem, bukan kesalahan UPT",
}
_COLUMNS = ("Tindakan", "Aturan", "Lembar", "Sel", "Nilai", "Pesan dan perbaikan")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", epilog="Example: lumbung check laporan.xlsx  ·  lumbung check --json kiriman/*.csv")(check)


def check(
    ctx: typer.Context,
    files: Files,
    fast: Annotated[bool, typer.Option("--fast", help="Without Great Expectations beside the rules.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a line, a line a file.")] = False,
) -> None:
    """Read and check files without loading them. Exit code 1 where a file is returned or rejected."""
    from flows.checking import Look, check_files

    must_exist(files)
    session = session_of(ctx)
    look = Look(session.settings, session.contracts, session.time, session.today, fast)
    with progress("Checking", quiet=session.quiet or json_):
        checked = list(check_files(files, look))
    for one in checked:
        if json_:
            print_json(one, lines=True)
        else:
            _show(one)
    verdicts = {one["verdict"] for one in checked}
    raise typer.Exit(2 if "failed" in verdicts else 1 if verdicts & {"returned", "rejected"} else 0)


def _show(one: dict[str, Any]) -> None:
    parts = ", ".join(
        f"{name} {'nihil' if part['nil'] else number(part['rows']) + ' baris'}"
        for name, part in one["datasets"].items()
    )
    print(f"{Path(one['file']).name}: {_VERDICTS[one['verdict']]}")
    print(
        f"  {one['office'] or 'UPT tidak dikenal'}, periode {one['period'] or 'tidak dikenal'}: {parts or 'tanpa data'}"
    )
    rows = finding_rows(one["findings"])
    print_table(Table(f"{len(one['findings'])} temuan", _COLUMNS, rows, empty="tidak ada yang perlu diperbaiki"))
