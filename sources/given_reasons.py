"""Reasons in the sheet "Perbaikan" of a workbook that comes back: what its office wrote to the lines that ask.

The sheet is a stranger's: it may hold anything, anywhere, of any length. What comes out is short plain text without
long numbers; whether a line belongs to a finding is decided where the ledger is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

REASON_HEADING: Final = "Alasan (diisi UPT)"
SHEET_HEADING, CELLS_HEADING, MESSAGE_HEADING = "Lembar", "Sel", "Apa yang salah"
MOST_REASONS: Final = 1000
"""Of a sheet. A list folds sixteen findings of a kind into one line, so an honest one has far fewer."""
LONGEST_REASON: Final = 300
_LONGEST_CELL: Final = 4000
"""Of any cell that is looked at; the longest that we write ourselves, forty areas, has 900."""
_HEADINGS: Final = (SHEET_HEADING, CELLS_HEADING, MESSAGE_HEADING, REASON_HEADING)
_PERSONS_NUMBER: Final = re.compile(r"\d(?:[\W_]{0,2}\d){12,}|(?<!\d)(?:\+?62[ -]?|0)8\d\d(?:[ .-]?\d){5,}")
"""Thirteen digits and more, as :mod:`checks.masking` hides them (a NIK has 16, an NIB 13), and mobile telephones."""


class GivenReason(NamedTuple):
    """What an office wrote beside a line that asks: why the value is right.

    Attributes:
        sheet: As the line names it, like ``cells`` (``F17``, or ``F17:F40, F45``) and ``message``.
        text: One line of at most :data:`LONGEST_REASON` characters, digits of long numbers hidden.
    """

    sheet: str
    cells: str
    message: str
    text: str


def given_reasons(rows: Iterable[Sequence[str]]) -> tuple[GivenReason, ...]:
    """The reasons in the rows of a sheet: at most :data:`MOST_REASONS`, the first for each line."""
    found: dict[tuple[str, ...], GivenReason] = {}
    for one in _filled_in(rows):
        found.setdefault(one[:3], one)
    return tuple(islice(found.values(), MOST_REASONS))


def _filled_in(rows: Iterable[Sequence[str]]) -> Iterator[GivenReason]:
    places: list[int] = []
    for row in rows:
        if REASON_HEADING in row:
            places = [row.index(name) for name in _HEADINGS if name in row]
        elif len(places) == len(_HEADINGS) and len(row) > max(places):
            sheet, cells, message, text = (row[place][:_LONGEST_CELL] for place in places)
            if text and (said := _plain(text)):
                yield GivenReason(one_line(sheet), one_line(cells), one_line(message), said)


def one_line(text: str) -> str:
    """A text without line breaks and without double or trailing blanks."""
    return " ".join(text.split())


def _plain(text: str) -> str:
    """What a person reads of a text; empty where no word stands in it, or a formula."""
    compatible = unicodedata.normalize("NFKC", text)
    visible = "".join(c for c in compatible if c.isspace() or not unicodedata.category(c).startswith("C"))
    shown = without_persons_numbers(one_line(visible).lstrip("+-@ "))[:LONGEST_REASON].strip()
    return shown if any(c.isalpha() for c in shown) and not shown.startswith("=") else ""


def without_persons_numbers(text: str) -> str:
    """A text with dots for the digits of every number that may be a person's: NIK, NIB, account, mobile telephone."""
    return _PERSONS_NUMBER.sub(lambda found: re.sub(r"\d", "•", found[0]), text)
