"""A marked workbook that LibreOffice recalculates and saves keeps values, marks, and what it mends."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from checks.feedback.palette import FILLS
from checks.feedback.patch import patched
from sources.feedback_sheet import returned_in
from tests.checks.feedback.books import rich, save
from tests.checks.feedback.told import SUBMISSION, finding, notice

OFFICE = shutil.which("soffice")


@pytest.mark.full
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_values_marks_and_predecessor_survive_another_program(tmp_path: Path) -> None:
    marked = save(patched(rich(), notice([finding("A1"), finding("D4"), finding("J30")])), tmp_path / "kembali.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    form = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "lagi")]
    subprocess.run(
        [str(OFFICE), "--headless", profile, *form, str(marked)], check=True, capture_output=True, timeout=200
    )
    again = tmp_path / "lagi" / "kembali.xlsx"
    sheet = openpyxl.load_workbook(again, data_only=True)["Data"]
    assert [sheet.cell(row, 4).value for row in (1, 2, 20)] == [0, 2000, 38000]
    assert [sheet[c].fill.fgColor.rgb[2:] for c in ("A1", "D4", "J30")] == [FILLS["PERBAIKI"]] * 3
    assert "Omzet tidak terbaca." in sheet["D4"].comment.text
    said = returned_in(again.read_bytes(), "Perbaikan")
    assert said is not None
    assert said.submission == SUBMISSION
