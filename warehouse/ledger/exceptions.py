"""Dated exceptions from obligations: exempt, re-opened, closed, revoked. Only ever added, always with who and why.

Of all exceptions that speak of an office, period and dataset (those for every dataset included), the latest counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, inspect, select

from sources.errors import UsageError
from warehouse.ledger.schema import obligation_exception


class ExceptionKind(StrEnum):
    """What an exception does."""

    EXEMPT = "exempt"
    """Nothing is owed (a fire, an office that moves)."""
    REOPENED = "reopened"
    """The due day is a later one."""
    CLOSED = "closed"
    """Nothing came and nobody waits for it any more; it stays missing, it is not nil."""
    REVOKED = "revoked"
    """Earlier exceptions no longer hold."""


@dataclass(frozen=True, slots=True)
class ObligationException:
    """One entry.

    Attributes:
        kode_upt: Office.
        periode: ``YYYY-MM``.
        dataset: None: all that the office owes for the period.
        kind: What it does.
        reason: Why.
        actor: Who decided.
        at: When, aware.
        until: The new last day, in Jakarta; only for what is re-opened.
    """

    kode_upt: str
    periode: str
    dataset: str | None
    kind: ExceptionKind
    reason: str
    actor: str
    at: datetime
    until: date | None = None


def record_exception(tx: Connection, entry: ObligationException) -> int:
    """Write an exception; the ones before it stay as they are.

    Returns:
        Its number; a later one counts for more.

    Raises:
        UsageError: no reason, no actor, a re-opening without a day, or a day on something else.
    """
    for name, text in (("a reason", entry.reason), ("a name of who decides", entry.actor)):
        if not text.strip():
            raise UsageError(f"an exception needs {name}")
    if (entry.kind is ExceptionKind.REOPENED) != (entry.until is not None):
        raise UsageError("a re-opening needs the new last day, and nothing else has one")
    values = {name: getattr(entry, name) for name in entry.__slots__} | {"kind": entry.kind.value}
    number = tx.execute(insert(obligation_exception).values(values)).inserted_primary_key
    return int(number[0]) if number else 0


def exceptions_of(tx: Connection, periods: Collection[str] | None = None) -> list[tuple[int, ObligationException]]:
    """``(number, exception)`` of these periods (None: all), oldest first; none in a ledger older than exceptions."""
    if not inspect(tx).has_table(obligation_exception.name):
        return []
    query = select(obligation_exception).order_by(obligation_exception.c.id)
    if periods is not None:
        query = query.where(obligation_exception.c.periode.in_(sorted(periods)))
    found = []
    for row in tx.execute(query).mappings():
        values = dict(row)
        number, kind = values.pop("id"), ExceptionKind(values.pop("kind"))
        found.append((number, ObligationException(**values, kind=kind)))
    return found
