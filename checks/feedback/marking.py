"""Bytes of a submission and what was found in it → the bytes that the office gets back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePath
from typing import Final, Literal, NamedTuple

from checks.feedback.copy import copied
from checks.feedback.notice import Notice
from checks.feedback.patch import patched
from checks.feedback.spans import UnpatchableError
from sources.delimited import read_delimited
from sources.reading import Grid
from sources.rejections import Unreadable, is_panic
from sources.sniff import HEAD, FileKind, has_macros, sniff
from sources.workbook import read_ole, read_zip

_LONGEST_NAME: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

How = Literal["marked", "copied", "listed"]


class Marked(NamedTuple):
    """The workbook; whether it is the office's own, a copy of its cells, or the list alone; the suffix of its name."""

    content: bytes
    how: How
    suffix: str = ".xlsx"


def mark(data: bytes, notice: Notice) -> Marked:
    """The office's own workbook marked; of another format a new one; of what cannot be read the list alone.

    To be called in a limited child process: ``data`` are a stranger's.

    Args:
        data: as submitted.
        notice: what is told.
    """
    kind = sniff_or_none(data)
    if kind == "zip":
        # Numbers and references that are none: no program writes such a workbook, and nothing in it can be relied on.
        with suppress(UnpatchableError, Unreadable, ValueError, LookupError):
            return Marked(patched(data, notice), "marked", ".xlsm" if has_macros(kind, data) else ".xlsx")
    grids = _grids(data, kind)
    name = (notice.data_name or PurePath(notice.file).stem).translate(_FORBIDDEN)[:_LONGEST_NAME].strip() or "Data"
    content = patched(copied(grids, name=name), notice, is_copy=bool(grids))
    return Marked(content, "copied" if grids else "listed")


def sniff_or_none(data: bytes) -> FileKind | None:
    """The kind of a file; None where it is nothing that we read."""
    with suppress(Unreadable):
        return sniff(data[:HEAD], len(data))
    return None


def _grids(data: bytes, kind: FileKind | None) -> list[Grid]:
    """The sheets of a file; none where it cannot be read."""
    try:
        if kind == "text":
            return [read_delimited(data).grid]
        if kind is not None:
            return read_zip(data) if kind == "zip" else read_ole(data)
    except Unreadable:
        pass
    except BaseException as error:
        if not is_panic(error):
            raise
    return []
