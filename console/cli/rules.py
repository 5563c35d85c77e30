"""``rules``: what is checked, and how well each rule does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import Table, print_json, print_table, say
from console.cli.session import Session, session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from sources.contract import Rule
    from warehouse.ledger.rule_quality import RuleQuality

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]

MATURITIES = ("uji", "aktif", "pensiun")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "rules", epilog="Example: lumbung rules --dataset panen --tier K  ·  lumbung rules --suite penjualan --json"
    )(rules)


def rules(
    ctx: typer.Context,
    dataset: Annotated[str | None, typer.Option(help="Only rules of this dataset.", show_default=False)] = None,
    tier: Annotated[str | None, typer.Option(help="Only this tier: P S V K R M.", show_default=False)] = None,
    maturity: Annotated[str | None, typer.Option(help="Only uji, aktif or pensiun.", show_default=False)] = None,
    suite: Annotated[
        str | None,
        typer.Option(help="Print a Great Expectations suite: a dataset's, or pengiriman.", show_default=False),
    ] = None,
    json_: Json = False,
) -> None:
    """List every rule with tier, severity, maturity, how often it fired, and how often the value was right after all.

    The false-alarm rate is the share of its findings that people confirmed as right. Rules on trial (uji) only note;
    those that have run for two periods are ready to be decided on.
    """
    session = session_of(ctx)
    _known("tier", tier and tier.upper(), "PSVKRM")
    _known("maturity", maturity, MATURITIES)
    _known("dataset", dataset or suite, [session.contracts.envelope.name, *session.contracts.datasets])
    if suite is not None:
        _show_suite(session, suite, json_=json_)
        return
    chosen = [
        rule
        for rule in session.contracts.rules
        if dataset in (None, rule.dataset)
        and (tier is None or tier.upper() == rule.tier)
        and maturity in (None, rule.maturity)
    ]
    quality = _quality(session)
    if json_:
        print_json([_as_json(rule, quality.get(rule.id)) for rule in chosen])
    else:
        _print_rules(chosen, quality)


def _known(what: str, given: str | None, allowed: Any) -> None:
    if given is not None and given not in list(allowed):
        raise UsageError(f"no {what} {given!r}: choose from {', '.join(allowed)}")


def _show_suite(session: Session, name: str, *, json_: bool) -> None:
    from checks.expectations.suites import suite_document

    document = suite_document(session.contracts, name)
    if json_:
        print_json(document)
        return
    asked = document["expectations"]
    rows = [(e["meta"].get("rule", ""), e["severity"], e["type"], e.get("description", "")) for e in asked]
    print_table(Table(f"suite {name}", ("Aturan", "Severity", "Expectation", "Judul"), rows, whole=(0, 1)))


def _quality(session: Session) -> dict[str, RuleQuality]:
    """How the rules do in the ledger of the home; nothing where there is none."""
    if not session.home.ledger.exists():
        return {}
    from warehouse.ledger import Ledger
    from warehouse.ledger.rule_quality import rule_quality

    with Ledger.look(session.home.ledger).read() as tx:
        return rule_quality(tx)


def _as_json(rule: Rule, quality: RuleQuality | None) -> dict[str, Any]:
    from warehouse.ledger.rule_quality import RuleQuality as Known

    q = quality or Known()
    names = ("id", "dataset", "tier", "severity", "maturity", "kind", "fields", "title", "message", "fix", "valid_from")
    counts = ("fired", "raised", "confirmed", "waived", "mended", "submissions", "judged", "periods")
    rates = ("firing_rate", "false_alarm_rate")
    return {n: getattr(rule, n) for n in (*names, "valid_to")} | {n: getattr(q, n) for n in (*counts, *rates)}


def _print_rules(chosen: list[Rule], quality: dict[str, RuleQuality]) -> None:
    from warehouse.ledger.rule_quality import STOOD, RuleQuality

    rows = []
    for rule in chosen:
        q = quality.get(rule.id, RuleQuality())
        rate = "" if q.false_alarm_rate is None else f"{q.false_alarm_rate:.0%}".replace("%", " %")
        rows.append(
            (rule.id, rule.dataset, rule.severity, rule.maturity, rule.title, q.raised, q.confirmed, q.mended, rate)
        )
    columns = ("Aturan", "Dataset", "Tindakan", "Status", "Judul", "Temuan", "Benar", "Diubah", "Alarm palsu")
    print_table(Table(f"{len(rows)} aturan", columns, rows, right=(5, 6, 7, 8), whole=(0, 2)))
    ready = [r.id for r in chosen if r.maturity == "uji" and quality.get(r.id, RuleQuality()).periods >= STOOD]
    if ready:
        say(f"on trial for {STOOD} periods or more, ready to be decided on: {', '.join(ready)}")
