"""How a stage's pieces of work are started: by Prefect as tasks, or plainly in threads (tests, benchmarks).

The stages themselves are plain functions; only this seam and ``flows/ingest.py`` differ between the two.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, Self, TypeVar

T = TypeVar("T")


class Pending(Protocol[T]):  # type: ignore[misc]  # a result goes out, nothing comes in
    """Work under way."""

    def result(self) -> T:
        """Wait for it, and return or raise what it returned or raised."""
        ...


class Stages(Protocol):
    """Starts pieces of work."""

    def submit(self, name: str, work: Callable[[], T]) -> Pending[T]:
        """Start a piece of work that people will see by this name."""
        ...


class PlainStages:
    """Threads and nothing else. Use as a context manager."""

    def __init__(self, workers: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="lumbung-stage")

    def submit(self, name: str, work: Callable[[], T]) -> Pending[T]:  # noqa: ARG002 - names are for Prefect's pages
        """Start it in a thread."""
        return self._pool.submit(work)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
