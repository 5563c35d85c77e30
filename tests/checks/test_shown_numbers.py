"""Numbers of findings as offices read them, and what an office wrote as it wrote it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.shown_numbers import Shower, long_numbers_in, numbers_in
from sources.contract_loader import load_contracts
from sources.number_text import with_points

SHOWER = Shower(load_contracts())


def finding(value: str | None, expected: str | None = None, field: str = "omzet_rp", dataset: str = "penjualan"):
    words = (expected or "").replace(".", ",")
    return {
        "dataset": dataset, "field": field, "value": value, "expected": expected, "difference": "-12345.5",
        "message": f"Omzet {value} tidak wajar ({words}), selisih -12345,5.", "fix": f"Periksa {value}.",
        "status": "open",
    }  # fmt: skip


def test_a_workbooks_numbers_are_shown_as_people_write_them():
    shown = SHOWER.shown(finding("12100000", "paling banyak 1000000.5"), "laporan.XLSX")
    assert (shown["value"], shown["expected"], shown["difference"]) == (
        "12.100.000", "paling banyak 1.000.000,5", "-12.345,5",
    )  # fmt: skip
    assert shown["message"] == "Omzet 12.100.000 tidak wajar (paling banyak 1.000.000,5), selisih -12.345,5."
    assert shown["fix"] == "Periksa 12.100.000."
    assert shown["status"] == "open"


@pytest.mark.parametrize(("value", "file"), [("12100000", "a.csv"), ("12,100,000", "a.xlsx"), ("012100", "a.xlsx")])
def test_what_an_office_wrote_as_text_stays(value, file):
    shown = SHOWER.shown(finding(value, "paling banyak 3000"), file)
    assert shown["value"] == value
    assert shown["message"] == f"Omzet {value} tidak wajar (paling banyak 3.000), selisih -12.345,5."


@pytest.mark.parametrize(("field", "dataset"), [("kode_produk", "penjualan"), ("tanggal_panen", "panen"), (None, None)])
def test_what_is_no_number_stays(field, dataset):
    one = finding("12100000", "2026", field=field, dataset=dataset)
    assert SHOWER.shown(one, "a.xlsx") == one


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("biasanya sekitar 12345.5 menurut 7 catatan", "biasanya sekitar 12.345,5 menurut 7 catatan"),
        ("antara 0 dan 10.000.000", "antara 0 dan 10.000.000"),
        ("paling besar 10.000", "paling besar 10.000"),
        ("pada 2026-10, sampai 2026-10-31", "pada 2026-10, sampai 2026-10-31"),
        ("0.125", "0,125"),
        ("GLA12000 dan 012000", "GLA12000 dan 012000"),
    ],
)  # fmt: skip
def test_our_own_texts(text, shown):
    assert numbers_in(text) == shown


def test_in_a_sentence_four_digits_may_be_a_year():
    assert long_numbers_in("paling banyak 4009500 kg, bukan 2026, 1.234.567 atau -52569750") == (
        "paling banyak 4.009.500 kg, bukan 2026, 1.234.567 atau -52.569.750"
    )


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_nothing_of_a_number_is_lost(number: Decimal):
    text = format(number.normalize(), "f")
    assert Decimal(with_points(text).replace(".", "").replace(",", ".")) == number
