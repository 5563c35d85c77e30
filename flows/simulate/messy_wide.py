"""Months laid out wide: a group of columns a measure, a column a month, with sums and averages behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from flows.simulate.messy_pages import Cell, Line, Style, value
from flows.simulate.month import Row
from flows.simulate.seasons import split
from flows.simulate.spelling import MONTHS
from sources.contract import Contract

_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")


def wide_table(
    contract: Contract, rows: Sequence[Row], period: str, measures: Sequence[str], chance: Random
) -> list[Line]:
    """A table on two rows of headings; the months before the submission's hold other figures, later ones none.

    Args:
        contract: of the dataset.
        rows: of the submission's month.
        period: ``YYYY-MM``.
        measures: columns that have a month each; the others stand in front.
        chance: decides how months are written, and their figures.
    """
    year, month = split(period)
    style = Style()
    front = [c for c in contract.own_columns if c.name not in measures]
    wide = [contract.by_name[m] for m in measures]
    words = [f"{s}-{year % 100:02d}" for s in _SHORT] if chance.random() < 0.5 else list(MONTHS)
    has_sum = chance.random() < 0.6
    tail = ["Jumlah", "Rata-rata"] if has_sum else []
    upper: Line = [c.label for c in front]
    lower: Line = [None] * len(front)
    for column in wide:
        upper += [column.label, *[None] * (11 + len(tail))]
        lower += [*words, *tail]
    lines: list[Line] = [upper, lower]
    for row in rows:
        line: Line = [value(contract, c, row.get(c.name), style) for c in front]
        for column in wide:
            line += _months(row.get(column.name), month, chance, has_sum=has_sum)
        lines.append(line)
    return lines


def _months(own: object, month: int, chance: Random, *, has_sum: bool) -> list[Cell]:
    """Twelve months, the own one among them; a sum and an average where they are wanted."""
    figure = own if isinstance(own, int | Decimal) else None
    found: list[Cell] = []
    for number in range(1, 13):
        if number == month:
            found.append(figure)
        elif number > month or figure is None:
            found.append(None)
        else:
            found.append(type(figure)(int(Decimal(figure) * chance.randint(50, 140) / 100)))
    if has_sum:
        numbers = [Decimal(n) for n in found if isinstance(n, int | Decimal)]
        total = sum(numbers, Decimal())
        found += [total, (total / len(numbers)).quantize(Decimal("0.01")) if numbers else None]
    return found
