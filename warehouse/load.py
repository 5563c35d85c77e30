"""Loading accepted rows: append-only, one transaction a batch, twice equals once.

Facts are never updated or deleted. What counts is said part by part in ``core.publikasi``, to which rows are only
added: ``terbit`` for every part of an accepted submission, ``tarik`` where a later judging takes it back. Rows that are
put aside are not loaded; ``core.sisihan`` names them, and says when one joined the facts after all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from sources.errors import TerminalError
from warehouse.batch import Accepted
from warehouse.migrations import declared_migrations
from warehouse.relations import given
from warehouse.schema import transaction, utc_now
from warehouse.sql_text import literal, name, statement

DUE_DAY = 5
"""The day of the next month on which a report is due, itself included (rules-and-lifecycle: default of the setting)."""


class LoadError(TerminalError):
    """What should be loaded does not agree with itself, or not with the warehouse; nothing was written."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load did."""

    submissions: tuple[str, ...]
    """Ids whose rows are new in the warehouse."""
    rows: dict[str, int]
    """Dataset → number of rows added."""


def load(
    con: duckdb.DuckDBPyConnection,
    accepted: Accepted,
    *,
    withdraw: Collection[str] = (),
    now: datetime | None = None,
    due_day: int = DUE_DAY,
) -> Loaded:
    """Append a batch and publish its parts, in one transaction.

    Args:
        con: the open warehouse (:func:`warehouse.schema.open_warehouse`).
        accepted: accepted submissions; those whose rows are there already are not inserted again.
        withdraw: ids of submissions that were accepted before and are no longer: their parts stop counting.
        now: UTC without a zone; None takes the clock.
        due_day: day of the next month until which a submission is on time (Jakarta time).

    Raises:
        LoadError: rows were lost on the way here, or carry a column that the warehouse does not have.
    """
    if not accepted.submissions.num_rows and not withdraw:
        return Loaded((), {})
    moment = f"cast({literal((now or utc_now()).isoformat(sep=' '))} as timestamp)"
    lent = {"_muat_kiriman": accepted.submissions, "_muat_bagian": accepted.parts, "_muat_sisihan": accepted.aside}
    with given(con, **lent), transaction(con):
        new = con.execute(statement("kiriman_baru")).to_arrow_table()
        rows: dict[str, int] = {}
        with given(con, _muat_baru=new):
            for dataset in sorted({*accepted.facts, *accepted.parts["dataset"].to_pylist()}):
                rows[dataset] = _append(con, dataset, accepted.facts.get(dataset))
            con.execute(statement("muat_kiriman", now=moment, due_day=str(due_day)))
        con.execute(statement("muat_ulang"))
        con.execute(statement("catat_sisihan", now=moment))
        con.execute(statement("muat_terbit", now=moment))
        if withdraw:
            with given(con, _tarik=pa.table({"submission_id": pa.array(sorted(withdraw), pa.string())})):
                con.execute(statement("tarik", now=moment))
    return Loaded(tuple(sorted(new["submission_id"].to_pylist())), rows)


def renumber(con: duckdb.DuckDBPyConnection, attempts: Mapping[str, int]) -> None:
    """Let submissions say which attempt they are by now: earlier ones of their month may have come in after them.

    Args:
        con: the open warehouse.
        attempts: submission id → its number; those that were never loaded are passed over.
    """
    numbers = {"submission_id": pa.array(attempts, pa.string()), "percobaan": pa.array(attempts.values(), pa.int64())}
    with given(con, _nomor=pa.table(numbers)):
        con.execute(statement("nomor_percobaan"))


def part_states(con: duckdb.DuckDBPyConnection, submissions: Collection[str]) -> pa.Table:
    """Which parts are in force, of all submissions of the offices and periods that the given ones belong to.

    Returns:
        ``submission_id, dataset, kode_upt, periode, nihil, counts, in_force``, a row a part that was ever published;
        ``counts``: it was not withdrawn.
    """
    with given(con, _kiriman=pa.table({"submission_id": pa.array(sorted(submissions), pa.string())})):
        return con.execute(statement("keadaan_bagian")).to_arrow_table()


def published_among(con: duckdb.DuckDBPyConnection, submissions: Collection[str]) -> list[str]:
    """Those of the submissions that have a part published (superseded ones too) and not withdrawn, sorted."""
    if not submissions:
        return []
    with given(con, _kiriman=pa.table({"submission_id": pa.array(sorted(submissions), pa.string())})):
        return [row[0] for row in con.execute(statement("terbit_di_antara")).fetchall()]


def loaded_submissions(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """All submissions with a part published and not withdrawn: ``submission_id, file, sha256, diterima_pada``."""
    rows: list[dict[str, Any]] = con.execute(statement("kiriman_di_gudang")).to_arrow_table().to_pylist()
    return rows


def loaded_parts(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """(submission id, dataset) of every part in force."""
    return {(submission, dataset) for submission, dataset in con.execute(statement("bagian_di_gudang")).fetchall()}


def _append(con: duckdb.DuckDBPyConnection, dataset: str, facts: pa.Table | None) -> int:
    target = name("core", f"{dataset}_rows")
    known = [row[0] for row in con.execute(f"describe {target}").fetchall()]
    if facts is None:
        facts = pa.table({"_submission_id": pa.array([], pa.string())})
    facts = declared_migrations().renewed(f"core.{dataset}_rows", facts)
    if strange := [c for c in facts.column_names if c not in known]:
        raise LoadError(
            f"rows of {dataset} carry {strange[0]!r}, which core.{dataset}_rows does not have:"
            " open the warehouse with the contracts that the rows were judged by"
        )
    with given(con, _muat_fakta=facts):
        lost = con.execute(statement("baris_bagian", dataset=literal(dataset))).fetchone()
        if lost:
            raise LoadError(
                f"submission {lost[0]}: {dataset} had {lost[2]} rows when it was read, {lost[3]} are to be loaded;"
                " nothing was loaded (a fault of ours: report it with the submission's id)"
            )
        columns = ", ".join(name(c) for c in facts.column_names)
        added = con.execute(statement("muat_fakta", target=target, columns=columns)).fetchone()
        late = None
        if facts.num_rows:
            words = {"target": target, "columns": columns, "dataset": literal(dataset)}
            late = con.execute(statement("muat_susulan", **words)).fetchone()
    return sum(int(counted[0]) for counted in (added, late) if counted)
