import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import reference
from sources.errors import ContractError
from sources.offices import Offices

OFFICES = Offices.load()
LONG = {
    "Lapas": "LEMBAGA PEMASYARAKATAN",
    "Rutan": "Rumah Tahanan Negara",
    "Bapas": "BALAI PEMASYARAKATAN",
    "LPKA": "Lembaga Pembinaan Khusus Anak",
    "RS": "Rumah Sakit Umum Pengayoman",
}
DIGITS = {"I": "1", "II": "2", "III": "3", "IIA": "2A", "IIB": "2b", "": ""}


def spellings(office):
    special = "" if office.kekhususan == "Umum" else f"{office.kekhususan} "
    place = office.nama_upt.split(f"Kelas {office.kelas} ")[1] if office.kelas else office.nama_upt.split()[-1]
    apart = re.sub("^II([AB])$", r"II \1", office.kelas)
    yield from (office.kode_upt, office.kode_upt.lower(), office.nama_upt, office.nama_upt.upper(), office.nama_sumber)
    yield f"{LONG[office.jenis]} {special}KELAS {apart} {place.upper()}"
    yield f"{LONG[office.jenis].title()} Kelas {apart} {special}{place}"
    yield f"{office.jenis} {special}Klas {DIGITS[office.kelas]} {place.replace('-', ' ')}"
    yield f"  {office.jenis}  Kelas {office.kelas}  {special}{place.replace(' ', '')} "
    yield f"{office.kode_upt} - {office.nama_upt}"


def test_every_office_is_found_from_every_spelling():
    wrong = [(s, o.kode_upt) for o in OFFICES for s in spellings(o) if OFFICES.resolve(s).kode_upt != o.kode_upt]
    assert len(OFFICES) == 612
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("Tangerang", 7), ("Lapas Tangerang", 4), ("Bapas Kelas I Jakarta", 3), ("Lapas Kelas IIB Lahat", 2), ("", 0)],
)
def test_what_does_not_decide_names_candidates_and_no_office(text, count):
    resolution = OFFICES.resolve(text)
    assert resolution.kode_upt is None
    assert len(resolution.candidates) == count


def test_a_code_that_contradicts_its_name_decides_nothing():
    resolution = OFFICES.resolve("LP2A-LAHAT Lapas Kelas I Malang")
    assert (resolution.kode_upt, resolution.candidates) == (None, ("LP1-MALANG", "LP2A-LAHAT"))


def test_the_unwritten_speciality_means_the_general_office_only_beside_kind_and_class():
    assert OFFICES.resolve("Lapas Kelas IIA Tangerang").kode_upt == "LP2A-TANGERANG"
    assert OFFICES.resolve("Kelas IIA Tangerang").kode_upt is None
    assert OFFICES.resolve("Lapas Kelas IIA Bangli").kode_upt == "LPN2A-BANGLI"


def test_a_former_name_still_finds_its_office():
    assert OFFICES.resolve("RUMAH TAHANAN NEGARA KELAS II B PURWODADI").kode_upt == "LP2B-PURWODADI"


def test_a_slip_of_the_pen_is_seen_through_where_one_office_alone_is_so_near_and_it_is_told():
    resolution = OFFICES.resolve("Lapas Kelas IIA Lahta")
    assert (resolution.kode_upt, resolution.is_mended) == ("LP2A-LAHAT", True)
    assert OFFICES.resolve("Lapas Kelas IIA Lahat").is_mended is False


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_resolves_to_a_known_office_or_to_none(text):
    resolution = OFFICES.resolve(text)
    assert resolution.kode_upt is None or resolution.candidates == (resolution.kode_upt,)
    assert set(resolution.candidates) <= set(OFFICES.by_code)


def test_every_list_is_described_and_every_description_has_its_list():
    package = json.loads((reference.FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {p.name for p in reference.FOLDER.glob("*.csv")}
    assert all(f["description"] for r in package["resources"] for f in r["schema"]["fields"])


def test_the_lists_fit_together():
    assert len(reference.load_provinces()) == 38
    assert len(reference.load_regional_offices()) == 33
    assert {k.kanwil for k in reference.load_regional_offices()} == {o.kanwil for o in OFFICES}
    assert {c for k in reference.load_regional_offices() for c in k.kode_provinsi} == {
        p.kode_provinsi for p in reference.load_provinces()
    }
    assert reference.load_targets() == ()
    assert {p.butir for p in reference.load_program_points() if p.berlaku_sampai is None} == {8}
    assert OFFICES.table().num_rows == 612


def load_everything(folder):
    return [load(folder) for load in (Offices.load, reference.load_targets, reference.load_program_points)]


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("upt", "LP2A-LAHAT,Lapas,Lapas,IIA,Umum,Sumatera Selatan,16,16.04,X", "on line 557"),
        ("upt", "X1,Lapas X,Lapas,IIA,Umum,Atlantis,16,16.04,X", "kanwil 'Atlantis'"),
        ("upt", "X1,Lapas X,Lapas,IIA,Umum,Aceh,16,,X", "kode_provinsi '16'"),
        ("upt", "X1,,Lapas,IIA,Umum,Aceh,11,,X", "nama_upt must not be empty"),
        ("upt", "X1,Lapas X", "expected 9 cells"),
        ("target_pnbp", "2026,Aceh,1.000.000.000,Surat", "plain digits"),
        ("target_pnbp", "2026,Atlantis,1,Surat", "kanwil 'Atlantis'"),
        ("upt_riwayat", "LP2A-LAHAT,Rutan X,Rutan,IIB,Umum,,,2026-01-01,2025-01-01,Surat", "must not lie after"),
        ("program", "P,satu,Uraian,2026-01-01,,Berita", "whole number"),
        ("program", "P,1,Uraian,1 Januari,,Berita", "a day like"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, name, line, problem):
    folder = tmp_path / "rujukan"
    shutil.copytree(reference.FOLDER, folder)
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line + "\n", encoding="utf-8")
    with pytest.raises(ContractError) as error:
        load_everything(folder)
    assert (error.value.path, error.value.line) == (path, text.count("\n") + 1)
    assert problem in str(error.value)
