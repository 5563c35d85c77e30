"""How the figures of a mart come from what offices sent: one declaration a mart, ``warehouse/lineage/<mart>.yaml``.

``keys`` are the columns that say which rows are meant, as the figure's row has them (of a mart with levels, those that
its ``tingkat`` is of); ``facts`` says how facts write a key otherwise; ``where`` holds for all facts of the mart and
``where_counted`` for all else. ``labels`` name columns that are no figures: where they come from. A figure is

- ``{dataset, sum|median|one|filled: [columns]}`` or ``{dataset, distinct: [columns], shows: column}``: of facts (``f``;
  ``u`` the office in that month)
- ``{of: kind, rows: true | count|sum|min|max|any: [columns]}``: of what else is counted (``r``, see :data:`KINDS`)
- optionally ``where`` (SQL; ``$column`` stands for the row's own value), ``keys`` (instead of the mart's), ``once``
  (count a value once for these columns), ``also`` (only offices that reported that dataset too), ``months`` (first and
  last, counted from the row's own; ``year``: since January; ``before``: the range before), ``unproven`` (why it is
  shown, but not worked out again)
- ``{as: figure, …}``: the same with some of it changed; ``{formula, of}``: worked out from others of its row
- ``{choose: column, of: {value: figure, "*": figure}}``: another one for each value of a column
- ``{over: figure, rows: [SQL of the mart], how: rank|count|median|mad, per: [columns]}``: of many rows of the mart

A name that begins with ``_`` is no column of the mart. A test works out each figure again.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sources.contract_source import Document

FOLDER: Final = Path(__file__).parent / "lineage"

CELLS: Final = "cells"

KINDS: Final = {
    "laporan": "reports in force", "kewajiban": "obligations", "kiriman": "submissions", "temuan": "findings",
    "jalan": "rule runs", "alasan": "reasons given", "kantor": "offices", "target_pnbp": "targets",
    "target_program": "targets",
}  # fmt: skip
"""What is counted besides cells of reports (``warehouse/sql/asal_*.sql``), as people are told it."""

LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "nasional": (),
    "kanwil": ("kanwil",),
    "provinsi": ("kanwil", "kode_provinsi"),
    "upt": ("kanwil", "kode_provinsi", "kode_upt"),
}
"""Columns that pick a row of a mart with levels, by its ``tingkat``."""

PLACES: Final = LEVELS["upt"]

_HOWS = ("sum", "median", "one", "filled", "distinct", "count", "min", "max", "any", "rows")
_KEYS = {*_HOWS, "dataset", "of", "shows", "where", "keys", "once", "also", "months", "unproven"}
_OTHERS = ({"formula", "of"}, {"choose", "of", "months", "where"}, {"over", "rows", "how", "per", "months"})

Months = tuple[int, int] | str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of facts, or of what else is counted.

    Attributes:
        source: A dataset, or one of :data:`KINDS`.
        how: ``sum``, ``median``, ``one``, ``filled``, ``distinct``, ``count``, ``min``, ``max``, ``any`` or ``rows``.
        columns: Whose values are behind it.
        keys: Columns that pick its rows.
        distinct: What is counted, or ``once``: for what a value counts once.
        where: Conditions in SQL.
        also: Only offices whose report of that month has this dataset too.
        months: First and last month counted from the row's own, ``year`` or ``before``.
        unproven: Why it is not worked out again.
    """

    source: str
    how: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    distinct: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    also: str | None = None
    months: Months = (0, 0)
    unproven: str | None = None

    @property
    def is_counted(self) -> bool:
        """Something else than facts."""
        return self.source in KINDS


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure that is worked out from other figures of its row, and from hidden ones."""

    sql: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Another figure for each value of a column; ``*`` for all others."""

    column: str
    of: Mapping[str, str]
    months: Months | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A figure of many rows of the mart: ``how`` of ``over``, the rows alike in ``rows``, one vote for each ``per``."""

    over: str
    rows: tuple[str, ...]
    how: str
    per: tuple[str, ...] = ()
    months: Months = (0, 0)


Figure = Measure | Formula | Choice | Group


@dataclass(frozen=True, slots=True)
class Origins:
    """What is declared of one mart.

    Attributes:
        keys: Columns of the mart that pick rows.
        facts: Key → how facts write it (SQL), where it is not the column of that name.
        measures: Name → how it is worked out, in the order declared.
        labels: Column → where it comes from; no figure.
    """

    keys: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, Figure] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> list[str]:
        """Columns of the mart that can be traced."""
        return [name for name in self.measures if not name.startswith("_")]


def declared_marts() -> list[str]:
    """Names of the marts that have a declaration, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@functools.cache
def origins_of(mart: str) -> Origins | None:
    """What is declared of a mart; None: nothing.

    Raises:
        ContractError: the declaration is wrong; names file and line.
    """
    path = FOLDER / f"{mart}.yaml"
    if not path.exists():
        return None
    source = Document(path)
    data = source.data
    return Origins(
        keys=tuple(data["keys"]),
        facts=dict(data.get("facts", {})),
        measures={name: _figure(source, name) for name in data["measures"]},
        labels=dict(data.get("labels", {})),
    )


def _figure(source: Document, name: str) -> Figure:
    at, written = ("measures", name), source.data["measures"]
    said = dict(written[name])
    while "as" in said:
        if said["as"] not in written:
            raise source.error(at, f"{said['as']!r} is not declared")
        said = dict(written[said.pop("as")]) | said
    if "formula" in said or "choose" in said or "over" in said:
        return _of_others(source, at, said)
    if unknown := set(said) - _KEYS:
        raise source.error(at, f"unknown key {min(unknown)!r}: expected some of {', '.join(sorted(_KEYS))}")
    hows = [how for how in _HOWS if how in said]
    if len(hows) != 1 or ("dataset" in said) is ("of" in said) or said.get("of", "laporan") not in KINDS:
        raise source.error(
            at, f"a figure needs dataset or of, and one of {', '.join(_HOWS)}; or formula, choose or over"
        )
    return _measure(source.data, said, hows[0])


def _measure(data: Mapping[str, Any], said: Mapping[str, Any], how: str) -> Measure:
    counted = "of" in said
    common = data.get("where_counted" if counted else "where")
    columns = () if how == "rows" else tuple(said[how])
    keys = said.get("keys", [key for key in data["keys"] if not counted or key in PLACES])
    return Measure(
        source=said["of"] if counted else said["dataset"],
        how=how,
        columns=(said["shows"],) if how == "distinct" else columns,
        keys=tuple(key for key in keys if key not in {"periode", "rentang"}),
        distinct=columns if how in {"distinct", "count"} else tuple(said.get("once", ())),
        where=tuple(text for text in (common, said.get("where")) if text),
        also=said.get("also"),
        months=_months(said.get("months", [0, 0])),
        unproven=said.get("unproven"),
    )


def _of_others(source: Document, at: tuple[str, str], said: Mapping[str, Any]) -> Formula | Choice | Group:
    if not any(set(said) <= keys for keys in _OTHERS):
        raise source.error(at, f"unknown key among {', '.join(sorted(said))}")
    of = said.get("of", [said.get("over")])
    if unknown := set(of.values() if "choose" in said else of) - set(source.data["measures"]):
        raise source.error(at, f"{min(unknown)!r} is not declared")
    if "formula" in said:
        return Formula(said["formula"], tuple(of))
    months = _months(said.get("months", [0, 0]))
    if "choose" in said:
        where = (said["where"],) if "where" in said else ()
        return Choice(said["choose"], dict(of), months if "months" in said else None, where)
    return Group(said["over"], tuple(said["rows"]), said["how"], tuple(said.get("per", ())), months)


def _months(said: Any) -> Months:
    return said if isinstance(said, str) else (int(said[0]), int(said[1]))
