"""Rows that findings point at, as submitted: written with a judgement, read by the pages that show them.

Columns are those of ``flagged_row`` in :mod:`warehouse.ledger.schema`; what of a text is kept was decided when it was
judged (docs/decisions/0014).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, text

from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import flagged_row

if TYPE_CHECKING:
    import pyarrow as pa

_INSERT = text("insert into flagged_row (submission_id, sheet, row, cells) values (:submission, :sheet, :row, :cells)")


class FlaggedCell(NamedTuple):
    """A cell of such a row: its column's letter and heading, and what of its text may be shown."""

    letter: str
    heading: str
    text: str


Place = tuple[str | None, int]
"""A sheet (None: a delimited file) and a row in it, as people count them."""


def record_flagged(tx: Connection, submissions: Collection[str], rows: pa.Table) -> None:
    """Replace the rows of the submissions that were judged.

    Args:
        tx: A writing transaction.
        submissions: Ids of all that were judged.
        rows: Columns of :data:`checks.flagged_rows.FLAGGED`.
    """
    if submissions:
        one = delete(flagged_row).where(flagged_row.c.submission_id == bindparam("_id"))
        tx.execute(one, [{"_id": i} for i in submissions])
    if rows.num_rows:
        names = {"submission": "submission_id", "sheet": "sheet", "row": "row", "cells": "cells"}
        columns = zip(*(rows[name].to_pylist() for name in names.values()), strict=True)
        tx.execute(_INSERT, [dict(zip(names, values, strict=True)) for values in columns])


def flagged_of(tx: Connection, submissions: Iterable[str]) -> dict[str, dict[Place, tuple[FlaggedCell, ...]]]:
    """Submission → sheet and row → its cells from left to right."""
    found: dict[str, dict[Place, tuple[FlaggedCell, ...]]] = {}
    c = flagged_row.c
    query = select(c.submission_id, c.sheet, c.row, c.cells)
    for some in chunks(submissions):
        for key, sheet, row, cells in tx.execute(query.where(c.submission_id.in_(some))):
            read = json.loads(cells) if isinstance(cells, str) else cells
            found.setdefault(key, {})[sheet, row] = tuple(FlaggedCell(*cell) for cell in read)
    return found
