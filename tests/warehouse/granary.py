"""Small submissions for the warehouse's tests, made without files, readers or rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sources.contract import Contract, Contracts
from warehouse.batch import PARTS, SUBMISSIONS, Accepted
from warehouse.dimensions import Dimensions


def at(text: str) -> datetime:
    """A moment as the warehouse stores it: UTC, without a zone."""
    return datetime.fromisoformat(text)


NOW = at("2026-11-05 07:00")


@dataclass(frozen=True)
class Sent:
    """A submission: for each dataset the rows that it brings (columns left out are NULL); no rows means nil."""

    office: str
    period: str
    received: datetime
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tag: str = ""

    @property
    def id(self) -> str:
        return f"S-{self.office}-{self.period}-{self.received:%m%d%H%M}{self.tag}"


def dimensions(*offices: tuple[str, str, str | None]) -> Dimensions:
    """Offices as ``(code, kanwil, province)``, valid for ever."""
    offices = offices or (("A", "Utara", "11"), ("B", "Utara", "11"), ("C", "Selatan", "12"))
    common = {"jenis": "Lapas", "kelas": "IIA", "kekhususan": "Umum", "kode_kab_kota": None}
    always = {"berlaku_dari": None, "berlaku_sampai": None}
    upt = [
        {"kode_upt": code, "nama_upt": f"Lapas {code}", "kanwil": kanwil, "kode_provinsi": province, **common, **always}
        for code, kanwil, province in offices
    ]
    kanwil = sorted({k for _, k, _ in offices})
    provinces = sorted({(p, k) for _, k, p in offices if p})
    return Dimensions(
        upt=upt,
        kanwil=[{"kanwil": k, "nama_kanwil": f"Kanwil {k}"} for k in kanwil],
        provinsi=[{"kode_provinsi": p, "nama_provinsi": f"Provinsi {p}", "kanwil": k} for p, k in provinces],
    )


def batch(contracts: Contracts, sent: Iterable[Sent]) -> Accepted:
    """Submissions as a load takes them, as if accepted."""
    sent = list(sent)
    judged = {"percobaan": 1, "ruleset": "r1", "sebagian": False, "n_pengecualian": 0, "n_konfirmasi": 0}
    submissions = [
        {"submission_id": s.id, "file": f"{s.office}.xlsx", "sha256": f"sha-{s.tag}", "kode_upt": s.office}
        | {"periode": s.period, "diterima_pada": s.received, **judged}
        for s in sent
    ]
    parts = [
        {"submission_id": s.id, "dataset": d, "nihil": not rows, "n_baris": len(rows)}
        for s in sent
        for d, rows in s.parts.items()
    ]
    facts = {
        name: rows
        for name, contract in contracts.datasets.items()
        if (rows := _facts(contract, [(s, row) for s in sent for row in s.parts.get(name, ())])).num_rows
    }
    return Accepted(
        pa.Table.from_pylist(submissions, schema=SUBMISSIONS), pa.Table.from_pylist(parts, schema=PARTS), facts
    )


def _facts(contract: Contract, rows: list[tuple[Sent, dict[str, Any]]]) -> pa.Table:
    schema = pa.schema(
        [(c.name, _type(c.sql_type)) for c in contract.columns]
        + [("_submission_id", pa.string()), ("_sheet", pa.string()), ("_row", pa.int64())]
    )
    full = []
    for number, (sent, row) in enumerate(rows, start=2):
        assert set(row) <= set(schema.names), row
        more = {
            "kode_upt": sent.office,
            "periode": sent.period,
            "_submission_id": sent.id,
            "_sheet": "Lembar",
            "_row": number,
        }
        full.append(dict.fromkeys(schema.names) | row | more)
    return pa.Table.from_pylist([{n: _value(v) for n, v in row.items()} for row in full], schema=schema)


def _value(value: Any) -> Any:
    return Decimal(value) if isinstance(value, float) else value


def _type(sql_type: str) -> pa.DataType:
    decimals = {"DECIMAL(18,2)": pa.decimal128(18, 2), "DECIMAL(18,3)": pa.decimal128(18, 3)}
    others = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
    return {**decimals, **others}[sql_type]


def sale(product: str, revenue: int, **more: Any) -> dict[str, Any]:
    """A row of penjualan."""
    return {
        "kode_produk": product,
        "kanal": "koperasi",
        "volume": Decimal(1),
        "satuan": "kg",
        "omzet_rp": Decimal(revenue),
    } | more


def harvest(sector: str, commodity: str, kilograms: int, **more: Any) -> dict[str, Any]:
    """A row of panen, in kilograms, part of the simultaneous harvest."""
    row = {
        "sektor": sector,
        "komoditas": commodity,
        "hasil": Decimal(kilograms),
        "satuan": "kg",
        "hasil_kg": Decimal(kilograms),
    }
    return row | {"panen_tanggal": date(2026, 1, 15), "panen_raya": True} | more
