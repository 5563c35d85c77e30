"""Any table, written in any of the layouts and number styles, comes back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.inspection import inspect_reading, plain
from sources.reader import Reader
from tests.sources.sheets import workbook

_PLACES = (
    *("Curup", "Manna", "Kaur Selatan", "Arga Makmur", "Tais", "Bintuhan", "Kepahiang", "Lebong Utara", "Muara Aman"),
    *("Ipuh", "Kerkap", "Ketahun", "Air Napal", "Putri Hijau", "Sukaraja", "Seginim", "Pino Raya", "Ulu Talo"),
)
_TITLES: tuple[tuple[str, ...], ...] = ((), ("DATA UMKM",), ("DINAS KOPERASI", "Tahun 2024"))
_NAMES = ("Omzet", "Modal", "Volume", "Luas Panen", "Nilai Bantuan", "Tenaga Kerja", "Stok Akhir")


def _id(value: Decimal) -> str:
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _en(value: Decimal) -> str:
    return f"{value:,}"


def _rp(value: Decimal) -> str:
    whole = value == int(value)
    return "Rp " + _id(value) + (",-" if whole else "")


def _accounting(value: Decimal) -> str:
    return f"({_id(-value)})" if value < 0 else _id(value)


def _trailing(value: Decimal) -> str:
    return f"{_id(-value)}-" if value < 0 else _id(value)


def _wide(value: Decimal) -> str:
    return _id(value).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})


STYLES: dict[str, Callable[[Decimal], str]] = {
    "Indonesian": _id,
    "English": _en,
    "plain": str,
    "rupiah": _rp,
    "accounting": _accounting,
    "trailing minus": _trailing,
    "full width": _wide,
    "no-break spaces": lambda value: f"\xa0{_id(value)}\u202f",
}


@dataclass(frozen=True)
class Written:
    """A table and the sheet it stands on."""

    header: list[str]
    rows: list[list[object]]
    sums: dict[str, Decimal]
    sheet: list[list[object]]
    first: int
    is_csv: bool
    style: str


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A table of places and figures between letterhead and signatures."""
    n = draw(st.integers(4, len(_PLACES)))
    places = draw(st.permutations(_PLACES))[:n]
    names = draw(st.permutations(_NAMES))[: draw(st.integers(1, 4))]
    style = draw(st.sampled_from(["native", *STYLES]))
    is_csv = style != "native" and draw(st.booleans())
    columns = []
    for _ in names:
        digits = draw(st.sampled_from([0, 2]))
        least = -9_000_000 if style in ("accounting", "trailing minus") else 11_000
        whole = st.integers(least, 9_999_999)
        columns.append([Decimal(draw(whole)).scaleb(-digits) for _ in range(n)])
    write: Callable[[Decimal], object] = float if style == "native" else STYLES[style]
    has_index, has_numbering = draw(st.booleans()), draw(st.booleans())
    header = [*(["No"] if has_index else []), "Kecamatan", *names]
    rows = [
        [*([str(i + 1) if is_csv else i + 1] if has_index else []), place, *(write(c[i]) for c in columns)]
        for i, place in enumerate(places)
    ]
    titles = draw(st.sampled_from(_TITLES))
    sheet: list[list[object]] = [[title] for title in titles]
    has_gap = draw(st.booleans())
    if titles and has_gap:
        sheet.append([])
    sheet.append(list(header))
    if has_numbering and len(header) > 2:
        sheet.append([f"({j})" for j in range(1, len(header) + 1)])
    sheet += [[] for _ in range(draw(st.integers(0, 2)))]
    first = len(sheet) + 1
    sheet += rows
    if draw(st.booleans()):
        label = draw(st.sampled_from(["Jumlah", "TOTAL", "Jumlah Total"]))
        sheet.append([*([""] if has_index else []), label, *(write(sum(c, Decimal())) for c in columns)])
    if draw(st.booleans()):
        sheet += [[], ["Sumber: Dinas Koperasi"]]
    if draw(st.booleans()):
        right = [""] * (len(header) - 1)
        sheet += [[], [*right, "Curup, 5 Januari 2025"], [*right, "Kepala Dinas"], [], [*right, "NIP. 19680412"]]
    sums = {name: sum(c, Decimal()) for name, c in zip(names, columns, strict=True)}
    return Written(header, rows, sums, sheet, first, is_csv, style)


def as_csv(sheet: list[list[object]], delimiter: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(sheet)
    return buffer.getvalue().encode()


def look(reader: Reader, table: Written, delimiter: str) -> dict[str, Any]:
    if table.is_csv:
        reading = reader.read_bytes(as_csv(table.sheet, delimiter), "x.csv")
    else:
        reading = reader.read_bytes(workbook({"Lembar": table.sheet}), "x.xlsx")
    return inspect_reading(reading)


@given(table=written(), delimiter=st.sampled_from([";", ",", "\t"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_layout_and_style_comes_back_equal(reader: Reader, table: Written, delimiter: str) -> None:
    seen = look(reader, table, delimiter)
    (found,) = seen["tables"]
    assert [c["name"] for c in found["columns"]] == table.header
    assert (found["first_data_row"], found["n_data_rows"]) == (table.first, len(table.rows)), found["excluded_rows"]
    # Where nothing in the file decides between 11,000 and 11,000, the doubt is said.
    sums = {c["name"]: c.get("sum") for c in found["columns"] if c["name"] in table.sums and "ambiguous" not in c}
    assert sums == {name: plain(table.sums[name]) for name in sums}
    open_ones = set(table.sums) - set(sums)
    assert not open_ones or table.style not in ("native", "plain")
    cells = seen["cells"]
    assert cells["nonempty"] == cells["mapped"] + sum(cells["ignored"].values()) + cells["unexplained"]


_TEXT = st.sampled_from(
    ["", "", "Jumlah", "Nama", "12", "1.500", "2024", "Sumber: BPS", "3 Mei 2024", "-", "NIP", "(1)"]
)


@given(rows=st.lists(st.lists(_TEXT, min_size=1, max_size=6), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_is_accounted_for(reader: Reader, rows: list[list[str]]) -> None:
    seen = inspect_reading(reader.read_bytes(workbook({"Lembar": rows}), "x.xlsx"))
    if "rejected" in seen:
        assert not any(any(row) for row in rows) or seen["rejected"]["rule"]
        return
    cells = seen["cells"]
    assert cells["nonempty"] == sum(bool(text) for row in rows for text in row)
    assert cells["nonempty"] == cells["mapped"] + sum(cells["ignored"].values()) + cells["unexplained"]
