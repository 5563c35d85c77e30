"""Sums of groups of rows, found by arithmetic: a table that falls into groups, each with its sum before or behind it.

One sum of neighbours may be chance; rows that fall into groups one after another, every group closed by its sum in
every column that adds up, are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

_MOST_ROWS = 1_500
_LONGEST_GROUP = 120

_PROOF = 6.0
"""Digits of agreement over all groups that keep chance out."""

Holds = Callable[[int, Sequence[int]], Iterable[float]]
"""In how many digits a row (first) agrees with the sum of the first one, two, three … of others (second); 0: not."""


def group_sums(rows: Sequence[int], holds: Holds) -> list[int]:
    """The rows that are sums of the group next to them; none where the rows do not fall into groups throughout.

    Args:
        rows: the rows of data, from top to bottom (one grand total at either end may be left among them).
        holds: decides about one row and its group.
    """
    if not 6 <= len(rows) <= _MOST_ROWS:
        return []
    for order in (list(rows), list(reversed(rows))):
        found = _heads(order, holds) or _heads(order[1:], holds)
        if found:
            return sorted(found)
    return []


def _heads(rows: Sequence[int], holds: Holds) -> list[int]:
    """The rows that are the sum of those after them up to the next such row, if the rows fall into them altogether."""
    heads: list[int] = []
    at, proof = 0, 0.0
    while at < len(rows):
        size, digits = _group(rows, at, holds)
        if not size:
            break
        heads.append(rows[at])
        proof += digits
        at += 1 + size
    is_whole = at >= len(rows) or (len(rows) - at == 1 and len(heads) > 2)
    return heads if len(heads) > 1 and is_whole and proof >= _PROOF else []


def _group(rows: Sequence[int], at: int, holds: Holds) -> tuple[int, float]:
    grown = holds(rows[at], rows[at + 1 : at + 1 + _LONGEST_GROUP])
    return next(((size, digits) for size, digits in enumerate(grown, 1) if digits), (0, 0.0))
