"""A published figure worked out once more, from nothing but what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import isfinite
from typing import Any

from warehouse.behind import Fact, Mart, Value, Wanted, facts_behind, moved
from warehouse.origins import Choice, Figure, Formula, Group, Measure
from warehouse.sql_text import literal, name


class Recount:
    """Works out figures of one row of a mart, and gathers the facts that it used.

    Args:
        mart: Whose figures.
        row: The row, as published.
        known: Figures that are worked out already.
    """

    def __init__(self, mart: Mart, row: Mapping[str, Any], known: Mapping[str, Value] | None = None) -> None:
        self._mart, self._con, self._origins = mart, mart.con, mart.origins
        self._row = row
        self._known: dict[str, Value] = dict(known or {})
        self.facts: list[Fact] = []
        self.unproven: str | None = None

    def figure(self, column: str) -> Value:
        """A column of the mart, rounded as it is there."""
        value, published = self.value(column), self._row[column]
        if not isinstance(published, Decimal) or value is None:
            return value
        scale = -int(published.as_tuple().exponent)
        return self._one(f"try_cast({_typed(value)} as decimal(38, {scale}))")

    def value(self, part: str) -> Value:
        """A figure, declared hidden or a column of the mart; not rounded."""
        if part not in self._known:
            self._known[part] = self._work_out(part, self._origins.measures[part])
        return self._known[part]

    def _work_out(self, part: str, figure: Figure) -> Value:
        if isinstance(figure, Measure):
            return self._measured(part, figure)
        if isinstance(figure, Choice):
            chosen = self._chosen(figure)
            return self.value(chosen) if isinstance(chosen, str) else self._measured(part, chosen)
        if isinstance(figure, Group):
            return self._of_rows(part, figure)
        values = dict(self._row) | {one: self._reported(one, self.value(one)) for one in figure.of}
        given = ", ".join(f"{_typed(value)} as {name(column)}" for column, value in values.items())
        return self._one(f"({figure.sql})", f"(select {given})")

    def _measured(self, part: str, measure: Measure) -> Value:
        found = facts_behind(self._mart, measure, Wanted(part, self._row))
        self.facts += found
        self.unproven = self.unproven or measure.unproven
        return self._summed(measure, found)

    def _chosen(self, choice: Choice) -> str | Measure:
        picked = choice.of.get(str(self._row[choice.column]), choice.of.get("*", ""))
        measure = self._origins.measures[picked]
        if not isinstance(measure, Measure) or (choice.months is None and not choice.where):
            return picked
        months = measure.months if choice.months is None else choice.months
        return replace(measure, months=months, where=(*measure.where, *choice.where))

    def _reported(self, part: str, value: Value) -> Value:
        # Without a fact, only the part as published tells nil from missing.
        return 0 if value is None and self._row.get(part) == 0 else value

    def _of_rows(self, part: str, group: Group) -> Value:
        """One query for each measure behind, over all the rows; then row by row."""
        rows, alike = self._rows(group)
        over = self._origins.measures[group.over]
        measures = {group.over: over} if isinstance(over, Measure) else self._parts(over)
        keys = [key for key in self._origins.keys if key != "periode"]
        period = moved(str(self._row["periode"]), _first(group))
        found: dict[str, dict[tuple[str | None, ...], list[Fact]]] = {}
        for one, measure in measures.items():
            written = [self._origins.facts.get(key, f"f.{name(key)}") for key in keys]
            same = [f"m.{name(k)} is not distinct from {w}" for k, w in zip(keys, written, strict=True)]
            joined = f"exists (select 1 from {self._mart.table} as m where {' and '.join([alike, *same])})"  # noqa: S608
            wanted = Wanted(one, dict(self._row) | {"periode": period}, joined, written)
            facts = facts_behind(self._mart, measure, wanted)
            self.facts += facts
            for fact in facts:
                found.setdefault(one, {}).setdefault(fact.key or (), []).append(fact)
        values = []
        for row in rows:
            key = tuple(None if row[k] is None else str(row[k]) for k in keys)
            # What a fact is told apart by is here the row; a row that counts different things has no such measure.
            known = {
                one: self._summed(replace(m, distinct=()), found.get(one, {}).get(key, []))
                for one, m in measures.items()
            }
            own = Recount(self._mart, row, known)
            values.append((row, own._reported(group.over, own.value(group.over))))
        return self._together(part, group, values)

    def _parts(self, figure: Figure) -> dict[str, Measure]:
        if isinstance(figure, Measure) or not isinstance(figure, Formula):
            raise TypeError(f"{figure}: rows are told apart only by measures, and by formulas of these")
        found: dict[str, Measure] = {}
        for part in figure.of:
            one = self._origins.measures[part]
            found |= {part: one} if isinstance(one, Measure) else self._parts(one)
        return found

    def _rows(self, group: Group) -> tuple[list[dict[str, Any]], str]:
        own = " and ".join(f"m.{name(k)} is not distinct from {_null_or(self._row[k])}" for k in self._origins.keys)
        asked = f"select {', '.join(group.rows)} from {self._mart.table} as m where {own} limit 1"  # noqa: S608
        values = [*(self._con.execute(asked).fetchone() or ())]
        if first := _first(group):
            values = [moved(v, first) if e == "m.periode" else v for v, e in zip(values, group.rows, strict=True)]
        pairs = zip(group.rows, values, strict=True)
        alike = " and ".join(f"{e} is not distinct from {_null_or(v)}" for e, v in pairs)
        asked = f"select * from {self._mart.table} as m where {alike}"  # noqa: S608
        return self._con.execute(asked).to_arrow_table().to_pylist(), alike

    def _together(self, part: str, group: Group, values: Sequence[tuple[Mapping[str, Any], Any]]) -> Value:
        if group.how == "rank":
            keys = [key for key in self._origins.keys if key != "periode"]
            own = next((v for row, v in values if all(row[k] == self._row[k] for k in keys)), None)
            if own is None and self._row.get(part) is None:
                return None
            return 1 + sum(1 for _, v in values if v is not None and (own is None or v > own))
        votes = []
        ordered = sorted(values, key=lambda pair: [str(pair[0][p]) for p in group.per])
        for _, of_one in groupby(ordered, key=lambda pair: [pair[0][p] for p in group.per]):
            votes.append(self._listed("median", [v for _, v in of_one if v is not None]))
        found = [vote for vote in votes if vote is not None]
        return len(found) if group.how == "count" else self._listed(group.how, found)

    def _summed(self, measure: Measure, facts: Sequence[Fact]) -> Value:
        if measure.how == "rows":
            return len(facts)
        if measure.how in {"distinct", "count"}:
            counted = len({fact.key for fact in facts if fact.key and None not in fact.key})
            return counted if measure.how == "count" or facts else None
        values = [fact.value for fact in _once(measure, facts) if fact.value is not None]
        return self._of_values(measure.how, values) if values else None

    def _of_values(self, how: str, values: Sequence[Any]) -> Value:
        if how == "median":
            return self._listed("median", values)
        if how == "one":
            return values[0] if len(set(values)) == 1 else None
        if how == "filled":
            return sum(1 for value in values if str(value).strip())
        if how == "sum":
            return sum((Decimal(str(value)) for value in values), Decimal(0))
        found: Value = min(values) if how == "min" else max(values)
        return found

    def _listed(self, how: str, values: Sequence[Value]) -> Value:
        """Of many values, as DuckDB has it for the mart."""
        if not values:
            return None
        kind = "decimal(18, 2)" if all(isinstance(v, Decimal) for v in values) else "double"
        return self._one(f"list_aggregate([{', '.join(str(v) for v in values)}]::{kind}[], {literal(how)})")

    def _one(self, expression: str, origin: str = "(select 1)") -> Value:
        asked = f"select {expression} from {origin}"  # noqa: S608
        row = self._con.execute(asked).fetchone()
        value = row[0] if row else None
        return None if isinstance(value, float) and not isfinite(value) else value


def _once(measure: Measure, facts: Iterable[Fact]) -> Iterable[Fact]:
    return {fact.key: fact for fact in facts}.values() if measure.distinct else facts


def _first(group: Group) -> int:
    return 0 if isinstance(group.months, str) else group.months[0]


def _typed(value: Any) -> str:
    if value is None:
        return "cast(null as decimal(38, 4))"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"cast({value!r} as double)"
    if isinstance(value, int | Decimal):
        return f"cast({value} as decimal(38, 3))"
    return f"date {literal(str(value))}" if type(value) is date else literal(str(value))


def _null_or(value: Any) -> str:
    return "null" if value is None else _typed(value)
