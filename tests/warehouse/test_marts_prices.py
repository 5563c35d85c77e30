"""``mart.harga`` against prices worked out by hand: one wrong price neither moves the median nor hides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from sources.contract import Contracts
from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, sale
from warehouse.load import load
from warehouse.schema import prepare

OFFICES = "ABCDEFG"
PRICES = dict(zip(OFFICES, (100, 110, 90, 105, 95, 1000, 100), strict=True))
"""Of coffee by the kilogram: median 100, distances 0 10 10 5 5 900 0, so MAD 5; F has three noughts for two."""


def _coffee(price: int | None, name: str = "Kopi", **more: Any) -> dict[str, Any]:
    row = {"kode_produk": "K", "nama_produk": name, "satuan": "kg"}
    return row | {"harga_satuan_rp": None if price is None else Decimal(price)} | more


def _sold(volume: int, revenue: int, **more: Any) -> dict[str, Any]:
    return sale("K", revenue, volume=Decimal(volume), nama_produk="kopi", **more)


def _prices(contracts: Contracts, sent: list[Sent]) -> dict[tuple[str, str], dict[str, Any]]:
    with duckdb.connect() as con:
        prepare(con, contracts, dimensions(*((office, "Utara", "11") for office in OFFICES)))
        load(con, batch(contracts, sent), now=NOW)
        rows = con.execute("from mart.harga").to_arrow_table().to_pylist()
    found = {(row["kode_upt"], row["satuan"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


@pytest.fixture(scope="module")
def prices(contracts) -> dict[tuple[str, str], dict[str, Any]]:
    sent = [Sent(o, "2026-10", at("2026-11-02"), {"produk": [_coffee(p)]}) for o, p in PRICES.items()]
    sent[0].parts["produk"] = [_coffee(100, name=" KOPI ")]  # written otherwise, the same product
    sent[0].parts["penjualan"] = [_sold(3, 300), _sold(1, 140, kanal="galeri"), _sold(0, 50, kanal="pameran")]
    sent[1].parts["penjualan"] = [_sold(2, 180)]
    sent[2].parts["penjualan"] = [_sold(4, 100, satuan="ikat")]
    return _prices(contracts, sent)


def test_one_wrong_price_stands_out_and_moves_nothing(prices):
    names = (
        "harga_katalog_rp harga_katalog_median_rp harga_katalog_mad_rp upt_banding_katalog katalog_thd_median_persen"
    )
    assert _picked(prices["F", "kg"], names) == (1000, 100, 5, 7, 900)
    assert _picked(prices["A", "kg"], names) == (100, 100, 5, 7, 0)
    assert {o for (o, _), row in prices.items() if row["pencilan_katalog"]} == {"F"}
    assert {row["pencilan_katalog"] for (o, u), row in prices.items() if o != "F" and u == "kg"} == {False}


def test_the_price_as_sold_is_a_ratio_of_sums(prices):
    names = "harga_jual_rp volume_terjual omzet_rp jual_thd_katalog_persen harga_jual_median_rp harga_jual_mad_rp"
    assert _picked(prices["A", "kg"], names) == (110, 4, 440, 10, 100, 10)  # the row without a volume is out
    assert _picked(prices["B", "kg"], names) == (90, 2, 180, Decimal("-18.18"), 100, 10)
    assert _picked(prices["A", "kg"], "upt_banding_jual pencilan_jual") == (2, None)  # two offices are no crowd
    assert _picked(prices["G", "kg"], "harga_jual_rp jual_thd_katalog_persen") == (None, None)


def test_another_unit_is_another_product(prices):
    row = prices["C", "ikat"]
    assert _picked(row, "nama_produk harga_jual_rp harga_katalog_rp upt_banding_jual") == ("Kopi", 25, None, 1)
    quality = "upt_seharusnya upt_lapor_produk upt_lapor_penjualan upt_belum melapor_persen tepat_waktu n_konfirmasi"
    assert _picked(row, quality) == (7, 7, 3, 0, 100, True, 0)


def test_five_offices_have_no_outliers_and_small_differences_are_none(contracts):
    few = [Sent(o, "2026-10", at("2026-11-02"), {"produk": [_coffee(PRICES[o])]}) for o in "ABCDF"]
    assert {row["pencilan_katalog"] for row in _prices(contracts, few).values()} == {None}
    calm = [Sent(o, "2026-10", at("2026-11-02"), {"produk": [_coffee(149 if o == "G" else 100)]}) for o in OFFICES]
    assert {row["pencilan_katalog"] for row in _prices(contracts, calm).values()} == {False}  # MAD 0, 49 % away
    without = [Sent("A", "2026-10", at("2026-11-02"), {"produk": [_coffee(None)], "penjualan": []})]
    assert _prices(contracts, without) == {}
