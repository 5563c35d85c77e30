"""Reference data as dimension tables: offices with their history, regional offices, provinces, targets.

They are copies of the lists in ``sources/reference`` and are replaced whole whenever the lists change.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sources import reference
from sources.declared import load_declared_harvests
from sources.office_history import office_times
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
        upt=[asdict(t) for t in office_times(reference.load_offices(folder), reference.load_former_names(folder))],
        kanwil=[{"kanwil": k.kanwil, "nama_kanwil": k.nama_kanwil} for k in regional],
        provinsi=[{**asdict(p), "kanwil": kanwil_of.get(p.kode_provinsi)} for p in reference.load_provinces(folder)],
        target_pnbp=[asdict(t) for t in reference.load_targets(folder)],
        panen_resmi=[asdict(h) | {"sektor": list(h.sektor)} for h in load_declared_harvests(folder)],
        program=[asdict(p) for p in reference.load_program_points(folder)],
        program_indikator=[asdict(i) for i in load_indicators(folder)],
        target_program=[asdict(t) for t in load_indicator_targets(folder)],
    )
