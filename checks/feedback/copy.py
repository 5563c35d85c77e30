"""A workbook made from a file that is none, or of an older kind: its cells where they stood, as they were written.

Text stays text, whatever it begins with; numbers and dates of a workbook stay what they are.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from sources.reading import Grid

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CELLS: Final = 1_000_000
"""Cells that are copied; Excel holds 1,048,576 rows, and a copy beyond this size helps nobody."""
_MOST_ROWS: Final = 1_048_576
_WIDEST: Final = 42
_LOOKED_AT: Final = 300
_CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 (Excel's properties know no time zone)
_LONGEST: Final = 32_767
_NAME: Final = "Data"
UNREADABLE: Final = "Isi berkas ini tidak dapat dibaca; lihat lembar Perbaikan."
TOO_LONG: Final = (
    "Berkas ini terlalu besar untuk disalin ke sini. Perbaiki di berkas asal: nomor baris di lembar Perbaikan adalah "
    "nomor baris di sana."
)


def copied(grids: Sequence[Grid], *, name: str = _NAME) -> bytes:
    """A workbook with the cells of grids.

    Args:
        grids: none of them: the workbook says that nothing could be read.
        name: of the sheet, where a grid has none.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    size = sum(len(row) for grid in grids for row in grid.rows)
    fits = size <= MOST_CELLS and all(grid.first_row + len(grid.rows) <= _MOST_ROWS for grid in grids)
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _CREATED})
        looks = {
            "t": book.add_format({"num_format": "@"}),
            "d": book.add_format({"num_format": "yyyy-mm-dd"}),
            "%": book.add_format({"num_format": "0.00%"}),
        }
        if not grids or not fits:
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 0, 100)
            sheet.write_string(0, 0, TOO_LONG if grids else UNREADABLE)
        for grid in grids if fits else ():
            sheet = book.add_worksheet(grid.sheet or name)
            _write(sheet, grid, looks)
            if grid.hidden and len(grids) > 1:
                sheet.hide()
    return out.getvalue()


def _write(sheet: Worksheet, grid: Grid, looks: dict[str, Any]) -> None:
    widths: dict[int, int] = {}
    for i, row in enumerate(grid.rows):
        kinds = grid.kinds[i] if i < len(grid.kinds) else ""
        for j, text in enumerate(row):
            if text:
                at = (grid.first_row - 1 + i, grid.first_column - 1 + j)
                _cell(sheet, at, text, (kinds[j] if j < len(kinds) else "t", looks))
                if i < _LOOKED_AT:
                    widths[at[1]] = max(widths.get(at[1], 0), min(len(text) + 2, _WIDEST))
    for column, width in widths.items():
        sheet.set_column(column, column, max(width, 9))
    for number in grid.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for number in grid.hidden_columns:
        sheet.set_column(number - 1, number - 1, None, None, {"hidden": True})


def _cell(sheet: Worksheet, at: tuple[int, int], text: str, form: tuple[str, dict[str, Any]]) -> None:
    kind, looks = form
    with suppress(ValueError):
        if kind == "n":
            if text.endswith("%"):
                sheet.write_number(*at, float(text[:-1]) / 100, looks["%"])
            else:
                sheet.write_number(*at, float(text))
            return
        if kind == "d":
            sheet.write_datetime(*at, _moment(text), looks["d"])
            return
        if kind == "b":
            sheet.write_boolean(*at, text == "TRUE")
            return
    sheet.write_string(*at, text[:_LONGEST], looks["t"])


def _moment(text: str) -> date | datetime | time:
    """As the reader writes dates and times.

    Raises:
        ValueError: it is none (a duration).
    """
    if "-" not in text[1:]:
        return time.fromisoformat(text)
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
