"""The identity sheet of the official workbook, and the hidden sheets behind the drop-downs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sources import template_layout as at
from sources.addresses import letter
from sources.contract import Contract
from sources.offices import Offices
from sources.reference import Office
from sources.template_formats import Formats

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

YEARS = range(2025, 2032)
"""The years whose months the period's drop-down offers; another month may be typed."""
_STEPS = (
    "Pilih kanwil lalu nama UPT di atas; kode UPT terisi sendiri. Pilih bulan laporan.",
    "Isi lembar yang ada datanya. Kolom hijau tua wajib diisi, kolom hijau muda boleh kosong.",
    f"Tidak ada data bulan ini? Isi {at.YES} pada sel {at.NIHIL_LABEL} di lembar itu.",
    "Tulis angka saja, tanpa Rp dan tanpa satuan. Klik sebuah sel untuk melihat petunjuknya.",
    "Jangan menulis nama, NIK, atau nomor register warga binaan di lembar mana pun: jumlah orang saja.",
    "Urutan kolom boleh diubah dan baris boleh disisipkan; judul kolom jangan dihapus.",
)


class Lists:
    """The hidden sheet of lists: one column a list, its name above."""

    def __init__(self, book: Workbook) -> None:
        self._sheet = book.add_worksheet(at.LISTS_SHEET)
        self._sheet.hide()
        self._next = 0

    def add(self, name: str, values: Sequence[str]) -> str:
        """Write a list.

        Returns:
            Its range as a formula, ``='_daftar'!$A$2:$A$9``.
        """
        column = self._next
        self._next += 1
        self._sheet.write_string(0, column, name)
        for row, value in enumerate(values, start=1):
            self._sheet.write_string(row, column, value)
        return f"='{at.LISTS_SHEET}'!${letter(column + 1)}$2:${letter(column + 1)}${len(values) + 1}"


def identity_of(office: Office | None, period: str | None) -> dict[str, str]:
    """What the identity sheet says of an office and month, by column of the envelope and ``kanwil``."""
    said = {"periode": period or ""}
    if office is not None:
        said |= {"kanwil": office.kanwil, "nama_upt": office.nama_upt, "kode_upt": office.kode_upt}
    return said


def write_identity(sheet: Worksheet, envelope: Contract, looks: Formats, said: Mapping[str, str]) -> None:
    """Labels and values, without the drop-downs (:func:`offer_offices`, :func:`offer_months`)."""
    cells = {"kanwil": at.KANWIL_CELL, "nama_upt": at.NAME_CELL, "kode_upt": at.CODE_CELL, "periode": at.PERIOD_CELL}
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 2, 34)
    sheet.set_row(0, 30)
    sheet.write_string("A1", "Laporan Bulanan UMKM Pemasyarakatan", looks["title"])
    sheet.write_string("A2", "Satu berkas untuk satu UPT dan satu bulan.", looks["subtitle"])
    for name, cell in cells.items():
        row = int(cell[1:])
        sheet.set_row(row - 1, 21)
        label = at.KANWIL_LABEL if name == "kanwil" else envelope.by_name[name].label
        sheet.write_string(f"A{row}", label, looks["label"])
        sheet.write(cell, said.get(name) or None, looks["input"])
    sheet.hide_gridlines(2)
    sheet.set_tab_color("#C9A227")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_selection(at.PERIOD_CELL if said.get("kode_upt") else at.KANWIL_CELL)
    sheet.activate()


def write_steps(sheet: Worksheet, looks: Formats, contracts: Iterable[Contract]) -> None:
    """How to fill in, and a line for each sheet with a link to it."""
    sheet.write_string("A9", "Cara mengisi", looks["section"])
    row = 9
    for number, text in enumerate(_STEPS, start=1):
        sheet.merge_range(row, 0, row, 2, "", looks["step"])
        sheet.write_string(row, 0, f"{number}. {text}", looks["step"])
        row += 1
    row += 1
    sheet.write_string(row, 0, "Lembar", looks["section"])
    for contract in contracts:
        row += 1
        name = at.sheet_name(contract)
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A{at.FIRST_ROW}", looks["link"], name, f"Buka lembar {name}")
        sheet.merge_range(row, 1, row, 2, "", looks["note"])
        sheet.write_string(row, 1, contract.description, looks["note"])
        sheet.set_row(row, 32)


def offer_offices(sheet: Worksheet, lists: Lists, looks: Formats, offices: Offices) -> None:
    """Choose the regional office, then one of its offices; the code follows by formula."""
    ordered = sorted(offices, key=lambda o: (o.kanwil, o.nama_upt))
    kanwil = lists.add("kanwil", sorted({o.kanwil for o in ordered}))
    names = lists.add("nama_upt", [o.nama_upt for o in ordered])[1:]
    codes = lists.add("kode_upt", [o.kode_upt for o in ordered])[1:]
    owners = lists.add("kanwil_upt", [o.kanwil for o in ordered])[1:]
    first = names.split(":", maxsplit=1)[0]
    chosen = _absolute(at.KANWIL_CELL)
    theirs = f"OFFSET({first},MATCH({chosen},{owners},0)-1,0,COUNTIF({owners},{chosen}),1)"
    _offer(sheet, at.KANWIL_CELL, {"source": kanwil}, "Pilih kantor wilayah dahulu, supaya daftar UPT menjadi pendek.")
    _offer(
        sheet,
        at.NAME_CELL,
        {"source": f'=IF({chosen}="",{names},{theirs})', "error_type": "warning"},
        "Pilih nama UPT dari daftar; kode UPT di bawahnya terisi sendiri.",
    )
    code = f'=IFERROR(INDEX({codes},MATCH({_absolute(at.NAME_CELL)},{names},0)),"")'
    sheet.write_formula(at.CODE_CELL, code, looks["computed"], "")


def offer_months(sheet: Worksheet, lists: Lists) -> None:
    """A drop-down of months; another may be typed after a warning."""
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    _offer(
        sheet,
        at.PERIOD_CELL,
        {"source": lists.add("periode", months), "error_type": "warning"},
        "Bulan laporan, ditulis TTTT-BB, misalnya 2026-10 untuk Oktober 2026.",
    )


def _offer(sheet: Worksheet, cell: str, rule: Mapping[str, object], message: str) -> None:
    label = {at.KANWIL_CELL: at.KANWIL_LABEL, at.NAME_CELL: "Nama UPT", at.PERIOD_CELL: "Periode"}[cell]
    said = {"input_title": label, "input_message": message, "error_title": label}
    sheet.data_validation(
        cell, {"validate": "list", **said, "error_message": "Tidak ada dalam daftar. Periksa lagi tulisannya.", **rule}
    )


def _absolute(cell: str) -> str:
    return f"${cell[0]}${cell[1:]}"


def write_stamp(book: Workbook, text: str) -> None:
    """The version stamp on a sheet that Excel does not offer to show."""
    sheet = book.add_worksheet(at.STAMP_SHEET)
    sheet.write_string("A1", text)
    sheet.very_hidden()
