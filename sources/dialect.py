"""How the records of a text file are cut into cells: delimiter and quoting, decided from evidence over many rows.

Every candidate reads the same sample. The better one makes more rows of the same width, and fewer cells in which
another candidate still stands. Rare delimiters are tried where the usual ones make no table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sources.cutting import Dialect, literal
from sources.records import plain_records

USUAL = (",", ";", "\t", "|")
RARE = ("::", ":", "^", "~", "\x1f", "\x01", " ")
_NAMES = {",": "koma", ", ": "koma dan spasi", ";": "titik koma", "\t": "tab", "|": "garis tegak", " ": "spasi"}
_SAMPLE_RECORDS = 400
_RIVAL = 0.85
"""From what share of the best score another delimiter is named as possible too."""
_SPACED_QUOTE = re.compile(r'[,;|\t] +"')
_ESCAPED = re.compile(r'\\"(?=[^",;|\t\r\n])')
_OTHER_QUOTES = ("'", "`")


@dataclass(frozen=True, slots=True)
class _Evidence:
    score: float
    width: int
    share: float
    words: float
    figures: float
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
    best = _best(sample, USUAL)
    if best is None or best[0] < 0.8:
        rare = _best(sample, RARE)
        if rare is not None and (best is None or rare[0] * 0.8 > best[0]):
            best = rare
    return best[1] if best is not None else Dialect(None, why="tidak ada pemisah kolom yang ajek")


def _best(sample: str, delimiters: tuple[str, ...]) -> tuple[float, Dialect] | None:
    found: list[tuple[float, Dialect]] = []
    for delimiter in delimiters:
        if delimiter not in sample or any(delimiter in str(d.delimiter) for _, d in found):
            continue
        for dialect in _variants(sample, delimiter):
            rows = _sample_rows(sample, dialect)
            evidence = _weigh(rows, dialect, has_escapes=_has_escapes(sample))
            if evidence is None or not evidence.is_table:
                continue
            if delimiter == " " and (evidence.share < 0.95 or evidence.width < 3 or evidence.figures < 0.15):
                continue
            name = _NAMES.get(str(dialect.delimiter), repr(delimiter))
            why = f"{name} memberi {evidence.width} kolom pada {evidence.share:.0%} baris"
            found.append((evidence.score, replace(dialect, width=evidence.width, why=why)))
    if not found:
        return None
    score, dialect = max(found, key=lambda f: f[0])
    rivals = {str(d.delimiter) for s, d in found if d.delimiter != dialect.delimiter and s >= _RIVAL * score}
    rivals -= {f"{dialect.delimiter} ", str(dialect.delimiter).strip()}
    if rivals:
        others = ", ".join(sorted(_NAMES.get(r, repr(r)) for r in rivals))
        dialect = replace(dialect, why=f"{dialect.why}; belum pasti, {others} hampir sama cocok")
    return score, dialect


def _variants(sample: str, delimiter: str) -> Iterator[Dialect]:
    """The ordinary way of quoting, and others of which the sample shows signs."""
    plain = Dialect(delimiter, skips_blanks=bool(_SPACED_QUOTE.search(sample)) or _is_spaced(sample, delimiter))
    yield plain
    if delimiter == "," and sample.count(", ") * 2 > sample.count(","):
        yield replace(plain, delimiter=", ")
    rows = [r for r in islice(plain_records(sample, plain), _SAMPLE_RECORDS) if any(r)]
    single = [r for r in rows if len(r) == 1 and delimiter in r[0]]
    if '"' in sample and len(single) * 2 > len(rows) and _has_whole_quotes(sample):
        yield replace(plain, is_wrapped=True)
    if _has_escapes(sample):
        yield replace(plain, escape="\\")
    mark = re.escape(delimiter)
    for quote in _OTHER_QUOTES:
        whole = rf"(?:^|{mark}){quote}(?:[^{quote}\n]|{quote}{quote})*{quote}(?:{mark}|\r?$)"
        if sample.count(quote) > 3 and len(re.findall(whole, sample[:50_000], re.MULTILINE)) > 1:
            yield replace(plain, quote=quote)


def _has_whole_quotes(sample: str) -> bool:
    """Whether most lines begin and end with a quote."""
    lines = [line for line in sample[:100_000].splitlines() if line]
    return 2 * sum(line[0] == line[-1] == '"' for line in lines) > len(lines)


def _sample_rows(sample: str, dialect: Dialect) -> list[list[str]]:
    """The first records; where a quote that was never closed swallows many of them, line by line."""
    rows = list(islice(plain_records(sample, dialect), _SAMPLE_RECORDS))
    if not dialect.is_wrapped and any(cell.count("\n") > 8 for row in rows for cell in row):
        return [literal(line, dialect) for line in islice(sample.splitlines(), _SAMPLE_RECORDS)]
    return rows


def _is_spaced(sample: str, delimiter: str) -> bool:
    """Whether a blank stands behind each delimiter between cells (", ")."""
    rows = islice(plain_records(sample, Dialect(delimiter)), _SAMPLE_RECORDS)
    later = [cell for row in rows if len(row) > 1 for cell in row[1:]]
    return delimiter != " " and len(later) > 3 and sum(c[:1] == " " for c in later) >= 0.95 * len(later)


def _has_escapes(sample: str) -> bool:
    """Whether backslashes stand before quotes inside cells (one before the last quote of a cell proves nothing)."""
    return len(_ESCAPED.findall(sample)) > 1


def _weigh(rows: list[list[str]], dialect: Dialect, *, has_escapes: bool) -> _Evidence | None:
    filled = [r for r in rows if any(c.strip() for c in r)]
    widths = Counter(len(r) for r in filled if len(r) > 1)
    if not widths:
        return None
    delimiter = str(dialect.delimiter)
    width, count = max(widths.items(), key=lambda w: (w[1], w[0]))
    uncut = sum(1.0 if any(d in r[0] for d in USUAL if d != delimiter) else 0.5 for r in filled if len(r) == 1)
    share = count / (sum(widths.values()) + uncut)
    others = set(USUAL[1:]) - {delimiter}
    others |= {'"'} if dialect.quote != '"' else set()
    others |= {"\\"} if has_escapes and dialect.escape is None else set()
    cells = [c for r in filled if len(r) > 1 for c in r if c]
    dirty = sum(any(o in c for o in others) for c in cells) / max(len(cells), 1)
    words = sum(c.count(" ") + 1 for c in cells) / max(len(cells), 1)
    score = share * (1 - dirty) ** 1.5 * (1 + 0.05 * min(width, 20))
    figures = sum(c[0].isdigit() for c in cells) / max(len(cells), 1)
    is_prose = delimiter == "," and words >= 2.5 and _is_prose(filled)
    return _Evidence(score, width, share, words, figures, is_prose)


def _is_prose(rows: list[list[str]]) -> bool:
    """Commas of sentences: a blank behind each, and hardly a cell that is a number."""
    later = [c for r in rows for c in r[1:] if c]
    spaced = sum(c[0] == " " for c in later)
    figures = sum(c.strip().replace(".", "").isdigit() for c in later)
    return spaced >= 0.95 * len(later) and figures <= 0.05 * len(later)
