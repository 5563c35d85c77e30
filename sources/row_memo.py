"""What was found out about short rows is kept: the official template says the same in the same places, file by file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

from sources.grid_rows import WIDEST, is_worth_keeping

T = TypeVar("T")
More = TypeVarTuple("More")
_MOST = 2_048


class RowMemo(Generic[*More, T]):
    """A function of a row of texts, and of whatever else it takes (hashable), that remembers its answers.

    Long rows are not kept, and neither are more than some thousands: strangers' files must not fill the memory.

    Attributes:
        find: the function itself, for rows that will hardly come again.
    """

    def __init__(self, find: Callable[[tuple[str, ...], *More], T], widest: int = WIDEST) -> None:
        self.find = find
        self._widest = widest
        self._known: dict[object, T] = {}

    def __call__(self, row: tuple[str, ...], *more: *More) -> T:
        """The answer for a row, found out once."""
        key = (row, more)
        if key in self._known:
            return self._known[key]
        found = self.find(row, *more)
        if is_worth_keeping(row, self._widest):
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = found
        return found
