"""The expectation suites of an installation, made from its contracts.

A suite a dataset holds the field-level rules as Great Expectations' own expectations on the typed rows; one suite over
the submissions holds all other rules, each as *no row in its view*. An expectation carries the rule's title as its
description, its severity, and in ``meta`` the rule's id, tier, severity in our words and maturity.

``lumbung rules --suite penjualan --json`` prints one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import Any, Final

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity

from checks.cast import UNCASTABLE, text_name
from checks.rule_views import view_name, written
from checks.sql_text import listed, literal, quoted, statement
from sources.contract import Column, Constraint, Contract, Contracts, Rule

_SEVERITY = {
    "TOLAK": FailureSeverity.CRITICAL,
    "PERBAIKI": FailureSeverity.CRITICAL,
    "KONFIRMASI": FailureSeverity.WARNING,
    "CATATAN": FailureSeverity.INFO,
}
SUBMISSIONS = "pengiriman"
"""The relation with one row a submission, and the name of the suite over it."""

ROWS: Final = {"$PARAMETER": "rows"}
"""How many rows there are to judge, where a suite is looked at without any: Great Expectations' own suite parameter."""

_ROWS = "select * from $view where _submission_id in (select _submission_id from {batch})"


def suite_of(contracts: Contracts, name: str) -> gx.ExpectationSuite:
    """The whole suite of a dataset, or of :data:`SUBMISSIONS`, as Great Expectations' own object.

    Give it how many rows there are when it is validated: ``expectation_parameters={"rows": 40}``. Retired rules are
    left out.

    Raises:
        KeyError: no such dataset.
    """
    rules = [r.id for r in contracts.rules if r.maturity != "pensiun" and r.kind in ("field", "sql")]
    contract = contracts.envelope if name == SUBMISSIONS else contracts.datasets[name]
    is_envelope = contract is contracts.envelope
    made = submission_suite(contracts, rules, ROWS) if is_envelope else dataset_suite(contract, rules, ROWS)
    meta = {"dataset": name, "label": contract.label, "version": contract.version, "rules": len(made) - 1}
    return gx.ExpectationSuite(name=name, expectations=made, meta=meta, notes=contract.description)


def suite_document(contracts: Contracts, name: str) -> dict[str, Any]:
    """The same as JSON, in the form in which Great Expectations stores and reads suites."""
    document: dict[str, Any] = suite_of(contracts, name).to_json_dict()
    return document


def dataset_suite(contract: Contract, rules: Collection[str], rows: int | dict[str, Any]) -> list[Expectation]:
    """Field-level rules of a dataset over its relation (see :func:`relation_statement`).

    Args:
        contract: the dataset.
        rules: ids to include.
        rows: how many rows there are to judge: held first, so that an empty table is not taken for a clean one.
    """
    own = [r for r in contract.rules if r.id in rules and r.kind == "field" and r.constraint in _FIELD]
    judged = [_marked(_FIELD[rule.constraint](contract.by_name[rule.fields[0]]), rule) for rule in own]
    return [gxe.ExpectTableRowCountToEqual(value=rows), *judged]


def submission_suite(
    contracts: Contracts, rules: Collection[str], submissions: int | dict[str, Any]
) -> list[Expectation]:
    """All rules that :func:`dataset_suite` leaves out, over the relation ``pengiriman`` (one row a submission)."""
    others = [r for r in contracts.rules if r.id in rules and not (r.kind == "field" and r.constraint in _FIELD)]
    queries = {rule: _ROWS.replace("$view", view_name(rule)) for rule in others}
    judged = [_marked(gxe.UnexpectedRowsExpectation(unexpected_rows_query=q), rule) for rule, q in queries.items()]
    return [gxe.ExpectTableRowCountToEqual(value=submissions), *judged]


def _marked(expectation: Expectation, rule: Rule) -> Expectation:
    severity = "CATATAN" if rule.maturity == "uji" else rule.severity
    expectation.description = f"{rule.id} · {rule.title}"
    expectation.meta = {"rule": rule.id, "tier": rule.tier, "severity": severity, "maturity": rule.maturity}
    expectation.severity = _SEVERITY[severity]
    return expectation


def relation_name(contract: Contract) -> str:
    """The relation that a dataset's suite judges."""
    return f"_uji_{contract.name}"


def relation_statement(contract: Contract) -> str:
    """``create table _uji_<dataset>``: typed columns, what was written, and how often a value stood before."""
    columns = listed(part for column in contract.own_columns for part in _columns(column, contract.name))
    return statement(
        "expectations/relation",
        uji=quoted(relation_name(contract)),
        dataset=quoted(contract.name),
        kolom=columns,
    )


def _columns(column: Column, dataset: str) -> Iterator[str]:
    name = quoted(column.name)
    yield name
    yield f"{written(column)} as {quoted(column.name + '__isi')}"
    if column.kind in UNCASTABLE:
        yield quoted(text_name(column))
    if column.required:
        where = f"_submission_id, {literal(dataset)}, {literal(column.name)}"
        yield f"isian_wajib({where}, {written(column)}) as {quoted(column.name + '__wajib')}"
    if column.unique:
        yield f"kali_ke(_submission_id, _sheet, _row, {name}) as {quoted(column.name + '__kali')}"


def _between(column: Column) -> Expectation:
    low, high = _bound(column, column.minimum), _bound(column, column.maximum)
    return gxe.ExpectColumnValuesToBeBetween(column=column.name, min_value=low, max_value=high)


def _bound(column: Column, value: str | None) -> float | datetime | None:
    if value is None:
        return None
    if column.kind == "date":
        return datetime.combine(date.fromisoformat(value), datetime.min.time())
    return float(value)


_FIELD: dict[Constraint | None, Callable[[Column], Expectation]] = {
    "required": lambda c: gxe.ExpectColumnValuesToNotBeNull(column=f"{c.name}__wajib"),
    "type": lambda c: gxe.ExpectColumnValuesToBeNull(column=text_name(c)),
    "codes": lambda c: gxe.ExpectColumnValuesToBeInSet(
        column=f"{c.name}__isi", value_set=[code.value for code in c.codes]
    ),
    "range": _between,
    "length": lambda c: gxe.ExpectColumnValueLengthsToBeBetween(column=c.name, max_value=c.max_length),
    "unique": lambda c: gxe.ExpectColumnValuesToBeBetween(column=f"{c.name}__kali", max_value=1),
}
"""Patterns are missing: regular expressions are not supported on DuckDB; they are judged by their view."""
