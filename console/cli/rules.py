"""``rules``: what is checked, and how often it fired."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.output import print_json, print_table
from console.cli.session import session_of


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
    fired: dict[str, int] = {}
    if session.home.ledger.exists():
        from warehouse.ledger import Ledger

        fired = Ledger.open(session.home.ledger).findings_by_rule()
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
            "confirmed": 0,
        }
        for rule in session.contracts.rules
        if dataset in (None, rule.dataset)
    ]
    if json_:
        print_json(rows)
        return
    columns = ("Aturan", "Dataset", "Tingkat", "Tindakan", "Judul", "Muncul")
    cells = [(r["id"], r["dataset"], r["tier"], r["severity"], r["title"], r["fired"]) for r in rows]
    print_table(f"{len(rows)} aturan", columns, cells, right=(5,))
