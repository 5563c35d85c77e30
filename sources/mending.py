"""A record that breaks its file's dialect is cut in every way that makes sense; the way that fits the columns is taken.

Taken only where it fits as rows do and no other way fits nearly as well. Otherwise the row is *broken*: it keeps its
cells as they were cut, and its reader must not take them for the columns that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sources.column_shapes import ColumnShapes
from sources.cutting import Dialect, cut_line, literal

_OTHER_DELIMITERS = (",", ";", "\t", "|", ", ", " ")
_QUOTES = "'`\""
_MOST_QUOTES = 40
_LETTER = "\x1e"
"""Stands for a quote that is taken for a letter."""
_WIDEST = 64
_LONGEST = 20_000
_LONGEST_SPLIT = 60
_MARGIN = 2.5
"""By how much (a factor of 12 in likelihood) the best way must beat the next."""
_SLACK = 7.0
"""How much worse than nearly all other rows a mended row may fit: one cell unlike any of its column."""
_MOST_ENTRIES = 4
_BY_ANOTHER = "pemisah baris ini"

Kind = Literal["as it was", "mended", "broken", "unsure"]

_Way = tuple[float, tuple[str, ...], str]
"""How well it fits, the cells, and what was done."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a record: ``as it was``, ``mended``, ``broken``, or headings of which one is ``unsure``."""

    cells: list[str]
    kind: Kind = "as it was"
    why: str = ""

    @property
    def has_other_delimiter(self) -> bool:
        """Whether it was mended by cutting it at another delimiter than the file's."""
        return self.kind == "mended" and self.why.startswith(_BY_ANOTHER)


def mend(line: str, cells: list[str], dialect: Dialect, shapes: ColumnShapes) -> Mended:
    """The best way to cut a record.

    Args:
        line: the record as it stands in the file.
        cells: how it was cut at first.
        dialect: the file's.
        shapes: of the rows that are as they should be.
    """
    if shapes.width > _WIDEST or shapes.n < 3 or not _looks_like_row(line, cells, shapes.width):
        return Mended(cells)
    ways = _ranked(_ways(line, dialect, shapes), signs=f"{dialect.mark}{_QUOTES}\\")
    if not ways:
        return Mended(cells, "broken", "terpotong lain dari baris yang lain")
    fit, best, what = ways[0]
    is_clear = len(ways) == 1 or fit - ways[1][0] >= _MARGIN
    if fit >= shapes.usual - _SLACK and is_clear:
        return Mended(list(best), "mended" if what else "as it was", what)
    if not any(c.isdigit() for text in cells for c in text):
        return _heading(cells, shapes)
    return Mended(cells, "broken", "jumlah sel tidak cocok dan letaknya tidak pasti")


def _looks_like_row(line: str, cells: list[str], width: int) -> bool:
    """Whether half of the cells are filled, or would be with another delimiter; a title or remark is no row."""
    if len(line) > _LONGEST:
        return False
    return 2 * sum(1 for c in cells if c) >= width or any(line.count(d) >= width - 1 for d in _OTHER_DELIMITERS)


def _heading(cells: list[str], shapes: ColumnShapes) -> Mended:
    """A row without any digit, which fits no column: the headings, most likely."""
    width = shapes.width
    if len(cells) < width and all(shapes.is_empty(k) for k in range(len(cells), width)):
        return Mended(cells + [""] * (width - len(cells)))
    spare = [c for c in cells if c]
    if len(spare) == width < len(cells):
        return Mended(spare, "mended", "pemisah berlebih di antara judul dibuang")
    if len(cells) != width:
        why = f"{len(cells)} judul di atas baris yang berisi {width} sel; pasangan judul dan isi tidak pasti"
        return Mended(cells, "unsure", why)
    return Mended(cells)


def _ranked(ways: Iterable[_Way], signs: str = "") -> list[_Way]:
    """Different results, the best first, each with the best way to it; ``signs`` make no difference."""
    best: dict[tuple[str, ...], _Way] = {}
    bare = str.maketrans("", "", signs)
    for way in ways:
        key = tuple(text.translate(bare) for text in way[1]) if signs else way[1]
        known = best.get(key)
        if known is None or way[0] > known[0]:
            best[key] = way
    return sorted(best.values(), key=lambda way: -way[0])


def _ways(line: str, dialect: Dialect, shapes: ColumnShapes) -> Iterator[_Way]:
    width = shapes.width
    for cost, cells, what in _cuts(line, dialect, width):
        if len(cells) == width:
            yield shapes.fit(cells) - cost, tuple(cells), what
        elif cost < 1 and len(cells) <= 2 * width + 8:
            mark = dialect.mark
            for fit, row, done in _aligned(cells, shapes, mark):
                yield fit - cost, row, f"{what}; {done}" if what else done


def _cuts(line: str, dialect: Dialect, width: int) -> Iterator[tuple[float, list[str], str]]:
    """The line cut in different ways, with what each costs."""
    quoted = "tanda kutip yang tidak berpasangan dibaca sebagai huruf"
    plain = cut_line(line, dialect)
    if plain is not None:
        yield 0.0, plain, ""
    if plain is None:
        yield 0.0, literal(line, dialect), quoted
        yield 0.2, literal(line, dialect, doubled=False), quoted
    for other in _OTHER_DELIMITERS if width > 2 else ():
        if other != dialect.delimiter and line.count(other) >= width - 1:
            cut = cut_line(line, Dialect(other, dialect.quote))
            yield 1.0, cut or literal(line, Dialect(other, dialect.quote)), f"{_BY_ANOTHER} {other!r}"
    for quote in _QUOTES:
        if quote != dialect.quote and quote in line:
            cut = cut_line(line, Dialect(dialect.delimiter, quote))
            if cut is not None:
                yield 1.0, cut, f"tanda kutip baris ini {quote}"
    if dialect.quote is not None:
        yield from _other_quoting(line, dialect, dialect.quote)


def _other_quoting(line: str, dialect: Dialect, quote: str) -> Iterator[tuple[float, list[str], str]]:
    """The line with one of its quotes taken for a letter, or with a delimiter where a quoted cell touches another."""
    mark = dialect.mark
    spots = [at for at, char in enumerate(line) if char == quote]
    for at in spots[:_MOST_QUOTES]:
        cut = literal(f"{line[:at]}{_LETTER}{line[at + 1 :]}", dialect)
        yield 1.5, [c.replace(_LETTER, quote) for c in cut], "tanda kutip yang tidak berpasangan dibaca sebagai huruf"
        for border in (at, at + 1):
            before, behind = line[border - 1 : border], line[border : border + 1]
            if before not in ("", mark) and behind not in ("", mark, "\r", "\n"):
                cut = literal(f"{line[:border]}{mark}{line[border:]}", dialect)
                yield 2.0, cut, "pemisah yang hilang di tanda kutip ditambahkan"


def _aligned(cells: list[str], shapes: ColumnShapes, mark: str) -> list[_Way]:
    """Ways to put cells into a number of columns that is not theirs, the best few."""
    n, width = len(cells), shapes.width
    table: list[list[list[_Way]]] = [[[] for _ in range(width + 1)] for _ in range(n + 1)]
    table[0][0] = [(0.0, (), "")]
    for i in range(n + 1):
        for k in range(width + 1):
            here = _best(table[i][k])
            table[i][k] = here
            for fit, row, what in here:
                for gain, used, made, done in _steps(cells, i, k, shapes, mark):
                    said = what or done
                    if i + used <= n and k + len(made) <= width:
                        table[i + used][k + len(made)].append((fit + gain, row + made, said))
    found = [way for i in range(n + 1) for way in _finished(cells, i, table[i][width])]
    for k in range(width):
        missing = width - k
        found += [
            (fit - 1.5 - 0.5 * missing, row + ("",) * missing, what or "sel kosong di ujung ditambahkan")
            for fit, row, what in table[n][k]
        ]
    return _best(found)


def _finished(cells: list[str], at: int, ways: list[_Way]) -> Iterator[_Way]:
    """Every column is filled: what is left stands behind the last one."""
    rest = tuple(cells[at:])
    spare = sum(1 for c in rest if c)
    for fit, row, what in ways:
        if spare:
            yield fit - 0.5 * spare, row + rest, what or "sel berlebih di ujung"
        else:
            yield fit - 0.2 * len(rest), row, what or "pemisah berlebih di ujung dibuang"


def _steps(
    cells: list[str], i: int, k: int, shapes: ColumnShapes, mark: str
) -> Iterator[tuple[float, int, tuple[str, ...], str]]:
    """What may come next: gain, cells used, columns made, what was done."""
    if k == shapes.width:
        return
    text = cells[i] if i < len(cells) else None
    if text is None:
        return
    yield shapes.cell(k, text), 1, (text,), ""
    if len(cells) > shapes.width:
        if not text:
            yield -1.0, 1, (), f"pemisah berlebih sesudah kolom {k} dibuang"
        if text and i + 1 < len(cells) and cells[i + 1]:
            joined = f"{text}{mark}{cells[i + 1]}"
            yield shapes.cell(k, joined) - 3.0, 2, (joined,), f"pemisah di dalam kolom {k + 1} dibaca sebagai huruf"
    else:
        yield shapes.cell(k, "") - 1.5, 0, ("",), f"sel kosong di kolom {k + 1} ditambahkan"
        if k + 1 < shapes.width:
            for gain, halves in _splits(text, k, shapes):
                yield gain - 2.0, 1, halves, f"pemisah yang hilang sesudah kolom {k + 1} ditambahkan"


def _splits(text: str, k: int, shapes: ColumnShapes) -> list[tuple[float, tuple[str, str]]]:
    """A cell cut in two, the best ways."""
    found = []
    for at in range(1, len(text)) if len(text) <= _LONGEST_SPLIT else ():
        left, right = text[:at], text[at:]
        found.append((shapes.cell(k, left) + shapes.cell(k + 1, right), (left, right)))
    return sorted(found, reverse=True)[:3]


def _best(ways: list[_Way]) -> list[_Way]:
    return _ranked(ways)[:_MOST_ENTRIES]
