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
    for column, own in zip(block.columns, block.fields, strict=True):
        if own is None or own not in contract.by_name or contract.by_name[own].kind not in _KINDS:
            continue
        proofs, doubtful = _sorted_out(grid, block, column)
        if proofs and doubtful:
            first, _ = doubtful[0]
            cell = address(grid.first_row + first, grid.first_column + column)
            said = ", ".join(text for _, text in proofs[:_EXAMPLES])
            yield Remark("angka", grid.sheet, cell, grid.rows[first][column], said, block.dataset, own)


def _sorted_out(grid: Grid, block: Block, column: int) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The cells that prove the English way, and those that would be read otherwise under it."""
    proofs: list[tuple[int, str]] = []
    doubtful: list[tuple[int, str]] = []
    for i in block.data:
        row = grid.rows[i]
        text = row[column] if column < len(row) else ""
        if not text or text.isdigit() or kind_at(grid, i, column) != "t":
            continue
        written = read_number(text)
        if written is None or written.scale:
            continue
        if written.evidence == "en" and not written.is_code:
            proofs.append((i, text))
        elif _is_open(written):
            doubtful.append((i, text))
    return proofs, doubtful


def _is_open(written: Written) -> bool:
    return written.is_open and written.value("id") != written.value("en")
