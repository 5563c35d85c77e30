"""Where files come from: a place says what lies there, and hands over bytes. It remembers nothing; the ledger does.

::

    for arrival in place_for("/srv/laporan", now=now).arrivals(passed_over.append):
        sha256, size = archive.put(arrival)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from sources.errors import TransientError


class OutOfReachError(TransientError):
    """A place or a file in it cannot be read at the moment."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that lies at a place.

    Attributes:
        path: Relative to the place, with ``/``; printable text, whatever bytes the name has.
        stated_at: The place's own time of it (a folder: the file's mtime), as it says.
        received_at: The same, but never later than now: what attempts are ordered by. UTC.
        size: In bytes, as far as the place knows before handing it over.
        open: Opens the bytes. Raises :class:`OutOfReachError`.
        has_changed: Whether it is no longer what was looked at (somebody is writing it), asked after reading.
    """

    path: str
    stated_at: datetime
    received_at: datetime
    size: int
    open: Callable[[], BinaryIO]
    has_changed: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that lies at a place and is not taken now.

    Attributes:
        path: Relative to the place.
        why: A clause in plain words.
        needs_attention: False for what is never meant for us (hidden, temporary) or only not complete yet.
    """

    path: str
    why: str
    needs_attention: bool = False


Report = Callable[[PassedOver], None]
"""Is told of everything that is passed over."""


def keep_silent(_: PassedOver) -> None:
    """A report to nobody."""


class Place(Protocol):
    """Where files come from."""

    @property
    def name(self) -> str:
        """A URL that names the place for good: it is part of each delivery's identity."""

    def arrivals(self, report: Report = keep_silent) -> Iterator[Arrival]:
        """What lies there, in the order of the paths.

        Args:
            report: Is told of everything that is passed over.

        Raises:
            OutOfReachError: the place as a whole cannot be read.
        """
