"""What commands print: JSON for scripts on standard output, tables that fit 100 columns for people.

Everything that comes from a stranger's file goes through :func:`plain`, so that no cell can send control codes to a
terminal or be read as markup.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100
"""Most columns that a table takes."""

LEAST_WIDTH = 9
"""Narrowest that a column of a table can be read in, its spacing included."""

Advance = Callable[[int, int | None], None]
"""Called with (done, total)."""


def plain(text: object) -> str:
    """A value as text without control characters."""
    if text is None:
        return ""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in str(text))


def _encode(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + ("" if value.tzinfo else "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def print_json(value: object, *, lines: bool = False) -> None:
    """One document; with ``lines`` on one line (``inspect``, ``check``: a line a file)."""
    text = json.dumps(value, default=_encode, ensure_ascii=False, indent=None if lines else 1)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people.

    Attributes:
        title: Above it.
        columns: Headings.
        rows: A cell per heading.
        right: Positions of right-aligned columns.
        whole: Positions of columns that are never broken over lines (ids, so that they can be copied).
        empty: What to say where there is no row.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    right: Sequence[int] = ()
    whole: Sequence[int] = ()
    empty: str = "nothing"


def print_table(table: Table) -> None:
    """A table on standard output, at most 100 columns wide, colours only on a terminal.

    A table with more columns than fit side by side is printed a row at a time, a line a column.
    """
    from rich.console import Console
    from rich.text import Text

    width = min(WIDTH, Console().width) if sys.stdout.isatty() else WIDTH
    console = Console(width=width, highlight=False)
    if not table.rows:
        console.print(f"{table.title}: {table.empty}", markup=False)
        return
    console.print(Text(table.title, style="bold"))
    if len(table.columns) * LEAST_WIDTH > width:
        _print_records(table)
    else:
        _print_grid(console, table)


def _print_grid(console: Console, table: Table) -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_header=any(table.columns))
    for position, name in enumerate(table.columns):
        justify: Literal["left", "right"] = "right" if position in table.right else "left"
        grid.add_column(name, justify=justify, overflow="fold", no_wrap=position in table.whole)
    for row in table.rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    console.print(grid)


def _print_records(table: Table) -> None:
    room = max(len(name) for name in table.columns)
    for number_, row in enumerate(table.rows, start=1):
        print(f"-- {number_} " + "-" * (room - len(str(number_)) - 2))
        for name, cell in zip(table.columns, row, strict=True):
            print(f"{name:<{room}}  {plain(cell)}".rstrip())


def number(value: Decimal | float | None, digits: int = 0) -> str:
    """A number the Indonesian way: ``1.234.567,8``; nothing for None."""
    if value is None:
        return "–"
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def say(text: str, *, quiet: bool = False) -> None:
    """A remark on standard error."""
    if not quiet:
        print(text, file=sys.stderr)


def _no_progress(done: int, total: int | None) -> None:
    """Nobody is watching."""


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Advance]:
    """A progress bar on standard error, only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield _no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    parts: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
