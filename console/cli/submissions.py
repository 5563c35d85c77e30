"""``submissions`` and ``show``: the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.cli.answers import decisions_json, decisions_table, open_table
from console.cli.output import Table, print_json, print_table
from console.cli.session import Session, session_of
from console.cli.shadow import shadow_as_json, shadow_of, shadow_table
from sources.collection import collection_put_off
from sources.errors import UsageError

if TYPE_CHECKING:
    from warehouse.ledger import Record, Submission

_OUTCOMES = {
    "passed": "lolos", "failed": "ada temuan", "skipped": "tidak dijalankan", "inconclusive": "tidak dapat diputuskan",
}  # fmt: skip
RULES_NAMED = 4
"""Of those that ended the same way, on a screen; all of them are in ``show --json``."""
_PARTS = {"in_force": "berlaku", "superseded": "digantikan", "nil": "nihil", "none": "belum terbit"}

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for name, function, example in (
        ("submissions", submissions, "lumbung submissions --state RETURNED --period 2026-10"),
        ("show", show, "lumbung show S0123456789abcdef"),
    ):
        app.command(name, epilog=f"Example: {example}")(collection_put_off()(function))


def submissions(
    ctx: typer.Context,
    state: Annotated[str | None, typer.Option(help="Only this state, e.g. RETURNED.", show_default=False)] = None,
    period: Annotated[str | None, typer.Option(help="Only this month, YYYY-MM.", show_default=False)] = None,
    office: Annotated[str | None, typer.Option(help="Only this office (code).", show_default=False)] = None,
    json_: Json = False,
) -> None:
    """List submissions with their state, attempt, parts and findings."""
    from warehouse.ledger import Ledger, list_submissions

    session = session_of(ctx)
    wanted = _state(state)
    with Ledger.look(session.require_home().ledger).read() as tx:
        found = list_submissions(tx, state=wanted, period=period, office=office)
    if json_:
        print_json([_as_json(s) for s in found])
        return
    columns = ("ID", "Kantor", "Periode", "Status", "Ke-", "Temuan", "Berkas")
    rows = [(s.id, s.office or "?", s.period or "?", s.state, s.attempt or "", _counts(s), s.file) for s in found]
    print_table(Table(f"{len(found)} submissions", columns, rows, right=(4,), whole=(0, 2, 3)))


def _state(text: str | None) -> Any:
    from warehouse.ledger import State

    if text is None:
        return None
    try:
        return State(text.upper())
    except ValueError:
        raise UsageError(f"no state {text!r}: choose from {', '.join(State)}") from None


def _as_json(submission: Submission) -> dict[str, Any]:
    return {
        "id": submission.id,
        "file": submission.file,
        "office": submission.office,
        "period": submission.period,
        "state": submission.state.value,
        "verdict": submission.verdict,
        "attempt": submission.attempt,
        "duplicate_of": submission.duplicate_of,
        "predecessor": submission.predecessor,
        "received_at": submission.received_at,
        "parts": {part.dataset: part.word for part in submission.parts},
        "findings": dict(submission.findings or {}),
        "rows_aside": dict(submission.rows_aside),
    }


def _counts(submission: Submission) -> str:
    aside = sum(submission.rows_aside.values())
    counts = [f"{n} {severity}" for severity, n in (submission.findings or {}).items()]
    return ", ".join([*counts, *([f"{aside} baris disisihkan"] if aside else [])])


def show(
    ctx: typer.Context,
    submission: Annotated[str, typer.Argument(help="The id, as 'submissions' lists it; its beginning is enough.")],
    json_: Json = False,
) -> None:
    """Show one submission: its events, findings, rule runs, what waits for an answer, and what was decided."""
    session = session_of(ctx)
    record = find_record(session, submission)
    differs = shadow_of(session, record.submission.id)
    if json_:
        print_json(
            {
                **_as_json(record.submission),
                "place": record.delivery.place,
                "path": record.delivery.path,
                "sha256": record.delivery.sha256,
                "size": record.delivery.size,
                "ruleset": record.submission.ruleset,
                "events": [
                    {"at": e.at, "from": e.from_state, "to": e.to_state, "actor": e.actor, "reason": e.reason,
                     "ruleset": e.ruleset, "run_id": e.run_id}
                    for e in record.events
                ],
                "findings_list": _findings_json(session, record),
                "decisions": decisions_json(record),
                "shadow": None if differs is None else shadow_as_json(differs),
                "rule_runs": list(record.rule_runs),
            }
        )  # fmt: skip
        return
    _print_record(record, session)
    notice = None if differs is None else shadow_table(differs)
    for table in (open_table(record, session), decisions_table(record), notice):
        if table is not None:
            print_table(table)


def _findings_json(session: Session, record: Record) -> list[dict[str, Any]]:
    from warehouse.ledger import Ledger
    from warehouse.ledger.answers import first_sights

    with Ledger.look(session.home.ledger).read() as tx:
        seen = first_sights(tx, record.submission.id)
    return [row | {"first_seen": seen.get(row["finding_id"])} for row in record.findings]


def find_record(session: Session, start: str) -> Record:
    """The one submission whose id begins so.

    Raises:
        UsageError: there is none, or more than one.
    """
    from warehouse.ledger import Ledger, record_of

    key = find_id(session, start)
    with Ledger.look(session.home.ledger).read() as tx:
        return record_of(tx, key)


def find_id(session: Session, start: str) -> str:
    """The id of the one submission that begins so.

    Raises:
        UsageError: there is none, or more than one.
    """
    from warehouse.ledger import Ledger
    from warehouse.ledger.submissions import ids_beginning

    with Ledger.look(session.require_home().ledger).read() as tx:
        found = ids_beginning(tx, start)
    if len(found) > 1:
        raise UsageError(f"{start!r} is the beginning of {len(found)} ids: give more of it")
    if not found:
        raise UsageError(f"the ledger knows no submission {start}; 'lumbung submissions' lists what it knows")
    return found[0]


def _print_record(record: Record, session: Session) -> None:
    from console.cli.findings import finding_rows
    from warehouse.run_report.wording import reason_words

    s = record.submission
    print_table(
        Table(
            f"{s.id}  {s.file}",
            ("", ""),
            [
                ("kantor", s.office or "?"),
                ("periode", s.period or "?"),
                ("status", s.state),
                *([("putusan", s.verdict)] if s.verdict else []),
                ("percobaan ke-", s.attempt or ""),
                *([("perbaikan dari", s.predecessor)] if s.predecessor else []),
                ("diterima (UTC)", f"{s.received_at:%Y-%m-%d %H:%M:%S}"),
                ("bagian", ", ".join(f"{p.dataset} {_PARTS[p.word]} ({p.n_rows} baris)" for p in s.parts)),
                *([("disisihkan", _aside(s))] if s.rows_aside else []),
                ("sha256", s.sha256),
            ],
        )
    )
    events = [
        (f"{e.at:%Y-%m-%d %H:%M:%S}", e.from_state or "", e.to_state, e.actor, reason_words(e.reason))
        for e in record.events
    ]
    print_table(Table("Riwayat", ("Waktu (UTC)", "Dari", "Menjadi", "Oleh", "Alasan"), events))
    rows = finding_rows(record.findings, s.file, session.contracts)
    print_table(
        Table("Temuan", ("Tindakan", "Aturan", "Lembar", "Sel", "Nilai", "Pesan"), rows, empty="tidak ada temuan")
    )
    print_table(_runs_table(record))


def _aside(submission: Submission) -> str:
    said = ", ".join(f"{n} baris {dataset}" for dataset, n in submission.rows_aside.items())
    return f"{said}: belum dihitung, menunggu perbaikan"


def _runs_table(record: Record) -> Table:
    """How the rules ended, and why those did not run that did not: many for the same reason are one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for run in record.rule_runs:
        groups.setdefault((run["outcome"], run["why"] or ""), []).append(run["rule"])
    order = ("inconclusive", "failed", "skipped", "passed")
    rows = []
    for (outcome, why), rules in sorted(groups.items(), key=lambda group: (order.index(group[0][0]), group[0][1])):
        named = "" if outcome == "passed" else ", ".join(rules[:RULES_NAMED]) + (" …" if rules[RULES_NAMED:] else "")
        rows.append((_OUTCOMES[outcome], len(rules), named, why))
    title = "Aturan yang dijalankan"
    return Table(title, ("Hasil", "Jumlah", "Aturan", "Sebab"), rows, right=(1,), empty="belum ada")
