"""Cell addresses as Excel writes them: column letters and A1 forms, 1-based."""

from __future__ import annotations

import functools


@functools.cache
def letter(column: int) -> str:
    """The letter of a 1-based column: 1 → ``A``, 27 → ``AA``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@functools.cache
def column_number(letters: str) -> int:
    """The 1-based column of its letters: ``A`` → 1, ``AA`` → 27."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number


def address(row: int, column: int) -> str:
    """The address of a cell, e.g. ``F17``; both 1-based."""
    return f"{letter(column)}{row}"


def area(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """The address of a rectangle, e.g. ``A5:V345``."""
    return f"{letter(first_column)}{first_row}:{letter(last_column)}{last_row}"
