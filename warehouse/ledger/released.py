"""What the ledger hands over to every release: read at once and without objects, for there are years of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import pyarrow as pa
from sqlalchemy import Connection, Text, func, select, type_coerce

from warehouse.ledger.reported import REPORTED, arrivals
from warehouse.ledger.schema import delivery, event, submission
from warehouse.ledger.states import State
from warehouse.records import SUBMISSIONS

_JUDGES: Final = [
    state.value for state in (State.PARSED, State.VALIDATED, State.REJECTED, State.FAILED, State.DUPLICATE)
]
"""A submission's rule runs change only together with a step to one of these."""


def submissions_to_publish(tx: Connection) -> pa.Table:
    """Every submission, returned and rejected ones too, by period, office and order of receipt.

    Returns:
        Columns :data:`warehouse.records.SUBMISSIONS`.
    """
    c = submission.c
    at = type_coerce(delivery.c.received_at, Text)  # as it is stored: Arrow reads it faster than Python
    query = select(c.id, c.file, c.kode_upt, c.periode, c.attempt, at, c.verdict).join(delivery, delivery.c.id == c.id)
    rows = tx.execute(query.order_by(c.periode, c.kode_upt, at, delivery.c.sha256, c.id)).all()
    return table_of(rows, SUBMISSIONS)


def reported_to_publish(tx: Connection, periods: Collection[str]) -> pa.Table:
    """What arrived for these periods (:func:`warehouse.ledger.reported.reported`), as a table."""
    types = {"TIMESTAMP": pa.timestamp("us"), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_()}
    schema = pa.schema([(column, types.get(kind, pa.string())) for column, kind in REPORTED.items()])
    return table_of(tx.execute(arrivals(periods, type_coerce(delivery.c.received_at, Text))).all(), schema)


def last_judged(tx: Connection) -> pa.Table:
    """``submission_id, sidik``: the number of the last event that can have changed a submission's rule runs."""
    c = event.c
    rows = tx.execute(
        select(c.submission_id, func.max(c.id)).where(c.to_state.in_(_JUDGES)).group_by(c.submission_id)
    ).all()
    return table_of(rows, pa.schema([("submission_id", pa.string()), ("sidik", pa.int64())]))


def table_of(rows: Sequence[Any], schema: pa.Schema) -> pa.Table:
    """Rows as a table; moments may be texts as the ledger stores them."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([_array(values, one.type) for values, one in zip(columns, schema, strict=True)], schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.string()).cast(kind)
    if pa.types.is_boolean(kind):
        return pa.array([None if v is None else bool(v) for v in values], kind)
    return pa.array(values, kind)
