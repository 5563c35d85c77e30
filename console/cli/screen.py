"""What ``inspect`` draws: a map of each sheet, what was decided and why, the columns of each table."""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.cli.output import WIDTH, number, plain

if TYPE_CHECKING:
    from rich.console import Console

    from sources.sheet_map import MapRow

_LOOKS = {
    "title": ("T", "cyan"),
    "header": ("H", "bold white on blue"),
    "data": ("D", "green"),
    "total": ("J", "black on yellow"),
    "note": ("N", "magenta"),
    "ignored": ("-", "dim"),
    "unexplained": ("?", "bold red"),
}
"""Letter in the margin and colour of a role."""
_MARGIN = 9
_CELL_WIDTHS = (24, 18, 12, 8)
"""The widest that a cell is drawn: the first with which all columns fit, else the last."""
_LEGEND = "T title  H header  D data  J total  N note  - left out  ? unexplained"
_STYLES = {"id": "1.234,5", "en": "1,234.5"}


def show(seen: dict[str, Any]) -> None:
    """Print an inspection with its map, at most 100 columns wide."""
    from rich.console import Console

    console = Console(width=min(WIDTH, Console().width) if sys.stdout.isatty() else WIDTH, highlight=False)
    console.rule(f"[bold]{_escape(Path(seen['file']).name)}", align="left")
    if "rejected" in seen:
        console.print(f"[red]{seen['rejected']['rule']}[/] {_escape(seen['rejected']['message'])}")
        console.print(f"  → {_escape(seen['rejected']['fix'])}")
        return
    _show_map(console, seen.get("map", []))
    for position, table in enumerate(seen["tables"], start=1):
        _show_table(console, position, table)
    _show_decisions(console, seen)


def _show_map(console: Console, rows: list[MapRow]) -> None:
    from rich.text import Text

    for sheet, group in groupby(rows, key=lambda r: r.sheet):
        found = list(group)
        if sheet is not None:
            console.print(Text(f"Sheet {plain(sheet)}", style="bold"))
        widths = _widths(found, console.width - _MARGIN)
        for row in found:
            mark, style = _LOOKS[row.role]
            line = Text(f"{row.row:>6} ")
            line.append(mark, style)
            line.append(" ")
            line.append(_line(row, widths, console.width - _MARGIN), style)
            console.print(line, no_wrap=True, overflow="ellipsis", soft_wrap=False)
            if row.skipped:
                console.print(Text(f"{'⋮':>6}   {number(row.skipped)} more rows", style="dim"))
    if rows:
        console.print(Text(f"{'':7}{_LEGEND}", style="dim"))


def _widths(rows: list[MapRow], room: int) -> dict[int, int]:
    """How wide each column is drawn; those beyond the room are left away. Lone texts (titles) make no column wide."""
    needed: dict[int, int] = {}
    for row in rows:
        for column, text in row.cells.items() if len(row.cells) > 1 else ():
            needed[column] = max(needed.get(column, 1), len(plain(text)))
    fitting = (w for w in _CELL_WIDTHS if sum(min(w, n) + 3 for n in needed.values()) <= room)
    widest = next(fitting, _CELL_WIDTHS[-1])
    kept: dict[int, int] = {}
    for column in sorted(needed):
        width = min(widest, needed[column])
        if sum(w + 3 for w in kept.values()) + width > room - 2:
            break
        kept[column] = width
    return kept


def _line(row: MapRow, widths: dict[int, int], room: int) -> str:
    """The cells of a row under one another; a lone text stands over the columns to its right."""
    if len(row.cells) == 1:
        ((column, text),) = row.cells.items()
        indent = sum(w + 3 for j, w in widths.items() if j < column)
        text = plain(text)
        return " " * max(0, min(indent, room - len(text))) + _cut(text, room)
    parts = [_cut(plain(row.cells.get(j, "")), width).ljust(width) for j, width in widths.items()]
    more = "…" if any(j not in widths for j in row.cells) else ""
    return (" │ ".join(parts) + (" " + more if more else "")).rstrip()


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)] + "…"


def _show_table(console: Console, position: int, table: dict[str, Any]) -> None:
    from rich import box
    from rich.table import Table

    header = table["header_rows"]
    place = f"{table['sheet']}!{table['range']}" if table["sheet"] else table["range"]
    named = "none" if header is None else "–".join(str(r) for r in dict.fromkeys(header))
    console.print()
    console.print(
        f"[bold]Table {position}  {_escape(place)}[/]  {number(table['n_data_rows'])} rows "
        f"(header {named}, data {table['first_data_row']}–{table['last_data_row']})"
        + (f"  [green]→ {table['dataset']}[/]" if table["dataset"] else "")
    )
    grid = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in ("", "Column", "Field", "Type", "Sum / range", "Empty", "Note"):
        is_figure = name in ("Empty", "Sum / range")
        grid.add_column(name, justify="right" if is_figure else "left", overflow="fold", no_wrap=is_figure)
    for column in table["columns"]:
        span = column.get("sum") or (f"{column['min']} … {column['max']}" if column.get("min") else "")
        cells = (column["letter"], column["name"] or "(no heading)", column.get("field") or "", column["type"], span)
        grid.add_row(*(_escape(c) for c in cells), str(column.get("nulls", "")), _escape(", ".join(_remarks(column))))
    console.print(grid)


def _remarks(column: dict[str, Any]) -> list[str]:
    """What is to be known of a column's values."""
    said = []
    if "ambiguous" in column:
        said.append(f"read as {_STYLES[column['ambiguous']]}, not proved")
    if column.get("unread"):
        said.append(f"{column['unread']} not read")
    if column.get("from_times"):
        said.append(f"{column['from_times']} turned back from times or days")
    if column.get("marked"):
        said.append(f"{column['marked']} with footnote marks")
    if "lost_thousands" in column:
        lost = column["lost_thousands"]
        said.append(f"{lost['n']} of {lost['of']} may be thousands ({', '.join(lost['examples'])})")
    if "day_first" in column:
        said.append("day first" if column["day_first"] else "month first")
    return said


def _show_decisions(console: Console, seen: dict[str, Any]) -> None:
    said = []
    if seen.get("delimiter"):
        said.append(f"encoding {seen['encoding']}, delimiter {json.dumps(seen['delimiter'])}")
    styles = Counter(c["style"] for t in seen["tables"] for c in t["columns"] if "style" in c and "ambiguous" not in c)
    said += [f"numbers as {_STYLES[style]} proved by {n} columns" for style, n in styles.items()]
    for position, table in enumerate(seen["tables"], start=1):
        reasons: dict[str, list[int]] = {}
        for excluded in table["excluded_rows"]:
            reasons.setdefault(excluded["why"], []).append(excluded["row"])
        said += [f"table {position}: left out as {why}: row {_rows(rows)}" for why, rows in reasons.items()]
    cells = seen["cells"]
    ignored = ", ".join(f"{why} {number(n)}" for why, n in sorted(cells["ignored"].items())) or "none"
    style = "red" if cells["unexplained"] else "green"
    console.print()
    for line in [*said, *seen.get("notes", ())]:
        console.print(f"[dim]·[/] {_escape(line)}")
    console.print(
        f"{number(cells['nonempty'])} cells: {number(cells['mapped'])} in tables, ignored: {ignored}, "
        f"[{style}]{number(cells['unexplained'])} unexplained[/]"
    )


def _rows(rows: list[int]) -> str:
    """Row numbers with runs joined: ``3, 7–9 and 4 more``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return ", ".join(parts[:8]) + (f" and {len(parts) - 8} more" if len(parts) > 8 else "")


def _escape(text: object) -> str:
    from rich.markup import escape

    return escape(plain(text))
