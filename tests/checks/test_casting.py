"""Texts as people in Indonesia write them, and what they mean; what is doubtful means nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.cast import install_macros
from sources.contract_loader import fold

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
SHORT = "Jan Peb Mar Apr Mei Jun Jul Agt Sept Okt Nop Des".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def db():
    connection = duckdb.connect(":memory:")
    install_macros(connection)
    yield connection
    connection.close()


def cast(db, expression: str, texts):
    """Evaluate an expression over ``teks`` for many texts in one statement."""
    masukan = pa.table({"n": list(range(len(texts))), "teks": list(texts)})
    found = db.execute(f"select {expression} as hasil from masukan order by n").fetchall()
    assert masukan.num_rows == len(found)
    return [row[0] for row in found]


RUPIAH = "angka_polos(isi(teks), 't', 2, kata_satuan('rupiah'))"
KG = "angka_polos(isi(teks), 't', 3, kata_satuan('kg'))"
WHOLE = "angka_polos(isi(teks), 't', 0, kata_satuan('orang'))"

MEANS = [
    (RUPIAH, {
        "0": "0", "1500": "1500", "1.500": "1500", "1.234.567": "1234567", "1.234.567,89": "1234567.89", "1,5": "1.5",
        "1.5": "1.5", "1234.50": "1234.5", "1 500": "1500", "1 234 567,5": "1234567.5", "12\u00a0500": "12500",
        "Rp 1.500.000,-": "1500000", "Rp1.500.000": "1500000", "Rp. 3.046.025, 00": "3046025", "rp 25rb": "25000",
        "IDR 1.000": "1000", "23,5 juta": "23500000", "23.5 jt": "23500000", "2 miliar": "2000000000",
        "1,25 milyar": "1250000000", "Rp 2 juta rupiah": "2000000", "(1.500.000)": "-1500000", "(Rp 500,-)": "-500",
        "1.500-": "-1500", "-1.500": "-1500", "−7": "-7", "+7": "7", "nihil": "0", "NIHIL": "0", "0,500": "0.5",
        "1,234,567.89": "1234567.89", "1,234,567": "1234567", "１２.５００": "12500", "007": "007",
        "1.500.000,--": "1500000",
    }),
    (KG, {
        "4,5 kg": "4.5", "4,5": "4.5", "1,500": "1.5", "1.500 Kg": "1500", "0,125": "0.125",
        "1.234,5 kilogram": "1234.5",
    }),
    (WHOLE, {"12 orang": "12", "1.250": "1250", "3,0": "3", "3.00": "3"}),
]  # fmt: skip
MEANINGLESS = [
    (RUPIAH, [
        "", "abc", "nan", "inf", "1_000", "1e5", "1,500", "1,255", "1.234.5", "1.23.456", ".5", "5.", "50an juta",
        "15%", "(-5)", "-5-", "(5", "5)", "1.500 kg", "Rp 25.000/kg", "1 2", "12-13", "± 5", "1..5", "rp", "juta",
        "2025-01-05", "1,5 m", "12:30", "seribu", "1.500 2", "#REF!", "0x10", "1.000.00",
    ]),
    (KG, ["4 ton", "Rp 4", "4,5678", "4 kg kg"]),
    (WHOLE, ["1,5", "2.5", "1,500", "3 kg", "0,5 juta orang lebih"]),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "texts"), MEANS)
def test_numbers_as_people_write_them(db, expression, texts):
    assert dict(zip(texts, cast(db, expression, texts), strict=True)) == texts


@pytest.mark.parametrize(("expression", "texts"), MEANINGLESS)
def test_what_is_no_number_or_a_doubtful_one_is_not_guessed(db, expression, texts):
    assert dict(zip(texts, cast(db, expression, texts), strict=True)) == dict.fromkeys(texts)


def test_numbers_of_a_workbook_lose_float_noise_and_nothing_else(db):
    texts = {
        "0.30000000000000004": "0.300", "1234.5600000000001": "1234.560", "1.234": None, "333.3333333333": None,
        "1.5": "1.5", "-2.25": "-2.25", "123456789012.34": "123456789012.34", "99999999999.995": None,
    }  # fmt: skip
    assert dict(zip(texts, cast(db, "angka_polos(teks, 'n', 2, [])", texts), strict=True)) == texts


@pytest.mark.parametrize("text", ["", "  ", "-", " - ", "–", "—", "n/a", "N/A", "#N/A", "\u00a0"])
def test_marks_of_emptiness_are_empty(db, text):
    assert cast(db, "isi(teks)", [text]) == [None]


DATES = {
    "2025-11-30": date(2025, 11, 30), "2025-11-30 00:00:00": date(2025, 11, 30), "2025/1/5": date(2025, 1, 5),
    "30/11/2025": date(2025, 11, 30), "1/2/2025": date(2025, 2, 1), "30-11-2025": date(2025, 11, 30),
    "30.11.25": date(2025, 11, 30), "11 November 2025": date(2025, 11, 11), "11 nop 25": date(2025, 11, 11),
    "11-Nov-2025": date(2025, 11, 11), "Senin, 10 November 2025": date(2025, 11, 10),
    "Jum'at 7 Agt 2026": date(2026, 8, 7),
    "5 Pebruari 2026": date(2026, 2, 5), "29 Feb 2024": date(2024, 2, 29),
    "29 Feb 2025": None, "31/11/2025": None, "2025-02-30": None, "12/31/2025": None, "45962": None,
    "November 2025": None,
    "11/2025": None, "besok": None, "0/1/2025": None, "1 Foo 2025": None, "1/1/125": None,
}  # fmt: skip


def test_dates_as_people_write_them(db):
    assert dict(zip(DATES, cast(db, "tanggal(isi(teks), 't')", DATES), strict=True)) == DATES


def test_a_plain_number_is_no_date(db):
    assert cast(db, "tanggal(teks, 'n')", ["45962", "2025.5"]) == [None, None]


def test_yes_and_no(db):
    said: dict[str, bool | None] = {"Ya": True, "y": True, "TRUE": True, "v": True, "✓": True, "1": True, "sudah": True}
    said |= {"tidak": False, "T": False, "Tdk": False, "false": False, "0": False, "belum": False}
    said |= {"x": None, "mungkin": None, "2": None}
    assert dict(zip(said, cast(db, "ya_tidak(isi(teks))", said), strict=True)) == said


def grouped(number: Decimal) -> str:
    return f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


AMOUNTS = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)
FORMS = [
    grouped,
    lambda n: f"Rp {grouped(n)}",
    lambda n: f"Rp. {grouped(n)},-" if n == n.to_integral_value() else f"Rp.{grouped(n)}",
    lambda n: f"{n:.2f}".replace(".", ","),
    lambda n: grouped(n).replace(".", " "),
    lambda n: f"  {grouped(n)} rupiah ",
    lambda n: f"{n / 1_000_000:f} juta".replace(".", ","),
]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(FORMS[:2] + FORMS[3:]), st.booleans()), min_size=1, max_size=60))
def test_amounts_round_trip_through_the_indonesian_forms(db, cases):
    texts = [f"({form(n)})" if negative else form(n) for n, form, negative in cases]
    means = [-n if negative else n for n, _, negative in cases]
    assert [None if v is None else Decimal(v) for v in cast(db, RUPIAH, texts)] == means


@settings(max_examples=15, deadline=None)
@given(st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), min_size=1, max_size=60), st.integers(0, 5))
def test_dates_round_trip_through_the_indonesian_forms(db, dates, form):
    def written(d: date) -> str:
        name, short = MONTHS[d.month - 1], SHORT[d.month - 1]
        return (
            d.isoformat(), f"{d.day}/{d.month}/{d.year}", f"{d.day:02}-{d.month:02}-{d.year}",
            f"{d.day} {name} {d.year}",
            f"{d.day:02}.{d.month}.{d.year}", f"{d.day}-{short}-{d.year}",
        )[form]  # fmt: skip

    assert cast(db, "tanggal(teks, 't')", [written(d) for d in dates]) == dates


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=50))
def test_any_text_at_all_casts_to_something_or_nothing_and_never_raises(db, texts):
    everything = f"[({RUPIAH})::varchar, tanggal(isi(teks), 't')::varchar, ya_tidak(isi(teks))::varchar, lipat(teks)]"
    assert len(cast(db, everything, texts)) == len(texts)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text("aBcÅ²³ 1%-_/é", max_size=12), min_size=1, max_size=50))
def test_words_are_folded_as_the_contracts_fold_them(db, texts):
    assert cast(db, "lipat(teks)", texts) == [fold(t) for t in texts]
