"""The rules of an installation as relations, so that what applies to whom is decided set-based."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from checks.sql_text import statement
from checks.stored import store
from sources.contract import ENVELOPE, Contracts

_TEXT = pa.string()
_RULES = pa.schema(
    [
        ("rule", _TEXT), ("dataset", _TEXT), ("label_dataset", _TEXT), ("tier", _TEXT), ("severity", _TEXT),
        ("kind", _TEXT), ("maturity", _TEXT), ("impact", pa.int64()), ("rahasia", pa.bool_()), ("pesan", _TEXT),
        ("perbaikan", _TEXT), ("harapan_aturan", _TEXT), ("valid_from", _TEXT), ("valid_to", _TEXT),
        ("field", _TEXT), ("label_kolom", _TEXT),
    ]
)  # fmt: skip
_NEEDS = pa.schema([("rule", _TEXT), ("dataset", _TEXT), ("label", _TEXT)])


def register_rules(connection: duckdb.DuckDBPyConnection, contracts: Contracts) -> None:
    """Make ``_aturan`` (one row a rule) and, one row a rule and dataset, ``_butuh`` and ``_butuh_riwayat``.

    Rules of the whole nation ask the warehouse, never a batch: they are not among them.
    """
    labels = {c.name: c.label for c in (contracts.envelope, *contracts.datasets.values())}
    rows = []
    rules = [rule for rule in contracts.rules if rule.kind != "macro"]
    for rule in rules:
        contract = contracts.envelope if rule.dataset == ENVELOPE else contracts.datasets[rule.dataset]
        field_ = rule.fields[0] if rule.kind == "field" else None
        rows.append(
            {
                "rule": rule.id, "dataset": rule.dataset, "label_dataset": labels[rule.dataset], "tier": rule.tier,
                "severity": rule.severity, "kind": rule.kind, "maturity": rule.maturity, "impact": rule.impact,
                "rahasia": rule.confidential, "pesan": rule.message, "perbaikan": rule.fix,
                "harapan_aturan": rule.expected, "valid_from": rule.valid_from, "valid_to": rule.valid_to,
                "field": field_, "label_kolom": contract.by_name[field_].label if field_ else None,
            }
        )  # fmt: skip
    store(connection, "_aturan", pa.Table.from_pylist(rows, schema=_RULES))
    needs = [{"rule": r.id, "dataset": n, "label": labels[n]} for r in rules for n in r.needs]
    store(connection, "_butuh", pa.Table.from_pylist(needs, schema=_NEEDS))
    history = [{"rule": r.id, "dataset": n, "label": labels[n]} for r in rules for n in r.history]
    store(connection, "_butuh_riwayat", pa.Table.from_pylist(history, schema=_NEEDS))
    connection.execute(statement("steps/aturan_pembaca"))
