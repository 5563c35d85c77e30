"""Readings made by hand, and what the check room says of them: over the six datasets, or over two small ones."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from checks.judge import Judgement, judge
from checks.text_batch import SubmissionMeta, assemble
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.offices import Offices
from sources.reading import FoundColumn, Identity, LooseCell, Reading, Stated, TextTable

SMALL = Path(__file__).parent / "small" / "contracts"
TODAY = date(2026, 11, 24)
OFFICE, PERIOD = "LP2A-LAHAT", "2026-10"
ALAT: dict[str, str | None] = {"kode_alat": "AL-1", "jenis": "Mesin", "harga_rp": "25000", "jumlah": "2"}
"""A row of the small dataset that offends no rule."""

Row = Mapping[str, str | None]


@functools.cache
def small() -> Contracts:
    """Two datasets: ``alat`` has a column for every kind of constraint, ``pinjam`` needs it as the other side."""
    return load_contracts(SMALL)


@functools.cache
def offices() -> pa.Table:
    return Offices.load().table()


def table(
    dataset: str | None,
    rows: Sequence[Row],
    *,
    columns: Sequence[str] | None = None,
    sheet: str | None = "Lembar",
    header_row: int = 5,
    kinds: str = "t",
    extra: Sequence[str] = (),
    **more: Any,
) -> TextTable:
    """A table whose columns stand from letter B on, its first row right below the heading."""
    names = list(columns if columns is not None else rows[0] if rows else ALAT)
    found = [FoundColumn(chr(66 + i), n.replace("_", " ").title(), n) for i, n in enumerate(names)]
    found += [FoundColumn(chr(66 + len(names) + i), n) for i, n in enumerate(extra)]
    keys = [*names, *extra]
    cells = [tuple(row.get(key) for key in keys) for row in rows]
    return TextTable(
        sheet=sheet,
        range="",
        header_rows=(header_row, header_row),
        columns=tuple(found),
        rows=[
            (header_row + 1 + n, c, "".join("." if text is None else kinds for text in c)) for n, c in enumerate(cells)
        ],
        dataset=dataset,
        **more,
    )


def reading(*tables: TextTable, loose: Sequence[LooseCell] = (), **more: Any) -> Reading:
    identity = Identity(
        office=Stated(OFFICE, "Identitas", "B1"),
        period=Stated(PERIOD, "Identitas", "B3"),
        kode_upt=OFFICE,
        periode=PERIOD,
    )
    n = sum(c is not None for t in tables for _, cells, _ in t.rows for c in cells)
    values = {"file": "laporan.xlsx", "identity": identity, "n_nonempty": n, "n_mapped": n, **more}
    return Reading(tables=tables, loose=tuple(loose), **values)


def batch_of(contracts: Contracts, *readings: Reading) -> dict[str, pa.Table]:
    """Submissions S1, S2, …"""
    received = datetime(2026, 11, 3, 7, tzinfo=UTC)
    metas = [SubmissionMeta(f"S{n}", r.file, f"{n:064x}", received) for n, r in enumerate(readings, 1)]
    return assemble(contracts, zip(metas, readings, strict=True))


def judged(
    *readings: Reading, contracts: Contracts | None = None, expectations: bool = False, **more: Any
) -> Judgement:
    contracts = contracts or small()
    batch = batch_of(contracts, *readings)
    return judge(batch, contracts, today=TODAY, offices=offices(), expectations=expectations, **more)


def findings(judgement: Judgement, *rules: str) -> list[dict[str, Any]]:
    """Findings of some rules (all: of every rule), as rows."""
    return [f for f in judgement.findings.to_pylist() if not rules or f["rule"] in rules]


def runs(judgement: Judgement, submission: str = "S1") -> dict[str, dict[str, Any]]:
    """Rule id → its run on a submission."""
    return {r["rule"]: r for r in judgement.rule_runs.to_pylist() if r["submission_id"] == submission}
