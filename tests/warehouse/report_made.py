"""A small run for tests of its report, made in the ledger alone: no file, reader, rule or warehouse."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from checks.finding import FINDINGS, RULE_RUNS
from checks.flagged_rows import FLAGGED
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.offices import Offices
from tests.warehouse.ledger_made import NOW, delivery
from warehouse.ledger import (
    Ledger,
    Part,
    PartState,
    Stamp,
    State,
    begin_run,
    end_run,
    identify,
    record_deliveries,
    record_flagged,
    record_judgement,
    record_parts,
    renumber,
    transition,
)
from warehouse.ledger.attempts import Numbered
from warehouse.run_report.gathering import Known

RUN = "20261105T070000Z-made"
HOSTILE = '<script>alert(1)<img src=x onerror=alert(2)>"onload=x javascript:alert(2) \u202egnp.xlsx'
SHEET = '"><img src=x onerror=alert(3)>'
NAME = "Budi Santoso"
FILES = ("a.xlsx", "b.xlsx", HOSTILE, "d.xlsx", "e.xlsx")
STATES = (State.PUBLISHED, State.RETURNED, State.REJECTED, State.DUPLICATE, State.FAILED)


@cache
def known() -> Known:
    return Known(load_contracts(), Offices.load())


def finding(submission: str, rule: str, severity: str, **more: Any) -> dict[str, Any]:
    row = dict.fromkeys(FINDINGS.names) | {
        "submission_id": submission, "finding_id": f"{rule}{more.get('cell')}", "ordinal": 1, "rule": rule,
        "tier": rule[5], "severity": severity, "message": "Isi keliru.", "fix": "Perbaiki.", "status": "open",
    }  # fmt: skip
    return row | more


def made_home(root: Path) -> tuple[Home, Ledger, list[str]]:
    """A home with one run: published, returned, rejected for personal data, duplicate, failed; ids in this order."""
    home = Home(root).prepare()
    ledger = Ledger.open(home.ledger)
    stamp = Stamp(NOW, ruleset="r1", run_id=RUN)
    deliveries = [replace(delivery(f"f{n}"), path=name) for n, name in enumerate(FILES)]
    ids = [d.id for d in deliveries]
    good, back, bad, same, _ = ids
    with ledger.begin() as tx:
        begin_run(tx, RUN, at=NOW, command="ingest")
        record_deliveries(tx, deliveries, stamp)
        identify(tx, {good: ("LP2A-LAHAT", "2026-10"), back: ("LP2A-BATAM", "2026-10"), bad: (None, None),
                      same: ("LP2A-LAHAT", "2026-10")})  # fmt: skip
        renumber(tx, [Numbered(good, 1, None), Numbered(back, 1, None), Numbered(same, None, good)])
        transition(tx, [good, back, bad], State.PARSED, stamp)
        transition(tx, [good, back], State.VALIDATED, stamp)
        parts = [Part(i, "panen", office, "2026-10", 40) for i, office in ((good, "LP2A-LAHAT"), (back, "LP2A-BATAM"))]
        record_parts(tx, [good, back], [replace(parts[0], state=PartState.IN_FORCE), parts[1]])
        record_judgement(tx, [good, back, bad], findings=_findings(back, bad), rule_runs=_rule_runs(back))
        record_flagged(tx, [back, bad], _flagged(back))
        for step in (State.IN_REVIEW, State.APPROVED):
            transition(tx, [good], step, replace(stamp, reason="nothing is open"))
        for one, state in zip(ids, STATES, strict=True):
            why = {State.DUPLICATE: f"repeats {good}", State.FAILED: "a worker died"}.get(state)
            transition(tx, [one], state, replace(stamp, reason=why))
        end_run(tx, RUN, at=NOW, summary=summary())
    return home, ledger, ids


def summary() -> dict[str, Any]:
    lost = {"path": "<b>kunci</b>.xlsx", "why": "we are not allowed to read it", "needs_attention": True}
    endings = {"duplicates": 1, "published": 1, "superseded": 0, "returned": 1, "rejected": 1, "failed": 1}
    return {"run_id": RUN, "files": 6, "new": 5, **endings, "rows_loaded": {"panen": 12345}, "release": None,
            "places": ["file:///in"], "passed_over": [lost]}  # fmt: skip


def _findings(back: str, bad: str) -> pa.Table:
    panen = {"dataset": "panen", "sheet": "Panen"}
    rows = [
        finding(back, "UMKM-V506", "PERBAIKI", **panen, cell="F6", row=6, column="Hasil", field="hasil", value=NAME,
                expected="angka", message=f'Hasil "{NAME}" tidak terbaca sebagai angka.', fix=f"Ganti {NAME}."),
        finding(back, "UMKM-K501", "KONFIRMASI", **panen, cell="C6", row=6, column="Komoditas", field="komoditas",
                value="Padi <i>Ciherang</i>", expected="12345", difference="2"),
        *(finding(back, "UMKM-V507", "CATATAN", **panen, cell=f"G{row}", row=row, column="Satuan", field="satuan",
                  value="karung") for row in range(10, 30)),
        finding(bad, "UMKM-P030", "TOLAK", dataset="pengiriman", sheet=SHEET, cell="D6", row=6),
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=FINDINGS)


def _rule_runs(back: str) -> pa.Table:
    rows = [(back, "UMKM-V506", 40, 39, 1, "failed", None), (back, "UMKM-V508", 40, 40, 0, "passed", None),
            (back, "UMKM-K301", 0, 0, 0, "skipped", "Bagian Penjualan tidak ada dalam laporan ini.")]  # fmt: skip
    return pa.Table.from_pylist([dict(zip(RULE_RUNS.names, row, strict=True)) for row in rows], schema=RULE_RUNS)


def _flagged(back: str) -> pa.Table:
    rows = [(row, [["B", "Sektor", "pertanian"], ["C", "Komoditas", "Padi"], ["F", "Hasil", "Aaaa Aaaaaaa"],
                   ["G", "Satuan", ""]]) for row in (6, *range(10, 25))]  # fmt: skip
    return pa.Table.from_pylist(
        [{"submission_id": back, "sheet": "Panen", "row": row, "cells": json.dumps(cells)} for row, cells in rows],
        schema=FLAGGED,
    )
