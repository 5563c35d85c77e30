"""Runs every rule once over a batch and writes findings and rule runs, set-based.

A rule that cannot run is *inconclusive*, with why, and the others go on: it is our fault, never the office's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa

from checks.finding import WAITING
from checks.rule_views import view_name, view_statement
from checks.sql_text import literal, quoted, statement
from checks.stored import store
from sources.contract import Contracts, Rule
from sources.errors import CheckCouldNotRun

_TEXT = pa.string()
_OFFENDERS = pa.schema(
    [
        ("rule", _TEXT), ("_submission_id", _TEXT), ("_sheet", _TEXT), ("_row", pa.int64()), ("dataset", _TEXT),
        ("field", _TEXT), ("cell", _TEXT), ("value", _TEXT), ("expected", _TEXT), ("difference", _TEXT),
    ]
)  # fmt: skip
_SAFE_TO_QUOTE = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)
"""Errors about names; those of other kinds can quote a value of the data."""


@dataclass(slots=True)
class Engine:
    """The rules of a batch on a prepared connection.

    Args:
        connection: as :func:`checks.relations.prepare` left it.
        contracts: whose rules are run.
        today: what rule files call ``$sekarang``.
    """

    connection: duckdb.DuckDBPyConnection
    contracts: Contracts
    today: date
    unjudged: dict[str, str] = field(default_factory=dict)
    """Rules that are inconclusive, and why."""
    counts: dict[str, int] = field(default_factory=dict)
    """Offenders of each rule in the whole batch, before those of submissions that skip the rule are left out."""

    def run(self) -> None:
        """Create every rule's view and collect its offenders."""
        store(self.connection, "_pelanggar", _OFFENDERS.empty_table())
        for rule in self.contracts.rules:
            if rule.kind in ("field", "sql") and rule.maturity != "pensiun":
                self._run_rule(rule)
        self.connection.execute(statement("steps/tolakan"))

    def _run_rule(self, rule: Rule) -> None:
        insert = statement("steps/pelanggar", id_aturan=literal(rule.id), view=quoted(view_name(rule)))
        try:
            self.connection.execute(view_statement(rule, self.contracts, self.today))
            self.counts[rule.id] = int(self.connection.execute(insert).fetchall()[0][0])
        except CheckCouldNotRun as error:
            self.unjudged[rule.id] = str(error)
        except duckdb.Error as error:
            self.unjudged[rule.id] = f"Aturan tidak dapat dijalankan: {_why(error)}"

    def conclude(self) -> tuple[pa.Table, pa.Table]:
        """Findings and rule runs (columns of :mod:`checks.finding`) from what was collected."""
        store(self.connection, "_tidak_jalan", _pairs(self.unjudged.items()))
        for step in ("penerapan", "temuan", "jalannya_aturan"):
            self.connection.execute(statement(f"steps/{step}", menunggu=literal(WAITING)))
        findings = self.connection.execute("from _temuan").to_arrow_table()
        return findings, self.connection.execute("from _jalannya_aturan").to_arrow_table()


def _why(error: duckdb.Error) -> str:
    if isinstance(error, _SAFE_TO_QUOTE):
        return str(error).splitlines()[0]
    return type(error).__name__


def _pairs(items: Iterable[tuple[str, str]]) -> pa.Table:
    rows = [{"rule": rule, "why": why} for rule, why in items]
    return pa.Table.from_pylist(rows, schema=pa.schema([("rule", _TEXT), ("why", _TEXT)]))
