"""One row breaks the file's dialect; the others come back as they are, in their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from sources.clean_csv import csv_lines
from sources.reader import Reader
from sources.reading import TextTable

HEAD = ["tanggal", "qty", "kode barang", "harga", "keterangan", "komentar"]
ROWS = [
    [f"{i + 1:02d}/10/2026", str(i * 3 + 1), f"P{i:03d}", f"{i * 7 + 2}.5{i % 7}", note, remark]
    for i, (note, remark) in enumerate(
        [("gula semut, 250 g", ""), ('keset "besar"', "laris"), ("kopi\nbubuk", "bagus, laris"), ("tempe", "")] * 5
    )
]


def lines(rows: list[list[str]], **dialect: Any) -> list[str]:
    made = []
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n", **dialect).writerow(row)
        made.append(buffer.getvalue())
    return made


def table(reader: Reader, text: str) -> TextTable:
    (found,) = reader.read_bytes(text.encode(), "x.csv").tables
    return found


def read(reader: Reader, text: str) -> list[list[str]]:
    return list(csv.reader(csv_lines(table(reader, text))))


def more(line: str) -> str:
    return "," + line


def less(line: str) -> str:
    return line.replace(",", "", 1)


def open_quote(line: str) -> str:
    return '"' + line


def open_quote_at_end(line: str) -> str:
    return line.rstrip("\r\n") + '"\r\n'


def open_quote_in_last_cell(line: str) -> str:
    head, _, tail = line.rpartition(",")
    return f'{head},"{tail}'


def other_delimiter(line: str) -> str:
    return lines([next(csv.reader([line]))], delimiter=";")[0]


def other_quote(line: str) -> str:
    return ",".join(f"'{c}'" for c in next(csv.reader([line]))) + "\r\n"


BREAKS = [more, less, open_quote, open_quote_at_end, open_quote_in_last_cell, other_delimiter, other_quote]


@pytest.mark.parametrize("broken", [1, 4, 20])
@pytest.mark.parametrize("change", BREAKS)
def test_other_rows_stay(reader: Reader, change: Callable[[str], str], broken: int) -> None:
    made = lines([HEAD, *ROWS])
    made[broken] = change(made[broken])
    seen = table(reader, "".join(made))
    found = list(csv.reader(csv_lines(seen)))
    assert found[0] == HEAD
    assert [row for row in ROWS if row in found] == [
        row for i, row in enumerate(ROWS, 1) if i != broken or row in found
    ]
    assert [e.row for e in seen.excluded if e.why == "broken"] in ([], [broken + 1])
    assert len(found) + len(seen.excluded) == len(ROWS) + 1


@pytest.mark.parametrize(
    "text",
    [
        "".join(lines([HEAD, *ROWS], delimiter="^")),
        "".join(lines([HEAD, *ROWS], quotechar="'")),
        "Laporan harian\r\n\r\n" + "".join(lines([HEAD, *ROWS])) + "\r\nSumber: koperasi\r\n",
        "".join(lines([HEAD, *ROWS])).rstrip("\r\n"),
        "".join(lines([[*HEAD[:2], "", *HEAD[2:]], *ROWS])),
    ],
)
def test_dialects_and_what_stands_around(reader: Reader, text: str) -> None:
    assert read(reader, text) == [HEAD, *ROWS]


def test_strays_are_not_explained_away(reader: Reader) -> None:
    made = lines([HEAD, *ROWS])
    made[3] = made[3].rstrip("\r\n") + ",tersesat\r\n"
    reading = reader.read_bytes("".join(made).encode(), "x.csv")
    assert [c.text for c in reading.unexplained] == ["tersesat"]
    assert reading.tables[0].range == "A1:F21"
