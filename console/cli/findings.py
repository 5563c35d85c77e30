"""Findings as people read them: worst first, many of the same kind folded into one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.feedback.notice import cut_value
from checks.shown_numbers import Shower
from sources.contract import SEVERITIES, Contracts

FOLD_FROM = 16
"""Sixteen or more of the same rule in the same column fold into one line (rules-and-lifecycle)."""

Row = tuple[str, str, str, str, str, str]


def finding_rows(findings: Sequence[Mapping[str, Any]], file: str, contracts: Contracts) -> list[Row]:
    """Lines for a table: severity, rule, sheet, cell, value, message with what to do.

    Args:
        findings: Of one file, with the keys of :data:`checks.finding.FINDINGS`.
        file: Its name, like ``contracts`` for the numbers in them.
        contracts: Datasets and rules.
    """
    shower = Shower(contracts)
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for finding in findings:
        groups.setdefault((finding["rule"], finding["sheet"], finding["field"]), []).append(finding)
    ordered = sorted(groups.values(), key=lambda g: (SEVERITIES.index(g[0]["severity"]), g[0]["rule"]))
    rows: list[Row] = []
    for group in ordered:
        shown = group if len(group) < FOLD_FROM else group[:1]
        rows += [_row(shower.shown(f, file)) for f in shown]
        if len(shown) < len(group):
            last = rows[-1]
            rows[-1] = (*last[:3], f"{group[0]['cell']} … {group[-1]['cell']}", f"{len(group)} sel", last[5])
    return rows


def _row(finding: Mapping[str, Any]) -> Row:
    text = finding["message"] + (f" {finding['fix']}" if finding["fix"] else "")
    value = cut_value(finding["value"] or "")
    return finding["severity"], finding["rule"], finding["sheet"] or "", finding["cell"] or "", value, text
