import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from sources import template_layout as at
from sources.contract_loader import FOLDER, load_contracts
from sources.offices import Offices
from sources.template import Edits, write_template
from sources.template_sheet import Filled

CONTRACTS = load_contracts()
OFFICES = Offices.load()
SEVENTH = """
apiVersion: v3.2.0
kind: DataContract
id: umkm-pelatihan
name: pelatihan
version: 1.0.0
status: active
schema:
  - name: pelatihan
    businessName: Pelatihan
    physicalType: table
    description: Pelatihan kerja pada bulan laporan.
    dataGranularityDescription: Satu baris = satu pelatihan.
    properties:
      - {name: nama, businessName: Nama Pelatihan, logicalType: string, physicalType: VARCHAR,
         description: Nama., examples: [Las]}
      - name: tingkat
        businessName: Tingkat
        logicalType: string
        physicalType: VARCHAR
        description: Tingkat.
        examples: [dasar]
        enum: [{value: dasar, label: Dasar}, {value: lanjut, label: Lanjut}]
        quality:
          - {id: UMKM-V901, metric: invalidValues, arguments: {constraint: codes}, mustBe: 0}
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("templat") / "kosong.xlsx"
    write_template(path, CONTRACTS, OFFICES)
    return path


@pytest.fixture(scope="module")
def book(blank):
    return openpyxl.load_workbook(blank)


def rules_at(sheet, cell):
    return [v for v in sheet.data_validations.dataValidation if cell in v.sqref]


@pytest.mark.parametrize("contract", CONTRACTS.datasets.values(), ids=lambda c: c.name)
def test_a_sheet_says_what_its_contract_says(book, contract):
    sheet = book[at.sheet_name(contract)]
    headings = [c.value for c in sheet[at.HEADER_ROW]]
    assert headings == [c.label for c in contract.own_columns]
    assert [c.value for c in sheet[at.HINT_ROW]] == [at.hint(c) for c in contract.own_columns]
    assert (sheet[at.NIHIL_LABEL_CELL].value, sheet[at.NIHIL_CELL].value) == (at.NIHIL_LABEL, None)
    assert sheet.max_row == at.HEADER_ROW
    fills = {c.fill.fgColor.rgb: contract.own_columns[i].required for i, c in enumerate(sheet[at.HEADER_ROW])}
    assert len(fills) == len({c.required for c in contract.own_columns})


def test_every_column_has_its_help_and_every_code_list_its_drop_down(book):
    seen = 0
    for contract in CONTRACTS.datasets.values():
        sheet = book[at.sheet_name(contract)]
        for position, column in enumerate(contract.own_columns, start=1):
            (rule,) = rules_at(sheet, sheet.cell(at.FIRST_ROW + 7, position).coordinate)
            assert rule.prompt
            if column.codes:
                where = re.match(r"'?_daftar'?!\$([A-Z]+)\$2:\$\1\$(\d+)$", rule.formula1)
                assert where
                cells = book[at.LISTS_SHEET][f"{where[1]}2:{where[1]}{where[2]}"]
                assert [row[0].value for row in cells] == [c.label for c in column.codes]
                seen += 1
    assert seen == sum(bool(c.codes) for k in CONTRACTS.datasets.values() for c in k.own_columns) > 5


def test_limits_come_from_the_contract_and_are_told_in_indonesian(book):
    (rule,) = rules_at(book["Penjualan"], "F9")
    column = CONTRACTS.datasets["penjualan"].by_name["omzet_rp"]
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", column.minimum, column.maximum)
    assert rule.error.startswith("Isi angka saja")
    assert rule.showErrorMessage
    assert "sampai 10.000.000.000," in rule.error


def test_the_stamp_is_there_and_follows_the_contracts(book, tmp_path):
    sheet = book[at.STAMP_SHEET]
    assert (sheet.sheet_state, sheet["A1"].value) == ("veryHidden", at.stamp(CONTRACTS))
    assert book[at.LISTS_SHEET].sheet_state == "hidden"
    folder = tmp_path / "kontrak"
    shutil.copytree(FOLDER, folder)
    file = folder / "panen.odcs.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("businessName: Komoditas", "businessName: Komoditi"))
    assert at.fingerprint(load_contracts(folder)) != at.fingerprint(CONTRACTS)


def test_an_office_is_chosen_by_name_and_its_code_follows(book):
    sheet = book["Identitas"]
    assert [sheet[f"A{row}"].value for row in range(4, 8)] == ["Kanwil", "Nama UPT", "Kode UPT", "Periode"]
    assert sheet[at.CODE_CELL].value.startswith("=IFERROR(INDEX(")
    assert [len(rules_at(sheet, c)) for c in (at.KANWIL_CELL, at.NAME_CELL, at.PERIOD_CELL)] == [1, 1, 1]
    names = {c.value for c in book[at.LISTS_SHEET]["B"]}
    assert {o.nama_upt for o in OFFICES} <= names


def test_filled_in_beforehand(tmp_path):
    path = tmp_path / "lahat.xlsx"
    row = {
        "sektor": "perikanan", "komoditas": "=1+1", "panen_tanggal": date(2026, 10, 5), "hasil": Decimal("12.5"),
        "nilai_rp": "Rp 1.500.000,-", "panen_raya": False,
    }  # fmt: skip
    write_template(
        path,
        CONTRACTS,
        OFFICES,
        office="LP2A-LAHAT",
        period="2026-10",
        rows={"panen": [row, None, row]},
        nihil=["produk"],
    )
    book = python_calamine.load_workbook(str(path))
    identity = book.get_sheet_by_name("Identitas").to_python()
    assert [r[1] for r in identity[3:7]] == ["Sumatera Selatan", "Lapas Kelas IIA Lahat", "LP2A-LAHAT", "2026-10"]
    panen = book.get_sheet_by_name("Panen").to_python()
    assert (panen[2][1], book.get_sheet_by_name("Produk").to_python()[2][1]) == ("tidak", "ya")
    written = ["Perikanan", "=1+1", "", date(2026, 10, 5), 12.5, "", "Rp 1.500.000,-", "tidak"]
    assert panen[at.FIRST_ROW - 1 :] == [written, [""] * len(written), written]


def test_an_office_may_have_changed_its_sheet(tmp_path):
    path = tmp_path / "ubah.xlsx"
    rows = [{"bidang": "Las", "laki_laki_orang": 3}, {"bidang": "Batik", "laki_laki_orang": 4}]
    filled = Filled(rows, "tidak", ("laki_laki_orang", "bidang"), {"bidang": "Bidang"}, "Jumlah")
    write_template(
        path, CONTRACTS, OFFICES, office="LP2A-LAHAT", period="2026-10", edits=Edits({"tenaga_kerja": filled})
    )
    table = python_calamine.load_workbook(str(path)).get_sheet_by_name("Tenaga Kerja").to_python()
    label = CONTRACTS.datasets["tenaga_kerja"].by_name["laki_laki_orang"].label
    assert [r[:2] for r in table[at.HEADER_ROW - 1 :]] == [[label, "Bidang"], [3, "Las"], [4, "Batik"], ["Jumlah", ""]]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_template(path, CONTRACTS, OFFICES, office="LP2A-LAHAT", rows={"tenaga_kerja": [{"bidang": "Las"}]})
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_seventh_dataset_needs_no_python(tmp_path):
    folder = tmp_path / "kontrak"
    shutil.copytree(FOLDER, folder)
    (folder / "pelatihan.odcs.yaml").write_text(SEVENTH, encoding="utf-8")
    path = tmp_path / "tujuh.xlsx"
    write_template(path, load_contracts(folder), OFFICES, datasets=["pelatihan"])
    book = openpyxl.load_workbook(path)
    assert [s for s in book.sheetnames if not s.startswith("_")] == ["Identitas", "Pelatihan"]
    assert [c.value for c in book["Pelatihan"][at.HEADER_ROW]][:2] == ["Nama Pelatihan", "Tingkat"]
    assert rules_at(book["Pelatihan"], "B8")[0].type == "list"


@pytest.mark.full
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_it_and_it_still_reads(blank, tmp_path):
    book = openpyxl.load_workbook(blank)
    book["Identitas"][at.KANWIL_CELL], book["Identitas"][at.NAME_CELL] = "Sumatera Selatan", "Lapas Kelas IIA Lahat"
    chosen = tmp_path / "pilih.xlsx"
    book.save(chosen)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "lagi"), str(chosen)], check=True, capture_output=True)
    saved = python_calamine.load_workbook(str(Path(tmp_path) / "lagi" / "pilih.xlsx"))
    assert saved.get_sheet_by_name("Identitas").to_python()[5][1] == "LP2A-LAHAT"
    assert saved.get_sheet_by_name(at.STAMP_SHEET).to_python() == [[at.stamp(CONTRACTS)]]
