"""An answer of the warehouse as CSV, as CSV for Excel, or as a table on the screen."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from console.cli.output import WIDTH, Table, plain, print_table

if TYPE_CHECKING:
    from warehouse.query import AnswerColumn, Question

SCREEN_ROWS: Final = 1_000
"""Most rows that the screen shows."""

_BYTE_ORDER_MARK = "\ufeff"
_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"})
_UNGROUPED_BELOW = 10_000
"""Whole numbers below stay as they are, so that a year is read as one."""
_LONGEST_IN_FORMULA = 255
_SWAPPED = str.maketrans(",.", ".,")


def write_csv(question: Question) -> None:
    """RFC 4180 on standard output: names first, decimals with a point."""
    _write([c.name for c in question.columns], question.texts(), ",")


def write_excel_csv(question: Question) -> None:
    """CSV that an Indonesian Excel opens with a double click: semicolons, decimal commas, texts that stay texts."""
    columns = question.columns
    sys.stdout.write(_BYTE_ORDER_MARK)
    rows = ([_for_excel(c, cell) for c, cell in zip(columns, row, strict=True)] for row in question.texts())
    _write([c.name for c in columns], rows, ";")


def show_answer(question: Question) -> None:
    """A table on the screen, numbers the Indonesian way; of a long answer its beginning."""
    rows = list(islice(question.rows(), SCREEN_ROWS + 1))
    title = f"{len(rows)} row{'s' * (len(rows) != 1)}"
    if len(rows) > SCREEN_ROWS:
        title = f"The first {SCREEN_ROWS} rows; all of them: --csv, --json or --parquet FILE"
    names = [c.name for c in question.columns]
    columns = [_on_screen([row[i] for row in rows[:SCREEN_ROWS]]) for i in range(len(question.columns))]
    numbers = [i for i, column in enumerate(question.columns) if _is_number(column)]
    print_table(
        Table(
            title,
            names,
            list(zip(*columns, strict=True)),
            right=numbers,
            whole=numbers,
            empty="nothing fits the question",
            is_upright=_narrowest(names, columns) > WIDTH,
        )
    )


def _write(names: Sequence[str], rows: Iterable[Sequence[str | None]], delimiter: str) -> None:
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)


def _for_excel(column: AnswerColumn, cell: str | None) -> str | None:
    """Excel takes ``2026-10`` for a day, ``11.10`` for a number and ``=…`` for a formula, unless a formula says it."""
    if cell is None or _is_number(column):
        return cell.replace(".", ",") if cell else cell
    if column.type != "VARCHAR" or not cell or cell[0].isalpha():
        return cell
    return '="{}"'.format(cell.replace('"', '""')) if len(cell) <= _LONGEST_IN_FORMULA else f" {cell}"


def _is_number(column: AnswerColumn) -> bool:
    return column.type in _INTEGERS or column.type.startswith(("DECIMAL", "DOUBLE", "FLOAT"))


def _on_screen(cells: Sequence[object]) -> list[object]:
    """The cells of a column; digits after the comma only where one of them has any."""
    is_whole = all(cell == int(cell) for cell in cells if isinstance(cell, Decimal))
    return [_shown(int(cell), 0) if isinstance(cell, Decimal) and is_whole else _shown(cell) for cell in cells]


def _narrowest(names: Sequence[str], columns: Sequence[Sequence[object]]) -> int:
    """How wide a table has to be so that no word or id in it is broken, two spaces between columns."""
    longest = (
        max(len(word) for cell in (name, *cells) for word in (plain(cell).split() or [""]))
        for name, cells in zip(names, columns, strict=True)
    )
    return sum(longest) + 2 * (len(names) - 1)


def _shown(value: object, ungrouped_below: int = _UNGROUPED_BELOW) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:,f}".translate(_SWAPPED)
        case float():
            return f"{value:,}".translate(_SWAPPED)
        case int() if abs(value) >= ungrouped_below:
            return f"{value:,}".translate(_SWAPPED)
    return value
