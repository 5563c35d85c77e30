"""Two small datasets with a handful of rules, in several editions: as they are, and as somebody edits them.

An edition is a folder with contracts and rule files, made once; editing a rule is working with another folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from checks.ruleset import fingerprint
from sources.contract import Contracts
from sources.contract_loader import load_contracts

DATASETS = ("barang", "jual")


@dataclass(frozen=True)
class Edition:
    """What the rules of both datasets say.

    Attributes:
        most_pieces: More in a row has to be mended (a rule's SQL).
        ask_above: Rupiah; more asks for a reason (a rule's SQL).
        most_rp: Rupiah; more has to be mended (the contract).
    """

    most_pieces: int = 10
    ask_above: int = 1000
    most_rp: int = 5000


MOST_IN_ALL = 60
"""Pieces of a sheet in all; more has to be mended, and no single row is to blame."""

BASE = Edition()
LENIENT = Edition(most_pieces=20)
WIDE = Edition(most_rp=9000)
STRICT = Edition(ask_above=500)
CURIOUS = Edition(most_pieces=20, ask_above=150)
HARD = Edition(most_pieces=5, most_rp=1500)
EDITIONS = (BASE, LENIENT, WIDE, STRICT, CURIOUS, HARD)


@dataclass(frozen=True)
class Rules:
    """An edition ready for use."""

    edition: Edition
    contracts: Contracts
    id: str


@cache
def rules_of(edition: Edition) -> Rules:
    """The contracts of an edition, read from files of its own."""
    root = Path(mkdtemp(prefix="lumbung-edition-"))
    folder = root / "contracts"
    folder.mkdir()
    (folder / "pengiriman.odcs.yaml").write_text(_ENVELOPE, encoding="utf-8")
    for number, name in enumerate(DATASETS, start=1):
        text = _CONTRACT.replace("@name", name).replace("@n", str(number)).replace("@most_rp", str(edition.most_rp))
        (folder / f"{name}.odcs.yaml").write_text(text, encoding="utf-8")
        place = root / "rules" / name
        place.mkdir(parents=True)
        for rule, where in (
            (f"K9{number}1", f"t.jumlah > {edition.most_pieces}"),
            (f"K9{number}2", f"t.nilai_rp > {edition.ask_above}"),
        ):
            (place / f"UMKM-{rule}.sql").write_text(_ROW_RULE.format(name=name, where=where, field=_FIELD[rule[-1]]))
        (place / f"UMKM-S9{number}3.sql").write_text(_SHEET_RULE.format(name=name, most=MOST_IN_ALL))
    contracts = load_contracts(folder, validate=False)
    return Rules(edition, contracts, fingerprint(contracts))


_FIELD = {"1": "jumlah", "2": "nilai_rp"}
_ROW_RULE = """-- Sebuah baris melewati batasnya.
select t._submission_id, t._sheet, t._row, '{field}' as field
from {name} as t
where {where}
"""
_SHEET_RULE = """-- Jumlah seluruh lembar melewati batasnya.
select t._submission_id, t._sheet, cast(null as bigint) as _row, 'jumlah' as field
from {name} as t
group by t._submission_id, t._sheet
having sum(t.jumlah) > {most}
"""
_ENVELOPE = """
apiVersion: v3.2.0
kind: DataContract
id: umkm-pengiriman
name: pengiriman
version: 1.0.0
status: active
schema:
  - name: pengiriman
    businessName: Identitas
    description: Identitas laporan.
    dataGranularityDescription: Satu baris = satu laporan.
    properties:
      - {name: kode_upt, businessName: Kode UPT, logicalType: string, physicalType: VARCHAR, required: true,
         description: Kode UPT., examples: [LP2A-LAHAT]}
      - {name: nama_upt, businessName: Nama UPT, logicalType: string, physicalType: VARCHAR, description: Nama UPT.,
         examples: [Lapas Kelas IIA Lahat]}
      - {name: periode, businessName: Periode, logicalType: string, physicalType: VARCHAR, required: true,
         description: Bulan laporan., examples: ["2026-10"], logicalTypeOptions: {format: yyyy-MM}}
    quality:
      - id: UMKM-P001
        type: custom
        engine: pembaca
        implementation: pembaca
        name: Berkas berisi
        customProperties:
          - {property: pesan, value: "Berkas kosong."}
          - {property: caraPerbaiki, value: "Kirim ulang."}
"""
_CONTRACT = """
apiVersion: v3.2.0
kind: DataContract
id: umkm-@name
name: @name
version: 1.0.0
status: active
schema:
  - name: @name
    businessName: Daftar @name
    description: Percobaan.
    dataGranularityDescription: Satu baris = satu kode.
    customProperties:
      - {property: urutan, value: @n}
    properties:
      - name: kode_@name
        businessName: Kode @name
        logicalType: string
        physicalType: VARCHAR
        primaryKey: true
        primaryKeyPosition: 1
        description: Kode.
        examples: [A]
      - name: nilai_rp
        businessName: Nilai @name (Rp)
        logicalType: number
        physicalType: DECIMAL(18,2)
        description: Nilai.
        examples: ["100"]
        logicalTypeOptions: {maximum: @most_rp}
        customProperties:
          - {property: satuan, value: rupiah}
        quality:
          - {id: UMKM-V9@n1, metric: invalidValues, arguments: {constraint: type}, mustBe: 0}
          - {id: UMKM-V9@n2, metric: invalidValues, arguments: {constraint: range}, mustBe: 0}
      - name: jumlah
        businessName: Jumlah @name
        logicalType: integer
        physicalType: BIGINT
        description: Banyaknya.
        examples: ["3"]
        quality:
          - {id: UMKM-V9@n3, metric: invalidValues, arguments: {constraint: type}, mustBe: 0}
    quality:
      - {id: UMKM-K9@n1, type: custom, engine: lumbung, implementation: @name/UMKM-K9@n1.sql, name: Banyaknya,
         severity: PERBAIKI, customProperties: [{property: kolom, value: [jumlah]}, {property: pesan, value: Periksa.},
         {property: caraPerbaiki, value: Perbaiki.}]}
      - {id: UMKM-K9@n2, type: custom, engine: lumbung, implementation: @name/UMKM-K9@n2.sql, name: Lazimnya,
         severity: KONFIRMASI, customProperties: [{property: kolom, value: [nilai_rp]}, {property: pesan, value: Aneh.},
         {property: caraPerbaiki, value: Jelaskan.}]}
      - {id: UMKM-S9@n3, type: custom, engine: lumbung, implementation: @name/UMKM-S9@n3.sql, name: Jumlahnya,
         severity: PERBAIKI, customProperties: [{property: kolom, value: [jumlah]}, {property: pesan, value: Periksa.},
         {property: caraPerbaiki, value: Perbaiki.}]}
"""
