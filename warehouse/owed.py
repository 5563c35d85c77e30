"""Who owes what, and the query over the ledger that says what became of it. Needs no Arrow: a look has no time for it.

:mod:`warehouse.obligations` has the same as tables, and says what the columns mean.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import duckdb
from sqlalchemy import Connection

from sources.moments import jakarta_day
from sources.obligations import Duty, load_duties
from sources.office_history import office_times
from sources.reference import FormerName, Office, load_former_names, load_offices
from warehouse.ledger.exceptions import ObligationException, exceptions_of
from warehouse.ledger.reported import REPORTED, reported
from warehouse.made_tables import make_table
from warehouse.sql_text import literal, statement
from warehouse.terms import Terms

_OFFICES: Final = {
    **dict.fromkeys(("kode_upt", "nama_upt", "jenis", "kekhususan", "kanwil"), "VARCHAR"),
    **dict.fromkeys(("berlaku_dari", "berlaku_sampai"), "DATE"),
}
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
        former: What offices were before: a month is owed by the office as it was at its end.
    """

    offices: tuple[Office, ...]
    duties: tuple[Duty, ...]
    former: tuple[FormerName, ...] = ()

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
    owed = tuple(d for d in duties if datasets is None or d.dataset in datasets)
    return Register(load_offices(), owed, load_former_names())


@contextmanager
def owed(  # noqa: PLR0913 (what an obligation depends on)
    tx: Connection,
    register: Register,
    periods: Collection[str],
    *,
    now: datetime,
    terms: Terms,
    lend: Callable[[duckdb.DuckDBPyConnection], object] | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every obligation of some periods, as an open result.

    Args:
        tx: A look at the ledger.
        register: Who owes what.
        periods: ``YYYY-MM``; nothing need have arrived for them.
        now: Aware; only its day in Jakarta matters.
        terms: When reports are due.
        lend: Gives the connection what arrived (``_lapor``, columns of :data:`REPORTED`); None: read here, which is
            the faster way for a few months.
    """
    words = {
        "today": f"cast({literal(jakarta_day(now).isoformat())} as date)",
        "due_day": str(terms.due_day),
        "grace_days": str(terms.grace_days),
    }
    with duckdb.connect() as con:
        make_table(con, "_bulan", {"periode": "VARCHAR"}, [(period,) for period in sorted(set(periods))])
        times = office_times(register.offices, register.former)
        make_table(con, "_kantor", _OFFICES, [tuple(getattr(t, n) for n in _OFFICES) for t in times])
        make_table(con, "_wajib", _DUTIES, [_duty(d, n) for n, d in enumerate(register.duties)])
        if lend is None:
            make_table(con, "_lapor", REPORTED, reported(tx, periods))
        else:
            lend(con)
        make_table(con, "_pengecualian", _EXCEPTIONS, [_exception(n, e) for n, e in exceptions_of(tx, periods)])
        yield con.execute(statement("kewajiban", **words))


def owed_rows(
    tx: Connection, register: Register, periods: Collection[str], *, now: datetime, terms: Terms
) -> list[dict[str, Any]]:
    """The same as rows, for a screen: days of Jakarta, moments in UTC without a zone."""
    with owed(tx, register, periods, now=now, terms=terms) as found:
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _duty(duty: Duty, position: int) -> tuple[object, ...]:
    names = [name for name in _DUTIES if name != "urutan"]
    return (*(getattr(duty, name) for name in names), position)


def _exception(number: int, entry: ObligationException) -> tuple[object, ...]:
    values = {name: getattr(entry, name) for name in _EXCEPTIONS if name != "id"} | {"kind": entry.kind.value}
    return (number, *(values[name] for name in _EXCEPTIONS if name != "id"))
