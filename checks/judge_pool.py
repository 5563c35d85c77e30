"""Batches are judged in warm child processes, so that threads of the flow work side by side and a judge can be killed.

::

    with JudgePool(load_contracts(), Offices.load(), workers=2) as pool:
        judgement = pool.judge(tables, context=context, today=date.today()).result()

Great Expectations is imported once a process, while the first files are still being read (:meth:`JudgePool.expect`);
Prefect never.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import pyarrow as pa
from pebble import ProcessExpired

from checks import judge_worker
from checks.judge import Judgement
from sources.contract import Contracts
from sources.errors import CheckCouldNotRun
from sources.offices import Offices
from sources.warm_pool import WarmPool

DATA_DOCS_S = 60
"""Seconds on the clock that the Data Docs of a run may take. Observed: 1 s for 190 rules, however many the rows."""


T = TypeVar("T")


@dataclass(slots=True)
class _Desk:
    """A judging process, and how many pieces of work it has or awaits."""

    pool: WarmPool
    n_waiting: int = 0


class JudgePool:
    """Warm judging processes, started when there is work for them; safe to use from many threads.

    A process imports Great Expectations, which costs more than judging a batch: a run with nothing new needs none, and
    a run with one batch needs one.

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
        self._workers, self._wall_s = workers, wall_s
        self._start = partial(WarmPool, 1, judge_worker.prepare, [contracts, offices.table(), expectations])
        self._desks: list[_Desk] = []
        self._changing = threading.Lock()

    def expect(self, batches: int) -> None:
        """Have processes get ready for so many batches, while their files are still being read."""
        with self._changing:
            while len(self._desks) < min(batches, self._workers):
                self._open().pool.run(judge_worker.ready, [], wall_s=self._wall_s, on_error=lambda _: False)

    def judge(
        self, batch: Mapping[str, pa.Table], *, context: Mapping[str, pa.Table] | None = None, today: date
    ) -> Future[Judgement]:
        """Judge a batch in a child process; arguments as for :func:`checks.judge.judge`.

        Raises:
            CheckCouldNotRun: (by the future) the process died or took longer than ``wall_s``; what the judge itself
                raises is raised as it is.
        """
        args = [dict(batch), dict(context or {}), today]
        return self._run(judge_worker.judge_batch, args, wall_s=self._wall_s, on_error=self._could_not)

    def data_docs(self, opinions: pa.Table, run_id: str, folder: Path) -> Future[str | None]:
        """Have Great Expectations' Data Docs of a run built in a child process.

        Args:
            opinions: columns :data:`~checks.opinions.OPINIONS`, of all batches.
            run_id: the run.
            folder: where the pages go.

        Returns:
            (By the future) why they could not be built; None: they were. It never raises.
        """
        args = [opinions, run_id, folder]
        return self._run(judge_worker.data_docs, args, wall_s=DATA_DOCS_S, on_error=_why)

    def close(self) -> None:
        """Stop at once: what is under way is given up, the processes end."""
        for desk in self._desks:
            desk.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(
        self, work: Callable[..., T], args: Sequence[object], *, wall_s: int, on_error: Callable[[BaseException], T]
    ) -> Future[T]:
        """Have it done by the process that has least to do; by a new one where all are busy and one more may be."""
        with self._changing:
            desk = min(self._desks, key=lambda one: one.n_waiting, default=None)
            if desk is None or (desk.n_waiting and len(self._desks) < self._workers):
                desk = self._open()
            desk.n_waiting += 1
        answer = desk.pool.run(work, args, wall_s=wall_s, on_error=on_error)
        answer.add_done_callback(partial(self._is_done, desk))
        return answer

    def _open(self) -> _Desk:
        self._desks.append(_Desk(self._start()))
        return self._desks[-1]

    def _is_done(self, desk: _Desk, _: Future[Any]) -> None:
        with self._changing:
            desk.n_waiting -= 1

    def _could_not(self, error: BaseException) -> Judgement:
        if isinstance(error, ProcessExpired | BrokenProcessPool):
            raise CheckCouldNotRun(f"a judge process died: {error}") from error
        if isinstance(error, TimeoutError):
            raise CheckCouldNotRun(f"a batch was not judged within {self._wall_s} s") from error
        raise error


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
