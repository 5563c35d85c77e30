"""The map of a sheet on the screen: every row with its role, nothing wider than 100 columns."""

from __future__ import annotations

import pytest

from console.cli.screen import show
from sources.contract_loader import load_contracts
from sources.inspection import inspect_reading
from sources.offices import Offices
from sources.reader import Reader
from sources.sheet_map import sheet_map
from tests.sources.sheets import Cells, workbook


def drawn(capsys: pytest.CaptureFixture[str], *rows: Cells) -> list[str]:
    reading = Reader(load_contracts(), Offices.load()).read_bytes(workbook({"Lembar": rows}), "x.xlsx")
    show(inspect_reading(reading) | {"file": "x.xlsx", "map": sheet_map(reading)})
    return capsys.readouterr().out.splitlines()


def test_roles_in_the_margin(capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(
        capsys,
        ("DATA KECAMATAN",),
        ("No", "Kecamatan", "Usaha"),
        ("(1)", "(2)", "(3)"),
        *((i, f"Kecamatan {i}", 10 * i) for i in range(1, 21)),
        ("Jumlah", None, 2100),
        (),
        ("Sumber: Dinas Koperasi",),
    )
    roles = {line[:6].strip(): line[7] for line in lines if line[:6].strip().isdigit()}
    assert roles == dict(zip(["1", "2", "3", "4", "5", "6", "22", "23", "24", "26"], "TH-DDDDDJN", strict=True))
    assert any("15 more rows" in line for line in lines)
    assert any("left out as total: row 24" in line for line in lines)


def test_never_wider_than_100(capsys: pytest.CaptureFixture[str]) -> None:
    header = [f"Bulan yang panjang sekali namanya {i}" for i in range(40)]
    lines = drawn(capsys, ("Judul " * 60,), header, *([i] * 40 for i in range(5)), ["x" * 300])
    assert len(lines) > 10
    assert max(map(len, lines)) <= 100


def test_control_codes_of_a_file_reach_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = drawn(capsys, ("Nama [red]", "Nilai"), ("\x85evil\u202e", 1), ("[bold]b", 2))
    assert not any(c in line for line in lines for c in "\x1b\x85\u202e")
    assert any("[bold]b" in line for line in lines)
