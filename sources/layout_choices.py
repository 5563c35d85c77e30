"""What operators decided about layouts that the reader could not read by itself: data in ``peta_letak/peta.csv``.

A choice holds for one office and one row of headings, letter for letter but for case and punctuation: a layout that
changes asks again. It is versioned by period: of several choices for the same headings the last one counts that is
recorded for the submission's month.

::

    choices = LayoutChoices.load(home.layouts)
    choices.find("LP2A-LAHAT", fingerprint(block.names), "2026-10")
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from sources.contract_loader import fold
from sources.errors import UsageError

FILE = "peta.csv"
NOT_OURS = "-"
"""As a dataset: the table belongs to none. As a field: the column is no part of the report."""


def fingerprint(names: Iterable[str]) -> str:
    """Of the headings of a table, in their order: 12 hex digits."""
    text = "\x1f".join(fold(name) for name in names)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """One decision, a row of ``peta.csv``.

    Attributes:
        kode_upt: the office.
        sidik: fingerprint of the table's headings.
        judul: the heading that is decided about; "": the table as a whole.
        dataset: which dataset the table is, or :data:`NOT_OURS`.
        kolom: which field the heading means, or :data:`NOT_OURS`; "" for the table as a whole.
        berlaku_dari: first month that it holds for (``YYYY-MM``).
        berlaku_sampai: last one; "": until further notice.
        alasan: why.
        oleh: who decided.
        pada: when, ISO 8601.
    """

    kode_upt: str
    sidik: str
    judul: str
    dataset: str
    kolom: str
    berlaku_dari: str
    berlaku_sampai: str
    alasan: str
    oleh: str
    pada: str

    def holds(self, period: str | None) -> bool:
        """Whether it holds for a month; an unknown month takes what holds until further notice."""
        if period is None:
            return not self.berlaku_sampai
        return self.berlaku_dari <= period <= (self.berlaku_sampai or "9999-99")


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one table: its dataset, and fields by folded heading."""

    dataset: str
    fields: dict[str, str]


class LayoutChoices:
    """All decisions of an installation; plain data, so that it goes to reading processes as it is."""

    def __init__(self, rows: Iterable[LayoutChoice] = ()) -> None:
        self.rows = tuple(rows)
        self._by_key: dict[tuple[str, str], list[LayoutChoice]] = {}
        for row in self.rows:
            self._by_key.setdefault((row.kode_upt, row.sidik), []).append(row)

    @classmethod
    def load(cls, folder: Path) -> LayoutChoices:
        """From ``peta.csv`` of a folder; no file: no decisions.

        Raises:
            UsageError: the file has other columns, naming it.
        """
        path = folder / FILE
        if not path.exists():
            return cls()
        return cls(_rows(path))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def find(self, kode_upt: str | None, sidik: str, period: str | None) -> Decided | None:
        """What was decided about a table of an office and month, or None."""
        held = [r for r in self._by_key.get((kode_upt or "", sidik), ()) if r.holds(period)]
        whole = [r for r in held if not r.judul]
        if not held:
            return None
        dataset = (whole or held)[-1].dataset
        return Decided(dataset, {fold(r.judul): r.kolom for r in held if r.judul and r.dataset == dataset})


def record(folder: Path, choices: Iterable[LayoutChoice]) -> None:
    """Append decisions; nothing that was decided is ever changed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    names = [f.name for f in fields(LayoutChoice)]
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(asdict(c) for c in choices)


def _rows(path: Path) -> Iterator[LayoutChoice]:
    names = [f.name for f in fields(LayoutChoice)]
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames != names:
            raise UsageError(f"{path}: expected the columns {', '.join(names)}, found {reader.fieldnames}")
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise UsageError(f"{path} on line {number}: expected {len(names)} cells")
            yield LayoutChoice(**row)
