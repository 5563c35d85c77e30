"""Ledgers for tests: deliveries of made-up files, and judgements of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from warehouse.ledger import Delivery, Ledger, Stamp, record_deliveries, submission_id
from warehouse.ledger.schema import finding, rule_run

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 11, 5, 7, tzinfo=UTC)
STAMP = Stamp(NOW)


def delivery(name: str, *, minute: int = 0, content: str | None = None, place: str = "file:///in") -> Delivery:
    received_at = NOW - timedelta(hours=1) + timedelta(minutes=minute)
    sha256 = (content or name).ljust(64, "0")
    key = submission_id(place=place, path=name, sha256=sha256, received_at=received_at)
    return Delivery(key, place, name, sha256, 100, received_at, received_at, NOW)


def received(ledger: Ledger, *names: str) -> list[str]:
    deliveries = [delivery(name, minute=minute) for minute, name in enumerate(names)]
    with ledger.begin() as tx:
        return record_deliveries(tx, deliveries, STAMP)


def findings(*rows: tuple[str, str, str], columns: Sequence[str] = ()) -> pa.Table:
    """Rows of (submission, rule, severity); each finding has an id of its own."""
    made = [
        {"submission_id": s, "finding_id": f"F{n}", "ordinal": 0, "value_hash": "h", "rule": rule, "tier": "V"}
        | {"severity": severity, "dataset": "panen", "sheet": "Panen", "cell": f"F{n}", "row": n, "column": "Hasil"}
        | {"field": "hasil", "value": "x", "expected": "angka", "difference": None, "message": "m", "fix": "f"}
        | {"status": "open"}
        for n, (s, rule, severity) in enumerate(rows, start=2)
    ]
    names = list(columns) or [c.name for c in finding.c]
    return pa.table({name: pa.array([row[name] for row in made]) for name in names})


def rule_runs(*rows: tuple[str, ...]) -> pa.Table:
    """Rows of (submission, rule, outcome) or (submission, rule, outcome, why)."""
    made = [
        {"submission_id": s, "rule": rule, "evaluated": 3, "passed": 3, "failed": 0, "outcome": outcome}
        | {"why": why[0] if why else None}
        for s, rule, outcome, *why in rows
    ]
    return pa.table({c.name: pa.array([row[c.name] for row in made]) for c in rule_run.c})
