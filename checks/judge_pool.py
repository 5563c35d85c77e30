"""Batches are judged in warm child processes, so that threads of the flow work side by side and a judge can be killed.

::

    with JudgePool(load_contracts(), Offices.load(), workers=2) as pool:
        judgement = pool.judge(tables, context=context, today=date.today()).result()

Great Expectations is imported once a process, while the first files are still being read; Prefect never.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

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


class JudgePool(WarmPool):
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
        super().__init__(workers, judge_worker.prepare, [contracts, offices.table(), expectations])
        self.run(judge_worker.ready, [], wall_s=wall_s, on_error=lambda _: False)

    def judge(
        self, batch: Mapping[str, pa.Table], *, context: Mapping[str, pa.Table] | None = None, today: date
    ) -> Future[Judgement]:
        """Judge a batch in a child process; arguments as for :func:`checks.judge.judge`.

        Raises:
            CheckCouldNotRun: (by the future) the process died or took longer than ``wall_s``; what the judge itself
                raises is raised as it is.
        """
        args = [dict(batch), dict(context or {}), today]
        return self.run(judge_worker.judge_batch, args, wall_s=self._wall_s, on_error=self._could_not)

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
        return self.run(judge_worker.data_docs, args, wall_s=DATA_DOCS_S, on_error=_why)

    def _could_not(self, error: BaseException) -> Judgement:
        if isinstance(error, ProcessExpired | BrokenProcessPool):
            raise CheckCouldNotRun(f"a judge process died: {error}") from error
        if isinstance(error, TimeoutError):
            raise CheckCouldNotRun(f"a batch was not judged within {self._wall_s} s") from error
        raise error


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
