"""The way to the national report: one command, three files, a link on the list of reports."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from console.cli.app import main
from tests.practice import Nation


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def home(nation: Nation, tmp_path: Path) -> Path:
    """The nation's home to write reports into: its release and its ledger, and a list of reports."""
    copy = tmp_path / "home"
    (copy / "laporan").mkdir(parents=True)
    (copy / "laporan/index.html").write_text("")
    (copy / "published").symlink_to(nation.home / "published")
    shutil.copy(nation.home / "ledger.sqlite", copy)
    return copy


def test_one_command_makes_three_files_and_lists_them(home: Path, capsys: pytest.CaptureFixture[str]):
    words = ("--home", str(home), "--now", "2026-11-24", "national")
    code, out, err = run(capsys, *words)
    folder = home / "laporan/nasional/2026-10"
    names = ["index.html", "laporan-nasional-2026-10.pdf", "laporan-nasional-2026-10.xlsx"]
    assert (code, err) == (0, "")
    assert out.split() == [str(folder / name) for name in names]
    assert sorted(p.name for p in folder.iterdir()) == sorted([*names, "angka.json"])
    assert 'href="nasional/2026-10/index.html">Oktober 2026' in (home / "laporan/index.html").read_text()
    before = {name: (folder / name).read_bytes() for name in names}
    other = home.parent / "lain"
    code, out, _ = run(capsys, *words, "--period", "2026-10", "--out", str(other), "--json")
    told = json.loads(out)
    assert (code, told["period"], told["pdf"]) == (0, "2026-10", str(other / names[1]))
    assert {name: (other / name).read_bytes() for name in names} == before, "the same release, another report"


def test_a_month_that_is_not_there_ends_with_the_next_step(home: Path, capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, "--home", str(home), "national", "--period", "2025-01")
    assert (code, out) == (2, "")
    assert "only 2026-10" in err
    assert "--period" in err
    assert not (home / "laporan/nasional").exists()
