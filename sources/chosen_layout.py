"""An operator's choice, applied to a table of the same office with the same headings."""

from __future__ import annotations

from sources.blocks import Block, Mark
from sources.contract_loader import fold
from sources.headings import Headings
from sources.layout_choices import NOT_OURS, Decided
from sources.matching import complete
from sources.reading import Grid


def apply(decided: Decided, block: Block, grid: Grid, headings: Headings) -> None:
    """Set the dataset and fields of a block as decided; a heading that was decided about belongs to nothing else.

    A choice for a dataset or column that the contracts no longer know is passed over.
    """
    if decided.dataset == NOT_OURS:
        block.dataset, block.guesses, block.marks, block.measures, block.implied = None, (), {}, {}, {}
        block.fields = (None,) * len(block.columns)
        return
    contract = headings.contracts.datasets.get(decided.dataset)
    if contract is None:
        return
    block.guesses = ()
    if block.dataset != contract.name:
        block.dataset = contract.name
        named = [headings.field(contract.name, name) for name in block.names]
        block.fields = tuple(f if f not in named[:k] else None for k, f in enumerate(named))
        complete(block, grid, headings)
    known = {c.name for c in contract.own_columns}
    fields = list(block.fields)
    for position, name in enumerate(block.names):
        chosen = decided.fields.get(fold(name))
        if chosen == NOT_OURS:
            fields[position] = None
            block.marks[position] = Mark("pilihan", why="note")
        elif chosen in known:
            fields = [None if f == chosen else f for f in fields]
            fields[position] = chosen
            times = block.marks[position].times if position in block.marks else None
            block.marks[position] = Mark("pilihan", times)
    block.fields = tuple(fields)
