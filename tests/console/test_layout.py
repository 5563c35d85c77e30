"""``lumbung layout``: a question about a heading, answered once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.console.test_commands import run
from tests.sources.sheets import workbook
from tests.sources.test_matching import ROWS, renamed


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / "LP2A-LAHAT_2026-10_penjualan.xlsx"
    path.write_bytes(workbook({"Data": [renamed(Modal="Putaran"), *ROWS]}))
    return path


def rules(capsys: pytest.CaptureFixture[str], home: str, file: Path) -> set[str]:
    _, out, _ = run(capsys, "--home", home, "--quiet", "check", "--fast", "--json", str(file))
    return {f["rule"] for f in json.loads(out)["findings"] if f["severity"] != "CATATAN"}


def test_a_choice_is_shown_made_listed_and_ends_the_question(capsys, tmp_path: Path, strange: Path):
    home = str(tmp_path / "home")
    assert "UMKM-S012" in rules(capsys, home, strange)
    code, out, _ = run(capsys, "--home", home, "layout", "show", str(strange))
    assert code == 0
    assert "? Putaran: Modal (Rp)" in out

    words = ("--dataset", "penjualan", "--column", "Putaran=modal_rp", "--reason", "menurut telepon", "--by", "Sari")
    code, out, err = run(capsys, "--home", home, "layout", "choose", str(strange), *words)
    assert (code, out) == (0, "")
    assert "recorded for LP2A-LAHAT" in err
    code, out, _ = run(capsys, "--home", home, "layout", "list", "--json")
    assert [(r["judul"], r["kolom"], r["oleh"]) for r in json.loads(out)] == [
        ("", "", "Sari"),
        ("Putaran", "modal_rp", "Sari"),
    ]
    assert "UMKM-S012" not in rules(capsys, home, strange)


def test_a_choice_that_cannot_be_says_why(capsys, tmp_path: Path, strange: Path):
    words = ("--dataset", "penjualan", "--column", "Putaran", "--reason", "a", "--by", "b")
    code, _, err = run(capsys, "--home", str(tmp_path), "layout", "choose", str(strange), *words)
    assert code == 2
    assert "HEADING=COLUMN" in err
