"""What the cells of each column of a text file usually look like: the evidence by which a broken row is put right.

A cell is looked at in four grains, from its exact form (``99/99/9999``) to its class (digits, words, address, empty).
How well a row fits is the sum over its cells of the logarithm of how usual such a cell is in its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LEAST = 0.002
_WEIGHTS = (0.8, 0.17, 0.028)
_LONG = 60

_Forms = tuple[str, str, str]


@lru_cache(maxsize=20_000)
def _forms(text: str) -> _Forms:
    """The forms of a cell, the exact one first; quotes and blanks around it do not count."""
    text = text.strip(" \t\"'`")
    if not text:
        return "", "", "empty"
    head = text[:_LONG]
    words = text.count(" ")
    if words > 1 and any(c.isalpha() for c in head):
        return "words", "words", f"prose{min(len(text) // 60, 1)}"
    exact = _LETTERS.sub("a", re.sub(r"\d", "9", head))
    loose = _DIGITS.sub("9", _LETTERS.sub("a", head))
    if "://" in head or "@" in head:
        return "address", "address", "address"
    has_letters, has_digits = "a" in loose, "9" in loose
    if has_digits and not has_letters:
        return exact, loose, "digits"
    if has_digits:
        return exact, loose, "words" if words else "mixed"
    return loose, loose, "words" if has_letters else "signs"


class ColumnShapes:
    """The usual forms of the cells of each column.

    Args:
        rows: rows that are as they should be, all of one width.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.n = max(len(rows), 1)
        self.width = len(rows[0]) if rows else 0
        self._counts = [self._count(column) for column in zip(*rows, strict=True)]
        fits = sorted(self.fit(row) for row in rows)
        self.usual = fits[len(fits) // 20] if fits else 0.0
        """How well all but the oddest rows fit."""

    @staticmethod
    def _count(column: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
        exact, loose, kind = zip(*map(_forms, column), strict=True)
        return Counter(exact), Counter(loose), Counter(kind)

    def cell(self, column: int, text: str) -> float:
        """How usual a cell is in a column: 0 as all of them are, -6.2 unlike any."""
        found = sum(
            weight * count[form]
            for weight, count, form in zip(_WEIGHTS, self._counts[column], _forms(text), strict=True)
        )
        return log(found / self.n + _LEAST)

    def is_empty(self, column: int) -> bool:
        """Whether no cell of a column holds anything."""
        return self._counts[column][2]["empty"] == self.n

    def fit(self, row: Sequence[str]) -> float:
        """How well a row of the usual width fits."""
        return sum(self.cell(column, text) for column, text in enumerate(row))
