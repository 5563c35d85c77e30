"""From a published figure to the rows of reports behind it, and from these to the figure again.

::

    traced = trace(home, contracts, "mart.ringkasan_bulanan", {"periode": "2026-10", "tingkat": "nasional"}, "omzet_rp")

Every figure is worked out once more from what is behind it; :attr:`Trace.agrees` says whether it came out the same. A
figure that counts offices, reports or findings is traced to those. Which cell a fact stood in is a question to the
archived file: :mod:`flows.tracing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import duckdb

from sources.contract import Contract, Contracts
from sources.errors import UsageError
from sources.home import Home
from warehouse.behind import Fact, Mart, Value, Wanted, facts_in, picks
from warehouse.origins import CELLS, Measure, Origins, declared_marts, origins_of
from warehouse.recount import Recount
from warehouse.release import current_database
from warehouse.sql_text import literal, name, statement

__all__ = ["Asked", "Fact", "Trace", "Value", "trace", "trace_in"]


@dataclass(frozen=True)
class Trace:
    """A figure and all that it is made of.

    Attributes:
        keys: What picks its row, as the mart has it.
        value: As published.
        facts: Cells of reports, or what else the figure counts.
        again: Worked out from the facts; None where there are none.
        unproven: Why ``again`` need not be the same; None: it has to.
        agrees: Both are the same (nothing reported, and nought, count as the same).
        counts: What the figure is made of, in the plural: ``cells``, ``findings`` and so on.
    """

    table: str
    column: str
    keys: Mapping[str, Value]
    value: Value
    unit: str | None
    facts: Sequence[Fact]
    again: Value
    unproven: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether the facts make the figure."""
        return self.unproven is not None or (self.value or 0) == (self.again or 0)

    @property
    def counts(self) -> str:
        """What the facts are."""
        return " and ".join(dict.fromkeys(fact.kind for fact in self.facts)) or CELLS


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure as somebody names it; ``column`` None: the first one declared."""

    table: str
    keys: Mapping[str, str]
    column: str | None


def trace(home: Home, contracts: Contracts, table: str, keys: Mapping[str, str], column: str | None = None) -> Trace:
    """Trace one figure of the published release.

    Args:
        home: the instance.
        contracts: of its datasets.
        table: ``mart.<name>``, ``core.<dataset>``, or the name alone.
        keys: column → value, as text; "" means empty. In a mart they have to pick one row.
        column: of the figure; None takes the first one declared.

    Raises:
        UsageError: there is no such table, row or column, or no facts are behind the column; says why.
    """
    with duckdb.connect(current_database(home.published), read_only=True) as con:
        return trace_in(con, contracts, Asked(table, keys, column))


def trace_in(con: duckdb.DuckDBPyConnection, contracts: Contracts, asked: Asked) -> Trace:
    """Trace one figure of a release that is open; errors as :func:`trace`."""
    dataset, mart = asked.table.removeprefix("core."), asked.table.removeprefix("mart.")
    if dataset in contracts.datasets:
        return _of_dataset(con, contracts.datasets[dataset], replace(asked, table=f"core.{dataset}"))
    if (origins := origins_of(mart)) is not None:
        return _of_mart(con, contracts, origins, replace(asked, table=f"mart.{mart}"))
    known = ", ".join((*(f"mart.{m}" for m in declared_marts()), *(f"core.{d}" for d in contracts.datasets)))
    raise UsageError(f"how {asked.table} comes from facts is not declared; these can be traced: {known}")


def _of_mart(con: duckdb.DuckDBPyConnection, contracts: Contracts, origins: Origins, asked: Asked) -> Trace:
    table = asked.table
    row = _only_row(con, table, asked.keys)
    column = asked.column or origins.figures[0]
    if column not in row:
        raise UsageError(f"{table} has no column {column!r}: it has {', '.join(row)}")
    if column not in origins.figures:
        why = origins.labels.get(column, "it is one of the keys of a row")
        raise UsageError(f"{table}.{column} is no figure ({why}); these can be traced: {', '.join(origins.figures)}")
    counting = Recount(Mart(con, contracts, origins, table), row)
    again = counting.figure(column)
    unit = con.execute(statement("satuan_kolom", tabel=literal(table), kolom=literal(column))).fetchone()
    picked = {key: row[key] for key in picks(origins, row)} | dict(asked.keys)
    return Trace(
        table, column, picked, row[column], unit[0] if unit else None, counting.facts, again, counting.unproven
    )


def _of_dataset(con: duckdb.DuckDBPyConnection, contract: Contract, asked: Asked) -> Trace:
    table, keys = asked.table, asked.keys
    known = [row[0] for row in con.execute(f"describe {name('core', contract.name)}").fetchall()]
    figures = [c.name for c in contract.columns if c.kind in {"decimal", "integer"}]
    column = asked.column or figures[0]
    if column not in contract.by_name:
        raise UsageError(
            f"{table} has no column {column!r} that an office fills in: it has {', '.join(contract.by_name)}"
        )
    wanted = [f"(f.{_condition(known, key, value, table)})" for key, value in keys.items()]
    measure = Measure(contract.name, "sum" if column in figures else "distinct", (column,), ())
    counted = () if column in figures else (f"f.{name(column)}",)
    found = facts_in(con, contract, measure, " and ".join(wanted) or "true", Wanted(column, {}, key=counted))
    total: Value = sum((Decimal(str(fact.value)) for fact in found), Decimal(0)) if found else None
    if counted:
        total = len({fact.key for fact in found})
    return Trace(table, column, dict(keys), total, contract.by_name[column].unit, found, total)


def _only_row(con: duckdb.DuckDBPyConnection, table: str, keys: Mapping[str, str]) -> dict[str, Any]:
    target = name(*table.split("."))
    known = [row[0] for row in con.execute(f"describe {target}").fetchall()]
    wanted = " and ".join(_condition(known, key, value, table) for key, value in keys.items()) or "true"
    found: list[dict[str, Any]] = (
        con.execute(f"select * from {target} where {wanted} limit 2").to_arrow_table().to_pylist()  # noqa: S608
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"{table} has no row with {_said(keys)}")
    differing = [column for column in known if found[0][column] != found[1][column]]
    raise UsageError(f"several rows of {table} have {_said(keys) or 'no condition'}: say also {differing[0]}=…,"
                     f" for instance {differing[0]}={found[0][differing[0]]}")  # fmt: skip


def _condition(known: Sequence[str], key: str, value: str, table: str) -> str:
    if key not in known:
        raise UsageError(f"{table} has no column {key!r}: it has {', '.join(known)}")
    return f"{name(key)} is null" if value == "" else f"{name(key)}::varchar = {literal(value)}"


def _said(keys: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in keys.items())
