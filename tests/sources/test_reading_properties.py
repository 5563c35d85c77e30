"""Whatever stands in a file: no cell is lost, nothing raises."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.assembly import Assembled, assemble
from sources.headings import Headings
from sources.known_layout import find_known
from sources.layout import find_tables
from sources.reader import Reader
from sources.reading import Grid

HEADINGS = ["Kode Produk", "Nama Produk", "Omzet (Rp)", "Kanal", "Satuan", "Volume", "Sektor", "Komoditas", "No"]
OTHERS = [
    "Nihil (ya/tidak)",
    "JUMLAH",
    "Total",
    "Mengetahui,",
    "Sumber: BPS",
    "(1)",
    "2",
    "1.500",
    "2025",
    "-",
    "kg",
    "Tempe",
]
words = st.sampled_from([*HEADINGS, *OTHERS, "", "", ""])
cells = st.one_of(words, words, st.text(max_size=6))
grids = st.lists(st.lists(cells, max_size=7), max_size=14)


def tidy(rows: list[list[str]]) -> list[list[str]]:
    return [["" if c.isspace() else c for c in row] for row in rows]


@settings(max_examples=150, deadline=None)
@given(grids, st.booleans(), st.integers(1, 9), st.sampled_from(["Produk", "Sheet1", None]))
def test_no_cell_is_lost(
    headings: Headings, rows: list[list[str]], is_known: bool, first: int, sheet: str | None
) -> None:
    rows = tidy(rows)
    kinds = ["".join("t" if c else "." for c in row) for row in rows]
    grid = Grid(sheet, rows, kinds if sheet else [], first_row=first, first_column=first)
    layout = find_known(grid, headings, headings.dataset_of_sheet(sheet)) if is_known else find_tables(grid)
    found = Assembled()
    assemble(grid, layout if layout is not None else find_tables(grid), found)
    assert found.n_nonempty == sum(bool(c) for row in rows for c in row)
    assert found.n_nonempty == found.n_mapped + len(found.loose) + sum(found.bulk.values())
    assert len({c.cell for c in found.loose}) == len(found.loose)
    for table in found.tables:
        assert all(len(c) == len(k) == len(table.columns) for _, c, k in table.rows)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_reading(reader: Reader, data: bytes) -> None:
    reading = reader.read_bytes(data, "x.csv")
    assert (reading.rejected is None) == bool(reading.tables)


plain = st.text(
    st.characters(codec="cp1252", exclude_categories=["C", "Zs", "Zl", "Zp"], exclude_characters=";|"), max_size=8
)
"""Cells without the rarer delimiters: two rows with a bare one each would prove another dialect."""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(plain, st.integers(0, 10**6), plain), min_size=2, max_size=12),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\r\n", "\n", "\r\r\n"]),
)
def test_any_table_comes_back_from_any_dialect(reader: Reader, rows, delimiter: str, encoding: str, end: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    writer.writerow(["Nama Produk", "Omzet (Rp)", "Satuan"])
    writer.writerows(rows)
    reading = reader.read_bytes(buffer.getvalue().encode(encoding), "LP2A-LAHAT_2026-10_penjualan.csv")
    (table,) = reading.tables
    assert reading.delimiter == delimiter
    wanted = [(a or None, str(n), b or None) for a, n, b in rows]
    summed = [e.row - 2 for e in table.excluded if e.why == "total"]
    assert [c for _, c, _ in table.rows] == [row for i, row in enumerate(wanted) if i not in summed]
