"""What a release holds, and how the national figures moved against the one before it.

The numbers of a release are kept beside the report (``angka.json``), so that it comes out the same when it is made
again after the release itself has gone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse.release import DATABASE
from warehouse.sql_text import literal, statement

MEASURES: Final = (
    ("omzet_rp", "Omzet", "Rp"),
    ("pnbp_rp", "PNBP", "Rp"),
    ("premi_rp", "Premi", "Rp"),
    ("produk_dibuat", "Produk dibuat", "produk"),
    ("wbp_bekerja_orang", "Warga binaan bekerja", "orang"),
    ("hasil_panen_kg", "Hasil panen", "kg"),
    ("upt_melapor", "UPT melapor", "UPT"),
)
"""Column of ``mart.ringkasan_bulanan``, what it is called, and its unit."""

FILE: Final = "angka.json"

Numbers = dict[str, dict[str, str | None]]
"""Month → column → the nation's figure as plain digits."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one month, in this release and in the one before."""

    label: str
    unit: str
    before: Decimal | None
    now: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how much it moved; None where one of the two is not known."""
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of what it was."""
        return self.change * 100 / self.before if self.change is not None and self.before else None


@dataclass(frozen=True, slots=True)
class Moved:
    """The figures of a release beside those of the one before.

    Attributes:
        release: None: nothing was published.
        before: None: it is the first.
        months: Month → its figures, the latest month first; only those that moved or were reported on.
        is_known: False where a release has gone and nobody kept its numbers.
    """

    release: str | None = None
    before: str | None = None
    months: Sequence[tuple[str, Sequence[Figure]]] = ()
    is_known: bool = True


def moved(published: Path, releases: Sequence[str], touched: Collection[str], keep: Path) -> tuple[Moved, Any]:
    """Compare the last of some releases with what stood before the first of them.

    Args:
        published: The folder of releases.
        releases: Published by the runs of a report, oldest first.
        touched: Months that the runs had reports of.
        keep: ``angka.json`` of an earlier report about the same; it need not exist.

    Returns:
        The comparison, and what to write as ``angka.json`` (None: nothing).
    """
    if not releases:
        return Moved(), None
    kept = _kept(keep, releases) or _asked(published, releases)
    if kept is None:
        return Moved(releases[-1], is_known=False), None
    now, before = kept["now"], kept["before"]
    differing = {m for m in now.keys() | before.keys() if now.get(m) != before.get(m)}
    months = sorted((differing | set(touched)) & (now.keys() | before.keys()), reverse=True)
    compared = [(m, _figures(before.get(m, {}), now.get(m, {}))) for m in months]
    return Moved(releases[-1], kept["earlier"], compared), kept


def _figures(before: dict[str, str | None], now: dict[str, str | None]) -> list[Figure]:
    return [Figure(label, unit, _decimal(before.get(c)), _decimal(now.get(c))) for c, label, unit in MEASURES]


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)


def _kept(file: Path, releases: Sequence[str]) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return kept if kept.get("releases") == list(releases) else None


def _asked(published: Path, releases: Sequence[str]) -> dict[str, Any] | None:
    last, first = published / releases[-1] / DATABASE, published / releases[0] / DATABASE
    if not last.exists():
        return None
    earlier = _earlier(first if first.exists() else last, releases[0])
    if earlier is not None and not (published / earlier / DATABASE).exists():
        return None
    before = _nation(published / earlier / DATABASE) if earlier else {}
    return {"releases": list(releases), "earlier": earlier, "before": before, "now": _nation(last)}


def _earlier(database: Path, release: str) -> str | None:
    with duckdb.connect(database, read_only=True) as con:
        row = con.execute(statement("terbitan_sebelumnya", rilis=literal(release))).fetchone()
    return None if row is None else row[0]


def _nation(database: Path) -> Numbers:
    with duckdb.connect(database, read_only=True) as con:
        try:
            rows = con.execute(statement("angka_nasional")).to_arrow_table().to_pylist()
        except duckdb.CatalogException:  # an installation without the datasets behind it goes without that mart
            return {}
    return {row["periode"]: {c: _digits(row[c]) for c, *_ in MEASURES} for row in rows}


def _digits(value: object) -> str | None:
    return None if value is None else str(value)
