"""Which dataset a table belongs to, by the names of its columns; for tables that were found by their shape."""

from __future__ import annotations

from sources.blocks import Block
from sources.headings import Headings


def match(block: Block, headings: Headings, named: str | None) -> None:
    """Set the block's dataset and fields, where its headings make one beyond doubt.

    Args:
        block: without a dataset.
        headings: what the contracts know.
        named: the dataset that the sheet or the file is named after; two headings suffice for that.
    """
    found: dict[str, list[str | None]] = {}
    for dataset in headings.contracts.datasets:
        fields: list[str | None] = []
        for name in block.names:
            field = headings.field(dataset, name) if name else None
            fields.append(field if field not in fields else None)
        found[dataset] = fields
    known = {dataset: {f for f in fields if f is not None} for dataset, fields in found.items()}
    n_headings = sum(bool(name) for name in block.names)
    fitting = [d for d, own in known.items() if headings.is_convincing(d, own, n_headings)]
    if named is not None and len(known[named]) >= 2 and 3 * len(known[named]) >= n_headings:
        fitting = [named]
    if fitting:
        block.dataset = max(fitting, key=lambda d: len(known[d]))
        block.fields = tuple(found[block.dataset])
