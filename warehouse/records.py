"""What a release says beside facts and marts: submissions, findings, rule runs, the rules themselves, every column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from checks.finding import FINDINGS, RULE_RUNS
from sources.contract import Contracts
from warehouse.dictionary import entries_of
from warehouse.table import Table

SUBMISSIONS = pa.schema(
    [
        ("submission_id", pa.string()),
        ("file", pa.string()),
        ("kode_upt", pa.string()),
        ("periode", pa.string()),
        ("percobaan", pa.int64()),
        ("diterima_pada", pa.timestamp("us")),
        ("verdict", pa.string()),
    ]
)
"""One row a submission that the ledger knows, returned and rejected ones too; ``percobaan`` NULL for a duplicate.
``verdict`` is of its last judging: accepted, returned, rejected, failed; NULL before one."""

DECISIONS = pa.schema(
    [
        ("id", pa.int64()),
        ("submission_id", pa.string()),
        ("finding_id", pa.string()),
        ("value_hash", pa.string()),
        ("kind", pa.string()),
        ("reason_code", pa.string()),
        ("at", pa.timestamp("us")),
        ("expires_on", pa.date32()),
    ]
)
"""One row an answer to a finding. Who gave it and what they wrote freely stays in the ledger: it may name people."""


@dataclass(frozen=True)
class RuleRuns:
    """Rule runs that are left in the ledger until they are asked for: a nation's five years have eleven million.

    Attributes:
        judged: ``submission_id, sidik``: changes whenever a submission is judged again.
        read: rule runs of some submissions, columns :data:`checks.finding.RULE_RUNS`.
    """

    judged: pa.Table
    read: Callable[[Collection[str]], pa.Table]


@dataclass(frozen=True)
class Records:
    """What the ledger hands over to a release.

    Attributes:
        submissions: columns :data:`SUBMISSIONS`.
        findings: columns :data:`checks.finding.FINDINGS`, values as submitted; they are masked on the way out.
        rule_runs: columns :data:`checks.finding.RULE_RUNS`, or where to ask for them.
        decisions: columns :data:`DECISIONS`.
    """

    submissions: pa.Table = field(default_factory=SUBMISSIONS.empty_table)
    findings: pa.Table = field(default_factory=FINDINGS.empty_table)
    rule_runs: pa.Table | RuleRuns = field(default_factory=RULE_RUNS.empty_table)
    decisions: pa.Table = field(default_factory=DECISIONS.empty_table)

    @cached_property
    def by_month(self) -> dict[str, list[str]]:
        """Month → ids of its submissions; under the empty name those of which nobody knows the month."""
        ids = self.submissions["submission_id"].to_pylist()
        month_of = dict(zip(ids, self.submissions["periode"].to_pylist(), strict=True))
        if not isinstance(self.rule_runs, RuleRuns):
            month_of = dict.fromkeys(self.rule_runs["submission_id"].to_pylist()) | month_of
        found: dict[str, list[str]] = {}
        for submission in sorted(month_of):
            found.setdefault(month_of[submission] or "", []).append(submission)
        return found

    def runs_of(self, submissions: Collection[str]) -> pa.Table:
        """Rule runs of some submissions."""
        if isinstance(self.rule_runs, RuleRuns):
            return self.rule_runs.read(submissions)
        return self.rule_runs.filter(
            pc.is_in(self.rule_runs["submission_id"], pa.array(list(submissions), pa.string()))
        )


def rule_rows(contracts: Contracts) -> pa.Table:
    """``meta.rule`` without how often each fired."""
    rows = [
        {
            "id": r.id,
            "dataset": r.dataset,
            "tier": r.tier,
            "severity": r.severity,
            "maturity": r.maturity,
            "kind": r.kind,
            "title": r.title,
            "fields": list(r.fields),
            "message": r.message,
            "fix": r.fix,
            "impact": r.impact,
            "berlaku_dari": r.valid_from,
            "berlaku_sampai": r.valid_to,
        }
        for r in contracts.rules
    ]
    texts = ("id", "dataset", "tier", "severity", "maturity", "kind", "title", "message", "fix")
    types: dict[str, pa.DataType] = dict.fromkeys(texts, pa.string())
    types |= {"fields": pa.list_(pa.string()), "impact": pa.int64()}
    types |= {"berlaku_dari": pa.string(), "berlaku_sampai": pa.string()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def column_rows(tables: Iterable[Table]) -> pa.Table:
    """``meta.column``: one row a column of every table that a release holds."""
    texts = ("table", "column", "label", "type", "unit", "description")
    types: dict[str, pa.DataType] = dict.fromkeys(texts, pa.string())
    types |= {"required": pa.bool_(), "codes": pa.list_(pa.string()), "rules": pa.list_(pa.string())}
    types |= {"example": pa.string()}
    return pa.Table.from_pylist(entries_of(tables), schema=pa.schema(list(types.items())))
