"""Text batch in, findings, rule runs and verdicts out. Every rule runs once a batch, never once a file.

::

    tables = assemble(contracts, items)
    judgement = judge(tables, contracts, context=None, today=date.today(), offices=offices, expectations=True)
    judgement.verdicts["S1"].word            # accepted | returned | rejected | failed
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa

from checks.engine import Engine
from checks.flagged_rows import flagged_rows
from checks.opinions import OPINIONS
from checks.relations import Given, prepare
from checks.rule_register import register_rules
from checks.sql_text import listed, quoted, statement
from checks.verdict import Verdict, decide
from sources.contract import LINEAGE, Contracts

_DATABASE: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "enable_external_access": False}
"""One thread: several judges work side by side. A rule's SQL sees the batch, and neither files nor the network."""


@dataclass(frozen=True)
class Judgement:
    """What was found in a batch.

    Attributes:
        findings: columns :data:`checks.finding.FINDINGS`, worst first within a submission.
        rule_runs: columns :data:`checks.finding.RULE_RUNS`, a row a rule and submission.
        verdicts: submission id → verdict.
        typed: dataset → rows as cast, of *all* submissions: lineage, then the contract's columns.
        parts: one row a submission and dataset it brings: ``submission_id, dataset, nihil`` (BOOLEAN), ``n_baris``.
        flagged: the rows that findings point at, as submitted and masked (:data:`checks.flagged_rows.FLAGGED`).
        opinions: what Great Expectations counted beside (:data:`checks.opinions.OPINIONS`).
    """

    findings: pa.Table
    rule_runs: pa.Table
    verdicts: dict[str, Verdict]
    typed: dict[str, pa.Table]
    parts: pa.Table
    flagged: pa.Table
    opinions: pa.Table = field(default_factory=OPINIONS.empty_table)


def judge(  # noqa: PLR0913 (the one seam of this room)
    batch: Mapping[str, pa.Table],
    contracts: Contracts,
    *,
    context: Mapping[str, pa.Table] | None = None,
    today: date,
    offices: pa.Table,
    expectations: bool = True,
) -> Judgement:
    """Judge the submissions of a batch.

    Args:
        batch: tables of :func:`checks.text_batch.assemble`.
        contracts: datasets and rules.
        context: published other sides, ``konteks_<dataset>`` and ``konteks_tersedia``; None: nothing is published.
        today: the day of the run.
        offices: reference offices (``sources/reference/upt.csv``).
        expectations: have Great Expectations judge beside the SQL; without it the same rules give the same findings.

    Raises:
        duckdb.Error: the batch is not what :func:`~checks.text_batch.assemble` makes. A broken rule never raises.
    """
    given = Given(batch, contracts, offices, context or {})
    with closing(duckdb.connect(":memory:", config=_DATABASE)) as connection:
        prepare(connection, given)
        register_rules(connection, contracts)
        engine = Engine(connection, contracts, today)
        engine.run()
        opinions = OPINIONS.empty_table()
        if expectations:
            from checks.expectations.second_judge import second_opinion

            opinion = second_opinion(connection, contracts, engine.counts)
            engine.unjudged |= opinion.unjudged
            opinions = opinion.counted
        findings, runs = engine.conclude()
        return Judgement(
            findings, runs, _verdicts(connection), _typed(connection, contracts), _parts(connection),
            flagged_rows(connection, contracts), opinions,
        )  # fmt: skip


def _verdicts(connection: duckdb.DuckDBPyConnection) -> dict[str, Verdict]:
    rows = connection.execute(statement("steps/putusan")).fetchall()
    return {submission: decide(found, tuple(unjudged)) for submission, found, unjudged in rows}


def _typed(connection: duckdb.DuckDBPyConnection, contracts: Contracts) -> dict[str, pa.Table]:
    found = {}
    for name, contract in contracts.datasets.items():
        columns = listed(quoted(c) for c in (*LINEAGE, *(c.name for c in contract.columns)))
        found[name] = connection.execute(
            statement("steps/baris_bertipe", kolom=columns, dataset=quoted(name))
        ).to_arrow_table()
    return found


def _parts(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    return connection.execute(statement("steps/bagian_laporan")).to_arrow_table()
