"""How the records of a text file are cut into cells: delimiter and quoting, decided from evidence over many rows.

Every candidate reads the same sample. The better one makes more rows of the same width, and fewer cells in which
another candidate still stands.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}
_SAMPLE_RECORDS = 400
_MAX_FIELD = 1 << 27
_SPACED_QUOTE = re.compile(r'[,;|\t] +"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to cut: ``delimiter`` None means a single column.

    ``is_wrapped``: records stand whole inside quotes, with the cells inside (an export that was quoted twice).
    ``is_quoted`` False: quotes are ordinary characters (one was never closed).
    """

    delimiter: str | None
    is_quoted: bool = True
    is_wrapped: bool = False
    skips_blanks: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    score: float
    width: int
    share: float
    words: float
    is_prose: bool

    @property
    def is_table(self) -> bool:
        """Rows of one width; fewer of them suffice where cells are short, as those of tables are."""
        return not self.is_prose and (self.share >= 0.7 or (self.share >= 0.3 and self.words <= 4))


def decide_dialect(sample: str) -> Dialect:
    """The dialect of a text, from its first records.

    Args:
        sample: the text, or its beginning (then cut at a line end).
    """
    skips = bool(_SPACED_QUOTE.search(sample))
    found: list[tuple[float, Dialect]] = []
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        plain = Dialect(delimiter, skips_blanks=skips)
        for dialect in _variants(sample, plain):
            rows = list(islice(records(sample, dialect), _SAMPLE_RECORDS))
            evidence = _weigh(rows, delimiter)
            if evidence is not None and evidence.is_table:
                name = _NAMES[delimiter]
                why = f"{name} memberi {evidence.width} kolom pada {evidence.share:.0%} baris"
                found.append((evidence.score, replace(dialect, why=why)))
    if not found:
        return Dialect(None, why="tidak ada pemisah kolom yang ajek")
    return max(found, key=lambda f: f[0])[1]


def _variants(sample: str, plain: Dialect) -> Iterator[Dialect]:
    yield plain
    rows = [r for r in islice(records(sample, plain), _SAMPLE_RECORDS) if any(r)]
    single = [r for r in rows if len(r) == 1 and plain.delimiter is not None and plain.delimiter in r[0]]
    if '"' in sample and len(single) * 2 > len(rows):
        yield replace(plain, is_wrapped=True)
    if any(cell.count("\n") > 8 for row in rows for cell in row):
        yield replace(plain, is_quoted=False)


def _weigh(rows: list[list[str]], delimiter: str) -> _Evidence | None:
    filled = [r for r in rows if any(c.strip() for c in r)]
    widths = Counter(len(r) for r in filled if len(r) > 1)
    if not widths:
        return None
    width, count = max(widths.items(), key=lambda w: (w[1], w[0]))
    n_cut = sum(widths.values())
    share = count / (n_cut + 0.5 * (len(filled) - n_cut))
    others = "".join(set(DELIMITERS[1:]) - {delimiter})
    cells = [c for r in filled if len(r) > 1 for c in r if c]
    dirty = sum(any(o in c for o in others) for c in cells) / max(len(cells), 1)
    words = sum(c.count(" ") + 1 for c in cells) / max(len(cells), 1)
    score = share * (1 - dirty) ** 2 * (1 + 0.05 * min(width, 20))
    return _Evidence(score, width, share, words, delimiter == "," and words >= 2.5 and _is_prose(filled))


def _is_prose(rows: list[list[str]]) -> bool:
    """Commas of sentences: a blank behind each, and hardly a cell that is a number."""
    later = [c for r in rows for c in r[1:] if c]
    spaced = sum(c[0] == " " for c in later)
    figures = sum(c.strip().replace(".", "").isdigit() for c in later)
    return spaced >= 0.95 * len(later) and figures <= 0.05 * len(later)


def records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """The records of a text; blank lines are records without cells. Line breaks inside quotes do not end a record."""
    return cut(io.StringIO(text, newline=""), dialect)


def cut(lines: Iterator[str] | io.TextIOBase, dialect: Dialect) -> Iterator[list[str]]:
    """The records of a stream of lines (line ends kept)."""
    if csv.field_size_limit() < _MAX_FIELD:
        csv.field_size_limit(_MAX_FIELD)
    delimiter = dialect.delimiter
    reader = csv.reader(
        lines,
        delimiter=delimiter or "\x1f",
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        skipinitialspace=dialect.skips_blanks,
    )
    if not dialect.is_wrapped or delimiter is None:
        return reader
    return (_unwrapped(row, delimiter) for row in reader)


def _unwrapped(row: list[str], delimiter: str) -> list[str]:
    if len(row) != 1 or delimiter not in row[0]:
        return row
    return next(csv.reader([row[0]], delimiter=delimiter), row)
