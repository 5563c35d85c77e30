"""Which published part is the other side of a cross-dataset rule."""

from __future__ import annotations

import dataclasses

import pyarrow as pa
import pytest

from tests.warehouse.granary import NOW, Sent, at, batch
from warehouse.context import NEEDS, context, needs
from warehouse.load import load


def _catalogue(day: int, product: str) -> Sent:
    rows = [{"kode_produk": product, "nama_produk": product}] if product else []
    return Sent("A", "2026-10", at(f"2026-11-{day:02}"), {"produk": rows})


def _wanted(day: int, office: str = "A") -> pa.Table:
    row = {"submission_id": "S-ini", "kode_upt": office, "periode": "2026-10", "diterima_pada": at(f"2026-11-{day:02}")}
    return pa.Table.from_pylist([row | {"sha256": "sha-m", "dataset": "produk"}], schema=NEEDS)


@pytest.mark.parametrize(
    ("days", "asked", "product", "later"),
    [
        ([1, 2, 6], 4, "P2", False),  # the latest before it, not the one in force
        ([5, 6], 4, "P6", True),  # only later ones: the one in force
        ([1, 6], 9, "P6", False),
    ],
)
def test_the_last_one_before_it_else_the_one_in_force(con, contracts, days, asked, product, later):
    for day in reversed(days):
        load(con, batch(contracts, [_catalogue(day, f"P{day}")]), now=NOW)
    found = context(con, contracts, _wanted(asked))
    assert found["konteks_tersedia"].to_pylist() == [{"_untuk": "S-ini", "dataset": "produk", "menyusul": later}]
    assert [(r["_untuk"], r["kode_produk"]) for r in found["konteks_produk"].to_pylist()] == [("S-ini", product)]
    assert found["konteks_panen"].num_rows == 0
    assert set(found) == {"konteks_tersedia", *(f"konteks_{d}" for d in contracts.datasets)}


def test_a_nil_part_is_there_and_another_office_is_not(con, contracts):
    load(con, batch(contracts, [_catalogue(1, "")]), now=NOW)
    found = context(con, contracts, _wanted(4))
    assert found["konteks_tersedia"].num_rows == 1
    assert found["konteks_produk"].num_rows == 0
    assert context(con, contracts, _wanted(4, office="B"))["konteks_tersedia"].num_rows == 0


def test_what_was_withdrawn_is_no_other_side(con, contracts):
    sent = _catalogue(1, "P1")
    load(con, batch(contracts, [sent]), now=NOW)
    load(con, batch(contracts, []), withdraw=[sent.id], now=NOW)
    assert context(con, contracts, _wanted(4))["konteks_tersedia"].num_rows == 0


def test_a_submission_needs_what_its_rules_name_and_it_does_not_bring(contracts):
    sales = contracts.datasets["penjualan"]
    rule = dataclasses.replace(sales.rules[0], id="UMKM-K399", needs=("produk",))
    contracts = dataclasses.replace(contracts, datasets={"penjualan": dataclasses.replace(sales, rules=(rule,))})
    common = {"kode_upt": "A", "periode": "2026-10", "diterima_pada": at("2026-11-02"), "sha256": "x"}
    headings = pa.Table.from_pylist(
        [
            {"_submission_id": "S1", **common},
            {"_submission_id": "S2", **common},
            {"_submission_id": "S3", **common, "kode_upt": None},
        ]
    )
    parts = [{"_submission_id": s, "dataset": "penjualan"} for s in ("S1", "S2", "S3")]
    parts += [{"_submission_id": "S2", "dataset": "produk"}]
    found = needs({"pengiriman": headings, "bagian": pa.Table.from_pylist(parts)}, contracts)
    assert [(r["submission_id"], r["dataset"]) for r in found.to_pylist()] == [("S1", "produk")]
