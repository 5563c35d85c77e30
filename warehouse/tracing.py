"""From a published figure to the rows of reports behind it, and from these to the figure again.

::

    traced = trace(home, contracts, "mart.ringkasan_bulanan", {"periode": "2026-10", "tingkat": "nasional"}, "omzet_rp")

Every figure is worked out once more from the facts found; :attr:`Trace.agrees` says whether it came out the same. Which
cell a fact stood in is a question to the archived file: :mod:`flows.tracing`.
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
from warehouse.origins import Formula, Measure, Origins, declared_marts, origins_of
from warehouse.release import current_database
from warehouse.sql_text import literal, name, statement

Value = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell's value behind a figure.

    Attributes:
        part: The measure that it is part of: the figure's own, or one that the figure is worked out from.
        written: The column that offices fill in; another than ``column`` where that is derived from it.
        row: As the file shows it.
        key: What is counted, where the figure is a count.
    """

    part: str
    dataset: str
    column: str
    written: str
    submission_id: str
    file: str
    sha256: str
    kode_upt: str
    periode: str
    sheet: str | None
    row: int
    value: Value
    key: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Trace:
    """A figure and all that it is made of.

    Attributes:
        keys: What picks its row, as the mart has it.
        value: As published.
        again: Worked out from the facts; None where there are none.
        agrees: Both are the same (nothing reported, and nought, count as the same).
    """

    table: str
    column: str
    keys: Mapping[str, Value]
    value: Value
    unit: str | None
    facts: Sequence[Fact]
    again: Value

    @property
    def agrees(self) -> bool:
        """Whether the facts make the figure."""
        return (self.value or 0) == (self.again or 0)


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
    column = asked.column or next((m for m in origins.measures if not m.startswith("_")), "")
    if asked.column and column not in row:
        raise UsageError(f"{table} has no column {column!r}: it has {', '.join(row)}")
    if column.startswith("_") or column not in origins.measures:
        raise UsageError(f"{table}.{column or '*'} has no facts to be traced to: {origins.why_not(column)}")
    picked = {key: row[key] for key in origins.keys}
    facts: list[Fact] = []
    again: dict[str, Value] = {}
    for part, measure in origins.parts(column).items():
        wanted = [_equal(measure, contracts, key, value) for key, value in picked.items()
                  if not (value is None and key in origins.whole) and key != "periode"]  # fmt: skip
        found = _facts(con, contracts.datasets[measure.dataset], part, measure, [*wanted, _within(measure, row)])
        again[part] = _worked_out(measure, found)
        facts += found
    formula = origins.measures[column]
    # Without a fact, only the parts reported tell nil from missing: the row says nought, or nothing.
    given = {part: 0 if found is None and row.get(part) == 0 else found for part, found in again.items()}
    value = _solved(con, formula, origins, row | given, column) if isinstance(formula, Formula) else again[column]
    unit = con.execute(statement("satuan_kolom", tabel=literal(table), kolom=literal(column))).fetchone()
    return Trace(table, column, picked | dict(asked.keys), row[column], unit[0] if unit else None, facts, value)


def _of_dataset(con: duckdb.DuckDBPyConnection, contract: Contract, asked: Asked) -> Trace:
    table, keys = asked.table, asked.keys
    known = [row[0] for row in con.execute(f"describe {name('core', contract.name)}").fetchall()]
    figures = [c.name for c in contract.columns if c.kind in {"decimal", "integer"}]
    column = asked.column or figures[0]
    if column not in contract.by_name:
        raise UsageError(
            f"{table} has no column {column!r} that an office fills in: it has {', '.join(contract.by_name)}"
        )
    wanted = [f"f.{_condition(known, key, value, table)}" for key, value in keys.items()]
    measure = Measure(contract.name, (column,), distinct=() if column in figures else (column,))
    found = _facts(con, contract, column, measure, wanted or ["true"])
    total = _worked_out(measure, found)
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


def _equal(measure: Measure, contracts: Contracts, key: str, value: Value) -> str:
    whose = "f" if key in contracts.datasets[measure.dataset].by_name else "u"
    return f"{whose}.{name(key)} is null" if value is None else f"{whose}.{name(key)}::varchar = {literal(str(value))}"


def _within(measure: Measure, row: Mapping[str, Any]) -> str:
    own = str(row["periode"])
    first, last = (f"{own[:4]}-01", own) if measure.months is None else (_moved(own, n) for n in measure.months)
    return f"f.periode between {literal(first)} and {literal(last)}"


def _moved(period: str, months: int) -> str:
    year, month = divmod(int(period[:4]) * 12 + int(period[5:]) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}"


def _facts(
    con: duckdb.DuckDBPyConnection, contract: Contract, part: str, measure: Measure, wanted: Sequence[str]
) -> list[Fact]:
    conditions = " and ".join(f"({text})" for text in (*wanted, *measure.where))
    key = f"[{', '.join(f'f.{name(c)}::varchar' for c in measure.distinct)}]" if measure.distinct else "null"
    also = literal(measure.also) if measure.also else "null"
    found = []
    for column in measure.columns:
        derived = contract.by_name[column].derivation
        written = derived.source if derived else column
        words = {"facts": name("core", contract.name), "shown": f"f.{name(column)}", "key": key, "also": also}
        for row in con.execute(statement("asal_fakta", wanted=conditions, **words)).fetchall():
            one, file, sha256, office, period, sheet, number, value, counted = row
            origin = (part, contract.name, column, written, one, file, sha256, office, period)
            found.append(Fact(*origin, sheet, number, value, tuple(counted) if counted else None))
    return found


def _worked_out(measure: Measure, facts: Sequence[Fact]) -> Value:
    if not facts:
        return None
    if measure.distinct:
        return len({fact.key for fact in facts})
    return sum((Decimal(str(fact.value)) for fact in facts), Decimal(0))


def _solved(
    con: duckdb.DuckDBPyConnection, formula: Formula, origins: Origins, known: Mapping[str, Any], column: str
) -> Value:
    """The formula over the parts worked out; its own parts that are formulas first. Rounded as the mart rounds."""
    values = dict(known)
    for part in formula.of:
        if isinstance(inner := origins.measures[part], Formula):
            values[part] = _solved(con, inner, origins, known, part)
    scale = -known[column].as_tuple().exponent if isinstance(known.get(column), Decimal) else 2
    names = [n for n, value in values.items() if value is None or isinstance(value, Decimal | int)]
    given = ", ".join(f"{_number(values[n])} as {name(n)}" for n in names)
    text = f"select try_cast({formula.sql} as decimal(24, {scale})) from (select {given})"  # noqa: S608
    row = con.execute(text).fetchone()
    return row[0] if row else None


def _number(value: Any) -> str:
    return "cast(null as decimal(38, 4))" if value is None else f"cast({value} as decimal(38, 3))"
