"""Checksums, month by month, over all that obligations are judged by: a month whose checksum stays is not read again.

The ledger itself puts a month's rows together as one text, which is several times faster than reading them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Text, cast, func, literal, select

from warehouse.ledger.exceptions import exceptions_of
from warehouse.ledger.schema import delivery, part, submission

_NOTHING: Final = "~"


def reported_prints(tx: Connection, periods: Collection[str], common: str = "") -> dict[str, str]:
    """Changes whenever what :func:`warehouse.ledger.reported.reported` or an exception says of a period does.

    Args:
        tx: The ledger.
        periods: ``YYYY-MM``.
        common: What concerns every period.

    Returns:
        Period → checksum (16 hex digits).
    """
    wanted = sorted(set(periods))
    texts: dict[str, list[str]] = {period: [common] for period in wanted}
    s, p, d = submission.c, part.c, delivery.c
    who = _row(s.id, s.kode_upt, s.state, d.received_at, d.sha256)
    what = _row(p.submission_id, p.dataset, p.state, p.n_rows, p.nihil)
    of = (s.periode.in_(wanted), s.kode_upt.is_not(None))
    for query in (
        select(s.periode, func.aggregate_strings(who, "\n")).join(delivery, d.id == s.id),
        select(s.periode, func.aggregate_strings(what, "\n")).join(part, p.submission_id == s.id),
    ):
        found: dict[str, str] = dict(tx.execute(query.where(*of).group_by(s.periode)).tuples().all())
        for period in wanted:
            texts[period].append(found.get(period, _NOTHING))
    for number, entry in exceptions_of(tx, wanted):
        texts[entry.periode].append(f"{number} {entry!r}")
    return {period: hashlib.sha256("\n\n".join(said).encode()).hexdigest()[:16] for period, said in texts.items()}


def _row(*columns: Column[Any]) -> ColumnElement[str]:
    text: ColumnElement[str] = func.coalesce(cast(columns[0], Text), _NOTHING)
    for column in columns[1:]:
        text = text + literal(" ") + func.coalesce(cast(column, Text), _NOTHING)
    return text
