"""What only the warehouse knows of its own past, taken over into one that is built anew where it fits the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import duckdb

from warehouse.replay import Step
from warehouse.sql_text import statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Remembered:
    """The past of a warehouse.

    Attributes:
        published: Submissions with a part that counts.
        withdrawn: Submission → moments at which it stopped counting.
        aside: Rows of ``core.sisihan``, oldest first.
    """

    published: frozenset[str] = frozenset()
    withdrawn: Mapping[str, Sequence[datetime]] = field(default_factory=dict)
    aside: Sequence[Row] = ()

    def fitted(self, steps: Sequence[Step]) -> list[tuple[Step, list[Row]]]:
        """The steps with their moments as remembered, each with the rows that were aside after it.

        A withdrawal is carried out when it is decided, or when the next run comes: the first moment remembered from
        the decision on, and before the submission counts again, is that moment.
        """
        moved: list[tuple[datetime, int, Step]] = []
        for number, step in enumerate(steps):
            stays = set(step.withdraw)
            for one in sorted(step.withdraw):
                again = next((s.at for s in steps[number + 1 :] if one in s.publish), None)
                late = (p for p in self.withdrawn.get(one, ()) if p > step.at and (again is None or p <= again))
                then = min(late, default=None)
                if then is not None:
                    stays.discard(one)
                    moved.append((then, number, Step(then, withdraw={one})))
            if step.publish or stays:
                moved.append((step.at, number, replace(step, withdraw=stays)))
        moved.sort(key=lambda m: m[:2])
        return [(step, self._aside_at(step.at)) for _, _, step in moved]

    def _aside_at(self, moment: datetime) -> list[Row]:
        state = {(r["submission_id"], r["dataset"], r["sheet"], r["row"]): r for r in self.aside if r["pada"] <= moment}
        names = ("submission_id", "dataset", "sheet", "row")
        return [{n: r[n] for n in names} for r in state.values() if r["aksi"] == "sisih"]


def remembered_of(con: duckdb.DuckDBPyConnection | None) -> Remembered:
    """What a warehouse remembers; nothing where there is none, or its tables cannot be read."""
    if con is None:
        return Remembered()
    try:
        published = con.execute(statement("kiriman_di_gudang")).fetchall()
        moments = con.execute(statement("saat_ditarik")).fetchall()
        aside = con.execute(statement("salin_urut", origin="core.sisihan", keys="pada")).to_arrow_table().to_pylist()
    except duckdb.Error:
        return Remembered()
    withdrawn: dict[str, list[datetime]] = {}
    for one, moment in moments:
        withdrawn.setdefault(one, []).append(moment)
    return Remembered(frozenset(row[0] for row in published), withdrawn, aside)
