"""``decide``: what a person says of a submission or of its findings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.output import Table, print_json, print_table, say
from console.cli.session import session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from flows.deciding import Decided
    from warehouse.ledger import State

_NEXT = {
    "RETURNED": "UPT masih harus memperbaiki; kirim kembali berkasnya: lumbung feedback {id} KELUARAN.xlsx",
    "NEEDS_CONFIRMATION": "masih ada temuan tanpa alasan: lumbung show {id}",
    "IN_REVIEW": "orang lain memeriksa, lalu: lumbung decide {id} approve --reason … --by …",
    "PUBLISHED": "sudah dimuat; analis melihatnya pada terbitan berikutnya (lumbung ingest atau lumbung publish)",
    "SUPERSEDED": "sudah dimuat; yang berlaku adalah kiriman yang lebih baru",
    "WITHDRAWN": "angkanya tidak ada lagi pada terbitan berikutnya (lumbung ingest atau lumbung publish)",
}
"""State → what happens next."""

_LATER = "sedang ada ingest yang berjalan, atau isinya harus dibaca ulang; ingest itu atau yang berikutnya memuatnya"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "decide",
        epilog='Example: lumbung decide S0123456789abcdef confirm --all --reason "Panen raya" --by "Siti Aminah"',
    )(decide)


def decide(
    ctx: typer.Context,
    submission: Annotated[str, typer.Argument(help="The id, as 'submissions' lists it.", show_default=False)],
    what: Annotated[
        str, typer.Argument(metavar="ACTION", help="approve, return, withdraw, waive or confirm.", show_default=False)
    ],
    reason: Annotated[str, typer.Option(help="Why; no names or numbers of inmates.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who decides.", show_default=False)],
    finding: Annotated[
        str | None, typer.Option(help="confirm, waive: this finding (its id's beginning).", show_default=False)
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="confirm, waive: all open findings of the kind.")] = False,
    until: Annotated[
        str | None, typer.Option(help="waive: the waiver's last day in Jakarta, YYYY-MM-DD.", show_default=False)
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Decide on a submission; written down for good, with who and why, and carried out at once where nothing runs.

    confirm: a value that was asked about is right. waive: let a finding pass until a day; one person asks, another one
    grants it the same way. approve: publish what is answered; neither who handed it in nor who answered may. return:
    send it back to the office. withdraw: take back what is published; the attempt before it counts again.
    """
    from flows.deciding import Action, Wish
    from flows.deciding import decide as carry_out

    session = session_of(ctx)
    session.require_home()
    try:
        action = Action(what)
    except ValueError:
        raise UsageError(f"{what!r} is no decision: choose from {', '.join(Action)}") from None
    wish = Wish(submission, action, reason, by, finding, all_, None if until is None else _day(until))
    done = carry_out(session.settings, wish, now=session.time)
    if json_:
        print_json(done.as_json())
        return
    _print(done)
    say(_LATER if done.waits_for_run else _next(done.submission, done.state), quiet=session.quiet)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until {text!r} is no day: write 2026-12-31") from None


def _print(done: Decided) -> None:
    written = ", ".join(f"{n} {kind}" for kind, n in done.kinds.items())
    left = ", ".join(f"{n} {severity}" for severity, n in done.open.items()) or "tidak ada"
    rows = [("dicatat", written), ("status sekarang", done.state.value), ("temuan belum dijawab", left)]
    print_table(Table(done.submission, ("", ""), rows))


def _next(submission: str, state: State) -> str:
    return _NEXT.get(state.value, "").format(id=submission)
