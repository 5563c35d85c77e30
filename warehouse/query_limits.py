"""How long a question may take, and how much memory: also where DuckDB itself does not look.

DuckDB stops between two pieces of work. One expression over one row (``levenshtein`` of two very long texts, a list of
a billion numbers) is a single piece: for these there is a ceiling on the process's memory, and a last resort on time.
"""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import duckdb

GRACE_SECONDS = 5.0
"""So long a question that was told to stop may go on before the last resort."""
CEILING_BYTES = 4 << 30
"""What the process may take on top of what it has: DuckDB's own limit of 2 GB, and as much again beside it."""

_STATM = Path("/proc/self/statm")


class TimeLimit:
    """Counts the seconds that DuckDB works, not those in which somebody reads what it has answered so far.

    Args:
        con: the connection that is interrupted.
        seconds: how long it may work in all.
        when_stuck: called from another thread when it has not stopped ``GRACE_SECONDS`` later.

    Attributes:
        expired: whether it has worked that long.
        message: what to say then.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, seconds: float, when_stuck: Callable[[], None] | None) -> None:
        self._con = con
        self._left = seconds
        self._when_stuck = when_stuck
        self.expired = False
        self.message = (
            f"the query took longer than {seconds:g} s and was stopped: ask for fewer months or columns,"
            " or allow more time (--timeout)"
        )

    @contextmanager
    def running(self) -> Iterator[None]:
        """The clock runs inside."""
        begun = monotonic()
        timers = [threading.Timer(max(self._left, 0), self._stop)]
        if self._when_stuck is not None:
            timers.append(threading.Timer(max(self._left, 0) + GRACE_SECONDS, self._when_stuck))
        for timer in timers:
            timer.daemon = True
            timer.start()
        try:
            yield
        finally:
            for timer in timers:
                timer.cancel()
            self._left -= monotonic() - begun

    def _stop(self) -> None:
        self.expired = True
        self._con.interrupt()


@contextmanager
def memory_ceiling() -> Iterator[None]:
    """The process gets no more than ``CEILING_BYTES`` beyond what it has; where the system cannot tell, no ceiling."""
    if not _STATM.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_STATM.read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") + CEILING_BYTES
    lowest = min([wanted, *(known for known in (soft, hard) if known != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
