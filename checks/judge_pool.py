"""Batches are judged in warm child processes, so that threads of the flow work side by side and a judge can be killed.

::

    with JudgePool(load_contracts(), Offices.load(), workers=2) as pool:
        judgement = pool.judge(tables, context=context, today=date.today()).result()

Great Expectations is imported once a process, while the first files are still being read; Prefect never. The processes
start from the fork server for the reasons that :mod:`sources.pool` gives, and die with it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from types import TracebackType
from typing import Self

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool

from checks import judge_worker
from checks.judge import Judgement
from sources.contract import Contracts
from sources.errors import CheckCouldNotRun
from sources.offices import Offices


class JudgePool:
    """A warm pool of judging processes; safe to use from many threads.

    Args:
        contracts: datasets and rules.
        offices: the reference offices that rules compare with.
        workers: how many batches are judged at the same time.
        expectations: have Great Expectations judge beside the SQL.
        wall_s: time that one batch may take (seconds on the clock).
    """

    def __init__(
        self,
        contracts: Contracts,
        offices: Offices,
        workers: int = 2,
        *,
        expectations: bool = True,
        wall_s: int = 600,
    ) -> None:
        self._wall_s = wall_s
        self._start = partial(
            ProcessPool,
            max_workers=workers,
            context=multiprocessing.get_context("forkserver"),
            initializer=judge_worker.prepare,
            initargs=[contracts, offices.table(), expectations],
        )
        self._starting = threading.Lock()
        self._pool = self._start()
        self._pool.schedule(judge_worker.ready)

    def judge(
        self, batch: Mapping[str, pa.Table], *, context: Mapping[str, pa.Table] | None = None, today: date
    ) -> Future[Judgement]:
        """Judge a batch in a child process; arguments as for :func:`checks.judge.judge`.

        Raises:
            CheckCouldNotRun: (by the future) the process died or took longer than ``wall_s``; what the judge itself
                raises is raised as it is.
        """
        answer: Future[Judgement] = Future()
        answer.set_running_or_notify_cancel()
        task = self._living_pool().schedule(
            judge_worker.judge_batch, [dict(batch), dict(context or {}), today], timeout=self._wall_s
        )
        task.add_done_callback(self._pass_on(answer))
        return answer

    def _living_pool(self) -> ProcessPool:
        """The pool; a new one where it broke (a process that is killed while idle breaks a pebble pool for good)."""
        with self._starting:
            if not self._pool.active:
                self._pool = self._start()
            return self._pool

    def _pass_on(self, answer: Future[Judgement]) -> Callable[[Future[Judgement]], None]:
        def pass_on(task: Future[Judgement]) -> None:
            try:
                answer.set_result(task.result())
            except (ProcessExpired, BrokenProcessPool) as death:
                answer.set_exception(CheckCouldNotRun(f"a judge process died: {death}"))
            except TimeoutError:
                answer.set_exception(CheckCouldNotRun(f"a batch was not judged within {self._wall_s} s"))
            except (Exception, CancelledError) as error:  # noqa: BLE001 (handed on, never swallowed)
                answer.set_exception(error)

        return pass_on

    def close(self) -> None:
        """Stop at once; what is being judged is given up."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
