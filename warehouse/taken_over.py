"""A release made from the one before it: only the months that differ are worked out, in a copy of its DuckDB file.

A mart says of how many months before its own a row tells (``window``). So a month that differs is worked out with those
after it that it may move, from the months before them that they tell of; all other rows stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sources.contract import Contracts
from warehouse.catalog import catalog
from warehouse.months import NOBODYS, between, since, until
from warehouse.records import Records
from warehouse.schema import SCHEMAS, transaction
from warehouse.snapshot import (
    MACRO_FINDINGS,
    RULE_RUNS,
    TARGET,
    Sources,
    ask_macro,
    current,
    insert_rule_runs,
    lent,
    origin_of,
    using,
)
from warehouse.sql_text import listed, name, statement
from warehouse.table import Table

_SOME = "beberapa_bulan"
"""A database in memory that shows the warehouse as if it held only some months."""

_FIRST_LAST = "select coalesce(min(periode), '9999-12'), coalesce(max(periode), '0000-01') from"

_WHOSE = ("kode_upt", "submission_id")
"""What rows of a month are held against each other by, so that one report leaves the rows of others where they are."""

_WINDOW = "jendela_{}"
"""Databases in memory that show the release as if it held only the months that marts of one window need."""


def months_shown(table: Table, months: frozenset[str]) -> frozenset[str] | None:
    """In which months' rows of a published table it may show that these months differ; None: in any."""
    if "periode" not in table.by_name:
        return None
    if table.schema != "mart":
        return months
    return None if table.window is None else since(months, table.window)


def with_edges(con: duckdb.DuckDBPyConnection, contracts: Contracts, months: frozenset[str]) -> frozenset[str]:
    """The months that differ, and those that are new or gone between the first month of the nation and the last.

    Args:
        con: the warehouse, with a copy of the earlier release attached as :data:`TARGET`.
        contracts: of both.
        months: that differ.
    """
    before, now = _edges(con, contracts, months)
    return months | frozenset(set(between(*before)) ^ set(between(*now)))


def _edges(
    con: duckdb.DuckDBPyConnection, contracts: Contracts, months: frozenset[str]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """First and last month in which something is in force, in the earlier release and now."""
    kept = name(TARGET, "core", "publikasi_berlaku")
    with _some_months(con, contracts, months):
        changed = name(_SOME, "core", "publikasi_berlaku")
        both = (
            f"select periode from {kept} where periode not in {listed(months)}"  # noqa: S608
            f" union all select periode from {changed} where periode in {listed(months)}"
        )
        before, now = (con.execute(f"{_FIRST_LAST} ({origin})").fetchall() for origin in (f"from {kept}", both))
    return before[0], now[0]


def write_months(
    con: duckdb.DuckDBPyConnection, sources: Sources, months: frozenset[str]
) -> tuple[int, dict[str, frozenset[str]]]:
    """Bring the attached copy of the earlier release to what the warehouse holds.

    Args:
        con: the warehouse, with the copy attached as :data:`TARGET`.
        sources: what else the release is made from.
        months: that differ (:func:`with_edges`).

    Returns:
        Findings of tier M; and table → the months of which its rows differ (:data:`NOBODYS`: of rows without one).
    """
    contracts = sources.contracts
    changed: dict[str, frozenset[str]] = {}
    tables = [t for t in catalog(contracts) if t.scope != "warehouse"]
    stored = [t for t in tables if t.schema != "core" or t.name not in contracts.datasets]
    records = _of_months(sources.records, months)
    _, edges = _edges(con, contracts, months)
    marts = [t for t in stored if t.schema == "mart"]
    with ExitStack() as stack:
        stack.enter_context(_some_months(con, contracts, months | set(edges)))
        for window in sorted({t.window for t in marts if t.window is not None}):
            stack.enter_context(_window(con, tables, window, months))
        stack.enter_context(lent(con, sources, records))
        stack.enter_context(using(con, TARGET))
        with transaction(con):
            for table in stored:
                if table.full_name == RULE_RUNS:
                    changed[table.full_name] = _replace_rule_runs(con, table, sources.records, months)
                elif table.full_name != MACRO_FINDINGS:
                    changed[table.full_name] = _replace(con, table, months)
            asked = ask_macro(con, contracts)
        for made in ("_baru", "_beda"):
            con.execute(f"drop table {name('temp', 'main', made)}")
    con.execute(f"checkpoint {name(TARGET)}")
    for dataset in contracts.datasets:
        changed[f"core.{dataset}"] = changed[f"core.{dataset}_rows"] | changed["core.publikasi_berlaku"]
    return asked, changed


def _replace(con: duckdb.DuckDBPyConnection, table: Table, months: frozenset[str]) -> frozenset[str]:
    """Bring one table to what it would hold if it were made whole; the months of it whose rows differ."""
    shown = months_shown(table, months)
    within = "true" if shown is None else f"coalesce(periode, '') in {listed(shown)}"
    asked_of = _WINDOW.format(table.window) if table.schema == "mart" and table.window is not None else TARGET
    target = name(TARGET, table.schema, table.name)
    con.execute(statement("baru_kosong", target=target))
    with using(con, asked_of):
        con.execute(statement("baru_isi", origin=origin_of(table, _SOME), within=within))
    return replace_differing(con, table, within)


def replace_differing(con: duckdb.DuckDBPyConnection, table: Table, within: str) -> frozenset[str]:
    """Let rows of the release be those of ``_baru``, office by office and month by month where they differ.

    Args:
        con: with the release attached as :data:`TARGET`, and its rows to be in the temporary table ``_baru``.
        table: which one.
        within: SQL: which rows of it ``_baru`` stands for.

    Returns:
        The months that differ; :data:`NOBODYS` for rows without one.
    """
    target = name(TARGET, table.schema, table.name)
    whose = next((key for key in _WHOSE if key in table.by_name), None)
    words = {"target": target, "periode": _text_of("periode" if "periode" in table.by_name else None)}
    words |= {"milik": _text_of(whose)}
    con.execute(statement("beda_kelompok", within=within, **words))
    months = frozenset(month for (month,) in con.execute("select distinct _bulan from _beda").fetchall())
    if months:
        con.execute(statement("buang_beda", within=within, **words))
        con.execute(statement("masuk_beda", **words))
    return months


def _text_of(column: str | None) -> str:
    return "''" if column is None else f"coalesce({name(column)}, '')"


def _replace_rule_runs(
    con: duckdb.DuckDBPyConnection, table: Table, records: Records, months: frozenset[str]
) -> frozenset[str]:
    con.execute(statement("baru_kosong", target=name(TARGET, table.schema, table.name)))
    for month in sorted(months & records.by_month.keys()):
        insert_rule_runs(con, records, records.by_month[month], "_baru")
    return replace_differing(con, table, f"coalesce(periode, '') in {listed(months)}")


@contextmanager
def _some_months(con: duckdb.DuckDBPyConnection, contracts: Contracts, months: frozenset[str]) -> Iterator[None]:
    home = current(con)
    with _in_memory(con, _SOME):
        for table in catalog(contracts):
            if table.scope == "published" or table.schema == "mart":
                continue
            query = table.query or _only(name(home, table.schema, table.name), table, months)
            con.execute(f"create view {name(table.schema, table.name)} as {query}")
        con.execute(f"use {name(home)}")
        yield


@contextmanager
def _window(con: duckdb.DuckDBPyConnection, tables: list[Table], window: int, months: frozenset[str]) -> Iterator[None]:
    home = current(con)
    needed = until(since(months, window), window)
    with _in_memory(con, _WINDOW.format(window)):
        for table in tables:
            if table.schema != "mart":
                query = _only(name(TARGET, table.schema, table.name), table, needed)
                con.execute(f"create view {name(table.schema, table.name)} as {query}")
        con.execute(f"use {name(home)}")
        yield


@contextmanager
def _in_memory(con: duckdb.DuckDBPyConnection, database: str) -> Iterator[None]:
    """An empty database of this name, which is current when the block begins."""
    home = current(con)
    con.execute(f"attach ':memory:' as {name(database)}")
    try:
        con.execute(f"use {name(database)}")
        for schema in SCHEMAS:
            con.execute(f"create schema {schema}")
        yield
    finally:
        con.execute(f"use {name(home)}")
        con.execute(f"detach {name(database)}")


def _only(origin: str, table: Table, months: frozenset[str]) -> str:
    if "periode" not in table.by_name or table.full_name == "core.periode":
        return f"select * from {origin}"  # noqa: S608
    return f"select * from {origin} where coalesce(periode, '') in {listed(months)}"  # noqa: S608


def _of_months(records: Records, months: frozenset[str]) -> Records:
    """Submissions of these months, their findings and rule runs."""
    of = pc.is_in(pc.fill_null(records.submissions["periode"], NOBODYS), pa.array(sorted(months), pa.string()))
    submissions = records.submissions.filter(of)
    theirs = pc.is_in(records.findings["submission_id"], submissions["submission_id"].combine_chunks())
    return Records(submissions, records.findings.filter(theirs), records.rule_runs, records.decisions)
