"""Statements of this room: SQL stands in files under ``warehouse/sql``, names come from contracts and descriptions."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from string import Template

from checks.sql_text import literal, quoted, text_of

__all__ = ["listed", "literal", "name", "statement"]

HERE = Path(__file__).parent / "sql"


def name(*parts: str) -> str:
    """A name, qualified by what stands before it: ``name("core", "upt")`` is ``"core"."upt"``."""
    return ".".join(quoted(part) for part in parts)


def listed(values: Collection[str]) -> str:
    """What may stand after ``in``: ``('2026-01', '2026-02')``; of nothing ``(null)``, in which nothing is."""
    return f"({', '.join(literal(value) for value in sorted(values))})" if values else "(null)"


def statement(file: str, **words: str) -> str:
    """The SQL file ``warehouse/sql/<file>.sql`` with its ``$words`` replaced.

    Args:
        file: name without the ending, e.g. ``muat_fakta``.
        words: SQL text for each word, made with :func:`name` or :func:`literal`.

    Raises:
        KeyError: a word of the file was not given.
    """
    return Template(text_of(HERE / f"{file}.sql")).substitute(words)
