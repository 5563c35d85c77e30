"""The other side of a cross-dataset rule: what an office has already published for the same period.

For each submission and dataset that it needs: the latest published part before it (by time received, sha256, id);
where there are only later ones, the one in force, marked *menyusul*. So the answer does not depend on the order in
which submissions arrived here.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from sources.contract import LINEAGE, Contracts
from warehouse.relations import given
from warehouse.sql_text import literal, name, statement

NEEDS = pa.schema(
    [
        ("submission_id", pa.string()),
        ("kode_upt", pa.string()),
        ("periode", pa.string()),
        ("diterima_pada", pa.timestamp("us")),
        ("sha256", pa.string()),
        ("dataset", pa.string()),
    ]
)
"""One row a submission and dataset that it needs from elsewhere."""


def needs(batch: Mapping[str, pa.Table], contracts: Contracts) -> pa.Table:
    """What the submissions of a text batch need: other sides of their rules that they do not bring themselves.

    Args:
        batch: at least ``pengiriman`` and ``bagian`` of :mod:`checks.text_batch`.
        contracts: their rules say which dataset needs which.

    Returns:
        Columns :data:`NEEDS`.
    """
    wanted: dict[str, set[str]] = {}
    for rule in contracts.rules:
        wanted.setdefault(rule.dataset, set()).update(rule.needs)
    brought: dict[str, set[str]] = {}
    for row in batch["bagian"].select(["_submission_id", "dataset"]).to_pylist():
        brought.setdefault(row["_submission_id"], set()).add(row["dataset"])
    rows: list[dict[str, object]] = []
    for row in batch["pengiriman"].to_pylist():
        submission = row["_submission_id"]
        own = brought.get(submission, set())
        if row["kode_upt"] is None or row["periode"] is None:
            continue
        missing = sorted(set().union(*(wanted.get(d, set()) for d in own)) - own)
        rows += [{**row, "submission_id": submission, "dataset": dataset} for dataset in missing]
    return pa.Table.from_pylist([{n: r[n] for n in NEEDS.names} for r in rows], schema=NEEDS)


def context(con: duckdb.DuckDBPyConnection, contracts: Contracts, wanted: pa.Table) -> dict[str, pa.Table]:
    """Published other sides for submissions.

    Args:
        con: the open warehouse.
        contracts: the datasets and their columns.
        wanted: columns :data:`NEEDS`.

    Returns:
        ``konteks_tersedia`` (``_untuk, dataset, menyusul``; nil parts count) and for every dataset
        ``konteks_<dataset>``: its typed columns, ``_submission_id, _sheet, _row``, and ``_untuk``, the submission
        for which the row is the other side.
    """
    with given(con, _butuh=wanted):
        available = con.execute(statement("konteks_tersedia")).to_arrow_table()
    found = {"konteks_tersedia": available.select(["_untuk", "dataset", "menyusul"])}
    with given(con, _sumber=available):
        for dataset, contract in contracts.datasets.items():
            columns = ", ".join("r." + name(c) for c in (*LINEAGE, *(c.name for c in contract.columns)))
            words = {"columns": columns, "rows": name("core", f"{dataset}_rows"), "dataset": literal(dataset)}
            found[f"konteks_{dataset}"] = con.execute(statement("konteks_dataset", **words)).to_arrow_table()
    return found
