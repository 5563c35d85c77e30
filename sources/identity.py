"""Who reports, for which month: from the identity sheet, the file's own columns, or its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Protocol

from sources.addresses import address
from sources.grid_rows import filled, kind_at
from sources.headings import Headings, fold
from sources.periods import MONTHS, parse_period
from sources.reading import Grid, Identity, Stated, TextTable

_NAME = re.compile(
    r"^(?P<office>[^_]+)_(?P<period>\d{4}-\d{2})(?:_(?P<dataset>[a-z][a-z0-9_]*?))?(?:[ _-]?\(\d+\)|_v\d+|_rev\d*)?$"
)


_LONGEST_TITLE = 150
_OFFICE = re.compile(
    r"\b[a-z]{2,3}[0-3][a-z]?-[a-z][a-z-]+|"
    r"\b(?:lapas|lembaga\s+pe(?:r)?masyarakatan|rutan|rumah\s+tahanan|bapas|balai\s+pe(?:r)?masyarakatan|lpka|"
    rf"lembaga\s+pembinaan)\b(?:(?!\b(?:bulan|periode|tahun|{'|'.join(MONTHS)})\b|\d{{4}}).)*",
    re.IGNORECASE,
)
"""A code, or a name up to where a month or year begins."""
_REPORT = re.compile(r"\b(?:bulan|periode|laporan|lap|rekap\w*|data|masa|per)\b", re.IGNORECASE)
_STAMP = re.compile(r"cetak|print|unduh|tanggal\s+(?:input|isi)|updat|diperbarui", re.IGNORECASE)


class Resolved(Protocol):
    """An office that was looked up."""

    @property
    def kode_upt(self) -> str | None:
        """Its code, or None: unknown or ambiguous."""


class OfficeFinder(Protocol):
    """Finds offices by code or name (:class:`sources.offices.Offices`)."""

    def resolve(self, text: str) -> Resolved:
        """The office that a text means."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a file's name says: ``<kode_upt>_<periode>[_<dataset>]``."""

    office: str
    period: str
    dataset: str | None


def parse_name(file: str) -> NameParts | None:
    """The parts of a file's name, or None: it is not written that way."""
    match = _NAME.match(PurePath(file).stem)
    return NameParts(match["office"], match["period"], match["dataset"]) if match else None


class Statements:
    """What a file says of itself, first statement first."""

    def __init__(self) -> None:
        self.said: dict[str, Stated] = {}
        self.template: Stated | None = None

    def add(self, field: str, stated: Stated) -> None:
        """Keep a statement unless there is one already."""
        self.said.setdefault(field, stated)

    def read_labels(self, grid: Grid, headings: Headings, rows: Iterable[int]) -> dict[tuple[int, int], str]:
        """Labels with their values to the right (or in the same cell after a colon); returns the cells used."""
        used: dict[tuple[int, int], str] = {}
        for i in islice(rows, 100):
            row = grid.rows[i]
            cells = filled(row)
            for position, j in enumerate(cells):
                label, _, value = row[j].partition(":")
                field = headings.identity(label)
                if field is None:
                    continue
                used[i, j] = "identity"
                at = j
                if not value.strip():
                    following = [k for k in cells[position + 1 :] if row[k].strip(" :")]
                    if not following or kind_at(grid, i, following[0]) in "ef":
                        continue
                    at = following[0]
                    value = row[at]
                    used |= {(i, k): "identity" for k in cells[position + 1 :] if k <= at}
                where = address(grid.first_row + i, grid.first_column + at)
                self.add(field, Stated(value.strip(" :"), grid.sheet, where))
                break
        return used

    def read_columns(self, tables: Sequence[TextTable]) -> None:
        """The first value of a table's own office and period columns."""
        for table in tables:
            for index, column in enumerate(table.columns):
                if column.field in ("kode_upt", "periode"):
                    found = next(((r, c[index]) for r, c, _ in table.rows if c[index]), None)
                    if found is not None and found[1] is not None:
                        self.add(column.field, Stated(found[1], table.sheet, f"{column.letter}{found[0]}"))

    def read_name(self, parts: NameParts | None) -> None:
        """What the file's name says."""
        if parts is not None:
            self.add("kode_upt", Stated(parts.office))
            self.add("periode", Stated(parts.period))

    def read_titles(self, texts: Iterable[tuple[str, str | None, str | None]], offices: OfficeFinder) -> None:
        """Titles in free words (``LAPORAN BULAN OKTOBER 2026``, ``LAPAS KELAS IIA LAHAT``), where no label said it.

        Args:
            texts: text, sheet and cell each; the file's own name has neither.
            offices: an office counts only where the words mean exactly one.
        """
        for text, sheet, cell in texts:
            if len(text) > _LONGEST_TITLE or _STAMP.search(text):
                continue
            spoken = re.sub(r"[_.]+", " ", text) if cell is None else text
            office = _OFFICE.search(spoken) if not {"kode_upt", "nama_upt"} & self.said.keys() else None
            if office is not None and offices.resolve(office[0].strip()).kode_upt is not None:
                self.add("nama_upt", Stated(office[0].strip(), sheet, cell))
            if "periode" not in self.said and _REPORT.search(spoken) and parse_period(spoken) is not None:
                self.add("periode", Stated(spoken, sheet, cell))

    def identity(self, offices: OfficeFinder) -> Identity:
        """The statements with office and period resolved: by code, else by name."""
        code, name, period = (self.said.get(f) for f in ("kode_upt", "nama_upt", "periode"))
        found = None
        for stated in (code, name):
            if found is None and stated is not None:
                found = offices.resolve(stated.value).kode_upt
        return Identity(code, name, period, self.template, found, parse_period(period.value) if period else None)


def is_identity_sheet(grid: Grid, headings: Headings) -> bool:
    """Whether a sheet is named as the identity sheet."""
    return grid.sheet is not None and fold(grid.sheet) in headings.identity_sheets
