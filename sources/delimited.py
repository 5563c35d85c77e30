"""A delimited file (csv, tsv, txt) becomes a grid: encoding, dialect, records."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sources.dialect import decide_dialect
from sources.reading import Grid
from sources.records import Cut, Dialect, cut
from sources.rejections import DAMAGED, EMPTY, NO_TABLE, TOO_HEAVY, Unreadable
from sources.text_encoding import Encoding, decode, detect_encoding

_SHARED = 100_000
_MOST_REMARKS = 20
MOST_COLUMNS = 16_384
"""As many as a sheet of Excel has."""
SAMPLE = 1 << 18
"""Bytes of the beginning from which encoding and dialect are decided."""


@dataclass(frozen=True, slots=True)
class Delimited:
    """The grid of a delimited file, and how it was cut."""

    grid: Grid
    encoding: Encoding
    dialect: Dialect
    cut: Cut

    def remarks(self) -> Iterator[str]:
        """What was mended, what could not be and what is unsure, a sentence a record (the first few of each)."""
        said = {"diperbaiki": self.cut.mended, "tidak dipakai": self.cut.broken, "diragukan": self.cut.unsure}
        for what, records in said.items():
            for i, why in islice(records.items(), _MOST_REMARKS):
                yield f"Baris {i + 1} {what}: {why}."
            if len(records) > _MOST_REMARKS:
                yield f"{len(records) - _MOST_REMARKS} baris lain {what} seperti itu."


def read_delimited(data: bytes) -> Delimited:
    """Every record of a delimited file; row numbers are record numbers, blank lines counted.

    Raises:
        Unreadable: nothing in it, or no table.
    """
    encoding, dialect = choose_dialect(data[:SAMPLE], is_whole=len(data) <= SAMPLE)
    if encoding.name == "utf-8" and len(data) > SAMPLE and not _is_utf8(data):
        encoding = Encoding("cp1252", "bukan UTF-8")
    text = decode(data, encoding)
    try:
        done = cut(text, dialect)
    except csv.Error as error:
        raise Unreadable(DAMAGED, f"csv: {error}") from error
    return _delimited(done, encoding, dialect)


def _delimited(done: Cut, encoding: Encoding, dialect: Dialect) -> Delimited:
    rows = list(_shared(done.rows))
    return Delimited(Grid(None, rows), encoding, dialect, done)


def _shared(found: Iterable[list[str]]) -> Iterator[list[str]]:
    """Records whose equal cells are one string (half the memory of a long file); a cell of blanks is empty."""
    known: dict[str, str] = {}
    share, room = known.setdefault, _SHARED
    for record in found:
        if room > 0:
            yield ["" if cell.isspace() else share(cell, cell) for cell in record]
            room = _SHARED - len(known)
        else:
            yield ["" if cell.isspace() else known.get(cell, cell) for cell in record]


def choose_dialect(sample: bytes, *, is_whole: bool) -> tuple[Encoding, Dialect]:
    """Encoding and dialect, from the beginning of a file.

    Raises:
        Unreadable: nothing in it, or no table.
    """
    encoding = detect_encoding(sample, is_whole=is_whole)
    text = decode(sample, encoding)
    if not text.strip("\ufeff\x1a \t\r\n"):
        raise Unreadable(EMPTY, "only blanks")
    dialect = decide_dialect(text if is_whole else text[: text.rfind("\n") + 1] or text)
    if dialect.delimiter is None:
        raise Unreadable(NO_TABLE, dialect.why)
    if dialect.width > MOST_COLUMNS:
        raise Unreadable(TOO_HEAVY, f"{dialect.width} columns")
    return encoding, dialect


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
