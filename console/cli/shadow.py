"""``shadow``: what changed rules would say of what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.output import Table, print_json, print_table
from console.cli.session import Session, session_of

if TYPE_CHECKING:
    from warehouse.ledger.shadows import ShadowVerdict

_VERDICTS = {
    "accepted": "diterima",
    "needs_confirmation": "perlu penjelasan",
    "returned": "dikembalikan",
    "rejected": "ditolak",
    "failed": "tidak dapat diperiksa",
}
_MOST = 15
"""Findings shown of one submission; ``--json`` has all of them."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("shadow", epilog="Example: lumbung shadow  ·  lumbung shadow --json")(shadow)


def shadow(
    ctx: typer.Context,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
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


def shadow_of(session: Session, submission: str) -> ShadowVerdict | None:
    """What today's rules would say of one published submission; None: the same as when it was judged."""
    from warehouse.ledger import Ledger
    from warehouse.ledger.shadows import shadows_of

    with Ledger.look(session.home.ledger).read() as tx:
        return next(iter(shadows_of(tx, [submission])), None)


def shadow_table(one: ShadowVerdict) -> Table:
    """The notice on a published submission, with the findings that came or went."""
    was, now, because = verdicts(one)
    title = f"Menurut aturan kini: {now} (semula {was}), karena {because}. Yang terbit tidak berubah."
    said = {"new": "baru", "gone": "hilang"}
    rows = [
        (said[f["change"]], f["severity"], f["rule"], f["sheet"] or "", f["cell"] or "") for f in one.findings[:_MOST]
    ]
    return Table(title, ("", "Tindakan", "Aturan", "Lembar", "Sel"), rows, empty="tanpa temuan")
