"""The cells of reports, and what else is counted, behind one figure of a release that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from string import Template
from typing import Any

import duckdb

from sources.contract import Contract, Contracts
from warehouse.origins import CELLS, KINDS, LEVELS, PLACES, Measure, Months, Origins
from warehouse.sql_text import literal, name, statement

Value = Decimal | float | int | str | date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell's value behind a figure, or one of what else is counted.

    Attributes:
        part: The figure that it is part of: the one asked for, or one that this is worked out from.
        dataset: Of the report; of what else is counted: which kind (:data:`~warehouse.origins.KINDS`).
        written: The column that offices fill in; another than ``column`` where that is derived from it.
        submission_id: None where there is no submission (an office that has not reported, a target).
        row: As the file shows it; None where it is no cell.
        key: What is counted, where the figure is a count.
        cell: Where it is known without reading the file (findings).
    """

    part: str
    dataset: str
    column: str
    written: str
    submission_id: str | None
    file: str | None
    sha256: str | None
    kode_upt: str | None
    periode: str
    sheet: str | None
    row: int | None
    value: Value
    key: tuple[str | None, ...] | None = None
    cell: str | None = None

    @property
    def kind(self) -> str:
        """What it is one of, in the plural: ``cells``, ``findings`` and so on."""
        return KINDS.get(self.dataset, CELLS)


@dataclass(frozen=True)
class Mart:
    """A mart of a release that is open, and how it is declared.

    Attributes:
        con: The release.
        contracts: Of its datasets.
        origins: What is declared.
        table: Its name, ``mart.<name>``.
    """

    con: duckdb.DuckDBPyConnection
    contracts: Contracts
    origins: Origins
    table: str


@dataclass(frozen=True)
class Wanted:
    """Which rows are meant besides those of the measure's own conditions.

    Attributes:
        part: The figure that they are for.
        row: The figure's row of the mart: its keys, its period, and what ``$column`` stands for.
        joined: Instead of the row's keys: a condition in SQL on ``f`` or ``r``.
        key: SQL of what each fact is to be told apart by, instead of the measure's own.
    """

    part: str
    row: Mapping[str, Any]
    joined: str | None = None
    key: Sequence[str] = ()


def facts_behind(mart: Mart, measure: Measure, wanted: Wanted) -> list[Fact]:
    """All that a measure is made of, in one row of its mart."""
    row = wanted.row
    said = [Template(text).safe_substitute({k: _literal(v) for k, v in row.items()}) for text in measure.where]
    keys = [wanted.joined] if wanted.joined else _keys(mart, measure, row)
    alias = "r" if measure.is_counted else "f"
    within = f"{alias}.periode between {{}} and {{}}".format(*map(literal, months_of(row, measure.months)))
    conditions = " and ".join(f"({text})" for text in (*keys, *said, within))
    if measure.is_counted:
        return _counted(mart.con, wanted.part, measure, conditions)
    if not wanted.key:
        wanted = replace(wanted, key=[_expression("f", c) for c in measure.distinct])
    return facts_in(mart.con, mart.contracts.datasets[measure.source], measure, conditions, wanted)


def facts_in(
    con: duckdb.DuckDBPyConnection, contract: Contract, measure: Measure, conditions: str, wanted: Wanted
) -> list[Fact]:
    """Cells of a dataset that fulfil conditions in SQL on ``f``, in the order of reports."""
    keyed = f"[{', '.join(f'({text})::varchar' for text in wanted.key)}]" if wanted.key else "null"
    also = literal(measure.also) if measure.also else "null"
    found = []
    for column in measure.columns:
        derived = contract.by_name[column].derivation
        written = derived.source if derived else column
        words = {"facts": name("core", contract.name), "shown": f"f.{name(column)}", "key": keyed, "also": also}
        for row in con.execute(statement("asal_fakta", wanted=conditions, **words)).fetchall():
            one, file, sha256, office, period, sheet, number, value, counted = row
            origin = (wanted.part, contract.name, column, written, one, file, sha256, office, period)
            found.append(Fact(*origin, sheet, number, value, tuple(counted) if counted else None))
    return found


def months_of(row: Mapping[str, Any], months: Months) -> tuple[str, str]:
    """First and last month (``YYYY-MM``) that a figure of a row is of."""
    first, last = _range(str(row["rentang"])) if "rentang" in row else (str(row["periode"]),) * 2
    if months == "year":
        return f"{first[:4]}-01", last
    if months == "before":
        length = _number(last) - _number(first) + 1
        return moved(first, -length), moved(last, -length)
    since, until = (0, 0) if isinstance(months, str) else months
    return moved(first, since), moved(last, until)


def moved(period: str, months: int) -> str:
    """A month so many months later."""
    year, month = divmod(max(_number(period) + months, 12), 12)
    return f"{year:04}-{month + 1:02}"


def picks(origins: Origins, row: Mapping[str, Any], keys: Sequence[str] | None = None) -> list[str]:
    """Keys that pick facts for a row: of a mart with levels, those of its level."""
    level = LEVELS[row["tingkat"]] if "tingkat" in row else PLACES
    return [k for k in (origins.keys if keys is None else keys) if k not in PLACES or k in level]


def _counted(con: duckdb.DuckDBPyConnection, part: str, measure: Measure, conditions: str) -> list[Fact]:
    kind = measure.source
    key = ", ".join(f"({_expression('r', c)})::varchar" for c in measure.distinct)
    column = measure.columns[0] if measure.columns else None
    place = {c: f"r.{c}" if kind in _WITH_CELLS else "null" for c in ("sheet", "cell", "row")}
    if kind == "alasan":
        place["row"] = "null"
    words = {
        "rows": _rows(kind), "wanted": conditions, "key": f"[{key}]" if key else "null",
        "shown": f"r.{name(column)}" if column else _SHOWN.get(kind, "null"),
        "once": f"{key}, r.submission_id" if key else "uuid()",
    } | place  # fmt: skip
    said = column or kind
    found = []
    for row in con.execute(statement("asal_hitungan", **words)).fetchall():
        one, file, sha256, office, period, sheet, cell, number, value, counted = row
        origin = (part, kind, said, said, one, file, sha256, office, period, sheet, number, value)
        found.append(Fact(*origin, tuple(counted) if counted else None, cell))
    return found


def _rows(kind: str) -> str:
    if kind in _TARGETS:
        return statement("asal_target", targets=name("core", kind))
    return statement(f"asal_{kind}", **({"kiriman": statement("asal_kiriman")} if kind in _OF_SUBMISSIONS else {}))


_TARGETS = {"target_pnbp", "target_program"}
_OF_SUBMISSIONS = {"temuan", "jalan", "alasan"}
_WITH_CELLS = {"temuan", "alasan"}
_SHOWN = {"temuan": "r.rule || ' ' || r.severity", "kewajiban": "r.dataset || ' ' || r.keadaan", "alasan": "r.rule"}


def _keys(mart: Mart, measure: Measure, row: Mapping[str, Any]) -> list[str]:
    found = []
    for key in picks(mart.origins, row, measure.keys):
        if measure.is_counted:
            whose = f"r.{name(key)}"
        elif key in mart.origins.facts:
            whose = mart.origins.facts[key]
        else:
            whose = f"{'f' if key in mart.contracts.datasets[measure.source].by_name else 'u'}.{name(key)}"
        value = row[key]
        found.append(f"{whose} is null" if value is None else f"{whose}::varchar = {literal(str(value))}")
    return found


def _expression(alias: str, column: str) -> str:
    return column if "(" in column else f"{alias}.{name(column)}"


def _literal(value: object) -> str:
    return "null" if value is None else literal(str(value))


def _range(text: str) -> tuple[str, str]:
    year, _, quarter = text.partition("-T")
    return (
        (f"{year}-{int(quarter) * 3 - 2:02}", f"{year}-{int(quarter) * 3:02}")
        if quarter
        else (f"{year}-01", f"{year}-12")
    )


def _number(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:]) - 1
