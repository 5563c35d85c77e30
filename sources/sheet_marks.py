"""What an xlsx says of its cells that calamine keeps to itself: error values, formulas never computed, percent formats.

calamine gives all three as an empty cell or a bare number. They are looked for in the sheet's XML by pattern, and only
in workbooks where they occur at all; the other formats (xls, xlsb, ods) are taken as calamine gives them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from sources.hidden_parts import MARK, hidden_columns, hidden_rows
from sources.rejections import Unreadable
from sources.zip_check import COMMON, Package

_ERROR = re.compile(
    rb'<(?:\w+:)?c ([^>]*\bt="e"[^>]*)>(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]*)<'
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c ([^>]*)><(?:\w+:)?f\b[^>]*(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_PREFIXED_VALUE = re.compile(rb"<\w+:(?:v|is)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_CELL_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_BUILT_IN_PERCENT = frozenset({b"9", b"10"})

_STYLES, _WORKBOOK, _RELATIONS = "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

Position = tuple[int, int]


@dataclass(slots=True)
class Marks:
    """Marked cells of one sheet by 1-based (row, column)."""

    errors: dict[Position, str] = field(default_factory=dict)
    uncomputed: dict[Position, str] = field(default_factory=dict)
    """The formula, as ``=…``."""
    percents: set[Position] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)

    @property
    def has_cells(self) -> bool:
        """Whether single cells are marked."""
        return bool(self.errors or self.uncomputed or self.percents)


def find_marks(package: Package) -> dict[str, Marks]:
    """Marks by sheet name; sheets without any are left out."""
    styles = package.read(_STYLES) if _STYLES in package.parts else b""
    percent_styles = (_percents_again if len(styles) <= COMMON else _percent_styles)(styles)
    found: dict[str, Marks] = {}
    for part in package.parts:
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            marks = _of_sheet(package, part, percent_styles)
            if marks.has_cells or marks.hidden_rows or marks.hidden_columns:
                found[part] = marks
    if not found:
        return {}
    return {name: found[part] for name, part in _sheet_parts(package) if part in found}


def count_cells(package: Package, sheet: str) -> int | None:
    """How many cells of a sheet hold something, without reading them; None: there is no such sheet."""
    part = next((part for _, part in _sheet_parts(package, sheet) if part in package.parts), None)
    return None if part is None else sum(map(_n_values, _whole_cells(package, part)))


def _n_values(xml: bytes) -> int:
    return xml.count(b"<v>") + xml.count(b"<is>") or len(_PREFIXED_VALUE.findall(xml))


def _of_sheet(package: Package, part: str, percent_styles: frozenset[bytes]) -> Marks:
    marks = Marks()
    percent = _percent_cells(percent_styles)
    start = package.read(part) if package.is_small(part) else b"".join(package.chunks(part, 512))
    is_plain = b"<worksheet" in start[:512]
    for text in _whole_cells(package, part):
        if _has(text, MARK, b"d"):
            marks.hidden_rows += hidden_rows(text)
            marks.hidden_columns += hidden_columns(text)
        if b"#" in text and b't="e"' in text:
            for match in _ERROR.finditer(text):
                if (at := _position(match[1])) is not None:
                    marks.errors[at] = unescape(match[2].decode("utf-8", "replace"))
        if (_has(text, b"</f><", b"f") and _lacks_values(text)) or (not is_plain and b":f>" in text):
            marks.uncomputed.update(_uncomputed(text))
        if percent is not None:
            marks.percents.update(at for m in percent.finditer(text) if (at := _position(m[1])) is not None)
    return marks


def _has(text: bytes, word: bytes, rare: bytes) -> bool:
    """Whether a piece of a sheet holds a word. A byte of it that cells seldom have is looked for first: much faster."""
    cells, end = max(text.find(b"<sheetData"), 0), text.rfind(b"</sheetData>")
    end = len(text) if end < 0 else end
    return word in text[:cells] or (text.find(rare, cells, end) >= 0 and text.find(word, cells, end) >= 0)


def _lacks_values(text: bytes) -> bool:
    """Whether some formula may have no value: none stands right behind it, or it is shared with a cell above."""
    at = text.find(b"</f>")
    while at >= 0:
        if not text.startswith(b"<v>", at + 4) or text.startswith(b"<v></", at + 4):
            return True
        at = text.find(b"</f>", at + 4)
    return b"<f " in text


def _percent_cells(styles: frozenset[bytes]) -> re.Pattern[bytes] | None:
    if not styles:
        return None
    return re.compile(rb'<(?:\w+:)?c ([^>]*\bs="(?:' + b"|".join(sorted(styles)) + rb')"[^>]*)><')


def _uncomputed(text: bytes) -> Iterator[tuple[Position, str]]:
    for match in _UNCOMPUTED.finditer(text):
        kind = _TYPE.search(match[1])
        if (kind is None or kind[1] != b"str") and (at := _position(match[1])) is not None:
            yield at, "=" + unescape((match[2] or b"").decode("utf-8", "replace"))


def _whole_cells(package: Package, part: str) -> Iterator[bytes]:
    """The sheet's XML in pieces that never cut a cell in two."""
    if package.is_small(part):
        yield package.read(part)
        return
    rest = b""
    for chunk in package.chunks(part):
        text = rest + chunk
        cut = max(text.rfind(b"</row>"), text.rfind(b":row>"))
        if cut < 0:
            rest = text
            continue
        rest = text[cut:]
        yield text[:cut]
    yield rest


def _position(attributes: bytes) -> Position | None:
    match = _REFERENCE.search(attributes)
    if match is None:
        return None
    column = 0
    for code in match[1]:
        column = column * 26 + code - 64
    return int(match[2]), column


def _attributes(tag: bytes) -> dict[bytes, str]:
    return {key: unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}


def _sheet_parts(package: Package, only: str | None = None) -> tuple[tuple[str, str], ...]:
    """Sheets by name, and where they are kept; with ``only`` that sheet alone, found without a look at the others."""
    try:
        workbook, relations = package.read(_WORKBOOK), package.read(_RELATIONS)
    except (KeyError, Unreadable):
        return ()
    known = max(len(workbook), len(relations)) <= COMMON
    return (_parts_again if known else _parts_of)(workbook, relations, only)


def _parts_of(workbook: bytes, relations: bytes, only: str | None) -> tuple[tuple[str, str], ...]:
    return tuple(_each_part(workbook, relations, only))


_parts_again = lru_cache(maxsize=32)(_parts_of)


def _each_part(workbook: bytes, relations: bytes, only: str | None) -> Iterator[tuple[str, str]]:
    tags = _SHEET.findall(workbook)
    if only is not None:
        tags = [tag for tag in tags if only.encode() in tag]
    if not tags:
        return
    links = _RELATION.findall(relations)
    for sheet in map(_attributes, tags):
        relation = next((value for key, value in sheet.items() if key.endswith(b":id")), None)
        if relation is None or b"name" not in sheet or only not in (None, sheet[b"name"]):
            continue
        near = map(_attributes, (link for link in links if relation.encode() in link))
        target = next((said.get(b"Target") for said in near if said.get(b"Id") == relation), None)
        if target:
            yield sheet[b"name"], posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _percent_styles(styles: bytes) -> frozenset[bytes]:
    """The indexes (as written in ``s="…"``) of the cell formats that show a percentage."""
    if b"%" not in styles and not any(b'numFmtId="%b"' % number in styles for number in _BUILT_IN_PERCENT):
        return frozenset()
    formats = set(_BUILT_IN_PERCENT)
    for tag in _FORMAT.findall(styles):
        said = _attributes(tag)
        if "%" in re.sub(r'"[^"]*"|\\.', "", said.get(b"formatCode", "")):
            formats.add(said.get(b"numFmtId", "").encode())
    xfs = _CELL_XFS.search(styles)
    if xfs is None:
        return frozenset()
    return frozenset(
        str(index).encode()
        for index, tag in enumerate(_XF.findall(xfs[0]))
        if _attributes(tag).get(b"numFmtId", "").encode() in formats
    )


_percents_again = lru_cache(maxsize=32)(_percent_styles)
