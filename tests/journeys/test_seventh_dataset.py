"""A seventh dataset is a contract and its rule file: workbook, reading, checks, tables and dictionary follow."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from checks.judge import judge
from checks.text_batch import SubmissionMeta, assemble
from sources.contract import Contracts
from sources.contract_loader import FOLDER, load_contracts
from sources.offices import Offices
from sources.reader import Reader
from sources.template import write_template
from warehouse.batch import PARTS, SUBMISSIONS, Accepted
from warehouse.dictionary import entries
from warehouse.load import load
from warehouse.schema import prepare

NAIVE = datetime(2026, 11, 3, tzinfo=UTC).replace(tzinfo=None)
CONTRACT = """
apiVersion: v3.2.0
kind: DataContract
id: umkm-pelatihan
name: pelatihan
version: 1.0.0
status: active
schema:
  - name: pelatihan
    businessName: Pelatihan
    description: Pelatihan kerja bagi warga binaan.
    dataGranularityDescription: Satu baris = satu pelatihan.
    customProperties:
      - {property: urutan, value: 7}
    properties:
      - name: nama_pelatihan
        businessName: Nama Pelatihan
        logicalType: string
        physicalType: VARCHAR
        required: true
        primaryKey: true
        primaryKeyPosition: 1
        description: Nama pelatihan.
        examples: [Membatik]
        quality:
          - {id: UMKM-V701, metric: nullValues, mustBe: 0}
      - name: lulus_orang
        businessName: Lulus (orang)
        logicalType: integer
        physicalType: BIGINT
        description: Peserta yang lulus.
        examples: ["12"]
        customProperties:
          - {property: satuan, value: orang}
        quality:
          - {id: UMKM-V702, metric: invalidValues, arguments: {constraint: type}, mustBe: 0}
      - name: peserta_orang
        businessName: Peserta (orang)
        logicalType: integer
        physicalType: BIGINT
        description: Peserta pelatihan.
        examples: ["15"]
        customProperties:
          - {property: satuan, value: orang}
        quality:
          - {id: UMKM-V703, metric: invalidValues, arguments: {constraint: type}, mustBe: 0}
    quality:
      - id: UMKM-K701
        type: custom
        engine: lumbung
        implementation: pelatihan/UMKM-K701.sql
        name: Yang lulus tidak melebihi peserta
        customProperties:
          - {property: kolom, value: [lulus_orang]}
          - {property: pesan, value: "Yang lulus {nilai} orang melebihi peserta."}
          - {property: caraPerbaiki, value: "Perbaiki jumlahnya."}
"""
RULE = """-- Yang lulus tidak boleh melebihi peserta.
select p._submission_id, p._sheet, p._row, 'lulus_orang' as field
from pelatihan as p
where p.lulus_orang > p.peserta_orang
"""


@pytest.fixture
def seven(tmp_path: Path) -> Contracts:
    folder = tmp_path / "contracts"
    shutil.copytree(FOLDER, folder)
    (folder / "pelatihan.odcs.yaml").write_text(CONTRACT, encoding="utf-8")
    rule = tmp_path / "rules/pelatihan/UMKM-K701.sql"
    rule.parent.mkdir(parents=True)
    rule.write_text(RULE, encoding="utf-8")
    return load_contracts(folder)


def test_a_seventh_dataset_goes_the_whole_way(seven: Contracts, tmp_path: Path):
    offices = Offices.load()
    rows = [
        {"nama_pelatihan": "Membatik", "lulus_orang": 12, "peserta_orang": 15},
        {"nama_pelatihan": "Las", "lulus_orang": 9, "peserta_orang": 8},
    ]
    book = tmp_path / "lahat.xlsx"
    write_template(book, seven, offices, office="LP2A-LAHAT", period="2026-10", rows={"pelatihan": rows})
    reading = Reader(seven, offices).read_file(book)
    assert reading.unexplained == []
    meta = SubmissionMeta("S1", book.name, "0" * 64, datetime(2026, 11, 3, tzinfo=UTC))
    judgement = judge(assemble(seven, [(meta, reading)]), seven, today=date(2026, 11, 24), offices=offices.table())
    wrong = [f for f in judgement.findings.to_pylist() if f["dataset"] == "pelatihan" and f["severity"] != "CATATAN"]
    assert [(f["rule"], f["sheet"], f["cell"], f["value"]) for f in wrong] == [("UMKM-K701", "Pelatihan", "B7", "9")]
    assert judgement.verdicts["S1"].word == "returned"

    described = {e["column"]: e for e in entries(seven) if e["table"] == "core.pelatihan"}
    assert described["lulus_orang"]["unit"] == "orang"
    assert "UMKM-V702" in described["lulus_orang"]["rules"]
    submission = dict.fromkeys(SUBMISSIONS.names) | {
        "submission_id": "S1", "file": book.name, "sha256": "0" * 64, "kode_upt": "LP2A-LAHAT", "periode": "2026-10",
        "diterima_pada": NAIVE, "percobaan": 1, "ruleset": "r", "sebagian": False,
        "n_pengecualian": 0, "n_konfirmasi": 0,
    }  # fmt: skip
    parts = [{"submission_id": "S1", "dataset": "pelatihan", "nihil": False, "n_baris": 2}]
    with duckdb.connect() as con:
        prepare(con, seven)
        accepted = Accepted(
            SUBMISSIONS.empty_table().from_pylist([submission], schema=SUBMISSIONS),
            PARTS.empty_table().from_pylist(parts, schema=PARTS),
            {"pelatihan": judgement.typed["pelatihan"]},
        )
        load(con, accepted, now=NAIVE)
        assert con.execute("select sum(lulus_orang), sum(peserta_orang) from core.pelatihan").fetchone() == (21, 23)
        comment = con.execute(
            "select comment from duckdb_columns() where table_name = 'pelatihan_rows' and column_name = 'lulus_orang'"
        ).fetchone()
    assert comment is not None
    assert "Peserta yang lulus" in comment[0]
