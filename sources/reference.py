"""Reference data as typed values: offices and their history, regional offices, provinces, targets, programme points.

The lists lie in ``sources/reference/*.csv``; ``datapackage.json`` beside them names the columns, which of them must be
filled and which must not repeat, and every row is held against it. Lines that begin with ``#`` are notes.
"""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sources.errors import ContractError

FOLDER = Path(__file__).parent / "reference"
PACKAGE = "datapackage.json"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """A corrections unit (UPT) as it is called now; region codes are text, None where not certain."""

    kode_upt: str
    nama_upt: str
    jenis: str
    kelas: str
    """``""`` for the one hospital."""
    kekhususan: str
    kanwil: str
    kode_provinsi: str | None
    kode_kab_kota: str | None
    nama_sumber: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """How an office was called, classed and led once; both days included, ``berlaku_dari`` None: not known.

    ``kanwil`` and ``kode_provinsi`` None: as they are now.
    """

    kode_upt: str
    nama_upt: str
    jenis: str
    kelas: str
    kekhususan: str
    berlaku_dari: date | None
    berlaku_sampai: date
    kanwil: str | None = None
    kode_provinsi: str | None = None


@dataclass(frozen=True, slots=True)
class RegionalOffice:
    """A kanwil; it may hold several provinces."""

    kanwil: str
    nama_kanwil: str
    kode_provinsi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province; its code is text."""

    kode_provinsi: str
    nama_provinsi: str


@dataclass(frozen=True, slots=True)
class Target:
    """A year's PNBP target of a kanwil, in rupiah."""

    tahun: int
    kanwil: str
    target_rp: Decimal


@dataclass(frozen=True, slots=True)
class ProgramPoint:
    """A point of a ministry programme; both days included, ``berlaku_sampai`` None: still in force."""

    program: str
    butir: int
    uraian: str
    berlaku_dari: date
    berlaku_sampai: date | None


def load_offices(folder: Path = FOLDER) -> tuple[Office, ...]:
    """Every office of ``upt.csv``, in its order.

    Raises:
        ContractError: naming file and line (also for a kanwil or province that is not in its own list).
    """
    provinces_of = {k.kanwil: k.kode_provinsi for k in load_regional_offices(folder)}
    found = []
    for line, row in listed(folder, "upt"):
        _known(folder / "upt.csv", line, "kanwil", row["kanwil"], provinces_of)
        if row["kode_provinsi"]:
            _known(folder / "upt.csv", line, "kode_provinsi", row["kode_provinsi"], provinces_of[row["kanwil"]])
        optional = {name: row[name] or None for name in ("kode_provinsi", "kode_kab_kota")}
        found.append(Office(**{**row, **optional}))  # type: ignore[arg-type]
    return tuple(found)


def load_former_names(folder: Path = FOLDER) -> tuple[FormerName, ...]:
    """Former names and classes of offices, in the order of ``upt_riwayat.csv``."""
    known = {
        "kode_upt": {row["kode_upt"] for _, row in listed(folder, "upt")},
        "kanwil": {k.kanwil for k in load_regional_offices(folder)},
        "kode_provinsi": {p.kode_provinsi for p in load_provinces(folder)},
    }
    found = []
    for line, row in listed(folder, "upt_riwayat"):
        at = folder / "upt_riwayat.csv", line
        for column, values in known.items():
            if row[column]:
                _known(*at, column, row[column], values)
        since, until = (_date(*at, n, row[n]) for n in ("berlaku_dari", "berlaku_sampai"))
        if until is None or (since is not None and since > until):
            raise ContractError(*at, f"berlaku_dari {since} must not lie after berlaku_sampai {until}")
        names = [row[n] for n in ("kode_upt", "nama_upt", "jenis", "kelas", "kekhususan")]
        place = [row[n] or None for n in ("kanwil", "kode_provinsi")]
        found.append(FormerName(names[0], names[1], names[2], names[3], names[4], since, until, place[0], place[1]))
    return tuple(found)


def load_regional_offices(folder: Path = FOLDER) -> tuple[RegionalOffice, ...]:
    """The 33 regional offices with their provinces."""
    known = {p.kode_provinsi for p in load_provinces(folder)}
    found = []
    for line, row in listed(folder, "kanwil"):
        codes = tuple(row["kode_provinsi"].split(";"))
        for code in codes:
            _known(folder / "kanwil.csv", line, "kode_provinsi", code, known)
        found.append(RegionalOffice(row["kanwil"], row["nama_kanwil"], codes))
    return tuple(found)


def load_provinces(folder: Path = FOLDER) -> tuple[Province, ...]:
    """The 38 provinces."""
    return tuple(Province(**row) for _, row in listed(folder, "provinsi"))


def load_targets(folder: Path = FOLDER) -> tuple[Target, ...]:
    """PNBP targets; none until the ministry fills them in."""
    known = {k.kanwil for k in load_regional_offices(folder)}
    found = []
    for line, row in listed(folder, "target_pnbp"):
        at = folder / "target_pnbp.csv", line
        _known(*at, "kanwil", row["kanwil"], known)
        found.append(Target(_integer(*at, "tahun", row["tahun"]), row["kanwil"], _amount(*at, row["target_rp"])))
    return tuple(found)


def load_program_points(folder: Path = FOLDER) -> tuple[ProgramPoint, ...]:
    """Programme points with the days on which they hold."""
    found = []
    for line, row in listed(folder, "program"):
        at = folder / "program.csv", line
        since, until = (_date(*at, n, row[n]) for n in ("berlaku_dari", "berlaku_sampai"))
        if since is None or (until is not None and since > until):
            raise ContractError(*at, f"berlaku_dari {since} must not lie after berlaku_sampai {until}")
        found.append(ProgramPoint(row["program"], _integer(*at, "butir", row["butir"]), row["uraian"], since, until))
    return tuple(found)


@functools.cache
def _schemas(folder: Path) -> dict[str, list[dict[str, Any]]]:
    path = folder / PACKAGE
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ContractError(path, error.lineno, f"not valid JSON: {error.msg}") from error
    return {r["name"]: r["schema"]["fields"] for r in package["resources"]}


def listed(folder: Path, name: str) -> Iterator[tuple[int, Row]]:
    """``(line, row)`` of a list, held against its schema.

    Raises:
        ContractError: naming file and line.
    """
    path, fields = folder / f"{name}.csv", _schemas(folder)[name]
    wanted = [f["name"] for f in fields]
    rules = [(f["name"], f.get("constraints", {})) for f in fields]
    seen: dict[tuple[str, str], int] = {}
    header = False
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        for cells in reader:
            line = reader.line_num
            if not cells or cells[0].startswith("#"):
                continue
            if not header:
                header = True
                if cells != wanted:
                    raise ContractError(path, line, f"columns must be {','.join(wanted)}, found {','.join(cells)}")
                continue
            if len(cells) != len(wanted):
                raise ContractError(path, line, f"expected {len(wanted)} cells, found {len(cells)}")
            row = dict(zip(wanted, (c.strip() for c in cells), strict=True))
            for column, rule in rules:
                if rule.get("required") and not row[column]:
                    raise ContractError(path, line, f"{column} must not be empty")
                if rule.get("unique") and seen.setdefault((column, row[column]), line) != line:
                    first = seen[column, row[column]]
                    raise ContractError(path, line, f"{column} {row[column]!r} stands on line {first} already")
            yield line, row
    if not header:
        raise ContractError(path, None, f"empty: expected a first line {','.join(wanted)}")


def _known(path: Path, line: int, column: str, value: str, known: object) -> None:
    if value not in known:  # type: ignore[operator]
        raise ContractError(path, line, f"{column} {value!r} is not in its own list")


def _date(path: Path, line: int, column: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ContractError(path, line, f"{column} must be a day like 2026-01-31, found {text!r}") from error


def _integer(path: Path, line: int, column: str, text: str) -> int:
    if not text.isdecimal():
        raise ContractError(path, line, f"{column} must be a whole number, found {text!r}")
    return int(text)


def _amount(path: Path, line: int, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ContractError(path, line, f"target_rp must be plain digits, found {text!r}") from error
