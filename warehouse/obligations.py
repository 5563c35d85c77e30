"""Obligations: office × dataset × period, from expected to fulfilled, as the ledger has it at a moment.

::

    with Ledger.look(home.ledger).read() as tx:
        table = obligations(tx, load_register(), ["2026-10"], now=now, terms=Terms())

A report is on time that arrived by the due day, Jakarta time, whatever was corrected later. Days of grace keep an
office that has not reported from being called late; they do not make a late report one in time.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from warehouse.ledger.released import reported_to_publish
from warehouse.ledger.reported import published_periods
from warehouse.owed import Register, load_register, owed
from warehouse.terms import Terms

__all__ = ["OBLIGATIONS", "Register", "load_register", "obligations", "obligations_to_publish", "periods_to_publish"]

_TEXTS = ("kode_upt", "nama_upt", "jenis", "kanwil", "dataset", "periode", "state")
OBLIGATIONS = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        ("due", pa.date32()),
        ("grace_until", pa.date32()),
        ("received_at", pa.timestamp("us")),
        ("on_time", pa.bool_()),
        ("submission_id", pa.string()),
        ("in_force_id", pa.string()),
        ("last_attempt", pa.string()),
        ("last_attempt_state", pa.string()),
        ("last_attempt_at", pa.timestamp("us")),
        ("exception", pa.string()),
        ("reason", pa.string()),
        ("actor", pa.string()),
    ]
)
"""One row an obligation. Days are Jakarta's, moments UTC.

``submission_id`` is the earliest published attempt with the part, and ``received_at`` its arrival; ``in_force_id`` the
one that counts now. ``last_attempt`` is the newest that brought the part (or nothing that could be read), whatever
became of it: RETURNED there, and nothing published, is "sent, but returned". ``exception`` is the one in force.
"""


def obligations(
    tx: Connection, register: Register, periods: Collection[str], *, now: datetime, terms: Terms
) -> pa.Table:
    """Every obligation of some periods (:func:`warehouse.owed.owed`).

    Returns:
        Columns :data:`OBLIGATIONS`, by period, regional office and office.
    """

    def lend(con: duckdb.DuckDBPyConnection) -> None:
        con.register("_lapor", reported_to_publish(tx, periods))

    with owed(tx, register, periods, now=now, terms=terms, lend=lend) as found:
        return found.to_arrow_table().cast(OBLIGATIONS)


def obligations_to_publish(tx: Connection, register: Register, *, now: datetime, terms: Terms) -> pa.Table:
    """Obligations of every period for which anything is published, up to the newest that is due, itself included.

    Empty while nothing has ever been published: an instance that is not in use accuses nobody.
    """
    periods = periods_to_publish(tx, now=now, terms=terms)
    return obligations(tx, register, periods, now=now, terms=terms) if periods else OBLIGATIONS.empty_table()


def periods_to_publish(tx: Connection, *, now: datetime, terms: Terms) -> set[str]:
    """Every period for which anything is published, up to the newest that is due, itself included."""
    newest = terms.latest_due(now)
    known = published_periods(tx)
    return {p for p in known if p <= newest} | {newest} if known else set()
