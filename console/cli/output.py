"""What commands print: JSON for scripts on standard output, tables that fit 100 columns for people.

Everything that comes from a stranger's file goes through :func:`plain`, so that no cell can send control codes to a
terminal or be read as markup.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from time import monotonic
from typing import TYPE_CHECKING, Any

from console.cli.grid import broken, lines

if TYPE_CHECKING:
    from rich.progress import Progress

WIDTH = 100
"""Most columns that a table takes."""

LEAST_WIDTH = 9
"""Narrowest that a column of a table can be read in, its spacing included."""

Paint = Callable[[str, str], str]
"""A text in a colour, by its code on terminals."""

BOLD = "1"
_RED, _YELLOW, _GREEN = "31", "33", "32"
COLOURS = {
    **dict.fromkeys(("TOLAK", "PERBAIKI", "REJECTED", "RETURNED", "FAILED", "TERLAMBAT"), _RED),
    **dict.fromkeys(("KONFIRMASI", "NEEDS_CONFIRMATION", "IN_REVIEW", "JATUH_TEMPO"), _YELLOW),
    **dict.fromkeys(("PUBLISHED", "TERPENUHI", "NIHIL_DIKONFIRMASI"), _GREEN),
}
"""Words that stand out where they are all of a cell."""

_MOMENT_S = 2
"""Seconds before a progress bar appears."""

Advance = Callable[[int, int | None], None]
"""Called with (done, total)."""


def plain(value: object) -> str:
    """A value as text without control characters."""
    if value is None:
        return ""
    text = str(value)
    if text.isprintable():
        return text
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def _encode(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + ("" if value.tzinfo else "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ENCODER = json.JSONEncoder(default=_encode, ensure_ascii=False)
"""Made once: a document may have twenty thousand entries."""


def print_json(value: object, *, lines: bool = False) -> None:
    """One document, an entry of its lists and iterators a line; with ``lines`` all on one line (``check``)."""
    for text in [_compact(value)] if lines else _document(value):
        sys.stdout.write(text)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _compact(value: object) -> str:
    return _ENCODER.encode(value)


def _document(value: object) -> Iterator[str]:
    """In pieces: json's own indenting is written in Python, and takes seconds for a nation's findings."""
    if isinstance(value, dict):
        yield "{"
        for number_, (name, inner) in enumerate(value.items()):
            yield f"{',' if number_ else ''}\n {_compact(str(name))}: "
            yield from _document(inner) if isinstance(inner, list | tuple | Iterator) else [_compact(inner)]
        yield "\n}" if value else "}"
    elif isinstance(value, list | tuple | Iterator):
        end = "]"
        yield "["
        for number_, inner in enumerate(value):
            yield f"{',' if number_ else ''}\n {_compact(inner)}"
            end = "\n]"
        yield end
    else:
        yield _compact(value)


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
        is_upright: A row at a time, a line a column, however few columns there are.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    right: Sequence[int] = ()
    whole: Sequence[int] = ()
    empty: str = "nothing"
    is_upright: bool = False


def print_table(table: Table) -> None:
    """A table on standard output, at most 100 columns wide, colours only on a terminal.

    A table with more columns than fit side by side is printed a row at a time, a line a column.
    """
    width, paint = _screen()
    title = table.title if table.rows else f"{table.title}: {table.empty}"
    for line in title.split("\n"):
        for part in broken(plain(line), width):
            print(paint(part, BOLD) if table.rows else part)
    if not table.rows:
        return
    if table.is_upright or len(table.columns) * LEAST_WIDTH > width:
        _print_records(table)
    else:
        _print_grid(table, width, paint)


def print_wrapped(text: str, *, indent: int = 0) -> None:
    """A sentence on standard output, over as many lines as it needs."""
    for line in broken(plain(text), WIDTH - indent):
        print(" " * indent + line)


def _screen() -> tuple[int, Paint]:
    """How wide a table may be, and how words are coloured: only on a terminal that can."""
    if not sys.stdout.isatty():
        return WIDTH, lambda text, _: text
    from rich.console import Console

    console = Console()
    has_colours = console.color_system is not None and not console.no_color
    return min(WIDTH, console.width), (lambda text, code: f"\x1b[{code}m{text}\x1b[0m") if has_colours else _as_it_is


def _as_it_is(text: str, _: str) -> str:
    return text


def _print_grid(table: Table, width: int, paint: Paint) -> None:
    rows = [[plain(cell) for cell in row] for row in table.rows]
    drawn = lines(table.columns, rows, width, right=table.right, whole=table.whole)
    if any(table.columns):
        heading = next(drawn)
        print(paint("  ".join(heading).rstrip(), BOLD))
        print("  ".join("─" * len(cell) for cell in heading))
    for line in drawn:
        print(
            "  ".join(
                paint(cell, COLOURS[word]) if (word := cell.strip()) in COLOURS else cell for cell in line
            ).rstrip()
        )
    print()


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
    """A progress bar on standard error, only on a terminal, and only where it takes longer than a moment."""
    if quiet or not sys.stderr.isatty():
        yield _no_progress
        return
    begun = monotonic()
    with ExitStack() as stack:
        bars: list[Progress] = []

        def advance(done: int, total: int | None) -> None:
            if not bars and monotonic() - begun > _MOMENT_S:
                bars.append(stack.enter_context(_bar(label)))
            for bar in bars:
                bar.update(bar.task_ids[0], completed=done, total=total)

        yield advance


def _bar(label: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    parts: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*parts, console=Console(stderr=True), transient=True)
    bar.add_task(label, total=None)
    return bar
