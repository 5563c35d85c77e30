"""Warm child processes: started once, given work by threads, replaced when they die, gone when we are.

The start method is *forkserver*: callers have threads, so ``fork`` is unsafe, and under ``spawn`` the parent of a
child is the thread that happened to start it, which makes "die with your parent" fire too early. The children's parent
is the fork server, which ends with us, also when we are killed (see :mod:`sources.child_process`).
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessPool

T = TypeVar("T")


def _as_it_is(answer: T) -> T:
    return answer


class WarmPool:
    """A pool of child processes; safe to use from many threads.

    Args:
        workers: how many pieces of work are done at the same time.
        prepare: makes a fresh process ready.
        prepared_with: its arguments.
        preload: modules that the fork server imports once for all processes.
    """

    def __init__(
        self, workers: int, prepare: Callable[..., object], prepared_with: Sequence[object], preload: Sequence[str] = ()
    ) -> None:
        context = multiprocessing.get_context("forkserver")
        if preload:
            context.set_forkserver_preload(list(preload))
        self._start = partial(
            ProcessPool, max_workers=workers, context=context, initializer=prepare, initargs=list(prepared_with)
        )
        self._starting = threading.Lock()
        self._pool = self._start()

    def run(
        self,
        work: Callable[..., Any],
        args: Sequence[object],
        *,
        wall_s: int,
        on_error: Callable[[BaseException], T],
        unpack: Callable[[Any], T] = _as_it_is,
    ) -> Future[T]:
        """Have a piece of work done in a child process.

        Args:
            work: a function of a module that the child can import.
            args: its arguments; they and the answer travel pickled.
            wall_s: seconds on the clock after which the child is killed.
            on_error: what to answer instead of an error (a death, a timeout, what ``work`` raised); it may raise.
            unpack: makes the answer of what ``work`` returned.
        """
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()
        task = self._living().schedule(work, list(args), timeout=wall_s)
        task.add_done_callback(partial(_pass_on, answer, unpack, on_error))
        return answer

    def _living(self) -> ProcessPool:
        """The pool; a new one where it broke (a process that is killed while idle breaks a pebble pool for good)."""
        with self._starting:
            if not self._pool.active:
                self._pool = self._start()
            return self._pool

    def close(self) -> None:
        """Stop at once: what is under way is given up, the processes end."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pass_on(
    answer: Future[T], unpack: Callable[[Any], T], on_error: Callable[[BaseException], T], task: Future[Any]
) -> None:
    try:
        answer.set_result(unpack(task.result()))
    except (Exception, CancelledError) as error:  # noqa: BLE001 (handed on, never swallowed)
        try:
            answer.set_result(on_error(error))
        except Exception as other:  # noqa: BLE001 (handed on)
            answer.set_exception(other)
