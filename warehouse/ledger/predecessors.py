"""Which submission a file mends: what the file says of it is believed only of the same office and month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, update

from warehouse.ledger.schema import submission
from warehouse.ledger.submissions import get_submissions


def record_predecessors(tx: Connection, claims: Mapping[str, str]) -> dict[str, str]:
    """Write the predecessors of submissions, as far as they can be believed.

    A claim holds where the submission that it names is another one of the same office and month, received before. Any
    other (mistyped, invented, another office's) is left aside, and changes nothing.

    Args:
        tx: a writing transaction.
        claims: submission id → the id that its file names; whose reports they are is known.

    Returns:
        Those that were believed.
    """
    known = {s.id: s for s in get_submissions(tx, {*claims, *claims.values()})}
    believed = {}
    for key, claimed in claims.items():
        own, before = known.get(key), known.get(claimed)
        if own is None or before is None or own.id == before.id or None in (own.office, own.period):
            continue
        if (own.office, own.period) == (before.office, before.period) and before.received_at <= own.received_at:
            believed[key] = claimed
    rows = [{"_id": key, "_before": believed.get(key)} for key in claims]
    if rows:
        values: dict[str, Any] = {"predecessor": bindparam("_before")}
        tx.execute(update(submission).where(submission.c.id == bindparam("_id")).values(values), rows)
    return believed
