"""Strangers' files, read in forked children with limits: for the command line, which has no warm pool and no threads.

::

    reading = read_apart(reader, Path("lahat.xlsx"))

The child is forked from the caller, so nothing is imported or loaded again; it costs a few milliseconds. Programs with
threads use :class:`sources.pool.ReaderPool`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sources.apart_child import Child, Lost
from sources.contract import Contracts
from sources.limits import DEFAULT_LIMITS, Limits
from sources.reader import Reader
from sources.reading import Reading
from sources.rejections import TOO_HEAVY, rejected
from sources.zip_files import is_zip_name, unpack

T = TypeVar("T")


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
    return lost(file, said, reader.contracts) if isinstance(said, Lost) else said


def lost(file: str, answer: Lost, contracts: Contracts) -> Reading:
    """The rejection of a file whose child died or exceeded a limit."""
    return rejected(file, TOO_HEAVY, contracts, answer.why)


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


def run_apart(work: Callable[[], T], limits: Limits) -> T | Lost:
    """Do work on a stranger's file in a child process.

    Raises:
        RuntimeError: a fault of ours in the child, with its words.
    """
    return next(run_all_apart([work], limits, side_by_side=1))


def run_all_apart(
    works: Sequence[Callable[[], T]], limits: Limits, side_by_side: int | None = None
) -> Iterator[T | Lost]:
    """Do pieces of work in child processes, some at the same time; the answers come in the order of the pieces.

    A child does every n-th piece one after the other, so that what it learned of headings stays; one that dies is
    replaced for what it has not done yet. Children wait while nobody asks for their answers.

    Args:
        works: the pieces.
        limits: of each.
        side_by_side: how many children; None: one a processor.

    Raises:
        RuntimeError: a fault of ours in a child, with its words.
    """
    step = max(1, min(side_by_side or os.cpu_count() or 1, len(works)))
    children = [Child(works[first::step], limits) for first in range(step)]
    try:
        for position in range(len(works)):
            yield children[position % step].answer()
    finally:
        for child in children:
            child.end()
