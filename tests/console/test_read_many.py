"""``lumbung read`` and ``inspect`` of many files: side by side, in order, and nothing is overwritten."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from sources.clean_names import CleanNames
from tests.console.test_commands import run

CSV = "kode;nama;omzet\nP{n};Tempe;1.000\nP9;Tahu;2.500\n"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    folder = tmp_path / "kiriman"
    for n, name in enumerate(("lahat/lapor.csv", "bangli/lapor.csv", "rusak.xlsx", "c.csv")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("bukan tabel" if "rusak" in name else CSV.format(n=n))
    with zipfile.ZipFile(folder / "semua.zip", "w") as package:
        package.writestr("dua/c.csv", CSV.format(n=7))
    return folder


def test_many_files_become_a_csv_each(capsys: pytest.CaptureFixture[str], tmp_path: Path, sent: Path) -> None:
    names = ["lahat/lapor.csv", "bangli/lapor.csv", "rusak.xlsx", "c.csv", "semua.zip"]
    out = tmp_path / "hasil" / "csv"
    code, said, err = run(capsys, "read", "--out", str(out), *(str(sent / name) for name in names))
    assert (code, said) == (2, "")
    first = {p.name: p.read_text().splitlines()[1] for p in out.iterdir()}
    assert first == {
        "lapor.csv": "P0,Tempe,1.000",
        "bangli_lapor.csv": "P1,Tempe,1.000",
        "c.csv": "P3,Tempe,1.000",
        "dua_c.csv": "P7,Tempe,1.000",
    }
    assert [line for line in err.splitlines() if "rusak.xlsx" in line and "Di dalam berkas" in line]
    assert (out / "c.csv").read_bytes() == b"kode,nama,omzet\r\nP3,Tempe,1.000\r\nP9,Tahu,2.500\r\n"


@pytest.mark.parametrize("words", [["c.csv", "rusak.xlsx"], ["--out", ".", "c.csv"], ["--table", "2", "c.csv"]])
def test_what_cannot_be_done_is_said_before_anything_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sent: Path, words: list[str]
) -> None:
    monkeypatch.chdir(sent)
    before = {p: p.read_bytes() for p in sent.rglob("*") if p.is_file()}
    code, said, err = run(capsys, "read", *words)
    assert (code, said) == (2, "")
    assert "--out" in err or "no table 2" in err
    assert {p: p.read_bytes() for p in sent.rglob("*") if p.is_file()} == before


def test_inspections_come_in_the_order_of_the_files(capsys: pytest.CaptureFixture[str], sent: Path) -> None:
    names = [str(sent / f"{i:02d}.csv") for i in range(9)]
    for n, name in enumerate(names):
        Path(name).write_text(CSV.format(n=n))
    names.insert(4, str(sent / "rusak.xlsx"))
    code, said, _ = run(capsys, "inspect", "--json", *names)
    seen = [json.loads(line) for line in said.splitlines()]
    assert code == 1
    assert [s["file"] for s in seen] == names
    assert ["rejected" in s for s in seen] == [name.endswith("xlsx") for name in names]


def test_no_name_is_given_twice() -> None:
    names = CleanNames()
    assert names.of("a/x.xlsx", (1, 2)) == ["x.csv", "x.2.csv"]
    assert names.of("b/X.csv", (1,)) == ["b_X.csv"]
    assert names.of("c/x.2.csv", (1,)) == ["c_x.2.csv"]
    assert names.of("x.csv", (1,)) == ["x-2.csv"]
    assert names.of("/a/../b/x.csv", (1, 2)) == ["a_b_x.csv", "a_b_x.2.csv"]
