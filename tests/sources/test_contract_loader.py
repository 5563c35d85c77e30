"""Contracts say what datasets.md says, and a mistake in one is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sources.contract_loader import FOLDER, fold, load_contracts
from sources.errors import ContractError

CONTRACTS = load_contracts(validate=True)
BUILT_IN = sorted(CONTRACTS.datasets)

# Name, type and whether it must be filled in ("!"), in the order of the official workbook.
EXPECTED = {
    "produk": "kode_produk text!, nama_produk text!, kategori code!, unggulan yesno!, satuan code!,"
    " harga_satuan_rp decimal!, mitra text,"
    " nomor_pirt text, nomor_halal text, nomor_bpom text, nomor_haki text, siap_galeri yesno, stok_galeri decimal",
    "produksi": "kode_produk text!, nama_produk text, volume decimal!, satuan code!, biaya_bahan_rp decimal,"
    " wbp_terlibat_orang integer!, hari_kerja decimal!",
    "penjualan": "kode_produk text!, nama_produk text, kanal code!, volume decimal!, satuan code!, omzet_rp decimal!,"
    " pnbp_rp decimal!, premi_rp decimal!, modal_rp decimal",
    "tenaga_kerja": "bidang text!, laki_laki_orang integer, perempuan_orang integer, anak_orang integer,"
    " bersertifikat_orang integer, penerima_premi_orang integer, peserta_asimilasi_orang integer",
    "panen": "sektor code!, komoditas text!, luas_lahan_m2 decimal, panen_tanggal date!, hasil decimal!,"
    " satuan code!, hasil_kg decimal, nilai_rp decimal, panen_raya yesno!",
    "kegiatan": "kegiatan_tanggal date!, jenis code!, nama_kegiatan text!, penyelenggara text,"
    " peserta_wbp_orang integer, peserta_petugas_orang integer, cara code",
}
KEYS = {
    "produk": ("kode_produk",),
    "produksi": ("kode_produk",),
    "penjualan": ("kode_produk", "kanal"),
    "tenaga_kerja": ("bidang",),
    "panen": ("sektor", "komoditas", "panen_tanggal"),
    "kegiatan": ("kegiatan_tanggal", "nama_kegiatan"),
}
CODES = {
    ("produk", "kategori"): "pangan_olahan kerajinan mebel tekstil pertanian perkebunan peternakan perikanan jasa"
    " lainnya",
    ("penjualan", "kanal"): "koperasi galeri e_katalog marketplace pameran langsung mitra",
    ("panen", "sektor"): "pertanian perkebunan peternakan perikanan",
    ("panen", "satuan"): "kg kuintal ton ekor butir liter",
    ("kegiatan", "jenis"): "pengarahan pelatihan pameran kerja_sama kunjungan lainnya",
    ("kegiatan", "cara"): "luring daring",
}


def test_the_six_datasets_have_the_columns_that_were_agreed():
    found = {
        name: ", ".join(f"{c.name} {c.kind}{'!' * c.required}" for c in contract.columns[2:])
        for name, contract in CONTRACTS.datasets.items()
    }
    assert list(found) == list(EXPECTED)
    assert found == EXPECTED
    assert {name: contract.key for name, contract in CONTRACTS.datasets.items()} == KEYS


def test_every_dataset_carries_office_and_period():
    first = {name: [c.name for c in contract.columns[:2]] for name, contract in CONTRACTS.datasets.items()}
    assert first == {name: ["kode_upt", "periode"] for name in EXPECTED}


def test_code_lists():
    found = {key: " ".join(c.value for c in CONTRACTS.datasets[key[0]].by_name[key[1]].codes) for key in CODES}
    assert found == CODES


def test_the_unit_list_is_the_same_in_catalogue_output_and_sales():
    lists = [CONTRACTS.datasets[name].by_name["satuan"].codes for name in ("produk", "produksi", "penjualan")]
    assert len(lists[0]) > 30
    assert lists[1:] == [lists[0], lists[0]]


def test_kilograms_are_derived_from_units_of_mass_alone():
    column = CONTRACTS.datasets["panen"].by_name["hasil_kg"]
    assert column.derivation is not None
    assert (column.derivation.source, column.derivation.by) == ("hasil", "satuan")
    units = CONTRACTS.datasets["panen"].by_name["satuan"].codes
    assert {c.value: c.factor("faktorKg") for c in units} == {
        "kg": "1",
        "kuintal": "100",
        "ton": "1000",
        "ekor": None,
        "butir": None,
        "liter": None,
    }


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_column_says_what_people_need(name):
    columns = CONTRACTS.datasets[name].own_columns
    assert columns
    unbounded = [c.name for c in columns if c.kind in ("decimal", "integer") and None in (c.minimum, c.maximum)]
    unlimited = [c.name for c in columns if c.kind == "text" and c.max_length is None]
    without_unit = [c.name for c in columns if c.kind in ("decimal", "integer") and not c.unit]
    poor = [c.name for c in columns if len(c.synonyms) < 4 or c.help == c.description]
    assert (unbounded, unlimited, without_unit, poor) == ([], [], [], [])


@pytest.mark.parametrize("name", BUILT_IN)
def test_headings_of_a_dataset_are_unambiguous(name):
    owners: dict[str, set[str]] = {}
    for column in CONTRACTS.datasets[name].columns:
        for heading in column.names:
            owners.setdefault(fold(heading), set()).add(column.name)
    assert {h: o for h, o in owners.items() if len(o) > 1} == {}
    assert "" not in owners


def test_ids_are_numbered_by_dataset():
    blocks = {name: str(block) for block, name in enumerate(("pengiriman", *EXPECTED))}
    assert len({rule.id for rule in CONTRACTS.rules}) == len(CONTRACTS.rules) >= 160
    assert [rule.id for rule in CONTRACTS.rules if rule.id[6] != blocks[rule.dataset]] == []


def test_fold_compares_as_people_do():
    assert fold("  Luas Lahan (m²) ") == fold("LUAS_LAHAN_M2") == "luas lahan m2"
    assert fold("No. P-IRT") == "no p irt"


# What is broken, with what, and on which line (of which text) the error must point.
MISTAKES = {
    "a misspelt key": (
        "businessName: Hasil Panen\n",
        "bussinessName: Hasil Panen\n",
        "bussinessName: Hasil Panen",
        "bussinessName",
    ),
    "a wrong type": (
        "description: Sektor panen.",
        "description: [Sektor panen]\n        x:",
        "description: [Sektor",
        "not of type 'string'",
    ),
    "an unknown physical type": ("physicalType: DATE\n", "physicalType: TANGGAL\n", "- name: panen_tanggal", "TANGGAL"),
    "types that contradict": ("logicalType: date\n", "logicalType: number\n", "- name: panen_tanggal", "'date'"),
    "a unit against its suffix": ("value: m²}", "value: hektare}", "- name: luas_lahan_m2", "hektare"),
    "a constraint without rule": (
        "          - {id: UMKM-V510, metric: nullValues, mustBe: 0, dimension: completeness}\n",
        "",
        "- name: hasil\n",
        "required",
    ),
    "a rule without constraint": (
        "logicalTypeOptions: {maxLength: 100}",
        "logicalTypeOptions: {}",
        "- name: komoditas",
        "length",
    ),
    "an unknown constraint": ("constraint: length", "constraint: panjang", "constraint: panjang", "panjang"),
    "an id that is none": ("id: UMKM-K501\n", "id: UMKM-501\n", "id: UMKM-501", "UMKM-501"),
    "an id twice": ("id: UMKM-V502,", "id: UMKM-V501,", "id: UMKM-V501, metric: invalid", "UMKM-V501"),
    "an unknown severity": ("severity: KONFIRMASI", "severity: PENTING", "id: UMKM-K504", "PENTING"),
    "a column that is none": ("value: [satuan, sektor]", "value: [satuan, sekt0r]", "id: UMKM-K506", "sekt0r"),
    "an implementation elsewhere": ("panen/UMKM-K501.sql", "panen/K501.sql", "id: UMKM-K501", "panen/UMKM-K501.sql"),
    "a need that is no dataset": (
        "          - {property: kolom, value: [satuan, sektor]}",
        "          - {property: perlu, value: [gudang]}\n          - {property: kolom, value: [satuan, sektor]}",
        "id: UMKM-K506",
        "gudang",
    ),
    "a heading of two columns": ("{synonym: Komoditi}", "{synonym: Sektor}", "- name: komoditas", "Sektor"),
    "a word for two codes": ("value: [tonase, tn]", "value: [tonase, kilo]", "- {value: ton,", "kilo"),
    "a derivation in part": ("menurut: satuan, ", "", "- name: hasil_kg", "turunan"),
    "text that is no YAML": ("schema:\n", "schema: [\n", "schema: [", "YAML"),
    "a name unlike the file's": ("  - name: panen\n", "  - name: panenan\n", "  - name: panenan", "panenan"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_with_file_and_line(tmp_path, what):
    old, new, at, said = MISTAKES[what]
    broken = tmp_path / "panen.odcs.yaml"
    text = (FOLDER / "panen.odcs.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(ContractError) as caught:
        load_contracts(tmp_path)
    assert caught.value.path == broken
    assert caught.value.line is not None
    first = text[: text.index(at)].count("\n") + 1
    assert first <= caught.value.line <= first + 1, str(caught.value)
    assert f"{broken}:{caught.value.line}: " in str(caught.value)
    assert said in caught.value.problem


def test_a_folder_without_contracts_says_what_it_looked_for(tmp_path):
    with pytest.raises(ContractError, match=r"expected files named <dataset>\.odcs\.yaml"):
        load_contracts(tmp_path)


def test_a_folder_without_an_envelope_takes_the_built_in_one(tmp_path: Path):
    contract = yaml.safe_load((FOLDER / "panen.odcs.yaml").read_text(encoding="utf-8"))
    (tmp_path / "panen.odcs.yaml").write_text(yaml.safe_dump(contract), encoding="utf-8")
    found = load_contracts(tmp_path)
    assert list(found.datasets) == ["panen"]
    assert found.envelope.rules == CONTRACTS.envelope.rules


def test_the_built_in_contracts_are_not_held_against_the_schema_at_every_start(monkeypatch):
    """Validating takes longer than the rest of a start; ``validate=True`` above does it once, here."""
    monkeypatch.setattr("sources.contract_source.Source._validate", lambda self: pytest.fail("validated"))
    assert sorted(load_contracts().datasets) == BUILT_IN
