"""Harvests that the ministry has announced: what the offices' reports are held against.

``sources/reference/panen_resmi.csv``, a row a group of sectors; the group *Seluruhnya* is the announced sum of the
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sources.errors import ContractError
from sources.reference import FOLDER, listed


@dataclass(frozen=True, slots=True)
class DeclaredHarvest:
    """One announced figure of a simultaneous harvest, in kg, and the sectors that it counts."""

    panen_tanggal: date
    kelompok: str
    sektor: tuple[str, ...]
    hasil_kg: Decimal
    sumber: str


def load_declared_harvests(folder: Path = FOLDER) -> tuple[DeclaredHarvest, ...]:
    """Every announced figure, in the order of the list.

    Raises:
        ContractError: a day or a figure cannot be read; names file and line.
    """
    found = []
    for line, row in listed(folder, "panen_resmi"):
        try:
            day, amount = date.fromisoformat(row["panen_tanggal"]), Decimal(row["hasil_kg"])
        except (ValueError, InvalidOperation) as error:
            problem = "panen_tanggal must be a day like 2026-01-15, and hasil_kg plain digits"
            raise ContractError(folder / "panen_resmi.csv", line, problem) from error
        found.append(DeclaredHarvest(day, row["kelompok"], tuple(row["sektor"].split(";")), amount, row["sumber"]))
    return tuple(found)
