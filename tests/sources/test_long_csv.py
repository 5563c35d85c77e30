"""A long CSV comes back like a short one, without being held in memory."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sources import long_csv
from sources.clean_csv import clean_csv
from sources.contract import Contracts

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


def test_short_files_take_the_ordinary_way(tmp_path: Path, contracts: Contracts) -> None:
    path = written(tmp_path / "x.csv")
    assert long_csv.write_long(path, tmp_path / "rows") is None
    assert read(path, contracts)[0] == [HEAD, *ROWS]
