"""Earlier months of the offices of a batch, for the rules of tier R: as in force when each submission was received.

For each submission, dataset and earlier month (up to :data:`REACH` back): the last part published among those received
before it. So the answer does not depend on the order in which submissions reach this instance, and a month corrected
afterwards changes nothing that was judged by what was known then (docs/decisions/0019).

One query for the parts of all submissions and one for the rows of a dataset, only for datasets that a rule in force
compares with. What other offices report is looked up in the same way, for rules on trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from checks.history import PARTS, PEERS
from sources.contract import Contracts, Rule
from warehouse.relations import given
from warehouse.sql_text import literal, name, statement

REACH: Final = 24
"""Months that a rule may look back: the same month of the year before last, and a median of two years."""

_COMPARED: Final = {
    "penjualan": {
        "apa": "'harga'", "nama": "nama_produk", "per_satuan": "lower(trim(r.satuan))",
        "hasil": "omzet_rp", "takaran": "volume",
    },
    "panen": {
        "apa": "'hasil_per_m2'", "nama": "komoditas", "per_satuan": "cast(null as varchar)",
        "hasil": "hasil_kg", "takaran": "luas_lahan_m2",
    },
}  # fmt: skip
"""Datasets whose rows are compared with other offices: words of ``sql/rekan.sql``."""

_ASKING = pa.schema(
    [
        ("_untuk", pa.string()),
        ("kode_upt", pa.string()),
        ("periode", pa.string()),
        ("dari", pa.string()),
        ("diterima_pada", pa.timestamp("us")),
    ]
)


def looked_back_at(contracts: Contracts) -> dict[str, frozenset[str]]:
    """Dataset → the datasets of whose earlier months its rules read something."""
    found: dict[str, set[str]] = {}
    for rule in _in_use(contracts):
        found.setdefault(rule.dataset, set()).update(rule.history)
    return {dataset: frozenset(others) for dataset, others in found.items() if others}


def months_off(period: str, months: int) -> str:
    """The month so many after ``period``, or before it where negative."""
    year, month = (int(part) for part in period.split("-"))
    index = year * 12 + month - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def history(con: duckdb.DuckDBPyConnection, contracts: Contracts, batch: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Relations of :mod:`checks.history` for the submissions of a text batch.

    Args:
        con: the open warehouse.
        contracts: their rules say what is looked back at.
        batch: at least ``pengiriman`` and ``bagian`` of :mod:`checks.text_batch`.

    Returns:
        ``riwayat_bagian``; ``riwayat_<dataset>`` and ``rekan_<dataset>`` where a rule wants them and there are rows.
    """
    brought = set(batch["bagian"]["dataset"].unique().to_pylist())
    rules = [rule for rule in _in_use(contracts) if rule.dataset in brought]
    wanted = sorted({dataset for rule in rules for dataset in rule.history})
    peers = sorted({dataset for rule in rules for dataset in rule.peers} & _COMPARED.keys())
    asking = _asking(batch["pengiriman"])
    found = {"riwayat_bagian": PARTS.empty_table()}
    if asking.num_rows and wanted:
        with given(con, _tanya=asking):
            parts = con.execute(statement("riwayat_bagian", datasets=literal(wanted))).to_arrow_table()
        found["riwayat_bagian"] = parts.select(PARTS.names).cast(PARTS)
        found |= dict(_rows(con, contracts, parts))
    if asking.num_rows:
        found |= {f"rekan_{dataset}": _peers(con, dataset, asking, batch[f"teks_{dataset}"]) for dataset in peers}
    return found


def _in_use(contracts: Contracts) -> Iterator[Rule]:
    return (rule for rule in contracts.rules if rule.maturity != "pensiun" and rule.kind == "sql")


def _asking(submissions: pa.Table) -> pa.Table:
    rows = [
        {**row, "_untuk": row["_submission_id"], "dari": months_off(row["periode"], -REACH)}
        for row in submissions.select(["_submission_id", "kode_upt", "periode", "diterima_pada"]).to_pylist()
        if row["kode_upt"] is not None and row["periode"] is not None
    ]
    return pa.Table.from_pylist([{n: r[n] for n in _ASKING.names} for r in rows], schema=_ASKING)


def _rows(con: duckdb.DuckDBPyConnection, contracts: Contracts, parts: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    for dataset in sorted(parts["dataset"].unique().to_pylist()):
        columns = [c.name for c in contracts.datasets[dataset].columns]
        words = {"columns": ", ".join("r." + name(c) for c in columns), "rows": name("core", f"{dataset}_rows")}
        with given(con, _sumber=parts.filter(pc.equal(parts["dataset"], dataset))):
            yield f"riwayat_{dataset}", con.execute(statement("riwayat_dataset", **words)).to_arrow_table()


def _peers(con: duckdb.DuckDBPyConnection, dataset: str, asking: pa.Table, texts: pa.Table) -> pa.Table:
    """What all offices report of the things that the texts name."""
    names = pc.utf8_lower(pc.utf8_trim_whitespace(texts[_COMPARED[dataset]["nama"]]))
    named = pa.table({"_untuk": texts["_submission_id"], "nama": names}).group_by(["_untuk", "nama"]).aggregate([])
    words = {"dataset": literal(dataset), "rows": name("core", f"{dataset}_rows"), **_COMPARED[dataset]}
    with given(con, _tanya=asking, _disebut=named):
        found = con.execute(statement("rekan", **words)).to_arrow_table()
    return found.select(PEERS.names).cast(PEERS)
