"""A place to try one rule: every relation that rules read, empty, and cases that fill a few of them.

A case lists rows by relation; what is not written is NULL. Rows of a dataset stand in rows 2, 3, … of the sheet, and a
relation called ``rujukan_<dataset>`` holds the other side, ``riwayat_<dataset>`` earlier months, ``rekan_<dataset>``
other offices. What a rule returned is written as ``"2 volume"`` (row and field), with the cell behind it where the
rule names one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from checks.relations import Given, prepare
from checks.rule_views import view_name, view_statement
from checks.text_batch import assemble
from sources.contract import Contracts
from sources.offices import Offices

TODAY = date(2026, 11, 24)
_FACTS = {"kode_upt": "LP2A-LAHAT", "periode": "2026-10"}

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """Rows by relation, and the offenders that the rule must name among them: none, if it says so."""

    rule: str
    what: str
    rows: dict[str, Rows]
    offenders: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} {self.what}"


def case(rule: str, what: str, *offenders: str, **rows: Rows | dict[str, Any]) -> Case:
    """A case; a relation with one row may be given as that row alone."""
    return Case(f"UMKM-{rule}", what, {k: [v] if isinstance(v, dict) else v for k, v in rows.items()}, offenders)


class Bench:
    """All relations of a batch on one connection; each trial is rolled back."""

    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts
        self.connection = duckdb.connect(":memory:")
        prepare(self.connection, Given(assemble(contracts, []), contracts, Offices.load().table(), {}))
        for rule in contracts.rules:
            if rule.kind == "sql":
                self.connection.execute(view_statement(rule, contracts, TODAY))

    def offenders(
        self, case: Case, submissions: tuple[str, ...] = ("S1",), also: tuple[str, ...] = ()
    ) -> dict[str, list[str]]:
        """What the case's rule names, by submission, when each of them brings the case's rows.

        Args:
            case: rows that say whose they are are left at that.
            submissions: who brings all others.
            also: submissions that only rows name.
        """
        with self._rolled_back():
            for submission in submissions:
                for relation, rows in case.rows.items():
                    self._fill(relation, rows, submission)
            found = self.connection.execute(f"from {view_name(self.contracts.rule[case.rule])}").to_arrow_table()
        named: dict[str, list[str]] = {submission: [] for submission in (*submissions, *also)}
        for row in found.to_pylist():
            parts = (row["_row"], row["field"], row.get("cell"))
            named[row["_submission_id"]].append(" ".join(str(p) for p in parts if p is not None))
        return {submission: sorted(names) for submission, names in named.items()}

    def run_all(self, rows: dict[str, Rows]) -> int:
        """Run every rule over the same rows; returns how many ran."""
        with self._rolled_back():
            for relation, own in rows.items():
                self._fill(relation, own, "S1")
            rules = [rule for rule in self.contracts.rules if rule.kind == "sql"]
            for rule in rules:
                self.connection.execute(f"from {view_name(rule)}").fetchall()
        return len(rules)

    @contextmanager
    def _rolled_back(self) -> Iterator[None]:
        self.connection.execute("begin")
        try:
            yield
        finally:
            self.connection.execute("rollback")

    def _fill(self, relation: str, rows: Rows, submission: str) -> None:
        of_rows = relation.removeprefix("rujukan_").removeprefix("teks_") in self.contracts.datasets
        of_others = relation.startswith(("rujukan_", "riwayat_", "rekan_"))
        for number, row in enumerate(rows, start=2):
            facts: dict[str, Any] = {"_untuk": submission} if of_others else {"_submission_id": submission}
            if of_rows:
                facts |= {**_FACTS, "_sheet": "Lembar", "_row": number}
            if relation.startswith("rujukan_"):
                facts["_submission_id"] = submission
            facts |= row
            names, marks = ", ".join(facts), ", ".join("?" * len(facts))
            self.connection.execute(f"insert into {relation} ({names}) values ({marks})", list(facts.values()))
