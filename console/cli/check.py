"""``check``: read and check files without loading them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.feedback import must_be_workbook, tell
from console.cli.findings import finding_rows
from console.cli.look import Files, must_exist
from console.cli.output import Table, number, print_json, print_table, print_wrapped, progress
from console.cli.session import Session, session_of
from sources.errors import UsageError

_VERDICTS = {
    "accepted": "DITERIMA",
    "returned": "DIKEMBALIKAN: perbaiki yang bertanda PERBAIKI, lalu kirim ulang",
    "rejected": "DITOLAK: tidak dapat dimuat sebelum yang bertanda TOLAK diselesaikan",
    "failed": "GAGAL: ada aturan yang tidak dapat dijalankan; ini kesalahan sistem, bukan kesalahan UPT",
}
_ASKS = "PERLU PENJELASAN: dapat dimuat setelah yang bertanda KONFIRMASI diberi alasan"
_COLUMNS = ("Tindakan", "Aturan", "Lembar", "Sel", "Nilai", "Pesan dan perbaikan")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", epilog="Example: lumbung check a.xlsx b.csv  ·  lumbung check a.xlsx --out kembali.xlsx")(
        check
    )


def check(
    ctx: typer.Context,
    files: Files,
    fast: Annotated[bool, typer.Option("--fast", help="Without Great Expectations beside the rules.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a line, a line a file.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the file marked up (.xlsx), with a page and a letter beside it.", show_default=False),
    ] = None,
) -> None:
    """Read and check files without loading them. Exit code 1 where a file is returned or rejected."""
    from flows.checking import Look, check_files

    must_exist(files)
    if out is not None:
        must_be_workbook(out)
    session = session_of(ctx)
    look = Look(session.settings, session.contracts, session.time, session.today, fast)
    with progress("Checking", quiet=session.quiet or json_):
        checked = list(check_files(files, look))
    if out is not None:
        _mark(session, files, checked, out)
    for one in checked:
        if json_:
            print_json(one, lines=True)
        else:
            _show(session, one)
    verdicts = {one["verdict"] for one in checked}
    raise typer.Exit(2 if "failed" in verdicts else 1 if verdicts & {"returned", "rejected"} else 0)


def _mark(session: Session, files: list[Path], checked: list[dict[str, Any]], out: Path) -> None:
    """Write what the office of a single file would get back."""
    from flows.feedback import Whose, notice_of, write_feedback

    if len(files) != 1 or len(checked) != 1 or checked[0]["file"] != str(files[0]):
        raise UsageError("--out marks one file: name a single one, and no zip of several")
    one = checked[0]
    whose = Whose(one["file"], one["office"], one["period"], one["verdict"])
    notice = notice_of(whose, one["findings"], session.contracts)
    tell(write_feedback(notice, files[0], out, session.settings.feedback_limits), quiet=session.quiet)


def _show(session: Session, one: dict[str, Any]) -> None:
    parts = ", ".join(
        f"{name} {'nihil' if part['nil'] else number(part['rows']) + ' baris'}"
        for name, part in one["datasets"].items()
    )
    asks = one["verdict"] == "accepted" and any(f["severity"] == "KONFIRMASI" for f in one["findings"])
    print_wrapped(f"{Path(one['file']).name}: {_ASKS if asks else _VERDICTS[one['verdict']]}")
    whose = f"{one['office'] or 'UPT tidak dikenal'}, periode {one['period'] or 'tidak dikenal'}"
    print_wrapped(f"{whose}: {parts or 'tanpa data'}", indent=2)
    rows = finding_rows(one["findings"], one["file"], session.contracts)
    print_table(Table(f"{len(one['findings'])} temuan", _COLUMNS, rows, empty="tidak ada yang perlu diperbaiki"))
