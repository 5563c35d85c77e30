"""A draft on sheets of the office's own: letterhead above, other titles, a number column, a sum, signatures below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from flows.simulate.draft import Draft
from flows.simulate.placing import Placed, Written
from flows.simulate.spelling import month_words
from sources.addresses import letter
from sources.contract import Column, Contract, Contracts

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (Excel's properties know no time zone)
_HEADER_ROW = 5
_SUMMED = ("volume", "omzet_rp", "pnbp_rp", "premi_rp", "modal_rp", "laki_laki_orang", "perempuan_orang", "anak_orang")


def write_free(path: Path, draft: Draft, contracts: Contracts, chance: Random) -> Written:
    """Write the workbook; datasets without rows have no sheet.

    Args:
        path: where.
        draft: what it says.
        contracts: of the datasets.
        chance: decides titles and headings.
    """
    import xlsxwriter

    placed: dict[str, Placed] = {}
    with xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        _write_cover(book, draft, contracts.envelope, chance)
        for contract in contracts.datasets.values():
            if draft.report.get(contract.name):
                placed[contract.name] = _Sheet(book, contract, draft, chance).write(bold, day)
    return Written(path.name, placed)


def _write_cover(book: Workbook, draft: Draft, envelope: Contract, chance: Random) -> None:
    """Who reports, for which month: in the office's own words."""
    sheet = book.add_worksheet(chance.choice((envelope.label, *envelope.synonyms)))
    values = {
        "kode_upt": draft.office.kode_upt,
        "nama_upt": draft.office.nama_upt.upper(),
        "periode": month_words(draft.period),
    }
    for row, (name, value) in enumerate(values.items()):
        column = envelope.by_name[name]
        sheet.write_row(row, 0, (chance.choice((column.label, *column.synonyms)), value))


def write_foreign(path: Path, draft: Draft) -> Written:
    """A workbook that names its office and month and holds a table of something else."""
    import xlsxwriter

    table = (
        ("Nomor Inventaris", "Nama Aset", "Tahun Perolehan", "Kondisi"),
        ("INV-001", "Mesin jahit", 2019, "baik"),
        ("INV-002", "Oven listrik", 2021, "baik"),
        ("INV-003", "Kompresor", 2017, "rusak ringan"),
    )
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        cover = book.add_worksheet("Identitas")
        identity = (("Kode UPT", draft.office.kode_upt), ("Nama UPT", draft.office.nama_upt), ("Periode", draft.period))
        for row, (label, value) in enumerate(identity):
            cover.write_row(row, 0, (label, value))
        sheet = book.add_worksheet("Inventaris")
        for row, cells in enumerate(table):
            sheet.write_row(row, 0, cells)
    return Written(path.name)


class _Sheet:
    def __init__(self, book: Workbook, contract: Contract, draft: Draft, chance: Random) -> None:
        self._contract = contract
        self._draft = draft
        self._rows = draft.report[contract.name]
        self._columns: Sequence[Column] = contract.own_columns
        self._chance = chance
        name = chance.choice((contract.label, *(s for s in contract.synonyms if len(s) <= 31)))
        self._sheet: Worksheet = book.add_worksheet(name)
        self._name = name

    def write(self, bold: Format, day: Format) -> Placed:
        sheet, office = self._sheet, self._draft.office
        month = month_words(self._draft.period)
        title = f"Laporan {self._contract.label} Bulan {month}".upper()
        for row, text in enumerate(("KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN", office.nama_upt.upper(), title)):
            sheet.write_string(row, 0, text, bold)
        first = _HEADER_ROW + 1
        headings = [self._heading(c) for c in self._columns]
        for index, heading in enumerate(("No", *headings)):
            sheet.write_string(_HEADER_ROW, index, heading, bold)
        for number, values in enumerate(self._rows, start=1):
            sheet.write_number(first + number - 1, 0, number)
            for index, column in enumerate(self._columns, start=1):
                self._cell(first + number - 1, index, values.get(column.name), day)
        end = first + len(self._rows)
        self._sum(end, first, bold)
        for row, text in enumerate(("Mengetahui,", f"Kepala {office.nama_upt}"), start=end + 3):
            sheet.write_string(row, max(0, len(self._columns) - 2), text)
        letters = {c.name: letter(index) for index, c in enumerate(self._columns, start=2)}
        return Placed(self._name, letters, tuple(range(first + 1, end + 1)), _HEADER_ROW + 1)

    def _heading(self, column: Column) -> str:
        return self._chance.choice((column.label, self._chance.choice(column.synonyms or (column.label,))))

    def _cell(self, row: int, index: int, value: object, day: Format) -> None:
        if isinstance(value, bool):
            self._sheet.write_string(row, index, "ya" if value else "tidak")
        elif isinstance(value, int | Decimal):
            self._sheet.write_number(row, index, value)
        elif isinstance(value, date):
            self._sheet.write_datetime(row, index, value, day)
        elif value is not None:
            column = self._columns[index - 1]
            labels = {c.value: c.label for c in column.codes}
            self._sheet.write_string(row, index, labels.get(str(value), str(value)))

    def _sum(self, end: int, first: int, bold: Format) -> None:
        self._sheet.write_string(end, 1, "JUMLAH", bold)
        for index, column in enumerate(self._columns, start=1):
            if column.name in _SUMMED and index > 1:
                numbers = [r.get(column.name) for r in self._rows]
                total = sum((Decimal(str(n)) for n in numbers if isinstance(n, int | Decimal)), Decimal())
                name = letter(index + 1)
                self._sheet.write_formula(end, index, f"=SUM({name}{first + 1}:{name}{end})", bold, float(total))
