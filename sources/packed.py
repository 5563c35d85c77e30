"""A reading on its way from one process to another: values of plain types, which pickle in half the time."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from functools import lru_cache
from itertools import starmap
from operator import attrgetter
from typing import Any

from sources.reading import ExcludedRow, FoundColumn, LooseCell, Reading, TextTable

_COLUMN = attrgetter(*(f.name for f in fields(FoundColumn)))
_EXCLUDED = attrgetter(*(f.name for f in fields(ExcludedRow)))
_OTHERS = tuple(f.name for f in fields(TextTable) if f.name not in ("columns", "excluded"))
_OTHER = attrgetter(*_OTHERS)


def pack(reading: Reading) -> bytes:
    """The bytes of a reading."""
    tables = [(tuple(map(_COLUMN, t.columns)), list(map(_EXCLUDED, t.excluded)), _OTHER(t)) for t in reading.tables]
    loose = list(zip(*reading.loose, strict=True))
    return pickle.dumps((replace(reading, tables=(), loose=()), tables, loose), pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Reading:
    """The reading, from bytes that a child of ours made."""
    bare: Reading
    bare, tables, loose = pickle.loads(data)  # noqa: S301 (our own process wrote it)
    return replace(bare, tables=tuple(starmap(_table, tables)), loose=tuple(map(LooseCell, *loose)) if loose else ())


def _table(columns: tuple[tuple[Any, ...], ...], excluded: list[tuple[Any, ...]], others: tuple[Any, ...]) -> TextTable:
    said = dict(zip(_OTHERS, others, strict=True))
    return TextTable(columns=_columns(columns), excluded=tuple(starmap(ExcludedRow, excluded)), **said)


@lru_cache(maxsize=256)
def _columns(columns: tuple[tuple[Any, ...], ...]) -> tuple[FoundColumn, ...]:
    return tuple(starmap(FoundColumn, columns))
