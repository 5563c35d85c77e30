"""What is kept of a sheet's head holds for every sheet with that head, and for no other."""

from __future__ import annotations

from dataclasses import replace

from sources.assembly import Assembled, assemble
from sources.blocks import Layout
from sources.headings import Headings
from sources.known_layout import find_known
from sources.reading import Grid

HEAD = [
    ["Produksi", "", "", ""],
    ["Nihil (ya/tidak)", "tidak", "", ""],
    ["Kode Produk", "Nama Produk", "Volume Produksi", "Satuan"],
]
DATA = ["TMP-01", "Tempe", "12", "kg"]


def grid(*below: list[str], first: int = 1) -> Grid:
    rows = [*HEAD, *below]
    kinds = ["".join("." if not c else "n" if c.isdigit() else "t" for c in row) for row in rows]
    return Grid("Produksi", [list(row) for row in rows], kinds, first_row=first)


def found(sheet: Grid, headings: Headings) -> Layout:
    layout = find_known(sheet, headings, "produksi")
    assert layout is not None
    return layout


def test_sheets_with_one_head_share_it(headings: Headings) -> None:
    one, other = found(grid(DATA), headings), found(grid(DATA, DATA), headings)
    assert one.head is not None
    assert one.head is other.head
    assert (one.blocks[0].data, other.blocks[0].data) == ([3], [3, 4])
    one.reasons[0] = "note"
    assert found(grid(DATA), headings).reasons[0] == "title"


def test_headings_right_below_it_belong_to_it(headings: Headings) -> None:
    found(grid(DATA), headings)
    two = found(grid(["", "", "2026", "Biaya Bahan (Rp)"], DATA), headings)
    assert two.head is None


def test_another_text_is_another_head(headings: Headings) -> None:
    one, other = grid(DATA), grid(DATA)
    other.rows[1][1] = "ya"
    assert found(one, headings).head is not found(other, headings).head


def test_its_cells_stand_where_the_sheet_has_them(headings: Headings) -> None:
    for first, cell in ((1, "A1"), (7, "A7")):
        sheet, into = grid(DATA, first=first), Assembled()
        assemble(sheet, found(sheet, headings), into)
        assert into.loose[0].cell == cell
        assert len(into.loose) == 7
    sheet, into = replace(grid(DATA), sheet="Produksi (2)"), Assembled()
    assemble(sheet, found(sheet, headings), into)
    assert {c.sheet for c in into.loose} == {"Produksi (2)"}


def test_a_reason_given_later_counts(headings: Headings) -> None:
    sheet, into = grid(DATA), Assembled()
    assemble(sheet, found(sheet, headings), Assembled())
    layout = found(sheet, headings)
    layout.cells[0, 0] = "identity"
    assemble(sheet, layout, into)
    assert into.loose[0].why == "identity"
