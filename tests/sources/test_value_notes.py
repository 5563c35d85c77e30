"""What is doubtful about a column's values is said, with the evidence."""

from __future__ import annotations

from typing import Any

import pytest

from sources.inspection import inspect_reading
from sources.reader import Reader


def look(reader: Reader, heading: str, *cells: str) -> tuple[dict[str, Any], list[str]]:
    lines = [f"nama;{heading}", *(f"desa {i};{cell}" for i, cell in enumerate(cells))]
    seen = inspect_reading(reader.read_bytes("\n".join(lines).encode(), "x.csv"))
    ((_, column),) = (t["columns"] for t in seen["tables"])
    return column, [n for n in seen["notes"] if n.startswith("Kolom")]


def test_thousands_that_a_tool_wrote_as_decimals(reader: Reader) -> None:
    column, notes = look(reader, "jumlah", *(f"{n}.0" for n in range(300, 320)), "1.589", "3.57")
    assert column["lost_thousands"] == {"n": 2, "of": 22, "examples": ["1.589", "3.57"]}
    assert column["sum"] == "6195.159"
    assert any("1.589" in n and "2 dari 22" in n for n in notes)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("jumlah", [f"{n}.0" for n in range(300, 322)]),
        ("berat", [f"{n}.0" for n in range(300, 320)] + ["1.589", "3.57"]),
        ("jumlah", [f"{n}.25" for n in range(300, 322)]),
    ],
    ids=["no fraction", "weights are fractions", "fractions throughout"],
)
def test_ordinary_columns_have_lost_nothing(reader: Reader, heading: str, cells: list[str]) -> None:
    column, _ = look(reader, heading, *cells)
    assert "lost_thousands" not in column


def test_an_unproved_style_is_said(reader: Reader) -> None:
    column, notes = look(reader, "omzet", "1.500", "2.750", "3.250")
    assert (column["sum"], column["ambiguous"]) == ("7500", "id")
    assert any("tidak terbukti" in n for n in notes)


def test_times_turned_back_are_said(reader: Reader) -> None:
    column, notes = look(reader, "jarak", "7.5", "6:03", "8.1", "9.25", "4.75")
    assert (column["sum"], column["from_times"]) == ("35.63", 1)
    assert any("dikembalikan" in n for n in notes)
