"""``except``: an office is exempt, re-opened, or nobody waits for it any more; each with its reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import Table, print_json, print_table, say
from console.cli.session import session_of
from console.cli.status import as_json, one_of, period_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from warehouse.ledger import ExceptionKind

Row = dict[str, Any]
Json = Annotated[bool, typer.Option("--json", help="The obligations afterwards, as one JSON document.")]
_KINDS = {"exempt": "exempt", "reopen": "reopened", "close": "closed", "revoke": "revoked"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "except",
        epilog='Example: lumbung except LP2A-LAHAT 2026-10 reopen --until 2026-11-20 --reason "banjir" --by Siti',
    )(except_)


def except_(
    ctx: typer.Context,
    office: Annotated[str, typer.Argument(help="Code or full name of the office.")],
    period: Annotated[str, typer.Argument(help="Month, YYYY-MM.")],
    what: Annotated[str, typer.Argument(metavar="KIND", help="exempt, reopen, close or revoke.")],
    reason: Annotated[str, typer.Option(help="Why; no names of inmates.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who decides.", show_default=False)],
    dataset: Annotated[
        str | None, typer.Option(help="Only this dataset; without it all that the office owes.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="reopen: the new last day in Jakarta, YYYY-MM-DD.", show_default=False)
    ] = None,
    json_: Json = False,
) -> None:
    """Record a dated exception from an office's obligations for a month.

    exempt: nothing is owed. reopen: due on a later day. close: nothing came and nobody waits; it stays missing, not
    nil. revoke: earlier exceptions no longer hold. Nothing is overwritten: of all exceptions the latest counts.
    """
    from warehouse.ledger import ExceptionKind, Ledger, ObligationException, record_exception
    from warehouse.obligations import load_register, obligations

    session = session_of(ctx)
    kind = ExceptionKind(_KINDS[one_of(what, list(_KINDS), "kind of exception")])
    code, month, terms, owed = _office(office), period_of(period), session.settings.terms, load_register()
    until_day = _until(kind, until, terms.due(month))
    with Ledger.open(session.require_home().ledger).begin() as tx:
        every = obligations(tx, owed, [month], now=session.time, terms=terms).to_pylist()
        before = _chosen(every, code, dataset)
        _refuse_the_idle(kind, before)
        name = before[0]["dataset"] if dataset is not None else None
        record_exception(tx, ObligationException(code, month, name, kind, reason, by, session.time, until_day))
        every = obligations(tx, owed, [month], now=session.time, terms=terms).to_pylist()
        after = _chosen(every, code, dataset)
    if json_:
        print_json([as_json(row) for row in after])
        return
    lines = [(b["dataset"], b["state"], a["state"], a["due"]) for b, a in zip(before, after, strict=True)]
    columns = ("Dataset", "Keadaan sebelumnya", "Sekarang", "Jatuh tempo")
    print_table(Table(f"{code} {month}: {reason} ({by})", columns, lines))
    say("the next release shows it: it is published by the next ingest", quiet=session.quiet)


def _office(text: str) -> str:
    from sources.offices import Offices

    found = Offices.load().resolve(text)
    if found.kode_upt is None:
        near = f"; perhaps {', '.join(found.candidates)}" if found.candidates else ""
        raise UsageError(f"no single office {text!r} ({found.why}){near}: give its code")
    return found.kode_upt


def _until(kind: ExceptionKind, text: str | None, due: date) -> date | None:
    if kind.value != "reopened":
        if text is not None:
            raise UsageError("--until goes with reopen only")
        return None
    if text is None:
        raise UsageError("reopen needs --until: the new last day, e.g. --until 2026-11-20")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until {text!r} is no day: write 2026-11-20") from None
    if day <= due:
        raise UsageError(f"--until {day} is no later than the due day, {due}: give a later one")
    return day


def _chosen(rows: list[Row], code: str, dataset: str | None) -> list[Row]:
    mine = [row for row in rows if row["kode_upt"] == code]
    if dataset is None and mine:
        return mine
    names = [row["dataset"] for row in mine]
    if dataset not in names:
        raise UsageError(
            f"{code} owes no {dataset or 'report'} for this month: it owes {', '.join(names) or 'nothing'}"
        )
    return [row for row in mine if row["dataset"] == dataset]


def _refuse_the_idle(kind: ExceptionKind, rows: list[Row]) -> None:
    """An exception that changes nothing is a mistake of who types it."""
    where = f"{rows[0]['kode_upt']} {rows[0]['periode']}"
    if kind.value == "revoked" and not any(row["exception"] for row in rows):
        raise UsageError(f"{where} has no exception to revoke: 'lumbung status --json' shows those in force")
    if kind.value in {"closed", "exempt"} and all(row["in_force_id"] for row in rows):
        raise UsageError(f"{where} has been reported already; 'reopen --until DAY' makes a late report one in time")
