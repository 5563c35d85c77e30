"""Numbers, dates and months as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.column_cells import ColumnCells
from sources.column_values import column_values
from sources.number_text import number_text
from sources.periods import MONTHS, parse_period
from sources.written_dates import decide_order, read_date
from sources.written_numbers import decide_style, read_number

amounts = st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2)
months = st.tuples(st.integers(2000, 2099), st.integers(1, 12))


def grouped(number: Decimal, group: str, mark: str) -> str:
    return f"{number:,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500", "1500"),
        ("1.500.000,-", "1500000"),
        ("Rp 1.500.000,00", "1500000"),
        ("Rp. 3.046.025, 00", "3046025"),
        ("Rp1.500.000.-", "1500000"),
        ("(1.500)", "-1500"),
        ("Rp (1.500)", "-1500"),
        ("1.500-", "-1500"),
        ("−5", "-5"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("23,5 juta", "23500000"),
        ("2 miliar", "2000000000"),
        ("23,5%", "23.5"),
        ("１２\u00a0500", "12500"),
        ("nihil", "0"),
        ("1,234,567.89", "1234567.89"),
        ("0,500", "0.5"),
        ("1e5", "100000"),
    ],
)
def test_numbers_the_indonesian_way(text: str, value: str) -> None:
    written = read_number(text)
    assert written is not None
    assert written.value("id") == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "n/a", "3 kg", "50an juta", "1.50,00", "1 2", "12-10-2025", "Rp", "1.2.3"])
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


@given(amounts, st.sampled_from(["id", "en"]), st.sampled_from(["{}", "Rp {}", "Rp. {}", " {} ", "{} "]))
def test_amounts_come_back(number: Decimal, style: str, form: str) -> None:
    group, mark = (".", ",") if style == "id" else (",", ".")
    written = read_number(form.format(grouped(number, group, mark)))
    assert written is not None
    assert written.value("en" if style == "id" else "id") == number, "the cell proves its own style"


@given(st.lists(st.integers(1000, 999_999), min_size=1), amounts)
def test_a_column_decides_for_its_open_cells(thousands: list[int], proof: Decimal) -> None:
    texts = [f"{n:,}".replace(",", ".") for n in thousands] + [grouped(proof, ".", ",")]
    values = column_values(ColumnCells([(t, "t") for t in texts]))
    assert (values.type, values.total) == ("number", sum(thousands) + proof)
    english = [f"{n / 1000:.3f}" for n in thousands] + ["0.5"]
    values = column_values(ColumnCells([(t, "t") for t in english]))
    assert values.total == sum(Decimal(t) for t in english)


def test_what_proves_nothing_is_said() -> None:
    assert decide_style([(w, 1) for t in ("1.500", "2.000") if (w := read_number(t))]) == ("id", False)
    assert not column_values(ColumnCells([("1.589", "t"), ("2.500", "t")])).is_proved
    assert column_values(ColumnCells([("1.589", "n"), ("394", "n")])).total == Decimal("395.589")


def test_codes_stay_text() -> None:
    assert column_values(ColumnCells([("0011", "t"), ("1102", "t")])).type == "text"
    assert column_values(ColumnCells([("TRUE", "b"), ("FALSE", "b")])).type == "text"


def test_nulls_of_a_column() -> None:
    cells = [("12", "n"), (None, "."), ("-", "t"), ("#N/A", "t"), ("#DIV/0!", "e"), ("=A1", "f")]
    values = column_values(ColumnCells(cells))
    assert (values.type, values.nulls, values.total) == ("number", 5, Decimal(12))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_native_numbers_come_back(value: float) -> None:
    text = number_text(value)
    assert float(text) == value
    assert "e" not in text


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d"])
)
def test_dates_come_back(day: date, form: str) -> None:
    written = read_date(day.strftime(form))
    assert written is not None
    assert written.value(day_first=True) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.data())
def test_dates_in_words_come_back(day: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n, m in MONTHS.items() if m == day.month]))
    form = data.draw(st.sampled_from(["{d} {m} {y}", "{d}-{m}-{y}", "Senin, {d} {m} {y}", "{d:02d} {m} {y}"]))
    written = read_date(form.format(d=day.day, m=name.title(), y=day.year))
    assert written is not None
    assert written.value(day_first=False) == day


def test_a_column_decides_the_order_of_its_days() -> None:
    def order(*texts: str) -> bool:
        return decide_order([w for t in texts if (w := read_date(t))])

    assert order("1/2/2025")
    assert not order("1/2/2025", "1/13/2025")
    assert order("1/2/2025", "13/1/2025")
    assert not order("1/1/2025", "1/2/2025", "1/3/2025", "1/4/2025")


@given(months, st.data())
def test_months_come_back(month: tuple[int, int], data: st.DataObject) -> None:
    year, number = month
    name = data.draw(st.sampled_from([n for n, m in MONTHS.items() if m == number]))
    forms = [
        "{y}-{m:02d}",
        "{m}/{y}",
        "{m:02d}-{y}",
        "{n} {y}",
        "{N} {y}",
        "{n}-{s}",
        "Bulan {n} Tahun {y}",
        "{y}{m:02d}",
    ]
    forms += ["28 {n} {y}", "{y}-{m:02d}-28", "28/{m:02d}/{y}", "{y}-{m:02d}-01T00:00:00", "Periode: {N} {y}"]
    text = data.draw(st.sampled_from(forms)).format(y=year, m=number, n=name, N=name.upper(), s=f"{year % 100:02d}")
    assert parse_period(text) == f"{year}-{number:02d}"


@pytest.mark.parametrize(
    "text", ["", "2026", "Oktober", "13/2026", "Januari - Maret 2026", "Jan 2026 - Feb 2026", "triwulan 1 2026"]
)
def test_no_single_month(text: str) -> None:
    assert parse_period(text) is None
