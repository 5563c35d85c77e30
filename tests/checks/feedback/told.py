"""Findings and notices made by hand."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from checks.feedback.notice import Notice, lines_of, marks_of
from sources.contract import Contracts
from sources.contract_loader import load_contracts

SUBMISSION = "S0123456789abcdef"
Finding = dict[str, Any]


@functools.cache
def contracts() -> Contracts:
    return load_contracts()


def finding(cell: str | None, *, rule: str = "UMKM-V308", sheet: str | None = "Data", **more: Any) -> Finding:
    known = contracts().rule[rule]
    return {
        "rule": rule, "severity": known.severity, "sheet": sheet, "cell": cell, "field": "omzet_rp", "column": "Omzet",
        "value": "abc", "expected": "angka", "message": "Omzet tidak terbaca.", "fix": "Tulis angka.",
        "status": "open", **more,
    }  # fmt: skip


def notice(findings: Sequence[Finding], **more: Any) -> Notice:
    said = {
        "submission": SUBMISSION, "file": "laporan.xlsx", "office": "LP2A-LAHAT", "office_name": "Lapas Lahat",
        "period": "2026-10", "verdict": "returned", **more,
    }  # fmt: skip
    return Notice(**said, lines=lines_of(findings, contracts()), marks=marks_of(findings, contracts()))
