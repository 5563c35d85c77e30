"""Workbooks of any format (xlsx, xlsm, xlsb, xls, ods) become grids of text, through python-calamine.

Formulas come as their last computed value, macros are never run, addresses are true: calamine's used range may start
anywhere. Strings stay exactly as they are.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import python_calamine as calamine

from sources.number_text import date_text, duration_text, number_text
from sources.reading import Grid
from sources.rejections import DAMAGED, ENCRYPTED, NO_TABLE, OTHER_KIND, UNSUPPORTED, Unreadable
from sources.sheet_marks import Marks, count_cells, find_marks
from sources.sniff import check_ole
from sources.template_layout import LISTS_SHEET
from sources.zip_check import Package
from sources.zip_files import ENDING, packed_files
from sources.zip_plain import plain_container

if TYPE_CHECKING:
    from collections.abc import Callable

    from python_calamine import CalamineSheet, CalamineWorkbook

_DOCUMENTS = ("word/", "ppt/", "visio/")
_TEXT: dict[type, Callable[..., str]] = {
    int: str,
    bool: lambda v: "TRUE" if v else "FALSE",
    date: date_text,
    datetime: date_text,
    time: time.isoformat,
    timedelta: duration_text,
}
_NOTHING: dict[object, type] = {"": type(None)}
_KIND: dict[type, str] = {
    type(None): ".",
    str: "t",
    float: "n",
    int: "n",
    bool: "b",
    date: "d",
    datetime: "d",
    time: "d",
    timedelta: "d",
}


class _Numbers(dict[float, str]):
    """Numbers as text, each written once: reports say the same prices and counts again and again."""

    def __missing__(self, value: float) -> str:
        if len(self) >= _MOST_NUMBERS:
            self.clear()
        text = self[value] = number_text(value)
        return text


_MOST_NUMBERS = 16_384
_NUMBERS = _Numbers()
_Forms = tuple[str, list[int], "list[tuple[int, Callable[..., str]]]"]
"""The kinds of a row's cells, which of them are numbers, and how to write others that are no text."""


def read_zip(data: bytes) -> list[Grid]:
    """The sheets of a workbook kept in a zip container (xlsx, xlsm, xlsb, ods).

    Raises:
        Unreadable: damaged, encrypted, dangerous, or no workbook.
    """
    package = Package(data)
    _require_workbook(package)
    package.refuse_entities()
    is_xlsx = any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in package.parts)
    if not is_xlsx:
        return _read(data, {})
    return _read(plain_container(package), find_marks(package), count_cells(package, LISTS_SHEET))


def read_ole(data: bytes) -> list[Grid]:
    """The sheets of an xls.

    Raises:
        Unreadable: damaged, encrypted, or another kind of document.
    """
    check_ole(data)
    return _read(data, {})


def _require_workbook(package: Package) -> None:
    names = package.parts
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        return
    if any(n.startswith("xl/") for n in names):
        raise Unreadable(DAMAGED, "no xl/workbook.xml")
    if any(n.startswith(_DOCUMENTS) for n in names):
        raise Unreadable(OTHER_KIND, "Word or PowerPoint")
    files = packed_files(package)
    raise Unreadable(
        UNSUPPORTED, f"zip with {len(files)} files: it must be called {ENDING}, and not lie in a zip itself"
    )


def _read(data: bytes, marks: dict[str, Marks], n_listed: int | None = None) -> list[Grid]:
    """The grids; the hidden sheet of lists is not read where its cells are counted already."""

    def grid(sheet: calamine.SheetMetadata) -> Grid:
        is_hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
        if is_hidden and sheet.name == LISTS_SHEET and n_listed is not None:
            return Grid(sheet.name, [], hidden=True, n_unread=n_listed)
        return _grid(book, sheet.name, is_hidden, marks.get(sheet.name))

    try:
        book = calamine.load_workbook(io.BytesIO(data))
        sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
        grids = list(map(grid, sheets))
    except calamine.PasswordError as error:
        raise Unreadable(ENCRYPTED, str(error)) from error
    except (calamine.CalamineError, OSError) as error:  # OSError: a part of the package whose checksum is wrong.
        raise Unreadable(DAMAGED, str(error)) from error
    if not any(grid.rows or grid.n_unread for grid in grids):
        raise Unreadable(NO_TABLE, "no sheet holds anything")
    return grids


def _grid(book: CalamineWorkbook, name: str, hidden: bool, marks: Marks | None) -> Grid:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start or (0, 0)
    grid = _texts(sheet, name, start, hidden)
    if marks is None:
        return grid
    columns = tuple(c for span in marks.hidden_columns for c in span)
    grid = replace(grid, hidden_rows=tuple(marks.hidden_rows), hidden_columns=columns)
    return _with_marks(grid, marks) if marks.has_cells else grid


def _texts(sheet: CalamineSheet, name: str, start: tuple[int, int], hidden: bool) -> Grid:
    rows: list[list[str]] = []
    kinds: list[str] = []
    for row in cast("list[list[Any]]", sheet.to_python()):
        types = map(_NOTHING.get, row, map(type, row)) if "" in row else map(type, row)
        letters, numbers, others = _forms(tuple(types))
        for j in numbers:
            row[j] = _NUMBERS[row[j]]
        for j, text_of in others:
            row[j] = text_of(row[j])
        rows.append(row if letters else [])
        kinds.append(letters)
    if any(map(str.isspace, chain.from_iterable(rows))):
        _empty_blanks(rows, kinds)
    return Grid(name, rows, kinds, start[0] + 1, start[1] + 1, hidden)


def _empty_blanks(rows: list[list[str]], kinds: list[str]) -> None:
    for i, row in enumerate(rows):
        kinds[i] = "".join("." if text.isspace() else kind for text, kind in zip(row, kinds[i], strict=True))
        rows[i] = ["" if text.isspace() else text for text in row]


@lru_cache(maxsize=4_096)
def _forms(types: tuple[type, ...]) -> _Forms:
    """How a row is written whose cells have these types; no letter where all are empty."""
    numbers = [j for j, kind in enumerate(types) if kind is float]
    others = [(j, _TEXT[kind]) for j, kind in enumerate(types) if kind in _TEXT]
    letters = "".join(_KIND[kind] for kind in types)
    return letters if letters.strip(".") else "", numbers, others


def _with_marks(grid: Grid, marks: Marks) -> Grid:
    """The grid with its marked cells set; it may grow by cells that calamine took for empty."""
    marked = [*marks.errors, *marks.uncomputed]
    top = min([grid.first_row, *(r for r, _ in marked)]) if grid.rows else min((r for r, _ in marked), default=1)
    left = min([grid.first_column, *(c for _, c in marked)]) if grid.rows else min((c for _, c in marked), default=1)
    height = max([grid.first_row + len(grid.rows), *(r + 1 for r, _ in marked)]) - top
    width = max([grid.first_column + max(map(len, grid.rows), default=0), *(c + 1 for _, c in marked)]) - left
    above, before = grid.first_row - top, grid.first_column - left
    rows = [[""] * width for _ in range(above)]
    rows += [[""] * before + row + [""] * (width - before - len(row)) for row in grid.rows]
    rows += [[""] * width for _ in range(height - len(rows))]
    kinds = [
        list("." * before + grid.kinds[i - above]) if 0 <= i - above < len(grid.kinds) else [] for i in range(height)
    ]
    kinds = [k + ["."] * (width - len(k)) for k in kinds]

    def put(row: int, column: int, text: str, kind: str) -> None:
        rows[row - top][column - left] = text
        kinds[row - top][column - left] = kind

    for (row, column), formula in marks.uncomputed.items():
        if not rows[row - top][column - left]:
            put(row, column, formula, "f")
    for (row, column), text in marks.errors.items():
        if text:
            put(row, column, text, "e")
    for row, column in marks.percents:
        i, j = row - top, column - left
        if 0 <= i < height and 0 <= j < width and kinds[i][j] == "n":
            put(row, column, f"{(Decimal(rows[i][j]) * 100).normalize():f}%", "n")
    return replace(grid, rows=rows, kinds=["".join(k) for k in kinds], first_row=top, first_column=left)
