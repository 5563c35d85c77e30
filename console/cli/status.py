"""``status``: who owes which report, who is late, who reported nil; live from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import print_json
from console.cli.session import session_of
from sources.collection import collection_put_off
from sources.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.owed import Register

Row = dict[str, Any]
Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", epilog="Example: lumbung status --period 2026-10 --kanwil Aceh")(collection_put_off()(status))


def status(
    ctx: typer.Context,
    period: Annotated[
        str | None, typer.Option(help="Month, YYYY-MM; without it the latest one due.", show_default=False)
    ] = None,
    kanwil: Annotated[
        str | None, typer.Option(help="Only this regional office, office by office.", show_default=False)
    ] = None,
    state: Annotated[
        str | None, typer.Option(help="Only this state, as a list, e.g. TERLAMBAT.", show_default=False)
    ] = None,
    json_: Json = False,
) -> None:
    """Show who owes which report for a month: due, late, fulfilled, nil, exempt, by regional office and dataset."""
    from console.cli.obligation_screen import Asked, print_list, print_nation, print_regional_office
    from warehouse.ledger import Ledger
    from warehouse.owed import load_register, owed_rows

    session = session_of(ctx)
    terms = session.settings.terms
    month = period_of(period) if period is not None else terms.latest_due(session.time)
    owed = load_register()
    place = _kanwil(owed, kanwil) if kanwil is not None else None
    wanted = _state(state) if state is not None else None
    with Ledger.look(session.require_home().ledger).read() as tx:
        rows: list[Row] = owed_rows(tx, owed, [month], now=session.time, terms=terms)
    rows = [r for r in rows if place in {None, r["kanwil"]} and wanted in {None, r["state"]}]
    asked = Asked(month, session.time, owed.datasets, place, terms)
    if json_:
        print_json([as_json(row) for row in rows])
    elif wanted is not None:
        print_list(asked, wanted, rows)
    elif place is not None:
        print_regional_office(asked, rows)
    else:
        print_nation(asked, rows)


def as_json(row: Row) -> Row:
    """An obligation as scripts read it; names are never taken away, more may come."""
    return {
        "office": row["kode_upt"],
        "name": row["nama_upt"],
        "kanwil": row["kanwil"],
        "dataset": row["dataset"],
        "period": row["periode"],
        "state": row["state"],
        "due": row["due"],
        "grace_until": row["grace_until"],
        "received_at": row["received_at"],
        "on_time": row["on_time"],
        "submission": row["submission_id"],
        "in_force": row["in_force_id"],
        "last_attempt": row["last_attempt"],
        "last_attempt_state": row["last_attempt_state"],
        "last_attempt_at": row["last_attempt_at"],
        "exception": row["exception"],
        "reason": row["reason"],
        "actor": row["actor"],
    }


def period_of(text: str) -> str:
    """The month that a word of the command line names.

    Raises:
        UsageError: none, or more than one.
    """
    from sources.periods import parse_period

    if (found := parse_period(text)) is None:
        raise UsageError(f"{text!r} is no month: write 2026-10 or 'Oktober 2026'")
    return found


def _kanwil(owed: Register, text: str) -> str:
    names = sorted({office.kanwil for office in owed.offices})
    return one_of(text, names, "regional office")


def _state(text: str) -> str:
    from warehouse.obligation_states import ObligationState

    return one_of(text, [s.value for s in ObligationState], "state")


def one_of(text: str, names: Sequence[str], what: str) -> str:
    """The one of some names that is meant, whatever its case.

    Raises:
        UsageError: none; says which there are.
    """
    from difflib import get_close_matches

    known = {name.casefold(): name for name in names}
    if (found := known.get(" ".join(text.split()).casefold())) is not None:
        return found
    near = [known[n] for n in get_close_matches(text.casefold(), known, n=3)] or names
    raise UsageError(f"no {what} {text!r}: choose from {', '.join(near)}")
