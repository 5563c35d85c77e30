"""What a workbook hides is read, and said."""

from __future__ import annotations

import io

import xlsxwriter

from sources.inspection import inspect_reading
from sources.reader import Reader


def book(*, rows: tuple[int, ...] = (), columns: str = "", sheet: bool = False) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = workbook.add_worksheet("Data")
    workbook.add_worksheet("Kosong").activate()
    for i, row in enumerate([("Desa", "Usaha", "Kode"), ("Talang", 10, 1), ("Batu", 20, 2), ("Air", 30, 3)]):
        page.write_row(i, 0, row)
    for number in rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    if columns:
        page.set_column(columns, None, None, {"hidden": True})
    if sheet:
        page.hide()
    workbook.close()
    return buffer.getvalue()


def seen(reader: Reader, data: bytes) -> tuple[str, list[str]]:
    found = inspect_reading(reader.read_bytes(data, "x.xlsx"))
    return found["tables"][0]["columns"][1]["sum"], [n for n in found["notes"] if "ersembunyi" in n]


def test_filtered_rows_are_data(reader: Reader) -> None:
    assert seen(reader, book(rows=(3, 4))) == (
        "60",
        ["Tersembunyi di lembar Data, tetapi tetap dibaca: 2 baris (3, 4)."],
    )


def test_hidden_columns_are_data_and_an_empty_rest_is_not_said(reader: Reader) -> None:
    total, notes = seen(reader, book(columns="B:B"))
    assert (total, notes) == ("60", ["Tersembunyi di lembar Data, tetapi tetap dibaca: kolom B."])
    assert seen(reader, book(columns="D:XFD")) == ("60", [])


def test_hidden_sheets_are_read(reader: Reader) -> None:
    assert seen(reader, book(sheet=True)) == ("60", ["Tersembunyi di lembar Data, tetapi tetap dibaca: lembarnya."])


def test_nothing_hidden_nothing_said(reader: Reader) -> None:
    assert seen(reader, book()) == ("60", [])
