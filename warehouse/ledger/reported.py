"""What every office sent for some periods, part by part: the side of the ledger that obligations are judged by."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select

from warehouse.ledger.parts import PartState
from warehouse.ledger.schema import delivery, part, submission

REPORTED: Final = {
    "submission_id": "VARCHAR",
    "kode_upt": "VARCHAR",
    "periode": "VARCHAR",
    "dataset": "VARCHAR",
    "received_at": "TIMESTAMP",
    "sha256": "VARCHAR",
    "state": "VARCHAR",
    "part_state": "VARCHAR",
    "n_rows": "BIGINT",
    "nihil": "BOOLEAN",
}
"""A row a part, and one without a dataset for a submission in which none was found; ``received_at`` in UTC."""


def published_periods(tx: Connection) -> list[str]:
    """Every period for which anything is published, sorted. A mistyped month that was returned is not among them."""
    query = select(part.c.periode).distinct().where(part.c.state != PartState.NONE.value)
    return sorted(tx.scalars(query))


def reported(tx: Connection, periods: Collection[str]) -> Iterator[tuple[object, ...]]:
    """What arrived for these periods, from offices that are known: values of :data:`REPORTED`, in no order."""
    query = arrivals(periods, delivery.c.received_at)
    for *who, received_at, sha256, state, part_state, n_rows, nihil in tx.execute(query):
        yield (*who, received_at.astimezone(UTC).replace(tzinfo=None), sha256, state, part_state, n_rows, nihil)


def arrivals(periods: Collection[str], received_at: ColumnElement[Any]) -> Select[Any]:
    """The query behind :func:`reported`, with the moment of receipt read as its caller wants it."""
    return (
        select(
            submission.c.id,
            submission.c.kode_upt,
            submission.c.periode,
            part.c.dataset,
            received_at,
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
