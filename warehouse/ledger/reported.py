"""What every office sent for some periods, part by part: the side of the ledger that obligations are judged by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC

import pyarrow as pa
from sqlalchemy import Connection, select

from warehouse.ledger.parts import PartState
from warehouse.ledger.schema import delivery, part, submission

REPORTED = pa.schema(
    [
        ("submission_id", pa.string()),
        ("kode_upt", pa.string()),
        ("periode", pa.string()),
        ("dataset", pa.string()),
        ("received_at", pa.timestamp("us")),
        ("sha256", pa.string()),
        ("state", pa.string()),
        ("part_state", pa.string()),
        ("n_rows", pa.int64()),
        ("nihil", pa.bool_()),
    ]
)
"""A row a part, and one without a dataset for a submission in which none was found; ``received_at`` in UTC."""


def published_periods(tx: Connection) -> list[str]:
    """Every period for which anything is published, sorted. A mistyped month that was returned is not among them."""
    query = select(part.c.periode).distinct().where(part.c.state != PartState.NONE.value)
    return sorted(tx.scalars(query))


def reported(tx: Connection, periods: Collection[str]) -> pa.Table:
    """What arrived for these periods, from offices that are known; columns :data:`REPORTED`, in no order."""
    query = (
        select(
            submission.c.id,
            submission.c.kode_upt,
            submission.c.periode,
            part.c.dataset,
            delivery.c.received_at,
            delivery.c.sha256,
            submission.c.state,
            part.c.state,
            part.c.n_rows,
            part.c.nihil,
        )
        .join(delivery, delivery.c.id == submission.c.id)
        .outerjoin(part, part.c.submission_id == submission.c.id)
        .where(submission.c.periode.in_(sorted(periods)), submission.c.kode_upt.is_not(None))
    )
    columns = list(zip(*tx.execute(query), strict=True)) or [()] * len(REPORTED)
    columns[4] = tuple(at.astimezone(UTC).replace(tzinfo=None) for at in columns[4])
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, REPORTED, strict=True)], schema=REPORTED)
