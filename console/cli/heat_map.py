"""Lines on the screen whose cells stand below each other: counts, and heat maps.

Every cell of a heat map says its value in letters; a terminal colours the ground behind them. Nothing is wider than 100
columns, and no name is broken over lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100
NAME_WIDTH = 39
"""Most of a line that a name takes; longer ones are cut."""

_RED, _YELLOW, _GREEN = (217, 83, 79), (242, 212, 92), (76, 175, 106)
_CELL = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """What it says, and the colour behind it (``#rrggbb``; None: none)."""

    text: str
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by name, a cell a column, and what cells mean."""

    title: str
    columns: Sequence[str]
    rows: Mapping[str, Sequence[Cell]]
    legend: Sequence[tuple[Cell, str]] = ()


def shade(percent: float) -> str:
    """From red at 0 over yellow at 75 to green at 100: a quarter missing is bad already for a national figure."""
    low, high, part = (_RED, _YELLOW, percent / 75) if percent < 75 else (_YELLOW, _GREEN, (percent - 75) / 25)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def print_counts(title: str, columns: Sequence[str], rows: Mapping[str, Sequence[str]]) -> None:
    """A line a name with right-aligned counts; the last one, a total, stands apart."""
    from rich.text import Text

    screen = _screen()
    widths = [max(len(c), *(len(row[i]) for row in rows.values())) for i, c in enumerate(columns)]
    room = max(map(len, rows))
    heading = "  ".join(c.rjust(w) for c, w in zip(columns, widths, strict=True))
    line = "─" * (room + 2 + len(heading))
    screen.print(Text(title, style="bold"))
    screen.print(f"{'':<{room}}  {heading}")
    screen.print(line)
    for position, (name, cells) in enumerate(rows.items(), start=1):
        if position == len(rows) > 1:
            screen.print(line)
        screen.print(Text(f"{name:<{room}}  " + "  ".join(c.rjust(w) for c, w in zip(cells, widths, strict=True))))


def print_heat_map(heat_map: HeatMap) -> None:
    """A coloured cell a row and column, and below them what the cells mean."""
    from rich.text import Text

    screen = _screen()
    rows = {_cut(name, NAME_WIDTH): cells for name, cells in heat_map.rows.items()}
    room = max(map(len, rows), default=0)
    screen.print(Text(heat_map.title, style="bold"))
    heading = " ".join(_cut(column, _CELL).center(_CELL) for column in heat_map.columns)
    screen.print(Text(f"{'':<{room}}  {heading}".rstrip()))
    for name, cells in rows.items():
        line = Text(f"{name:<{room}} ")
        for cell in cells:
            line.append(" ")
            line.append(cell.text.center(_CELL), style=f"black on {cell.colour}" if cell.colour else "")
        if not screen.is_terminal:
            line.rstrip()
        screen.print(line)
    _print_legend(screen, heat_map.legend)


def _print_legend(screen: Console, legend: Sequence[tuple[Cell, str]]) -> None:
    from rich.text import Text

    if not legend:
        return
    room = max(len(meaning) for _, meaning in legend) + 6
    per_line = WIDTH // room
    screen.print()
    for start in range(0, len(legend), per_line):
        line = Text()
        for cell, meaning in legend[start : start + per_line]:
            line.append(f" {cell.text} ", style=f"black on {cell.colour}")
            line.append(f" {meaning}".ljust(room - 3))
        line.rstrip()
        screen.print(line)


def _screen() -> Console:
    from rich.console import Console as Screen

    return Screen(highlight=False, markup=False, soft_wrap=True)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
