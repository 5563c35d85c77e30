"""What of a submission waits for an answer, and what people said: tables of ``show``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from checks.feedback.notice import cut_value
from checks.shown_numbers import Shower
from console.cli.output import Table

if TYPE_CHECKING:
    from console.cli.session import Session
    from warehouse.ledger import Record
    from warehouse.ledger.decisions import Decision

MOST_LINES: Final = 30
"""Findings that wait, on a screen; the rest is counted, and in ``show --json``."""

ID_LETTERS: Final = 8
"""Of a finding's id: enough to tell those of one submission apart, and to type."""

_KINDS: Final = {
    "confirm": "ditegaskan", "waive_request": "minta pengecualian", "waive_approve": "dikecualikan",
    "approve": "disetujui", "return": "dikembalikan", "withdraw": "ditarik", "forget": "berkas dihapus",
}  # fmt: skip
_ASKED: Final = {"KONFIRMASI": "confirm", "PERBAIKI": "waive"}


def open_table(record: Record, session: Session) -> Table | None:
    """Findings that somebody has to answer, with the reasons to choose from; None where there is none."""
    found: dict[str, dict[str, Any]] = {}
    for row in record.findings:
        if row["status"] == "open" and row["severity"] in _ASKED:
            found.setdefault(row["finding_id"], row)
    if not found:
        return None
    rules = {rule.id: rule for rule in session.contracts.rules}
    shower = Shower(session.contracts)
    rows = []
    for key, row in list(found.items())[:MOST_LINES]:
        rule = rules.get(row["rule"])
        value = cut_value(shower.shown(row, record.submission.file)["value"] or "")
        cannot = row["severity"] == "PERBAIKI" and not (rule and rule.waivable)
        how = "harus diperbaiki" if cannot else _ASKED[row["severity"]]
        reasons = "; ".join(rule.reasons) if rule and row["severity"] == "KONFIRMASI" else ""
        rows.append((key[:ID_LETTERS], row["rule"], row["cell"] or "", value, how, reasons))
    more = f" ({len(found) - len(rows)} lagi: --json)" if len(found) > len(rows) else ""
    return Table(
        f"Menunggu jawaban{more}", ("Temuan", "Aturan", "Sel", "Nilai", "Jawab dengan", "Pilihan alasan"), rows
    )


def decisions_table(record: Record) -> Table | None:
    """Decisions on the submission and its findings, those carried over from other attempts marked."""
    places = {row["finding_id"]: _place(row) for row in record.findings} if record.decisions else {}
    rows = [
        (f"{d.at:%Y-%m-%d %H:%M}", _KINDS[d.kind.value], (d.finding_id or "")[:ID_LETTERS],
         places.get(d.finding_id, ""), d.actor, _said(d, record))
        for d in record.decisions
    ]  # fmt: skip
    return Table("Keputusan", ("Waktu (UTC)", "Apa", "Temuan", "Sel", "Oleh", "Alasan"), rows) if rows else None


def _place(finding: Mapping[str, Any]) -> str:
    return " ".join(word for word in (finding["sheet"], finding["cell"]) if word)


def decisions_json(record: Record) -> list[dict[str, Any]]:
    """The same for ``show --json``."""
    return [
        {"kind": d.kind.value, "finding_id": d.finding_id, "rule": d.rule, "reason": d.reason, "actor": d.actor,
         "at": d.at, "expires_on": d.expires_on, "carried_over": _is_carried(d, record)}
        for d in record.decisions
    ]  # fmt: skip


def _is_carried(decision: Decision, record: Record) -> bool:
    return decision.submission_id != record.submission.id


def _said(decision: Decision, record: Record) -> str:
    until = f" (sampai {decision.expires_on})" if decision.expires_on else ""
    return decision.reason + until + (" [dari kiriman lain]" if _is_carried(decision, record) else "")
