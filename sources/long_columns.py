"""The columns of a long file as values, from sets: DuckDB counts and adds, nothing is held in memory.

What a column holds, and how its numbers are written, a sample says. The whole column is then asked once: figures of
that form are counted and added there; only what is none of them comes back, each different text with its count, and is
read like the cells of any column. So sums are exact, and a column that the sample took wrongly turns out as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from sources.column_cells import ColumnCells
from sources.column_values import ColumnType, ColumnValues, column_values
from sources.written_numbers import EMPTY, Style, read_number

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

_PLAIN = "-?[1-9][0-9]{0,12}|0"
_FIGURES: dict[Style, str] = {
    "id": r"-?(?:[1-9][0-9]{0,12}|0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3})(?:,[0-9]{1,4})?",
    "en": r"-?(?:[1-9][0-9]{0,12}|0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,4})?",
}
"""Figures that fit DECIMAL(18, 4): wider ones cost ten times as much to add, so they are read one by one."""
_PROOFS: dict[Style, str] = {
    "id": r".*(?:,(?:[0-9]{1,2}|[0-9]{4})|\.[0-9]{3}[.,].*)",
    "en": r".*(?:\.(?:[0-9]{1,2}|[0-9]{4})|,[0-9]{3}[.,].*)",
}
_POINTED: dict[Style, str] = {
    "id": "replace(replace({c}, '.', ''), ',', '.')",
    "en": "replace({c}, ',', '')",
}
"""A figure of a style with a point for its decimals and no other mark."""
_KINDS = ("plain", "open", "proved")
_IS_FILLED = "trim(coalesce({c}, '')) <> ''"
_MOST_TEXTS = 50_000
"""Different texts of a column that are read one by one; a column with more of them is taken as the sample took it."""


@dataclass(frozen=True, slots=True)
class SampledColumn:
    """What a sample says of a column: its place in the file (from 0), heading, kind, style of numbers."""

    place: int
    name: str
    type: ColumnType
    style: Style | None


@dataclass(frozen=True, slots=True)
class LongColumn:
    """A column of a long file: its values, and how many of its cells are filled (``-`` and ``n/a`` too)."""

    values: ColumnValues
    n_filled: int


def long_columns(rows: DuckDBPyRelation, sampled: Sequence[SampledColumn]) -> tuple[int, list[LongColumn]]:
    """How many rows there are, and their columns; read once, and again where the whole proves another style.

    Args:
        rows: columns ``c0``, ``c1`` …, all text.
        sampled: the columns that are asked for.
    """
    n, found = _ask(rows, sampled)
    otherwise = {
        i: replace(column, style=known.values.style)
        for i, (column, known) in enumerate(zip(sampled, found, strict=True))
        if known.values.style not in (None, column.style)
    }
    if otherwise:
        _, again = _ask(rows, list(otherwise.values()))
        for i, column in zip(otherwise, again, strict=True):
            found[i] = column
    return n, found


def _ask(rows: DuckDBPyRelation, sampled: Sequence[SampledColumn]) -> tuple[int, list[LongColumn]]:
    asked = ["count(*) as n"]
    for column in sampled:
        asked += [f"{what} as {_name(column, key)}" for key, what in _questions(column).items()]
    worked = [what for column in sampled for what in _projected(column)]
    found = rows.project(", ".join(worked)).aggregate(", ".join(asked))
    (row,) = found.fetchall()  # Not fetchone: rejected lines are recorded when the query has ended.
    answers: dict[str, Any] = dict(zip(found.columns, row, strict=True))
    return int(answers["n"]), [
        _column(column, {key: answers[_name(column, key)] for key in _questions(column)}) for column in sampled
    ]


def _name(column: SampledColumn, key: str) -> str:
    return f"{key}{column.place}"


def _projected(column: SampledColumn) -> list[str]:
    """What is worked out of each cell, once: for numbers its kind, and its figure."""
    c, i = f"c{column.place}", column.place
    if column.type != "number":
        return [c]
    style = column.style or "id"
    kinds = {"plain": f"regexp_full_match({c}, '{_PLAIN}')", "none": f"not {_IS_FILLED.format(c=c)}"}
    if column.style is not None:
        is_figure = f"regexp_full_match({c}, '{_FIGURES[style]}')"
        kinds["proved"] = f"{is_figure} and regexp_full_match({c}, '{_PROOFS[style]}')"
        kinds["open"] = is_figure
    cases = " ".join(f"when {holds} then '{kind}'" for kind, holds in kinds.items())
    return [
        c,
        f"case {cases} else 'text' end as k{i}",
        f"try_cast({_POINTED[style].format(c=c)} as decimal(18, 4)) as v{i}",
    ]


def _questions(column: SampledColumn) -> dict[str, str]:
    c, i = f"c{column.place}", column.place
    is_filled = _IS_FILLED.format(c=c)
    asked = {"filled": f"count(*) filter ({is_filled})", "nulls": f"count(*) filter (not {is_filled})"}
    if column.type == "text":
        words = ", ".join(f"'{word}'" for word in sorted(EMPTY))
        asked["nulls"] = f"count(*) filter (coalesce(lower(trim({c})), '') in ({words}))"
    elif column.type == "date":
        asked["texts"] = f"histogram({c}) filter ({is_filled})"
    else:
        asked["texts"] = f"histogram({c}) filter (k{i} = 'text')"
        for kind in _KINDS:
            asked[f"n_{kind}"] = f"count(*) filter (k{i} = '{kind}')"
            asked[f"sum_{kind}"] = f"sum(v{i}) filter (k{i} = '{kind}')"
            asked[f"one_{kind}"] = f"any_value({c}) filter (k{i} = '{kind}')"
    return asked


def _column(column: SampledColumn, said: dict[str, Any]) -> LongColumn:
    n_filled, nulls = said["filled"], said["nulls"]
    texts: dict[str, int] = said.get("texts") or {}
    if column.type == "text" or len(texts) > _MOST_TEXTS:
        return LongColumn(ColumnValues("text", n_filled, nulls), n_filled)
    cells = ColumnCells({(text, "t"): n for text, n in texts.items()})
    cells.nulls += nulls
    with localcontext() as exact:
        exact.prec = 200
        for kind in _KINDS:
            n, one = said.get(f"n_{kind}"), said.get(f"one_{kind}")
            if not n or one is None or (written := read_number(one)) is None:
                continue
            cells.whole += said[f"sum_{kind}"]
            if kind == "plain":
                cells.n_whole += n
            else:
                # One figure stands for all of its kind: as often as they, so that they vote; the sum is theirs.
                cells.numbers.append((written, n))
                cells.whole -= n * (written.value(column.style or "id") or Decimal(0))
    return LongColumn(replace(column_values(cells, column.style, column.name), lost=None), n_filled)
