"""docs/add-a-rule.md, followed to the letter: what it says to write is written, what it says to type is typed.

On a copy of the checkout, in the order of the page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/add-a-rule.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"(?:(?P<verb>Buat|di akhir) `(?P<file>[^`]+)`:\n\n)?```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL
)
COPIED = ("sources", "checks", "warehouse", "flows", "console", "tests/checks", "pyproject.toml")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, subprocess.CompletedProcess[str]]]:
    """The copy, and what each command said."""
    root = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    said: dict[str, subprocess.CompletedProcess[str]] = {}
    for step in STEP.finditer(PAGE):
        if step["language"] == "bash":
            said |= {line: typed(root, line) for line in step["text"].splitlines()}
        else:
            file = root / step["file"]
            before = file.read_text(encoding="utf-8") if step["verb"] == "di akhir" else ""
            file.write_text(before + step["text"], encoding="utf-8")
    return root, said


def typed(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A command of the page, run in the copy with the copy's own code."""
    program, *words = line.split()
    module = {"lumbung": "console", "pytest": "pytest"}[program]
    environment = {**os.environ, "PYTHONPATH": str(root), "LUMBUNG_HOME": str(root / "lumbung-data")}
    command = [sys.executable, "-m", module, *words, *(["-p", "no:cacheprovider"] if program == "pytest" else [])]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_every_step_of_the_page_is_understood():
    steps = [(s["language"], s["file"]) for s in STEP.finditer(PAGE)]
    assert len(steps) == PAGE.count("```") // 2
    assert [language for language, file in steps if file is None] == ["bash"] * 3


def test_every_command_of_the_page_does_its_work(followed):
    _, said = followed
    assert len(said) == 4
    assert {line: (r.returncode, r.stderr[-2000:]) for line, r in said.items() if r.returncode} == {}


def test_the_new_rule_is_tried_and_finds_the_planted_cell_with_both_judges(followed):
    _, said = followed
    tried = next(r for line, r in said.items() if line.startswith("pytest"))
    assert re.search(r"\b[5-9]\d* passed", tried.stdout), tried.stdout
    checked = next(r for line, r in said.items() if line.startswith("lumbung check"))
    assert "UMKM-K390" in checked.stdout
    assert "F2" in checked.stdout
    assert "inconclusive" not in checked.stdout


def test_the_new_dataset_has_a_workbook_and_its_rules(followed):
    root, said = followed
    assert (root / "pelatihan.xlsx").stat().st_size > 5000
    assert "UMKM-V792" in said["lumbung rules --dataset pelatihan"].stdout
