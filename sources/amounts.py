"""A scale that stands over a table instead of in its headings: ``(dalam ribuan rupiah)``, or a row of units."""

from __future__ import annotations

from dataclasses import replace

from sources.blocks import Block, Layout, Mark
from sources.contract import Column
from sources.contract_loader import fold
from sources.heading_units import factor, is_unit, take_apart, unit_of_title
from sources.headings import Headings
from sources.reading import Grid

_FAR = 8
"""Rows over the headings in which a title still speaks of the table."""


def scale_amounts(grid: Grid, layout: Layout, block: Block, headings: Headings) -> None:
    """Mark the columns of a table whose figures a title or a row of units gives a scale.

    A heading with another unit than the title's contradicts it, and a scale in a note below is doubtful: the column is
    marked with what is wrong.
    """
    if block.dataset is None or block.header is None:
        return
    above = _title_unit(grid, layout, block.header[0])
    below = [i for i, why in block.excluded.items() if why == "units"]
    noted = _noted_unit(grid, layout) if above is None else None
    if above is None and noted is None and not below:
        return
    contract = headings.contracts.datasets[block.dataset]
    for position, name in enumerate(block.fields):
        column = contract.by_name.get(name) if name else None
        if column is None:
            continue
        j = block.columns[position]
        under = next((fold(grid.rows[i][j]) for i in below if j < len(grid.rows[i]) and grid.rows[i][j]), None)
        is_money = column.unit == "rupiah"
        _mark(block, position, column, above if is_money else None, under)
        mark = block.marks.get(position, Mark())
        if noted is not None and is_money and mark.times is None and not mark.note:
            block.marks[position] = replace(mark, note=f"catatan di bawah tabel menyebut {noted}")


def _title_unit(grid: Grid, layout: Layout, top: int) -> str | None:
    for i in range(top - 1, max(-1, top - 1 - _FAR), -1):
        if layout.reasons.get(i) == "title":
            found = next((u for text in grid.rows[i] if text and (u := unit_of_title(text))), None)
            if found is not None:
                return found
    return None


def _noted_unit(grid: Grid, layout: Layout) -> str | None:
    """The scale that a note speaks of; it may be of this table or of another, so nothing is multiplied for it."""
    notes = (text for i, why in layout.reasons.items() if why == "note" for text in grid.rows[i])
    return next((unit for text in notes if text and (unit := unit_of_title(text))), None)


def _mark(block: Block, position: int, column: Column, above: str | None, under: str | None) -> None:
    apart = take_apart(block.names[position])
    own = factor(apart.unit, column) if apart is not None else None
    mark = block.marks.get(position, Mark())
    for unit in (under, above):
        if unit is None:
            continue
        times = factor(unit, column)
        if times is None and is_unit(unit):
            block.marks[position] = replace(
                mark, note=f"satuan {unit} di atas atau di bawah judul bukan satuan kolom ini"
            )
        elif times is not None and own is not None and times != own:
            block.marks[position] = replace(mark, note=f"judul tabel menyebut {unit}, judul kolom satuan lain")
        elif times is not None and times != 1:
            block.marks[position] = replace(mark, how="satuan", times=times)
        return
