"""How the figures of a mart come from facts: one declaration a mart, ``warehouse/lineage/<mart>.yaml``.

``keys`` are the columns that say which rows of the facts are meant, as the figure's row has them; ``whole`` are keys
that mean *all* where they are empty (the national row); ``where`` holds for all facts of the mart. A measure is

- ``{dataset, sum: [columns]}``: their sum; or ``{dataset, distinct: [columns], shows: column}``: how many different
- optionally ``where`` (SQL; ``f`` the facts, ``u`` the office in that month), ``also`` (only offices that reported that
  dataset too), ``months`` (first and last, counted from the row's own; or ``year``: since January)
- ``{as: measure, …}``: the same with some of it changed; ``{formula, of}``: worked out from others

A name that begins with ``_`` is no column of the mart, only part of a formula. ``elsewhere`` says of a column why no
facts are behind it. A test recomputes each measure from its facts.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sources.contract_source import Document

FOLDER: Final = Path(__file__).parent / "lineage"

UNDECLARED: Final = (
    "it counts offices, parts or findings, not rows of reports: see core.publikasi_berlaku, core.upt_bulanan and"
    " meta.finding"
)
"""Why a column is not traced that no declaration speaks of."""

_KEYS = {"dataset", "sum", "distinct", "shows", "where", "also", "months", "as", "formula", "of"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is worked out from facts directly.

    Attributes:
        dataset: Whose facts.
        columns: Columns of the contract whose cells are behind it.
        distinct: Count different values of these; empty: the columns are summed.
        where: Conditions in SQL.
        also: Only offices whose report of that month has this dataset too.
        months: First and last month, counted from the row's own; None: since January of its year.
    """

    dataset: str
    columns: tuple[str, ...]
    distinct: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    also: str | None = None
    months: tuple[int, int] | None = (0, 0)


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure that is worked out from other figures of its row, and from hidden ones."""

    sql: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """What is declared of one mart.

    Attributes:
        keys: Columns of the mart that pick facts.
        whole: Those of them that mean all where they are empty.
        measures: Name → how it is worked out, in the order declared.
        elsewhere: Column → why there are no facts behind it.
    """

    keys: tuple[str, ...]
    whole: frozenset[str] = frozenset()
    measures: Mapping[str, Measure | Formula] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    all_elsewhere: str = UNDECLARED

    def parts(self, column: str) -> dict[str, Measure]:
        """The measures that a column is worked out from; itself alone where it is one. KeyError: not declared."""
        one = self.measures[column]
        if isinstance(one, Measure):
            return {column: one}
        return {name: found for part in one.of for name, found in self.parts(part).items()}

    def why_not(self, column: str) -> str:
        """Why a column that is not declared is not traced."""
        return self.elsewhere.get(column, self.all_elsewhere)


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
    common = (data["where"],) if data.get("where") else ()
    written: dict[str, Any] = data["measures"]
    return Origins(
        keys=(*data["keys"], *data.get("whole", ())),
        whole=frozenset(data.get("whole", ())),
        measures={name: _measure(source, name, written, common) for name in written},
        elsewhere=dict(data.get("elsewhere", {})),
        all_elsewhere=data.get("all_elsewhere", UNDECLARED),
    )


def _measure(source: Document, name: str, written: dict[str, Any], common: tuple[str, ...]) -> Measure | Formula:
    at = ("measures", name)
    said = dict(written[name])
    if unknown := set(said) - _KEYS:
        raise source.error(at, f"unknown key {min(unknown)!r}: expected some of {', '.join(sorted(_KEYS))}")
    if "as" in said:
        if said["as"] not in written:
            raise source.error(at, f"{said['as']!r} is not declared")
        said = dict(written[said.pop("as")]) | said
    if "formula" in said:
        if unknown := set(said["of"]) - set(written):
            raise source.error(at, f"{min(unknown)!r} is not declared")
        return Formula(said["formula"], tuple(said["of"]))
    if "dataset" not in said or ("sum" in said) is ("distinct" in said):
        raise source.error(at, "a measure needs dataset, and either sum or distinct; or formula and of")
    months = said.get("months", [0, 0])
    return Measure(
        dataset=said["dataset"],
        columns=tuple(said["sum"]) if "sum" in said else (said["shows"],),
        distinct=tuple(said.get("distinct", ())),
        where=(*common, said["where"]) if "where" in said else common,
        also=said.get("also"),
        months=None if months == "year" else (months[0], months[1]),
    )
