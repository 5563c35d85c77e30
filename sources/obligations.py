"""Which offices owe which dataset: ``sources/reference/kewajiban.csv`` as typed values.

A duty is stated for a kind of office (jenis), optionally for one speciality (kekhususan) of it, and for a span of
periods. The ministry decides them; until it has, the list holds our assumptions and says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sources.contract import ENVELOPE
from sources.errors import ContractError
from sources.reference import FOLDER, listed, load_offices

LIST: Final = "kewajiban"
CONTRACTS: Final = Path(__file__).parent / "contracts"

_PERIOD: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_YES_NO: Final = {"ya": True, "tidak": False}


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether offices of a kind owe a dataset; both periods included, None: without end on that side.

    Attributes:
        jenis: Kind of office, as in ``upt.csv``.
        kekhususan: Speciality; None: every one that has no duty of its own.
        dataset: The dataset's name.
        wajib: Whether it is owed; what is not owed may still be sent.
        berlaku_dari: First period, ``YYYY-MM``.
        berlaku_sampai: Last period, ``YYYY-MM``.
    """

    jenis: str
    kekhususan: str | None
    dataset: str
    wajib: bool
    berlaku_dari: str | None = None
    berlaku_sampai: str | None = None

    def overlaps(self, other: Duty) -> bool:
        """Whether both speak of the same offices, dataset and some period."""
        if (self.jenis, self.kekhususan, self.dataset) != (other.jenis, other.kekhususan, other.dataset):
            return False
        return (self.berlaku_dari or "") <= (other.berlaku_sampai or "9999") and (other.berlaku_dari or "") <= (
            self.berlaku_sampai or "9999"
        )


def known_datasets(contracts: Path = CONTRACTS) -> tuple[str, ...]:
    """Names of the datasets that have a contract, without reading the contracts (which takes a moment)."""
    names = (path.name.removesuffix(".odcs.yaml") for path in contracts.glob("*.odcs.yaml"))
    return tuple(sorted(set(names) - {ENVELOPE}))


def load_duties(folder: Path = FOLDER, datasets: Collection[str] | None = None) -> tuple[Duty, ...]:
    """Every duty of ``kewajiban.csv``, in its order.

    Args:
        folder: of the reference lists.
        datasets: names that the list may mention; None: those that have a contract.

    Raises:
        ContractError: naming file and line: an unknown kind of office or dataset, ``wajib`` neither ya nor tidak, a
            period that is none, or two lines that speak of the same offices, dataset and period.
    """
    path = folder / f"{LIST}.csv"
    names = known_datasets() if datasets is None else datasets
    offices = load_offices(folder)
    kinds, specialities = {o.jenis for o in offices}, {o.kekhususan for o in offices}
    found: list[tuple[int, Duty]] = []
    for line, row in listed(folder, LIST):
        _one_of(path, line, "jenis", row["jenis"], kinds)
        if row["kekhususan"]:
            _one_of(path, line, "kekhususan", row["kekhususan"], specialities)
        _one_of(path, line, "dataset", row["dataset"], names)
        _one_of(path, line, "wajib", row["wajib"], _YES_NO)
        since, until = (_period(path, line, name, row[name]) for name in ("berlaku_dari", "berlaku_sampai"))
        if since and until and since > until:
            raise ContractError(path, line, f"berlaku_dari {since} must not lie after berlaku_sampai {until}")
        duty = Duty(row["jenis"], row["kekhususan"] or None, row["dataset"], _YES_NO[row["wajib"]], since, until)
        for other_line, other in found:
            if duty.overlaps(other):
                raise ContractError(
                    path, line, f"{duty.jenis} and {duty.dataset} stand on line {other_line} for some of these periods"
                )
        found.append((line, duty))
    return tuple(duty for _, duty in found)


def _one_of(path: Path, line: int, column: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ContractError(path, line, f"{column} {value!r} is not one of {', '.join(sorted(allowed))}")


def _period(path: Path, line: int, column: str, text: str) -> str | None:
    if text and not _PERIOD.fullmatch(text):
        raise ContractError(path, line, f"{column} must be a month like 2026-01, found {text!r}")
    return text or None
