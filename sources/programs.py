"""What the ministry's programme points are measured by, and the targets that it sets.

The points themselves are ``program.csv`` (:func:`sources.reference.load_program_points`). Which figures of the reports
measure a point is a proposal until the ministry has approved it, and says so; a target is only what the ministry gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from sources.errors import ContractError
from sources.reference import FOLDER, listed, load_program_points, load_regional_offices

KINDS: Final = ("jumlah", "keadaan")
"""``jumlah`` adds up over months, ``keadaan`` is how a month stands."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that measures a point: which (``ukuran``), in what unit, from which dataset, and who says so."""

    program: str
    butir: int
    indikator: str
    ukuran: str
    dataset: str
    satuan: str
    sifat: str
    sumber: str


@dataclass(frozen=True, slots=True)
class IndicatorTarget:
    """A year's target of an indicator, in its unit; ``kanwil`` None: of the nation."""

    tahun: int
    program: str
    butir: int
    ukuran: str
    kanwil: str | None
    target: Decimal


def load_indicators(folder: Path = FOLDER) -> tuple[Indicator, ...]:
    """Every indicator, in the order of the list.

    Raises:
        ContractError: a point is not in ``program.csv``, or ``sifat`` is neither word; names file and line.
    """
    points = {(p.program, str(p.butir)) for p in load_program_points(folder)}
    found = []
    for line, row in listed(folder, "program_indikator"):
        at = folder / "program_indikator.csv", line
        if (row["program"], row["butir"]) not in points:
            raise ContractError(*at, f"program {row['program']!r}, butir {row['butir']!r} is not in program.csv")
        if row["sifat"] not in KINDS:
            raise ContractError(*at, f"sifat must be one of {', '.join(KINDS)}, found {row['sifat']!r}")
        found.append(Indicator(**{**row, "butir": int(row["butir"])}))  # type: ignore[arg-type]
    return tuple(found)


def load_indicator_targets(folder: Path = FOLDER) -> tuple[IndicatorTarget, ...]:
    """Targets of indicators; none until the ministry fills them in.

    Raises:
        ContractError: the indicator or the regional office is in no list, or a number cannot be read; names the line.
    """
    known = {(i.program, str(i.butir), i.ukuran) for i in load_indicators(folder)}
    regional = {None, *(k.kanwil for k in load_regional_offices(folder))}
    found = []
    for line, row in listed(folder, "target_program"):
        at = folder / "target_program.csv", line
        if (row["program"], row["butir"], row["ukuran"]) not in known:
            raise ContractError(*at, f"{row['program']!r}, {row['butir']!r}, {row['ukuran']!r} is no indicator")
        kanwil = row["kanwil"] or None
        if kanwil not in regional:
            raise ContractError(*at, f"kanwil {kanwil!r} is not in its own list")
        try:
            year, amount = int(row["tahun"]), Decimal(row["target"])
        except (ValueError, InvalidOperation) as error:
            raise ContractError(*at, "tahun and target must be plain digits") from error
        found.append(IndicatorTarget(year, row["program"], int(row["butir"]), row["ukuran"], kanwil, amount))
    return tuple(found)
