"""Obligations: office × dataset × period, from expected to fulfilled, as the ledger has it at a moment.

::

    with Ledger.look(home.ledger).read() as tx:
        table = obligations(tx, load_register(), ["2026-10"], now=now, terms=Terms())

A report is on time that arrived by the due day, Jakarta time, whatever was corrected later. Days of grace keep an
office that has not reported from being called late; they do not make a late report one in time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from sources.moments import jakarta_day
from sources.obligations import Duty, load_duties
from sources.reference import Office, load_offices
from warehouse.ledger.exceptions import ObligationException, exceptions_of
from warehouse.ledger.reported import REPORTED, published_periods, reported
from warehouse.made_tables import make_table
from warehouse.sql_text import literal, statement
from warehouse.terms import Terms

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

_OFFICES: Final = dict.fromkeys(("kode_upt", "nama_upt", "jenis", "kekhususan", "kanwil"), "VARCHAR")
_DUTIES: Final = {
    **dict.fromkeys(("jenis", "kekhususan", "dataset", "berlaku_dari", "berlaku_sampai"), "VARCHAR"),
    "wajib": "BOOLEAN",
    "urutan": "BIGINT",
}
_EXCEPTIONS: Final = {
    "id": "BIGINT",
    **dict.fromkeys(("kode_upt", "periode", "dataset", "kind", "reason", "actor"), "VARCHAR"),
    "until": "DATE",
}


@dataclass(frozen=True, slots=True)
class Register:
    """Who owes what.

    Attributes:
        offices: All that there are.
        duties: In the order in which datasets are shown.
    """

    offices: tuple[Office, ...]
    duties: tuple[Duty, ...]

    @property
    def datasets(self) -> tuple[str, ...]:
        """Datasets that some office owes, in their order."""
        return tuple(dict.fromkeys(duty.dataset for duty in self.duties if duty.wajib))


def load_register(datasets: Collection[str] | None = None) -> Register:
    """From the reference lists; with ``datasets``, only those (an installation with other contracts).

    Raises:
        ContractError: a list is wrong; names file and line.
    """
    duties = load_duties()
    return Register(load_offices(), tuple(d for d in duties if datasets is None or d.dataset in datasets))


def obligations(
    tx: Connection, register: Register, periods: Collection[str], *, now: datetime, terms: Terms
) -> pa.Table:
    """Every obligation of some periods.

    Args:
        tx: A look at the ledger.
        register: Who owes what.
        periods: ``YYYY-MM``; nothing need have arrived for them.
        now: Aware; only its day in Jakarta matters.
        terms: When reports are due.

    Returns:
        Columns :data:`OBLIGATIONS`, by period, regional office and office.
    """
    words = {
        "today": f"cast({literal(jakarta_day(now).isoformat())} as date)",
        "due_day": str(terms.due_day),
        "grace_days": str(terms.grace_days),
    }
    with duckdb.connect() as con:
        make_table(con, "_bulan", {"periode": "VARCHAR"}, [(period,) for period in sorted(set(periods))])
        make_table(con, "_kantor", _OFFICES, [tuple(getattr(o, n) for n in _OFFICES) for o in register.offices])
        make_table(con, "_wajib", _DUTIES, [_duty(d, n) for n, d in enumerate(register.duties)])
        make_table(con, "_lapor", REPORTED, reported(tx, periods))
        make_table(con, "_pengecualian", _EXCEPTIONS, [_exception(n, e) for n, e in exceptions_of(tx, periods)])
        return con.execute(statement("kewajiban", **words)).to_arrow_table().cast(OBLIGATIONS)


def obligations_to_publish(tx: Connection, register: Register, *, now: datetime, terms: Terms) -> pa.Table:
    """Obligations of every period for which anything is published, up to the newest that is due, itself included.

    Empty while nothing has ever been published: an instance that is not in use accuses nobody.
    """
    newest = terms.latest_due(now)
    known = published_periods(tx)
    if not known:
        return OBLIGATIONS.empty_table()
    return obligations(tx, register, {p for p in known if p <= newest} | {newest}, now=now, terms=terms)


def _duty(duty: Duty, position: int) -> tuple[object, ...]:
    names = [name for name in _DUTIES if name != "urutan"]
    return (*(getattr(duty, name) for name in names), position)


def _exception(number: int, entry: ObligationException) -> tuple[object, ...]:
    values = {name: getattr(entry, name) for name in _EXCEPTIONS if name != "id"} | {"kind": entry.kind.value}
    return (number, *(values[name] for name in _EXCEPTIONS if name != "id"))
