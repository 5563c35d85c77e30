"""A ledger filled with attempts as they ended, and the obligations that follow, for hand-made cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sources.obligations import Duty
from sources.reference import Office
from warehouse.ledger import Delivery, Ledger, Part, PartState, Stamp, identify, record_deliveries, record_parts
from warehouse.ledger import schema as tables
from warehouse.ledger.exceptions import ExceptionKind, ObligationException, record_exception
from warehouse.obligations import Register, obligations
from warehouse.terms import Terms

PERIOD = "2026-10"
TERMS = Terms(due_day=5, grace_days=3)
OFFICES = (("L", "Lapas", "Umum"), ("W", "Lapas", "Perempuan"), ("B", "Bapas", "Umum"))


def register() -> Register:
    """Lapas L and W (women) owe panen and kegiatan, Bapas B only kegiatan; W owes no panen from 2026-11 on."""
    offices = tuple(
        Office(code, f"{kind} {code}", kind, "IIA", speciality, "Utara", None, None, code)
        for code, kind, speciality in OFFICES
    )
    duties = (
        Duty("Lapas", None, "panen", True),
        Duty("Lapas", "Perempuan", "panen", False, "2026-11"),
        Duty("Lapas", None, "kegiatan", True),
        Duty("Bapas", None, "panen", False),
        Duty("Bapas", None, "kegiatan", True),
    )
    return Register(offices, duties)


def jakarta(text: str) -> datetime:
    """``2026-11-05 23:59`` on a clock in Jakarta."""
    return datetime.fromisoformat(f"{text}+07:00")


@dataclass
class Post:
    """Puts attempts into a ledger in the state that they reached."""

    ledger: Ledger
    count: int = field(default=0)

    def send(
        self, received: datetime, state: str, part: str | None = "in_force", *, office: str = "L", **more: Any
    ) -> str:
        """An attempt: its arrival, its state, and its part (None: none could be read).

        ``more``: ``rows`` (5), ``nihil`` (False), ``dataset`` (panen), ``period`` (2026-10).
        """
        self.count += 1
        key, period = f"S{self.count:03}", more.get("period", PERIOD)
        arrival = received.astimezone(UTC)
        made = Delivery(key, "file:///in", f"{key}.xlsx", f"{self.count:064}", 1, arrival, arrival, arrival)
        with self.ledger.begin() as tx:
            record_deliveries(tx, [made], Stamp(arrival))
            identify(tx, {key: (office, period)})
            tx.execute(tables.submission.update().where(tables.submission.c.id == key).values(state=state))
            if part is not None:
                rows, nihil = more.get("rows", 5), more.get("nihil", False)
                dataset = more.get("dataset", "panen")
                record_parts(tx, [key], [Part(key, dataset, office, period, rows, nihil, PartState(part))])
        return key

    def supersede(self, key: str) -> None:
        """Its parts are in force no more."""
        with self.ledger.begin() as tx:
            where = tables.part.c.submission_id == key
            tx.execute(tables.part.update().where(where).values(state="superseded"))

    def decide(self, kind: str, *, until: date | None = None, dataset: str | None = "panen", office: str = "L") -> None:
        """An exception for the period."""
        entry = ObligationException(
            office, PERIOD, dataset, ExceptionKind(kind), "banjir", "Siti", jakarta("2026-11-10 09:00"), until
        )
        with self.ledger.begin() as tx:
            record_exception(tx, entry)

    def owed(self, now: str, *, period: str = PERIOD) -> dict[tuple[str, str], dict[str, Any]]:
        """(office, dataset) → obligation, at a moment in Jakarta."""
        with self.ledger.read() as tx:
            table = obligations(tx, register(), [period], now=jakarta(now), terms=TERMS)
        return {(row["kode_upt"], row["dataset"]): row for row in table.to_pylist()}

    def harvest(self, now: str = "2026-11-24 10:00") -> dict[str, Any]:
        """The obligation of L for panen."""
        return self.owed(now)["L", "panen"]
