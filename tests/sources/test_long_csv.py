"""A long CSV comes back like a short one, without being held in memory."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import long_csv
from sources.clean_csv import clean_csv
from sources.column_cells import ColumnCells
from sources.column_values import column_values
from sources.contract import Contracts
from sources.inspection import inspect_files
from sources.long_columns import SampledColumn, long_columns
from sources.written_numbers import Style

ROWS = [
    [f"P{i:04d}", f"Tempe {i % 7}", f"2026-{i % 12 + 1:02d}-05", f"{i},5", "besar; enak" if i % 3 else ""]
    for i in range(900)
]
HEAD = ["Kode", "Nama, 'lama'", "Tanggal", "Volume", "Catatan"]


def written(path: Path, *, end: str = "\r\n", broken: int | None = None) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(f"LAPORAN BULANAN{end}{end}")
        write = csv.writer(stream, delimiter=";", lineterminator=end).writerow
        write(HEAD)
        for i, row in enumerate(ROWS):
            write([*row, "lebih", "lagi"] if i == broken else row)
        stream.write(f"JUMLAH;;;404999,5;{end}{end}Sumber: koperasi{end}")
    return path


def read(path: Path, contracts: Contracts) -> tuple[list[list[str]], list[str]]:
    said: list[str] = []
    text = b"".join(clean_csv(path, 1, contracts, report=said.append)).decode()
    return list(csv.reader(text.splitlines(keepends=True))), said


@pytest.fixture
def all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_csv, "LONG", 1000)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.usefixtures("all_are_long")
def test_rows_come_back_without_what_stands_around(tmp_path: Path, contracts: Contracts, end: str) -> None:
    path = written(tmp_path / "x.csv", end=end)
    assert long_csv.write_long(path, tmp_path / "rows") is not None
    assert read(path, contracts) == ([HEAD, *ROWS], [])


@pytest.mark.usefixtures("all_are_long")
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, contracts: Contracts) -> None:
    found, said = read(written(tmp_path / "x.csv", broken=700), contracts)
    assert found == [HEAD, *ROWS[:700], *ROWS[701:]]
    assert len(said) == 1
    assert "baris 704" in said[0]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_long_file_is_inspected_like_a_short_one(
    tmp_path: Path, contracts: Contracts, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    path = written(tmp_path / "x.csv", end=end)
    (short,) = inspect_files([path], contracts, with_map=True)
    monkeypatch.setattr(long_csv, "LONG", 1000)
    monkeypatch.setattr(long_csv, "ENDS", 4000)
    (long,) = inspect_files([path], contracts, with_map=True)
    assert [note for note in long["notes"] if note not in short["notes"]] == [long["notes"][-1]]
    assert "Berkas besar (1 MB)" in long["notes"][-1]
    assert {**long, "notes": 0} == {**short, "notes": 0}


FIGURES = [
    "0",
    "7",
    "-12",
    "1.500",
    "1.234.567",
    "12,5",
    "1.000,25",
    "-3,1234",
    "Rp 5.000",
    "-",
    "n/a",
    "",
    "2 juta",
    "9" * 20,
]


@given(st.lists(st.sampled_from(FIGURES), min_size=1, max_size=60), st.sampled_from(["id", None]))
@settings(max_examples=40, deadline=None)
def test_columns_from_sets_equal_columns_from_cells(figures: list[str], style: Style | None) -> None:
    cells = column_values(ColumnCells((text or None, "t") for text in figures), style, "Omzet")
    told = style or cells.style
    with duckdb.connect() as db:
        rows = db.sql("select unnest($1) as c0", params=[figures])
        n, (found,) = long_columns(rows, [SampledColumn(0, "Omzet", cells.type, told)])
    assert (n, found.n_filled) == (len(figures), sum(map(bool, figures)))
    if cells.type != "text":
        assert replace(found.values, lost=None, style=told) == replace(cells, lost=None, style=told)
    else:
        assert (found.values.type, found.values.nulls) == ("text", cells.nulls)


def test_short_files_take_the_ordinary_way(tmp_path: Path, contracts: Contracts) -> None:
    path = written(tmp_path / "x.csv")
    assert long_csv.write_long(path, tmp_path / "rows") is None
    assert read(path, contracts)[0] == [HEAD, *ROWS]
