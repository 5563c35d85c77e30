"""Who still owes a report that is overdue, as the pages list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from sources.moments import jakarta_day
from warehouse.ledger.states import State
from warehouse.obligation_states import ObligationState
from warehouse.obligations import load_register, obligations_to_publish
from warehouse.terms import Terms

_SENT: Final = {
    State.RETURNED.value: "sudah kirim, dikembalikan",
    State.REJECTED.value: "sudah kirim, ditolak",
    State.NEEDS_CONFIRMATION.value: "sudah kirim, perlu ditegaskan",
    State.IN_REVIEW.value: "sudah kirim, menunggu persetujuan",
    State.WITHDRAWN.value: "sudah terbit, ditarik",
}


@dataclass(frozen=True, slots=True)
class Debt:
    """What an office owes for a month.

    Attributes:
        name: The office's.
        datasets: Labels of the datasets that have not come.
        days: Since the last day on time.
        note: What is known beside it; "" where nothing was sent.
    """

    name: str
    kanwil: str
    period: str
    datasets: Sequence[str]
    days: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A regional office's debts, the longest overdue first."""

    kanwil: str
    debts: Sequence[Debt]


def overdue(tx: Connection, labels: Mapping[str, str], *, now: datetime, terms: Terms) -> list[Debt]:
    """Everything that is late at a moment: a row an office and month, the longest overdue first.

    Args:
        tx: A look at the ledger.
        labels: Datasets of this installation, with what they are called.
        now: Aware.
        terms: When reports are due.
    """
    table = obligations_to_publish(tx, load_register(set(labels)), now=now, terms=terms)
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in table.to_pylist():
        if row["state"] == ObligationState.LATE:
            groups.setdefault((row["kode_upt"], row["periode"]), []).append(row)
    debts = [_debt(rows, labels, jakarta_day(now)) for rows in groups.values()]
    return sorted(debts, key=lambda d: (-d.days, d.kanwil, d.name, d.period))


def _debt(rows: Sequence[Mapping[str, object]], labels: Mapping[str, str], today: date) -> Debt:
    first, due = rows[0], rows[0]["due"]
    states = {str(row["last_attempt_state"]) for row in rows}
    note = next((words for state, words in _SENT.items() if state in states), "")
    days = (today - due).days if isinstance(due, date) else 0
    datasets = [labels[str(row["dataset"])] for row in rows]
    return Debt(str(first["nama_upt"]), str(first["kanwil"]), str(first["periode"]), datasets, days, note)


def by_region(debts: Iterable[Debt]) -> list[Region]:
    """Regional offices with debts, the most debts first."""
    regions: dict[str, list[Debt]] = {}
    for debt in debts:
        regions.setdefault(debt.kanwil, []).append(debt)
    ordered = sorted(regions.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Region(k, sorted(d, key=lambda one: (-one.days, one.name, one.period))) for k, d in ordered]
