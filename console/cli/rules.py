"""``rules``: what is checked and how well each rule does. ``shadow``: what changed rules say of the published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import Table, print_json, print_table, say
from console.cli.session import Session, session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from sources.contract import Rule
    from warehouse.ledger.rule_quality import RuleQuality
    from warehouse.ledger.shadows import ShadowVerdict

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]

MATURITIES = ("uji", "aktif", "pensiun")
_VERDICTS = {
    "accepted": "diterima",
    "needs_confirmation": "perlu penjelasan",
    "returned": "dikembalikan",
    "rejected": "ditolak",
    "failed": "tidak dapat diperiksa",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "rules", epilog="Example: lumbung rules --dataset panen --tier K  ·  lumbung rules --suite penjualan --json"
    )(rules)
    app.command("shadow", epilog="Example: lumbung shadow  ·  lumbung shadow --json")(shadow)


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


def shadow(ctx: typer.Context, json_: Json = False) -> None:
    """List published submissions that today's rules would judge otherwise. They stay published until a person decides.

    See one with 'lumbung show ID'; take it back with 'lumbung decide ID withdraw', or mend the rule.
    """
    from warehouse.ledger import Ledger, get_submissions
    from warehouse.ledger.shadows import shadows_of

    with Ledger.look(session_of(ctx).require_home().ledger).read() as tx:
        found = shadows_of(tx)
        known = {s.id: s for s in get_submissions(tx, [s.submission_id for s in found])}
    if json_:
        whose = {i: {"office": s.office, "period": s.period, "file": s.file} for i, s in known.items()}
        print_json([{"id": s.submission_id} | whose[s.submission_id] | shadow_as_json(s) for s in found])
        return
    columns = ("ID", "Kantor", "Periode", "Semula", "Menurut aturan kini", "Karena")
    rows = [
        (s.submission_id, known[s.submission_id].office, known[s.submission_id].period, *verdicts(s)) for s in found
    ]
    print_table(
        Table(f"{len(found)} laporan terbit yang akan dinilai lain", columns, rows, whole=(0, 2), empty="tidak ada")
    )


def shadow_as_json(one: ShadowVerdict) -> dict[str, Any]:
    """A shadow verdict as scripts read it."""
    return {
        "was": one.was, "verdict": one.verdict, "because": list(one.because), "findings": list(one.findings),
        "ruleset": one.ruleset, "at": one.at, "run_id": one.run_id,
    }  # fmt: skip


def verdicts(one: ShadowVerdict) -> tuple[str, str, str]:
    """Then, now, and why, for people."""
    return _VERDICTS[one.was], _VERDICTS[one.verdict], ", ".join(one.because)


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
