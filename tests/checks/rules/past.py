"""Earlier months for cases of tier R, and cases around a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from tests.checks.rules.bench import Case, Rows, case

Relations = dict[str, Rows | dict[str, Any]]


def months(count: int, last: str = "2026-09") -> list[str]:
    """The ``count`` months that end with ``last``, oldest first."""
    year, month = (int(part) for part in last.split("-"))
    end = year * 12 + month
    return [f"{(n - 1) // 12}-{(n - 1) % 12 + 1:02d}" for n in range(end - count + 1, end + 1)]


def past(dataset: str, reports: Sequence[Rows], last: str = "2026-09") -> Relations:
    """What the office reported in the months up to ``last``: a list of rows a month, an empty one for a nil month."""
    periods = months(len(reports), last)
    rows = [{**row, "periode": p} for p, own in zip(periods, reports, strict=True) for row in own]
    parts = [
        {"dataset": dataset, "periode": p, "nihil": not own, "n_baris": len(own)}
        for p, own in zip(periods, reports, strict=True)
    ]
    return {f"riwayat_{dataset}": rows, "riwayat_bagian": parts}


def joined(*pasts: Relations) -> Relations:
    """The rows of several together, relation by relation."""
    found: dict[str, Any] = {}
    for one in pasts:
        for relation, rows in one.items():
            found[relation] = [*found.get(relation, []), *(rows if isinstance(rows, list) else [rows])]
    return found


def above(
    rule: str, offender: str, make: Callable[[Decimal], Relations], limit: str, step: str = "1"
) -> Iterator[Case]:
    """Under, equal to and over a limit; only what is over it offends."""
    for side, value in (("under", -1), ("equal", 0), ("over", 1)):
        names = (offender,) if side == "over" else ()
        yield case(rule, f"{side}: the upper limit", *names, **make(Decimal(limit) + value * Decimal(step)))


def below(
    rule: str, offender: str, make: Callable[[Decimal], Relations], limit: str, step: str = "1"
) -> Iterator[Case]:
    """Over, equal to and under a limit; only what is under it offends."""
    for side, value in (("over", 1), ("equal", 0), ("under", -1)):
        names = (offender,) if side == "under" else ()
        yield case(rule, f"{side}: the lower limit", *names, **make(Decimal(limit) + value * Decimal(step)))
