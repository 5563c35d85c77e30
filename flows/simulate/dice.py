"""Chance that repeats itself: the same words give the same dice, in any process and in any order of work."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

T = TypeVar("T")


def dice(*words: object) -> random.Random:
    """A generator that depends on nothing but ``words`` (seed, office, month, what for)."""
    return random.Random("\x1f".join(str(w) for w in words))  # noqa: S311 (practice data, no secret)


def shuffled(items: Sequence[T], chance: random.Random) -> list[T]:
    """All items in another order."""
    return chance.sample(list(items), len(items))


def rounded(number: float | Decimal, step: str = "1") -> Decimal:
    """The nearest multiple of ``step`` (a power of ten, e.g. ``1000`` or ``0.1``), exact."""
    unit = Decimal(step)
    return (Decimal(str(number)) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
