"""How a statement is put together: SQL stands in files, names come from contracts, values are quoted in one place.

A file of ours may hold ``$words``; :func:`statement` puts quoted identifiers and literals there. A rule's file holds
``$sekarang`` only, and nothing else is ever put into it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
_WORD = re.compile(r"\$([a-z_]+)")

Value = str | int | bool | Decimal | date | None | list[str] | tuple[str, ...]


def quoted(name: str) -> str:
    """An identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Value) -> str:
    """A value as SQL text: the only place where one is made."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case date():
            return f"date '{value.isoformat()}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case list() | tuple():
            return "[" + ", ".join(literal(v) for v in value) + "]::varchar[]"


def listed(parts: Iterable[str]) -> str:
    """Parts of a select list, comma-separated, a part a line."""
    return ",\n    ".join(parts)


@functools.cache
def text_of(path: Path) -> str:
    """The text of one of our own SQL files (read once a process)."""
    return path.read_text(encoding="utf-8").strip().removesuffix(";")


def statement(name: str, **parts: str) -> str:
    """The SQL file ``checks/<name>.sql`` with its ``$words`` replaced.

    Args:
        name: path below ``checks/`` without the ending, e.g. ``casting/dataset``.
        parts: SQL text for each word, made with :func:`quoted`, :func:`literal` or :func:`listed`.

    Raises:
        KeyError: a word of the file was not given.
    """
    return _WORD.sub(lambda word: parts[word.group(1)], text_of(HERE / f"{name}.sql"))
