"""The best one-to-one pairing of two lists by weight: no pair is taken because it came first."""

from __future__ import annotations

from collections.abc import Sequence

_INFINITE = float("inf")


def best_pairs(weights: Sequence[Sequence[float]]) -> dict[int, int]:
    """Pairs of the greatest total weight (the Hungarian method).

    Args:
        weights: ``weights[i][j]`` of the pair ``(i, j)``; zero or less: no pair. All rows have the same length.

    Returns:
        ``i → j``, each at most once; who is left out stands in no pair.
    """
    n = len(weights)
    if n == 0 or not weights[0]:
        return {}
    width = len(weights[0])
    costs = [[-w if w > 0 else 0.0 for w in row] + [0.0] * n for row in weights]
    found = _assign(costs)
    return {i: j for i, j in enumerate(found) if j < width and weights[i][j] > 0}


def _assign(costs: Sequence[Sequence[float]]) -> list[int]:  # noqa: C901 (one algorithm, as in the books)
    """The column of each row at the least total cost; there are at least as many columns as rows."""
    n, m = len(costs), len(costs[0])
    potential_row, potential_column = [0.0] * (n + 1), [0.0] * (m + 1)
    owner = [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0] = row
        least, came_from, is_done = [_INFINITE] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        at = 0
        while owner[at]:
            is_done[at] = True
            current, step, following = owner[at], _INFINITE, 0
            for j in range(1, m + 1):
                if is_done[j]:
                    continue
                reduced = costs[current - 1][j - 1] - potential_row[current] - potential_column[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, at
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if is_done[j]:
                    potential_row[owner[j]] += step
                    potential_column[j] -= step
                else:
                    least[j] -= step
            at = following
        while at:
            owner[at] = owner[came_from[at]]
            at = came_from[at]
    found = [0] * n
    for j in range(1, m + 1):
        if owner[j]:
            found[owner[j] - 1] = j - 1
    return found
