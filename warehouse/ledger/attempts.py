"""Which files are attempts, and which only repeat one. Pure: order and content in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """A submission as far as its place among the others of its office and period goes."""

    id: str
    received_at: datetime
    sha256: str

    @property
    def order(self) -> tuple[datetime, str, str]:
        """When it was received; the rest only parts files that came in the same instant."""
        return self.received_at, self.sha256, self.id


@dataclass(frozen=True, slots=True)
class Numbered:
    """The n-th attempt, or the duplicate of one.

    Attributes:
        id: The submission.
        number: 1-based rank among the attempts; None for a duplicate.
        duplicate_of: The attempt that it repeats; None for an attempt.
    """

    id: str
    number: int | None
    duplicate_of: str | None


def number_attempts(attempts: Iterable[Attempt]) -> list[Numbered]:
    """Number the attempts of one office and period, in the order in which they were received.

    A file is a duplicate if it has the content of the latest attempt before it: A, A is one attempt and a duplicate;
    A, B, A is three attempts, since the third undoes the second.

    Returns:
        One entry a submission, in that order.
    """
    numbered: list[Numbered] = []
    latest: Attempt | None = None
    count = 0
    for attempt in sorted(attempts, key=lambda a: a.order):
        if latest is not None and attempt.sha256 == latest.sha256:
            numbered.append(Numbered(attempt.id, None, latest.id))
            continue
        latest = attempt
        count += 1
        numbered.append(Numbered(attempt.id, count, None))
    return numbered


def number_unidentified(attempts: Iterable[Attempt]) -> list[Numbered]:
    """The same for files that say neither who nor when: with no history to undo, the same bytes again are a duplicate.

    Returns:
        One entry a submission, in the order in which they were received; ``number`` is always None.
    """
    first: dict[str, str] = {}
    return [
        Numbered(a.id, None, None if (original := first.setdefault(a.sha256, a.id)) == a.id else original)
        for a in sorted(attempts, key=lambda a: a.order)
    ]
