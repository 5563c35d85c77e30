"""A dataset's sheet of the official workbook: headings, drop-downs, limits, and rows where there are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sources import template_layout as at
from sources.addresses import address, area, letter
from sources.contract import Column, Contract
from sources.template_formats import DARK, Formats
from sources.template_validation import validation

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, object]
"""Column name → value: text, int, Decimal, date, bool, or None. Text is written as text, whatever the column's kind."""

_WIDTHS = {"text": 18, "code": 18, "decimal": 17, "integer": 13, "date": 20, "yesno": 12, "period": 12}
_HEIGHTS = {at.TITLE_ROW: 26, at.GRAIN_ROW: 18, at.NIHIL_ROW: 21, at.HINT_ROW: 27, at.HEADER_ROW: 33}
_SUMMABLE = ("decimal", "integer")


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a sheet, and what its office has changed about the sheet.

    Attributes:
        rows: a mapping a row from :data:`FIRST_ROW` on; None leaves a blank row.
        nihil: what stands in the nihil cell.
        columns: names of the columns in the order of the sheet; empty: the contract's.
        headings: headings that were renamed, by column name.
        total_label: of a row of sums below the rows; empty: no such row.
        totals: stated sums that differ from the true ones, by column name.
        extra: further columns at the right: heading → texts.
    """

    rows: Sequence[Row | None] = ()
    nihil: str = ""
    columns: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    total_label: str = ""
    totals: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_sheet(sheet: Worksheet, contract: Contract, lists: Mapping[str, str], looks: Formats, filled: Filled) -> None:
    """Write one sheet.

    Args:
        sheet: an empty worksheet.
        contract: of the dataset.
        lists: the range of each code list, by column name.
        looks: the workbook's formats.
        filled: rows and changes.
    """
    columns = [contract.by_name[n] for n in filled.columns] or list(contract.own_columns)
    last_row = at.HEADER_ROW + max(at.INPUT_ROWS, len(filled.rows) + 50)
    _head(sheet, contract, looks, filled)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _width(column), looks.cell(column))
        sheet.write_string(at.HINT_ROW - 1, index, at.hint(column), looks["hint"])
        heading = filled.headings.get(column.name, column.label)
        sheet.write_string(at.HEADER_ROW - 1, index, heading, looks["required" if column.required else "optional"])
        where = area(at.FIRST_ROW, index + 1, last_row, index + 1)
        sheet.data_validation(where, validation(column, lists.get(column.name)))
    for shows_decimals in (False, True):
        alike = [i for i, c in enumerate(columns, start=1) if _shows_decimals(c) == shows_decimals]
        _stripes(sheet, alike, last_row, looks, shows_decimals=shows_decimals)
    _rows(sheet, columns, looks, filled)
    for index, (heading, texts) in enumerate(filled.extra.items(), start=len(columns)):
        for row, text in enumerate((heading, *texts), start=at.HEADER_ROW - 1):
            sheet.write(row, index, text or None)
    _view(sheet, contract, columns)


def _width(column: Column) -> int:
    """In characters: enough for the heading's longest word, the hint and an entry of the usual length."""
    usual = max((len(e) + 5 for e in column.examples), default=0) if column.kind == "text" else 0
    return min(max(_WIDTHS[column.kind], len(column.label) + 3, usual), 30)


def _shows_decimals(column: Column) -> bool:
    return column.kind == "decimal" and column.unit != "rupiah"


def _stripes(sheet: Worksheet, columns: Sequence[int], last_row: int, looks: Formats, *, shows_decimals: bool) -> None:
    """Lines and tints of columns by rules, not by cells: an empty workbook stays small and quick to read."""
    if not columns:
        return
    top = address(at.FIRST_ROW, columns[0])
    fraction = f"AND(ISNUMBER({top}),{top}<>INT({top}))"
    odd = "MOD(ROW(),2)=1"
    rules = [(f"={odd}", "band"), ("=TRUE", "line")]
    if shows_decimals:
        rules = [(f"=AND({odd},{fraction})", "band fraction"), (f"={fraction}", "line fraction"), *rules]
    areas = [area(at.FIRST_ROW, column, last_row, column) for column in columns]
    for criteria, look in rules:
        rule = {"type": "formula", "criteria": criteria, "format": looks.condition(look), "stop_if_true": True}
        sheet.conditional_format(areas[0], {**rule, "multi_range": " ".join(areas)})


def _head(sheet: Worksheet, contract: Contract, looks: Formats, filled: Filled) -> None:
    for row, height in (
        (at.TITLE_ROW, 26),
        (at.GRAIN_ROW, 18),
        (at.NIHIL_ROW, 21),
        (at.HINT_ROW, 27),
        (at.HEADER_ROW, 33),
    ):
        sheet.set_row(row - 1, height)
    sheet.write_string(at.TITLE_ROW - 1, 0, contract.label, looks["title"])
    sheet.write_string(at.GRAIN_ROW - 1, 0, contract.grain, looks["subtitle"])
    sheet.write_string(at.NIHIL_LABEL_CELL, at.NIHIL_LABEL, looks["label"])
    sheet.write(at.NIHIL_CELL, filled.nihil or None, looks["choice"])
    said = f"Isi {at.YES} bila bulan ini tidak ada data {contract.label.lower()}, lalu biarkan tabelnya kosong."
    sheet.data_validation(
        at.NIHIL_CELL,
        {
            "validate": "list",
            "source": [at.YES, at.NO],
            "input_title": "Nihil",
            "input_message": said[:255],
            "error_title": "Nihil",
            "error_message": f"Isi {at.YES} atau {at.NO}.",
        },
    )
    sheet.write_string(at.NIHIL_ROW - 1, 2, at.LEGEND_REQUIRED, looks["required"])
    sheet.write_string(at.NIHIL_ROW - 1, 3, at.LEGEND_OPTIONAL, looks["optional"])


def _rows(sheet: Worksheet, columns: Sequence[Column], looks: Formats, filled: Filled) -> None:
    row = at.FIRST_ROW - 1
    labels = [{c.value: c.label for c in column.codes} for column in columns]
    for values in filled.rows:
        for index, column in enumerate(columns):
            value = values.get(column.name) if values is not None else None
            if value is not None:
                _write(sheet, (row, index), value, labels[index])
        row += 1
    if not filled.total_label:
        return
    sheet.write_string(row, 0, filled.total_label, looks["total"])
    for index, column in enumerate(columns):
        if index and column.kind in _SUMMABLE:
            numbers = [v[column.name] for v in filled.rows if v is not None]
            total = sum((Decimal(str(n)) for n in numbers if isinstance(n, int | Decimal)), Decimal())
            name = letter(index + 1)
            formula = f"=SUM({name}{at.FIRST_ROW}:{name}{row})"
            stated = filled.totals.get(column.name)
            if stated is None:
                sheet.write_formula(row, index, formula, looks.cell(column), float(total))
            else:
                sheet.write_number(row, index, stated)


def _write(sheet: Worksheet, where: tuple[int, int], value: object, labels: Mapping[str, str]) -> None:
    if isinstance(value, bool):
        sheet.write_string(*where, at.YES if value else at.NO)
    elif isinstance(value, int | Decimal):
        sheet.write_number(*where, value)
    elif isinstance(value, date):
        sheet.write_datetime(*where, value)
    else:
        sheet.write_string(*where, labels.get(str(value), str(value)))


def _view(sheet: Worksheet, contract: Contract, columns: Sequence[Column]) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(at.HEADER_ROW, _frozen(contract, columns))
    sheet.set_tab_color(DARK)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(at.HEADER_ROW - 1)
    sheet.set_footer(f"&L&9{contract.label.replace('&', '&&')}&R&9Halaman &P dari &N")
    sheet.set_selection(at.FIRST_ROW - 1, 0, at.FIRST_ROW - 1, 0)


def _frozen(contract: Contract, columns: Sequence[Column]) -> int:
    """How many columns stay in sight: those of the business key, as far as they lead, two at most."""
    lead = 0
    while lead < min(2, len(columns) - 1) and columns[lead].name in contract.key:
        lead += 1
    return lead
