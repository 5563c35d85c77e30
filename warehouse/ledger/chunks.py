"""Long lists of ids in pieces that a statement can bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

SIZE = 500
"""SQLite binds at most 32,766 values a statement (999 before 3.32)."""


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in lists of at most :data:`SIZE`."""
    rest = iter(values)
    while some := list(islice(rest, SIZE)):
        yield some
