"""One stranger's file, read in a forked child with limits: for the command line, which has no warm pool and no threads.

::

    reading = read_apart(reader, Path("lahat.xlsx"))

The child is forked from the caller, so nothing is imported or loaded again; it costs a few milliseconds. Programs with
threads use :class:`sources.pool.ReaderPool`.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sources import pool_worker
from sources.limits import DEFAULT_LIMITS, Limits
from sources.reader import Reader
from sources.reading import Reading
from sources.rejections import TOO_HEAVY, rejected
from sources.zip_files import is_zip_name, unpack

T = TypeVar("T")

_CHUNK = 1 << 20


def read_apart(reader: Reader, path: Path, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a file in a child process.

    Args:
        reader: what the child reads with.
        path: where the bytes are.
        name: what the file was called when it came; None: as the path says.
        limits: for this file.

    Returns:
        The reading; a child that dies or exceeds a limit is a rejection.

    Raises:
        OSError: the file cannot be opened.
        RuntimeError: a fault of ours in the child, with its words.
    """
    file = name or path.name
    with path.open("rb"):
        pass
    said = run_apart(lambda: reader.read_file(path, file), limits)
    if isinstance(said, Lost):
        return rejected(file, TOO_HEAVY, reader.contracts, said.why)
    return said


@contextmanager
def files_apart(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> Iterator[list[tuple[str, Path]]]:
    """Files with what they are called; in the place of a zip of files, those in it, while the context lasts.

    Raises:
        OSError: a file cannot be opened, or there is no room to unpack.
    """
    with ExitStack() as stack:
        found: list[tuple[str, Path]] = []
        for path in paths:
            inside = None
            if is_zip_name(path.name):
                with path.open("rb"):
                    pass
                folder = Path(stack.enter_context(TemporaryDirectory(prefix="lumbung-")))
                inside = run_apart(partial(unpack, path, str(path), folder), limits)
            found += [(str(path), path)] if inside is None or isinstance(inside, Lost) else inside
        yield found


@dataclass(frozen=True, slots=True)
class Lost:
    """The child gave no answer: why."""

    why: str


def run_apart(work: Callable[[], T], limits: Limits) -> T | Lost:
    """Do work on a stranger's file in a child process.

    Raises:
        RuntimeError: a fault of ours in the child, with its words.
    """
    source, sink = os.pipe()
    with warnings.catch_warnings():
        # A progress bar's thread may run beside us; the child only reads, answers, and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:  # pragma: no cover (another process)
        os.close(source)
        _serve(work, sink, limits)
    os.close(sink)
    try:
        answer = _receive(source, limits.wall_s)
    finally:
        os.close(source)
        _end(child)
    if answer is None:
        return Lost(f"not read within {limits.wall_s} s")
    if not answer:
        return Lost("reader died")
    is_fault, said = pickle.loads(answer)  # noqa: S301 (our own child's)
    if is_fault:
        raise RuntimeError(said)
    return said  # type: ignore[no-any-return]


def _serve(work: Callable[[], object], sink: int, limits: Limits) -> None:  # pragma: no cover
    """In the child: read, answer, end; never returns."""
    try:
        pool_worker.confine(limits.memory_mb)
        pool_worker.allow_cpu(limits.cpu_s)
        said: tuple[bool, object] = False, work()
    except MemoryError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 (the parent raises it)
        said = True, f"{type(error).__name__}: {error}"
    try:
        with os.fdopen(sink, "wb") as stream:
            pickle.dump(said, stream, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _receive(source: int, wall_s: float) -> bytes | None:
    """Everything that the child says until it ends; None: it took too long."""
    until = time.monotonic() + wall_s
    parts: list[bytes] = []
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([source], [], [], left)[0]:
            return None
        part = os.read(source, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _end(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
