"""Columns of a dataset whose figures are written in two ways at once: ``12.500`` beside ``3.75``.

Typed text is read the Indonesian way, cell by cell (ADR 10). Where other cells of the same column prove that there the
point marks decimals, ``12.500`` is no longer twelve thousand and five hundred for sure: the office is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from sources.addresses import address
from sources.blocks import Block
from sources.contract import Contract
from sources.grid_rows import kind_at
from sources.reading import Grid, Remark
from sources.written_numbers import Written, read_number

_KINDS = ("decimal", "integer")
_EXAMPLES = 2


def number_doubts(grid: Grid, block: Block, contract: Contract) -> Iterator[Remark]:
    """A remark (*angka*) for each such column: how many figures are in doubt, and the cells that raise the doubt."""
    filled_as = {grid.kinds[i] for i in block.data} if grid.kinds else None
    for column, own in zip(block.columns, block.fields, strict=True):
        if own is None or own not in contract.by_name or contract.by_name[own].kind not in _KINDS:
            continue
        if filled_as is not None and all(kinds[column : column + 1] != "t" for kinds in filled_as):
            continue
        figures = list(_typed(grid, block, column))
        proofs = [row for row, written in figures if written.evidence == "en" and not written.is_code]
        doubtful = next((row for row, written in figures if _is_open(written)), None) if proofs else None
        if doubtful is not None:
            cell = address(grid.first_row + doubtful, grid.first_column + column)
            said = ", ".join(grid.rows[i][column] for i in proofs[:_EXAMPLES])
            yield Remark("angka", grid.sheet, cell, grid.rows[doubtful][column], said, block.dataset, own)


def _typed(grid: Grid, block: Block, column: int) -> Iterator[tuple[int, Written]]:
    """The typed figures of a column with anything but digits, by row."""
    for i in block.data:
        row = grid.rows[i]
        text = row[column] if column < len(row) else ""
        if not text or text.isdigit() or kind_at(grid, i, column) != "t":
            continue
        written = read_number(text)
        if written is not None and not written.scale:
            yield i, written


def _is_open(written: Written) -> bool:
    return written.is_open and written.value("id") != written.value("en")
