"""The errors of Lumbung, one tree.

::

    LumbungError
    ├── TerminalError          trying again changes nothing
    │   ├── ContractError      a contract or reference file is wrong (names file and line)
    │   ├── CheckCouldNotRun   a rule could not be run: our fault, never the office's
    │   └── UsageError         the caller asked for something that is not there
    └── TransientError         the only kind that is retried (a place out of reach, a lock held for a moment)

Bad data is never an exception: it is a finding. A file that cannot be read at all is a
:class:`sources.reading.Rejection`, which is a value too.
"""

from __future__ import annotations

from pathlib import Path


class LumbungError(Exception):
    """Something Lumbung cannot go on from; the message says what, where, and what to do next."""


class TerminalError(LumbungError):
    """Trying again changes nothing."""


class TransientError(LumbungError):
    """May pass by itself: the one kind that flows retry."""


class ContractError(TerminalError):
    """A contract or a reference file is wrong.

    Args:
        path: the file.
        line: 1-based line in it, where known.
        problem: what is wrong and what was expected.
    """

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}")


class CheckCouldNotRun(TerminalError):
    """A rule could not be run; its outcome is *inconclusive*, never *failed*."""


class UsageError(TerminalError):
    """The caller asked for something that does not exist (an id, a table, a period)."""
