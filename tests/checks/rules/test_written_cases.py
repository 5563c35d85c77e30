"""Cases of rules written as data are read like those written in Python."""

from __future__ import annotations

from pathlib import Path

from tests.checks.rules.bench import Case
from tests.checks.rules.written_cases import written_cases


def test_a_case_has_its_rows_and_its_offenders(tmp_path: Path):
    path = tmp_path / "panen/UMKM-K590.yaml"
    path.parent.mkdir()
    path.write_text("- {kasus: a, panen: [{hasil: 1}], melanggar: [2 hasil]}\n- {kasus: b, panen: []}\n", "utf-8")
    assert written_cases(tmp_path) == [
        Case("UMKM-K590", "a", {"panen": [{"hasil": 1}]}, ("2 hasil",)),
        Case("UMKM-K590", "b", {"panen": []}, ()),
    ]
