"""Reference data as dimension tables: offices with their history, regional offices, provinces, targets.

They are copies of the lists in ``sources/reference`` and are replaced whole whenever the lists change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sources import reference
from sources.declared import load_declared_harvests
from sources.programs import load_indicator_targets, load_indicators
from warehouse.sql_text import name, statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Dimensions:
    """The rows of each dimension table, keyed by its columns."""

    upt: list[Row]
    kanwil: list[Row]
    provinsi: list[Row]
    target_pnbp: list[Row] = field(default_factory=list)
    panen_resmi: list[Row] = field(default_factory=list)
    program: list[Row] = field(default_factory=list)
    program_indikator: list[Row] = field(default_factory=list)
    target_program: list[Row] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Changes whenever a row does."""
        return hashlib.sha256(repr(asdict(self)).encode()).hexdigest()

    def write(self, con: duckdb.DuckDBPyConnection) -> None:
        """Replace the dimension tables; inside the caller's transaction."""
        for table, rows in asdict(self).items():
            target = name("core", table)
            con.execute(statement("kosongkan", target=target))
            if rows:
                con.register("_dimensi", pa.Table.from_pylist(rows))
                con.execute(statement("sisipkan", target=target, origin="_dimensi"))
                con.unregister("_dimensi")


def load_dimensions(folder: Path = reference.FOLDER) -> Dimensions:
    """Read the reference lists.

    Raises:
        ContractError: a list is wrong; names file and line.
    """
    regional = reference.load_regional_offices(folder)
    kanwil_of = {code: k.kanwil for k in regional for code in k.kode_provinsi}
    return Dimensions(
        upt=list(_offices(reference.load_offices(folder), reference.load_former_names(folder))),
        kanwil=[{"kanwil": k.kanwil, "nama_kanwil": k.nama_kanwil} for k in regional],
        provinsi=[{**asdict(p), "kanwil": kanwil_of.get(p.kode_provinsi)} for p in reference.load_provinces(folder)],
        target_pnbp=[asdict(t) for t in reference.load_targets(folder)],
        panen_resmi=[asdict(h) | {"sektor": list(h.sektor)} for h in load_declared_harvests(folder)],
        program=[asdict(p) for p in reference.load_program_points(folder)],
        program_indikator=[asdict(i) for i in load_indicators(folder)],
        target_program=[asdict(t) for t in load_indicator_targets(folder)],
    )


def _offices(now: Iterable[reference.Office], former: Iterable[reference.FormerName]) -> Iterable[Row]:
    """Each office as it was and as it is; what it is now begins the day after its last former name ended."""
    history: dict[str, list[reference.FormerName]] = {}
    for old in former:
        history.setdefault(old.kode_upt, []).append(old)
    for office in now:
        since: date | None = None
        place = {key: getattr(office, key) for key in ("kode_upt", "kanwil", "kode_provinsi", "kode_kab_kota")}
        for old in sorted(history.get(office.kode_upt, ()), key=lambda f: f.berlaku_sampai):
            yield {
                **place,
                **_called(old),
                "berlaku_dari": old.berlaku_dari or since,
                "berlaku_sampai": old.berlaku_sampai,
            }
            since = old.berlaku_sampai + timedelta(days=1)
        yield {**place, **_called(office), "berlaku_dari": since, "berlaku_sampai": None}


def _called(office: reference.Office | reference.FormerName) -> Row:
    return {
        "nama_upt": office.nama_upt,
        "jenis": office.jenis,
        "kelas": office.kelas or None,
        "kekhususan": office.kekhususan,
    }
