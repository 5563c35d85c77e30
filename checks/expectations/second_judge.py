"""What Great Expectations says of a batch, held against what the SQL said.

It is the second judge and the record that each rule ran; it is never asked for rows. Where its count differs, where it
could not run a rule, or where it does not answer, the rule is *inconclusive*.
"""

from __future__ import annotations

import functools
import itertools
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import great_expectations as gx
import pyarrow as pa
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import Expectation

from checks.expectations.dialect import DRIVER, engine_arguments
from checks.expectations.suites import SUBMISSIONS, dataset_suite, relation_name, relation_statement, submission_suite
from checks.opinions import OPINIONS
from checks.sql_text import quoted, statement
from sources.contract import Contracts

_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}
_numbers = itertools.count()
_one_at_a_time = threading.Lock()


@functools.cache
def _context() -> EphemeralDataContext:
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(enable=False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


@dataclass(frozen=True)
class SecondOpinion:
    """What Great Expectations says of a batch.

    Attributes:
        unjudged: Rules that are inconclusive, and why (Indonesian).
        counted: columns :data:`~checks.opinions.OPINIONS`.
    """

    unjudged: dict[str, str]
    counted: pa.Table


@dataclass(frozen=True, slots=True)
class _Answer:
    rule: str | None
    why: str | None = None
    """Why it is inconclusive; None where both judges agree."""
    counted: dict[str, Any] | None = None
    """Columns of :data:`~checks.opinions.OPINIONS`; None where nothing was there to look at."""


def second_opinion(
    connection: duckdb.DuckDBPyConnection, contracts: Contracts, counts: Mapping[str, int]
) -> SecondOpinion:
    """Have every rule judged again.

    Args:
        connection: the batch, with every rule's view.
        contracts: whose rules.
        counts: rule id → offenders in the whole batch, as the SQL found them; rules that are not in it are left out.
    """
    for macro in ("isian_wajib", "kali_ke"):
        connection.execute(statement(f"expectations/{macro}"))
    with _one_at_a_time:
        name = f"batch {next(_numbers)}"
        source = _context().data_sources.add_sql(
            name,
            connection_string=f"{DRIVER}:///:memory:",
            create_temp_table=False,
            kwargs=engine_arguments(connection),  # type: ignore[call-arg] # taken, though its stub leaves it out
        )
        try:
            answers = list(_answers(connection, source, contracts, counts))
        finally:
            source.get_engine().dispose()
            _context().data_sources.delete(name)
    silent = dict.fromkeys(counts.keys() - {a.rule for a in answers}, "Juri kedua tidak menjawab.")
    unjudged = silent | {a.rule: a.why for a in answers if a.rule is not None and a.why is not None}
    rows = [a.counted | {"rule": a.rule} for a in answers if a.counted is not None]
    return SecondOpinion(unjudged, pa.Table.from_pylist(rows, schema=OPINIONS))


def _answers(
    connection: duckdb.DuckDBPyConnection,
    source: Any,
    contracts: Contracts,
    counts: Mapping[str, int],
) -> Iterator[_Answer]:
    for contract in contracts.datasets.values():
        rows = _count(connection, contract.name)
        suite = dataset_suite(contract, counts.keys(), rows)
        if rows == 0:
            yield from (_Answer(e.meta["rule"]) for e in suite if e.meta and counts[e.meta["rule"]] == 0)
            continue
        connection.execute(relation_statement(contract))
        yield from _validate(source, (contract.name, relation_name(contract)), suite, rows, counts)
    submissions = _count(connection, SUBMISSIONS)
    suite = submission_suite(contracts, counts.keys(), submissions)
    yield from _validate(source, (SUBMISSIONS, SUBMISSIONS), suite, submissions, counts)


def _validate(
    source: Any,
    names: tuple[str, str],
    suite: list[Expectation],
    rows: int,
    counts: Mapping[str, int],
) -> Iterator[_Answer]:
    """Answers of the suite and relation of these names."""
    own, table = names
    batch = source.add_table_asset(table, table_name=table).add_batch_definition_whole_table("all").get_batch()
    outcome = batch.validate(gx.ExpectationSuite(name=table, expectations=suite), result_format=_FORMAT)
    whole = any(r.success for r in outcome.results if not r.expectation_config.meta)
    yield _Answer(None, counted={"suite": own, "seen": rows, "missing": 0, "unexpected": 0, "raised": not whole})
    for result in outcome.results:
        rule = (result.expectation_config.meta or {}).get("rule")
        if rule is not None:
            why = _compared(result, counts[rule], rows) if whole else "Juri kedua tidak melihat semua baris."
            yield _Answer(rule, why, {"suite": own} | _counted(result, rows))


def _counted(result: Any, rows: int) -> dict[str, Any]:
    """Counts, and whether the rule could not be run; nothing else leaves this place."""
    if result.exception_info.get("raised_exception", True):
        return {"seen": rows, "missing": 0, "unexpected": 0, "raised": True}
    found = result.result
    return {
        "seen": int(found.get("element_count", rows)),
        "missing": int(found.get("missing_count") or 0),
        "unexpected": int(found.get("unexpected_count", found.get("observed_value")) or 0),
        "raised": False,
    }


def _compared(result: Any, expected: int, rows: int) -> str | None:
    if result.exception_info.get("raised_exception", True):
        return "Juri kedua tidak dapat menjalankan aturan ini."
    seen = result.result.get("element_count", rows)
    count = result.result.get("unexpected_count", result.result.get("observed_value"))
    if seen != rows:
        return f"Juri kedua melihat {seen} dari {rows} baris."
    if count != expected:
        return f"Dua juri berbeda hitungan: {expected} dan {count} pelanggaran."
    return None


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(connection.execute(statement("expectations/count", relasi=quoted(relation))).fetchall()[0][0])
