"""Findings and rule runs of the latest judging of each submission, in and out as Arrow tables.

Columns are those of the tables ``finding`` and ``rule_run`` in :mod:`warehouse.ledger.schema`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Connection, Integer, Table, bindparam, delete, func, insert, select

from sources.errors import TerminalError
from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import finding, rule_run

if TYPE_CHECKING:
    import pyarrow as pa


BY_PLACE: Final = ("sheet", "row", "cell", "rule", "finding_id", "ordinal")
"""The order of a submission's findings."""


class IncompleteJudgementError(TerminalError):
    """What should be recorded lacks a column, or belongs to a submission that was not judged."""


def record_judgement(tx: Connection, submissions: Collection[str], *, findings: pa.Table, rule_runs: pa.Table) -> None:
    """Replace findings and rule runs of the submissions that were judged, also of those with no finding at all.

    Args:
        tx: A writing transaction.
        submissions: Ids of all that were judged.
        findings: Columns of ``finding`` at least.
        rule_runs: Columns of ``rule_run`` at least.

    Raises:
        IncompleteJudgementError: a column is missing, or a row belongs to none of the submissions; nothing is written.
    """
    _replace(tx, finding, submissions, findings)
    _replace(tx, rule_run, submissions, rule_runs)


def findings_of(tx: Connection, submissions: Iterable[str] | None = None) -> pa.Table:
    """Findings, a row each, by submission, sheet, row and cell; None: of all submissions."""
    return _fetch(tx, finding, submissions, ("submission_id", *BY_PLACE))


def rule_runs_of(tx: Connection, submissions: Iterable[str] | None = None) -> pa.Table:
    """Rule runs, a row each, by submission and rule; None: of all submissions."""
    return _fetch(tx, rule_run, submissions, ("submission_id", "rule"))


def count_by_rule(tx: Connection, *, status: str | None = None) -> dict[str, int]:
    """Rule id → number of its findings over all submissions; with a status, only of those (``confirmed``)."""
    query = select(finding.c.rule, func.count().label("n")).group_by(finding.c.rule).order_by(finding.c.rule)
    if status is not None:
        query = query.where(finding.c.status == status)
    return {row.rule: row.n for row in tx.execute(query)}


def submissions_with_skipped(tx: Connection, submissions: Iterable[str], *, because: str) -> set[str]:
    """Those that have a rule skipped for a reason that begins with these words."""
    query = select(rule_run.c.submission_id).distinct()
    query = query.where(rule_run.c.outcome == "skipped", rule_run.c.why.startswith(because, autoescape=True))
    return {key for some in chunks(submissions) for key in tx.scalars(query.where(rule_run.c.submission_id.in_(some)))}


def _replace(tx: Connection, table: Table, submissions: Collection[str], rows: pa.Table) -> None:
    names = [column.name for column in table.c]
    missing = sorted(set(names) - set(rows.column_names))
    if missing:
        raise IncompleteJudgementError(
            f"rows for {table.name} lack {', '.join(missing)}; they have {rows.column_names}"
        )
    strangers = sorted(set(rows["submission_id"].unique().to_pylist()) - set(submissions), key=str)
    if strangers:
        raise IncompleteJudgementError(f"{table.name}: {strangers[0]} has rows but is not among the submissions judged")
    if submissions:
        tx.execute(delete(table).where(table.c.submission_id == bindparam("_id")), [{"_id": i} for i in submissions])
    if rows.num_rows:
        # Tuples straight to the driver: three times as fast as a dictionary a row.
        statement = str(insert(table).compile(dialect=tx.dialect))
        columns = [rows[name].to_pylist() for name in names]
        tx.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def rows_of(tx: Connection, table: Table, submission_id: str, order: tuple[str, ...]) -> list[dict[str, Any]]:
    """What one submission has in a table, without its id: plain rows, for commands that have no use for Arrow."""
    columns = [column for column in table.c if column.name != "submission_id"]
    query = select(*columns).where(table.c.submission_id == submission_id).order_by(*(table.c[name] for name in order))
    names = [column.name for column in columns]
    return [dict(zip(names, row, strict=True)) for row in tx.execute(query).all()]


def _fetch(tx: Connection, table: Table, submissions: Iterable[str] | None, order: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa

    query = select(table).order_by(*(table.c[name] for name in order))
    rows: list[Any] = []
    if submissions is None:
        rows.extend(tx.execute(query).all())
    else:
        for some in chunks(sorted(submissions)):
            rows.extend(tx.execute(query.where(table.c.submission_id.in_(some))).all())
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.c)
    types = [pa.int64() if isinstance(c.type, Integer | BigInteger) else pa.string() for c in table.c]
    arrays = [pa.array(values, type_) for values, type_ in zip(columns, types, strict=True)]
    return pa.table(arrays, names=[c.name for c in table.c])
