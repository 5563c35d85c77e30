"""Each piece of work as a Prefect task in a thread of the flow's task runner. Only what may pass is tried again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from flows.stages import Pending
from sources.errors import TransientError

T = TypeVar("T")

RETRIES = 3
RETRY_SECONDS = [2.0, 10.0, 30.0]
"""A share that is gone for a moment is back within this; a longer outage waits for the next scheduled run."""


class PrefectStages:
    """Starts pieces of work as tasks of the flow run that it is used in."""

    def submit(self, name: str, work: Callable[[], T]) -> Pending[T]:
        """Start it; it is tried again where its error is transient."""
        one: Task[[], T] = Task(
            work,
            name=name,
            retries=RETRIES,
            retry_delay_seconds=RETRY_SECONDS,
            retry_condition_fn=is_transient,
            cache_policy=NO_CACHE,
            persist_result=False,
            log_prints=False,
        )
        return one.submit()


def is_transient(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task may succeed if tried again."""
    try:
        state.result()
    except TransientError:
        return True
    except Exception:  # noqa: BLE001 - whatever else it is, it would only fail again
        return False
    return False
