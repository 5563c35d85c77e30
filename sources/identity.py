"""Who reports, for which month: from the identity sheet, the file's own columns, or its name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Protocol

from sources.addresses import address
from sources.blocks import Layout
from sources.feedback_sheet import SHEET, Returned
from sources.grid_rows import filled, kind_at
from sources.headings import Headings, fold
from sources.month_columns import month_label
from sources.periods import MONTHS, parse_period
from sources.reading import Grid, Identity, Remark, Stated

_NAME = re.compile(
    r"^(?P<office>[^_]+)_(?P<period>\d{4}-\d{2})(?:_(?P<dataset>[a-z][a-z0-9_]*?))?(?:[ _-]?\(\d+\)|_v\d+|_rev\d*)?$"
)


_LONGEST_TITLE = 150
_OFFICE = re.compile(
    r"\b[a-z]{2,3}[0-3][a-z]?-[a-z][a-z-]+|"
    r"\b(?:lapas|lembaga\s+pe(?:r)?masyarakatan|rutan|rumah\s+tahanan|bapas|balai\s+pe(?:r)?masyarakatan|lpka|"
    r"lembaga\s+pembinaan|lp(?=\s+(?:kelas|klas|kls|kl|wanita|perempuan|narkotika|pemuda|terbuka|khusus)\b)|"
    rf"rsu?\s+pengayoman|rumah\s+sakit)\b(?:(?!\b(?:bulan|periode|tahun|{'|'.join(MONTHS)})\b|\d{{4}}).)*",
    re.IGNORECASE,
)
"""A code, or a name up to where a month or year begins."""
_CLASS = re.compile(r"\b(?:kelas|klas|kls)\b", re.IGNORECASE)
"""Stands in names of offices, also in misspelt ones."""
_REPORT = re.compile(r"\b(?:bulan|periode|laporan|lap|rekap\w*|data|masa|per)\b", re.IGNORECASE)
_STAMP = re.compile(r"cetak|print|unduh|tanggal\s+(?:input|isi)|updat|diperbarui", re.IGNORECASE)


class Resolved(Protocol):
    """An office that was looked up."""

    @property
    def kode_upt(self) -> str | None:
        """Its code, or None: unknown or ambiguous."""

    @property
    def is_mended(self) -> bool:
        """Whether it was found in spite of typing errors."""


class OfficeFinder(Protocol):
    """Finds offices by code or name (:class:`sources.offices.Offices`)."""

    def resolve(self, text: str) -> Resolved:
        """The office that a text means."""

    def nearest(self, text: str) -> tuple[str, ...]:
        """The codes that are likeliest meant."""


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
        self._spoken: list[tuple[str, Stated]] = []
        self.returned: Returned | None = None
        """What the sheet of a returned workbook says; it counts where nothing else does."""
        self._unclear: Stated | None = None

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
                stated = Stated(value.strip(" :"), grid.sheet, where)
                self._spoken.append((field, stated))
                self.add(field, stated)
                break
        return used

    def read_columns(self, grid: Grid, layout: Layout) -> None:
        """The first value of the tables' own office and period columns."""
        for block in layout.blocks:
            for j, field in zip(block.columns, block.fields, strict=True):
                if field not in ("kode_upt", "periode"):
                    continue
                i = next((i for i in block.data if j < len(grid.rows[i]) and grid.rows[i][j]), None)
                if i is not None:
                    where = address(grid.first_row + i, grid.first_column + j)
                    self.add(field, Stated(grid.rows[i][j], grid.sheet, where))

    def read_name(self, parts: NameParts | None) -> None:
        """What the file's name says."""
        if parts is not None:
            self.add("kode_upt", Stated(parts.office))
            self.add("periode", Stated(parts.period))

    def read_titles(self, texts: Iterable[tuple[str, str | None, str | None]], offices: OfficeFinder) -> None:
        """Titles in free words: ``LAPORAN BULAN OKTOBER 2026``, ``LAPAS KELAS IIA LAHAT``.

        They count where no label says it, and are held against it where one does.

        Args:
            texts: text, sheet and cell each; the file's own name has neither.
            offices: an office counts only where the words mean exactly one.
        """
        for text, sheet, cell in texts:
            spoken, words, is_period = _said_in_title(text, cell is None)
            if words:
                meant = next((w for w in words if w and offices.resolve(w).kode_upt is not None), None)
                if meant is not None:
                    self._speak("nama_upt", Stated(meant, sheet, cell))
                elif self._unclear is None and " " in words[1]:
                    self._unclear = Stated(words[1], sheet, cell)
            if is_period:
                self._speak("periode", Stated(spoken, sheet, cell))

    def read_sheet_name(self, sheet: str) -> None:
        """The month that a sheet is named after."""
        if parse_period(sheet) is not None or month_label(sheet) is not None:
            self._spoken.append(("periode", Stated(sheet, sheet, None)))
            if parse_period(sheet) is not None:
                self.add("periode", Stated(sheet, sheet, None))

    def _speak(self, field: str, stated: Stated) -> None:
        self._spoken.append((field, stated))
        if field == "periode" or not {"kode_upt", "nama_upt"} & self.said.keys():
            self.add(field, stated)

    def _take_returned(self, returned: Returned) -> None:
        if returned.office is not None and not {"kode_upt", "nama_upt"} & self.said.keys():
            self.add("kode_upt", Stated(returned.office, SHEET))
        if returned.period is not None:
            self.add("periode", Stated(returned.period, SHEET))

    def identity(self, offices: OfficeFinder) -> Identity:
        """The statements with office and period resolved: by code, else by name."""
        if self._unclear is not None and not {"kode_upt", "nama_upt"} & self.said.keys():
            self.add("nama_upt", self._unclear)
        if self.returned is not None:
            self._take_returned(self.returned)
        code, name, period = (self.said.get(f) for f in ("kode_upt", "nama_upt", "periode"))
        by_name = offices.resolve(name.value).kode_upt if name is not None else None
        found = offices.resolve(code.value).kode_upt if code is not None else None
        stated = code or name
        return Identity(
            office=code,
            office_name=name,
            period=period,
            template=self.template,
            kode_upt=found or by_name,
            periode=parse_period(period.value) if period else None,
            name_code=by_name,
            candidates=offices.nearest(stated.value) if stated is not None and not (found or by_name) else (),
        )

    def remarks(self, identity: Identity, offices: OfficeFinder) -> Iterator[Remark]:
        """Statements that contradict the file's office or month, and a name that was taken for a similar one."""
        told: set[tuple[str, str | None]] = set()
        for field, stated in self._spoken:
            other = _otherwise(field, stated, identity, offices)
            if other is not None and (field, other) not in told:
                told.add((field, other))
                own = identity.periode if field == "periode" else identity.kode_upt
                yield Remark("pernyataan", stated.sheet, stated.cell, stated.value, own, field=field)
        name = identity.office_name
        if name is not None and identity.name_code is not None and offices.resolve(name.value).is_mended:
            yield Remark("nama", name.sheet, name.cell, name.value, identity.name_code, field="nama_upt")


@functools.lru_cache(maxsize=4_096)
def _said_in_title(text: str, is_name: bool) -> tuple[str, tuple[str, ...], bool]:
    """Of a title or a file's name: its words, those of them that may name an office, whether it says the month."""
    if len(text) > _LONGEST_TITLE or _STAMP.search(text):
        return text, (), False
    spoken = re.sub(r"[_.]+", " ", text) if is_name else text
    office = _OFFICE.search(spoken)
    words: tuple[str, ...] = ()
    if office is not None or _CLASS.search(spoken):
        words = (spoken.strip(), office[0].strip(" -,;:") if office is not None else "")
    return spoken, words, _REPORT.search(spoken) is not None and parse_period(spoken) is not None


def _otherwise(field: str, stated: Stated, identity: Identity, offices: OfficeFinder) -> str | None:
    """The other office or month that a statement means; None: the same, none, or none is known to hold it against."""
    if field != "periode":
        if identity.kode_upt is None or stated in (identity.office, identity.office_name):
            return None
        found = offices.resolve(stated.value).kode_upt
        return found if found != identity.kode_upt else None
    if identity.periode is None:
        return None
    month = parse_period(stated.value)
    if month is None and (label := month_label(stated.value)) is not None and label[1] is None:
        month = f"{identity.periode[:4]}-{label[0]:02d}"
    return month if month != identity.periode else None


def is_identity_sheet(grid: Grid, headings: Headings) -> bool:
    """Whether a sheet is named as the identity sheet."""
    return grid.sheet is not None and fold(grid.sheet) in headings.identity_sheets
