"""A forked child that does pieces of work with limits and answers each: what :mod:`sources.apart` is made of.

The child is forked from the caller, so nothing is imported or loaded again. An answer is its length and its pickle: one
that a dying child did not finish is no answer.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sources import pool_worker
from sources.limits import Limits

_CHUNK = 1 << 20
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Lost:
    """The child gave no answer: why."""

    why: str


class Child:
    """Does pieces of work one after the other; started again for the rest when it dies.

    Args:
        works: the pieces.
        limits: of each; memory beyond that of the caller.
    """

    def __init__(self, works: Sequence[Callable[[], Any]], limits: Limits) -> None:
        self._left = list(works)
        self._limits = limits
        self._process: int | None = None
        self._source = -1
        self._start()

    def answer(self) -> Any:
        """What the next piece gave, or :class:`Lost`.

        Raises:
            RuntimeError: a fault of ours in the child, with its words.
        """
        if self._process is None:
            self._start()
        said = self._receive()
        self._left.pop(0)
        if isinstance(said, Lost):
            self.end()
            return said
        is_fault, answer = pickle.loads(said)  # noqa: S301 (our own child's)
        if is_fault:
            raise RuntimeError(answer)
        return answer

    def end(self) -> None:
        """Stop at once."""
        if self._process is None:
            return
        os.close(self._source)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._process = None

    def _start(self) -> None:
        self._source, sink = os.pipe()
        with warnings.catch_warnings():
            # A progress bar's thread may run beside us; the child only reads, answers, and ends.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = os.fork()
        if self._process == 0:  # pragma: no cover (another process)
            os.close(self._source)
            _serve(self._left, sink, self._limits)
        os.close(sink)

    def _receive(self) -> bytes | Lost:
        until = time.monotonic() + self._limits.wall_s
        length = self._take(_LENGTH, until)
        if isinstance(length, Lost):
            return length
        return self._take(int.from_bytes(length, "big"), until)

    def _take(self, n: int, until: float) -> bytes | Lost:
        """So many bytes of what the child says."""
        parts: list[bytes] = []
        while n:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._source], [], [], left)[0]:
                return Lost(f"not read within {self._limits.wall_s} s")
            part = os.read(self._source, min(n, _CHUNK))
            if not part:
                return Lost("reader died")
            parts.append(part)
            n -= len(part)
        return b"".join(parts)


def _serve(works: Sequence[Callable[[], object]], sink: int, limits: Limits) -> None:  # pragma: no cover
    """In the child: work, answer, end; never returns."""
    try:
        pool_worker.confine(limits.memory_mb)
        with os.fdopen(sink, "wb") as stream:
            for work in works:
                pool_worker.allow_cpu(limits.cpu_s)
                said = pickle.dumps(_done(work), protocol=pickle.HIGHEST_PROTOCOL)
                stream.write(len(said).to_bytes(_LENGTH, "big"))
                stream.write(said)
                stream.flush()
    finally:
        os._exit(0)


def _done(work: Callable[[], object]) -> tuple[bool, object]:  # pragma: no cover
    try:
        return False, work()
    except MemoryError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 (the parent raises it)
        return True, f"{type(error).__name__}: {error}"
