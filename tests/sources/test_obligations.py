"""Who owes what: the list is complete, its errors name file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sources import reference
from sources.contract_loader import load_contracts
from sources.errors import ContractError
from sources.obligations import Duty, known_datasets, load_duties


def test_every_kind_of_office_is_told_about_every_dataset():
    kinds = {o.jenis for o in reference.load_offices()}
    said = {(d.jenis, d.dataset) for d in load_duties() if d.kekhususan is None}
    assert said == {(kind, dataset) for kind in kinds for dataset in load_contracts().datasets}


def test_datasets_are_those_of_the_contracts():
    assert set(known_datasets()) == set(load_contracts().datasets)


def test_a_bapas_owes_its_activities_and_no_harvest():
    owed = {d.dataset for d in load_duties() if d.jenis == "Bapas" and d.wajib}
    assert owed == {"tenaga_kerja", "kegiatan"}
    assert {d.dataset for d in load_duties() if d.jenis == "Lapas" and d.wajib} == set(known_datasets())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Lapaz,,panen,ya,,,", "jenis 'Lapaz' is not one of"),
        ("Lapas,Umumm,panen,ya,,,", "kekhususan 'Umumm' is not one of"),
        ("Lapas,,panenan,ya,,,", "dataset 'panenan' is not one of"),
        ("Lapas,Terbuka,panen,mungkin,,,", "wajib 'mungkin' is not one of tidak, ya"),
        ("Lapas,Terbuka,panen,ya,2026-13,,", "berlaku_dari must be a month"),
        ("Lapas,Terbuka,panen,ya,2026-05,2026-04,", "must not lie after"),
        ("Lapas,,panen,tidak,2026-05,,", "for some of these periods"),
        ("Lapas,,panen,ya", "expected 7 cells"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, line: str, problem: str):
    folder = tmp_path / "rujukan"
    shutil.copytree(reference.FOLDER, folder)
    path = folder / "kewajiban.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line + "\n", encoding="utf-8")
    with pytest.raises(ContractError) as error:
        load_duties(folder)
    assert (error.value.path, error.value.line) == (path, text.count("\n") + 1)
    assert problem in str(error.value)


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((None, None), (None, None), True),
        ((None, "2026-04"), ("2026-05", None), False),
        ((None, "2026-05"), ("2026-05", None), True),
        (("2026-01", "2026-03"), ("2025-01", "2025-12"), False),
        (("2026-01", None), ("2025-01", "2026-01"), True),
    ],
)
def test_duties_follow_each_other_without_overlap(first, second, overlap: bool):
    one, other = (Duty("Lapas", None, "panen", True, *span) for span in (first, second))
    assert (one.overlaps(other), other.overlaps(one)) == (overlap, overlap)
