"""An office's own ups and downs are no question: the practice nation over the months, without mistakes, raises none.

Its rows are laid before the rules of tier R as they are made, without files and readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pytest

from checks.rule_views import view_name
from flows.simulate.month import report_of
from flows.simulate.nation import _choose
from flows.simulate.seasons import months_until
from sources.contract_loader import load_contracts
from sources.offices import Offices
from tests.checks.rules.bench import Bench, Rows

CONTRACTS = load_contracts()
ROWS = 150


def _months(office: str, period: str, seed: int) -> Iterator[tuple[str, str, dict[str, Rows]]]:
    """``(submission, month, rows by dataset)`` of an office, the month judged last."""
    who = Offices.load().by_code[office]
    for month in months_until(period, 9):
        yield f"{office} {period}", month, report_of(who, month, rows=ROWS, seed=seed)


def _lay(bench: Bench, relation: str, rows: Rows) -> None:
    if rows:
        bench.connection.register("_baris", pa.Table.from_pylist(rows))
        bench.connection.execute(f"insert into {relation} by name from _baris")
        bench.connection.unregister("_baris")


def _raised(offices: list[str], period: str, seed: int = 1) -> Counter[str]:
    """How often each rule of tier R (and K107, on likeness) asks about the month; the eight before it are known."""
    bench = Bench(CONTRACTS)
    laid: dict[str, Rows] = {}
    for office in offices:
        for submission, month, report in _months(office, period, seed):
            for dataset, rows in report.items():
                facts = {"kode_upt": office, "periode": month}
                numbered = [row | facts | _kilos(row) for row in rows]
                if month == period:
                    lineage = [{"_submission_id": submission, "_sheet": "L", "_row": n} for n in range(len(rows))]
                    own = [a | b for a, b in zip(numbered, lineage, strict=True)]
                    laid.setdefault(dataset, []).extend(own)
                    laid.setdefault(f"rujukan_{dataset}", []).extend(row | {"_untuk": submission} for row in own)
                else:
                    laid.setdefault(f"riwayat_{dataset}", []).extend(r | {"_untuk": submission} for r in numbered)
                    part = {"_untuk": submission, "dataset": dataset, "n_baris": len(rows), "nihil": not rows}
                    laid.setdefault("riwayat_bagian", []).append(part | {"periode": month})
    for relation, rows in laid.items():
        _lay(bench, relation, rows)
    found: Counter[str] = Counter()
    for rule in CONTRACTS.rules:
        if rule.tier == "R" or rule.id == "UMKM-K107":
            found[rule.id] = len(bench.connection.execute(f"from {view_name(rule)}").fetchall())
    return +found


def _kilos(row: dict[str, object]) -> dict[str, object]:
    """What casting derives: the mass of a harvest."""
    if "hasil" not in row:
        return {}
    unit = next(c for c in CONTRACTS.datasets["panen"].by_name["satuan"].codes if c.value == row["satuan"])
    factor = unit.factor("faktorKg")
    return {"hasil_kg": None if factor is None else row["hasil"] * int(factor)}  # type: ignore[operator]


@pytest.mark.parametrize("period", ["2026-10", "2026-04"])
def test_nothing_is_asked_without_cause(period: str):
    nation = [office.kode_upt for office in _choose(Offices.load(), 12, 1)]
    assert _raised(nation, period) == {}
