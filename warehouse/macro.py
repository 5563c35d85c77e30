"""Tier M: questions about the whole nation, asked of the warehouse once a publication, for whoever reviews it.

They hold nothing back. What they find stands in ``meta.temuan_makro`` of the release and in the report of the run::

    for row in macro_rows(home.published / CURRENT / DATABASE): ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from checks.rule_views import rule_folders, rule_text
from checks.sql_text import HERE as CHECKS
from checks.sql_text import text_of
from sources.contract import Contracts, Rule
from sources.errors import CheckCouldNotRun
from warehouse.sql_text import name, statement

_TEXTS = ("rule", "severity", "dataset", "periode", "wilayah", "field", "value", "expected", "message", "fix")
FOUND: Final = pa.schema([(column, pa.string()) for column in _TEXTS])
"""Columns of ``meta.temuan_makro``."""

NOT_RUN: Final = "Aturan ini tidak dapat dijalankan atas gudang data; laporkan kepada pengelola Lumbung."
_TEMPORARY: Final = "create or replace temp macro"
"""Macros of a check belong to the connection, not to the warehouse file."""

_POINT: Final = re.compile(r"(\d)\.(\d)")
_MACROS: Final = ("rapikan", "batas_atas", "batas_bawah", "biasanya", "setahun_lalu")


def macro_findings(con: duckdb.DuckDBPyConnection, contracts: Contracts) -> pa.Table:
    """Ask every rule of tier M in use.

    Args:
        con: the open warehouse, obligations written.
        contracts: whose rules.

    Returns:
        Columns :data:`FOUND`, by month, rule and region. A rule that could not be run has one row that says so, with
        neither month nor value: its silence would pass for a good answer.
    """
    for macro in _MACROS:
        con.execute(text_of(CHECKS / "steps" / f"{macro}.sql").replace("create or replace macro", _TEMPORARY, 1))
    rows = [row for rule in macro_rules(contracts) for row in _ask(con, rule, contracts)]
    rows.sort(key=lambda row: (row["periode"], row["rule"], row["wilayah"], row["expected"] or ""))
    return pa.Table.from_pylist(rows, schema=FOUND)


def macro_rules(contracts: Contracts) -> list[Rule]:
    """Rules of tier M that are in use."""
    return [rule for rule in contracts.rules if rule.kind == "macro" and rule.maturity != "pensiun"]


def macro_texts(contracts: Contracts) -> list[str]:
    """What the rules of tier M ask and say: a release made by others is another release."""
    folders = rule_folders(contracts)
    return [f"{rule!r}{_text(rule, folders)}" for rule in macro_rules(contracts)]


def macro_rows(database: Path) -> list[dict[str, Any]]:
    """``meta.temuan_makro`` of a published file, as pages show it; empty for one of an older version."""
    with duckdb.connect(database, read_only=True) as con:
        there = con.execute(statement("kolom_tersimpan")).fetchall()
        if not any(table == "meta.temuan_makro" for table, *_ in there):
            return []
        rows: list[dict[str, Any]] = (
            con.execute(statement("salin", origin=name("meta", "temuan_makro"))).to_arrow_table().to_pylist()
        )
        return rows


def _ask(con: duckdb.DuckDBPyConnection, rule: Rule, contracts: Contracts) -> Iterator[dict[str, str | None]]:
    severity = "CATATAN" if rule.maturity == "uji" else rule.severity
    common = {"rule": rule.id, "severity": severity, "dataset": rule.dataset}
    common |= {"field": rule.fields[0] if rule.fields else None}  # type: ignore[dict-item]
    try:
        found = con.execute(rule_text(rule, rule_folders(contracts))).to_arrow_table().to_pylist()
    except (duckdb.Error, CheckCouldNotRun):
        yield {**common, "periode": "", "wilayah": "Nasional", "expected": None, "message": NOT_RUN, "fix": rule.fix}
        return
    for row in found:
        if rule.holds_in(row["periode"]):
            yield {**common, **row, "message": _said(rule.message, row), "fix": _said(rule.fix, row)}


def _said(template: str, row: dict[str, str]) -> str:
    for place, key in (("{nilai}", "value"), ("{harapan}", "expected"), ("{wilayah}", "wilayah")):
        template = template.replace(place, _POINT.sub(r"\1,\2", row[key]))
    return template


def _text(rule: Rule, folders: tuple[Path, ...]) -> str:
    try:
        return rule_text(rule, folders)
    except CheckCouldNotRun:
        return ""
