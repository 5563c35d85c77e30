"""``rules``: what is checked, and how often it fired."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.output import Table, print_json, print_table
from console.cli.session import Session, session_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rules", epilog="Example: lumbung rules  ·  lumbung rules --dataset panen --json")(rules)


def rules(
    ctx: typer.Context,
    dataset: Annotated[str | None, typer.Option(help="Only rules of this dataset.", show_default=False)] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """List every rule with tier, severity, maturity, and how often it fired and was confirmed."""
    session = session_of(ctx)
    fired, confirmed = _counts(session)
    rows = [
        {
            "id": rule.id,
            "dataset": rule.dataset,
            "tier": rule.tier,
            "severity": rule.severity,
            "maturity": rule.maturity,
            "kind": rule.kind,
            "fields": list(rule.fields),
            "title": rule.title,
            "message": rule.message,
            "fix": rule.fix,
            "fired": fired.get(rule.id, 0),
            "confirmed": confirmed.get(rule.id, 0),
        }
        for rule in session.contracts.rules
        if dataset in (None, rule.dataset)
    ]
    if json_:
        print_json(rows)
        return
    columns = ("Aturan", "Dataset", "Tingkat", "Tindakan", "Judul", "Muncul")
    cells = [(r["id"], r["dataset"], r["tier"], r["severity"], r["title"], r["fired"]) for r in rows]
    print_table(Table(f"{len(rows)} aturan", columns, cells, right=(5,)))


def _counts(session: Session) -> tuple[dict[str, int], dict[str, int]]:
    """How often each rule fired, and how often a person confirmed the value as right, in the ledger of the home."""
    if not session.home.ledger.exists():
        return {}, {}
    from warehouse.ledger import Ledger, count_by_rule

    with Ledger.look(session.home.ledger).read() as tx:
        return count_by_rule(tx), count_by_rule(tx, status="confirmed")
