"""Strangers' files are read in child processes with limits on memory, CPU and time; the children stay warm.

::

    with ReaderPool(load_contracts(), Offices.load(), workers=2) as pool:
        readings = [pool.read(path, name) for path, name in files]     # futures
        first = readings[0].result()

A file that kills its worker, or exceeds a limit, becomes a rejection of that file alone; a new worker takes its place.
What :class:`~sources.reader.Reader` itself raises (a fault of ours) is raised by the future.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from pebble import ProcessExpired

from sources import pool_worker
from sources.contract import Contracts
from sources.layout_choices import LayoutChoices
from sources.limits import DEFAULT_LIMITS, Limits
from sources.offices import Offices
from sources.packed import unpack
from sources.reading import Reading
from sources.rejections import TOO_HEAVY, rejected
from sources.warm_pool import WarmPool
from sources.zip_files import Unpacked

__all__ = ["Limits", "ReaderPool"]


class ReaderPool(WarmPool):
    """A warm pool of reading processes; safe to use from many threads.

    Args:
        contracts: the datasets to recognise.
        offices: finds the office that a file names.
        workers: how many files are read at the same time.
        limits: for each file.
        choices: what operators decided about layouts; None: nothing.
    """

    def __init__(
        self,
        contracts: Contracts,
        offices: Offices,
        workers: int = 2,
        limits: Limits = DEFAULT_LIMITS,
        *,
        choices: LayoutChoices | None = None,
    ) -> None:
        self._contracts = contracts
        self._limits = limits
        known = [contracts, offices, limits.memory_mb, choices]
        super().__init__(workers, pool_worker.prepare, known, preload=[pool_worker.__name__])

    def read(self, path: Path, name: str | None = None) -> Future[Reading]:
        """Read a file in a child process.

        Args:
            path: where its bytes are.
            name: what it was called when it came; None: as the path says.
        """
        file = name or path.name
        return self._run(file, pool_worker.read, str(path), file, self._limits.cpu_s)

    def unpack(self, path: Path, name: str, into: Path) -> Future[list[Unpacked] | None]:
        """Unpack a zip in a child process (see :func:`sources.zip_files.unpack`); None: read it as one file.

        Args:
            path: where its bytes are.
            name: what it was called when it came.
            into: an empty folder for its files.
        """
        args = (str(path), name, str(into), self._limits.cpu_s)
        return self.run(pool_worker.unpack, args, wall_s=self._limits.wall_s, on_error=_not_unpacked)

    def _run(self, file: str, work: Callable[..., Any], *args: object) -> Future[Reading]:
        refuse = partial(self._rejected, file)
        return self.run(work, args, wall_s=self._limits.wall_s, on_error=refuse, unpack=unpack)

    def _rejected(self, file: str, error: BaseException) -> Reading:
        """What exceeds a limit is rejected; any other error is ours."""
        match error:
            case ProcessExpired():
                why = f"reader died: {error.exitcode}"
            case TimeoutError():
                why = f"not read within {self._limits.wall_s} s"
            case MemoryError():
                why = "out of memory"
            case _:
                raise error
        return rejected(file, TOO_HEAVY, self._contracts, why)


def _not_unpacked(error: BaseException) -> None:
    """A zip that exceeds a limit is left as it is; any other error is ours."""
    if not isinstance(error, ProcessExpired | TimeoutError | MemoryError):
        raise error
