"""Strangers' files are read in child processes with limits on memory, CPU and time; the children stay warm.

::

    with ReaderPool(load_contracts(), Offices.load(), workers=2) as pool:
        readings = [pool.read(path, name) for path, name in files]     # futures
        first = readings[0].result()

A file that kills its worker, or exceeds a limit, becomes a rejection of that file alone; a new worker takes its place.
What :class:`~sources.reader.Reader` itself raises (a fault of ours) is raised by the future.

The start method is *forkserver*: callers have threads, so ``fork`` is unsafe, and under ``spawn`` the parent of a
child is the thread that happened to start it, which makes "die with your parent" fire too early. The children's parent
is the fork server, which ends with us, also when we are killed.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from sources import pool_worker
from sources.contract import Contracts
from sources.limits import DEFAULT_LIMITS, Limits
from sources.offices import Offices
from sources.reading import Reading
from sources.rejections import TOO_HEAVY, rejected

__all__ = ["Limits", "ReaderPool"]


class ReaderPool:
    """A warm pool of reading processes; safe to use from many threads.

    Args:
        contracts: the datasets to recognise.
        offices: finds the office that a file names.
        workers: how many files are read at the same time.
        limits: for each file.
    """

    def __init__(
        self, contracts: Contracts, offices: Offices, workers: int = 2, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self._contracts = contracts
        self._limits = limits
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([pool_worker.__name__])
        self._pool = ProcessPool(
            max_workers=workers,
            context=context,
            initializer=pool_worker.prepare,
            initargs=[contracts, offices, limits.memory_mb],
        )

    def read(self, path: Path, name: str | None = None) -> Future[Reading]:
        """Read a file in a child process.

        Args:
            path: where its bytes are.
            name: what it was called when it came; None: as the path says.
        """
        file = name or path.name
        return self._run(file, pool_worker.read, str(path), file, self._limits.cpu_s)

    def _run(self, file: str, work: Callable[..., Any], *args: object) -> Future[Reading]:
        answer: Future[Reading] = Future()
        answer.set_running_or_notify_cancel()
        task = self._pool.schedule(work, list(args), timeout=self._limits.wall_s)
        task.add_done_callback(self._passing_on(answer, file))
        return answer

    def _passing_on(self, answer: Future[Reading], file: str) -> Callable[[Future[Reading]], None]:
        def pass_on(task: Future[Reading]) -> None:
            try:
                answer.set_result(task.result())
            except ProcessExpired as death:
                answer.set_result(rejected(file, TOO_HEAVY, self._contracts, f"reader died: {death.exitcode}"))
            except TimeoutError:
                why = f"not read within {self._limits.wall_s} s"
                answer.set_result(rejected(file, TOO_HEAVY, self._contracts, why))
            except MemoryError:
                answer.set_result(rejected(file, TOO_HEAVY, self._contracts, "out of memory"))
            except (Exception, CancelledError) as error:  # noqa: BLE001 (handed on, never swallowed)
                answer.set_exception(error)

        return pass_on

    def close(self) -> None:
        """Stop at once: what is being read is given up, the processes end."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
