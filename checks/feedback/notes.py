"""Notes on cells: the part with their texts, and the drawing with their boxes, which Excel still keeps in VML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Final

from checks.feedback.marks import Mark, Position
from checks.feedback.spans import Edit, Span, UnpatchableError, changed, escaped, inserted_last, root_of, utf8
from sources.addresses import address

AUTHOR: Final = "Lumbung"
MOST_NOTES: Final = 2_000
"""Notes on one sheet; Excel takes minutes to open tens of thousands. Further cells are coloured alone."""
_DONE: Final = "Tidak ada temuan lagi pada sel ini."
_LONGEST: Final = 1_500
_SHAPE_ID: Final = re.compile(rb"_x0000_s(\d+)")
_BLOCKS: Final = re.compile(rb"<o:idmap\b[^>]*\bdata=[\"']([\d,]+)[\"']")
_BLOCK: Final = 1_024
"""Shapes of one block of ids."""
_BOX_WIDTH: Final = 330
_LINE_HEIGHT: Final = 18
_ROW_HEIGHT: Final = 20
_LINE_LETTERS: Final = 46
_USUAL_WIDTH: Final = 8.43
_HEAD: Final = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE: Final = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:80pt;margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{order};'
    'visibility:hidden" fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Marks = Mapping[Position, Mark]
Widths = list[tuple[int, int, float]]


def new_comments(namespace: str) -> bytes:
    """A part without any note."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{namespace}"><authors/>'
        "<commentList/></comments>"
    ).encode()


def new_drawing(block: int) -> bytes:
    """A drawing without any box, for a block of ids of its own."""
    return _HEAD % str(block).encode()


def with_notes(data: bytes, marks: Marks) -> tuple[bytes, set[Position]]:
    """A part of notes with ours added.

    Where a cell has a note of somebody else's, ours is added to it. A note of ours from an earlier time is replaced;
    where nothing is wrong any more it says so.

    Args:
        data: the part.
        marks: by position.

    Returns:
        The part, and the positions that had a note already.

    Raises:
        UnpatchableError: it is not as the standard wants it.
    """
    data = utf8(data)
    root = root_of(data)
    authors, notes = root.child("authors"), root.child("commentList")
    if authors is None or notes is None:
        raise UnpatchableError("a part of comments without authors or list")
    x = root.prefix
    names = [c for c in authors.children if c.local == "author"]
    own = next((n for n, a in enumerate(names) if data[a.inside : a.after] == AUTHOR.encode()), None)
    edits: list[Edit] = []
    if own is None:
        own = len(names)
        edits.append(inserted_last(data, authors, f"<{x}author>{AUTHOR}</{x}author>".encode()))
    places = {address(*at): at for at in marks}
    there: set[Position] = set()
    for note in notes.children:
        at = places.get(note.attributes.get("ref", ""))
        text = note.child("text")
        if text is None or (at is None and note.attributes.get("authorId") != str(own)):
            continue
        if at is not None:
            there.add(at)
        edits.append(_again(text, note.attributes.get("authorId") == str(own), marks[at].note if at else _DONE))
    fresh = b"".join(_note(x, at, own, mark) for at, mark in sorted(marks.items()) if at not in there)
    if fresh:
        edits.append(inserted_last(data, notes, fresh))
    return changed(data, edits), there


def _again(text: Span, is_ours: bool, words: str) -> Edit:
    """The text of a note that is there: of ours anew, of others with ours below."""
    if is_ours:
        return text.start, text.end, _text(text.prefix, words)
    runs = [c for c in text.children if c.local in ("t", "r")]
    at = runs[-1].end if runs else text.inside
    return at, at, _run(text.prefix, f"\n\n{AUTHOR}: {words}")


def _note(x: str, at: Position, author: int, mark: Mark) -> bytes:
    head = f'<{x}comment ref="{address(*at)}" authorId="{author}">'.encode()
    return head + _text(x, mark.note) + f"</{x}comment>".encode()


def _text(x: str, words: str) -> bytes:
    return f"<{x}text>".encode() + _run(x, words) + f"</{x}text>".encode()


def _run(x: str, words: str) -> bytes:
    look = f'<{x}rPr><{x}sz val="9"/><{x}color indexed="81"/><{x}rFont val="Tahoma"/><{x}family val="2"/></{x}rPr>'
    return f'<{x}r>{look}<{x}t xml:space="preserve">'.encode() + escaped(words[:_LONGEST]) + f"</{x}t></{x}r>".encode()


def used_blocks(drawing: bytes) -> Iterator[int]:
    """The blocks of ids that a drawing says are its own."""
    for found in _BLOCKS.finditer(drawing):
        yield from (int(n) for n in found[1].split(b",") if n)


def with_boxes(data: bytes, marks: Marks, widths: Widths) -> bytes:
    """A drawing with a hidden box for each note.

    The part may come from old programs and need not be well-formed: ours goes before its last end tag.

    Args:
        data: the part.
        marks: those whose notes have no box yet.
        widths: of the sheet's columns in characters.

    Raises:
        UnpatchableError: it has no end tag.
    """
    end = data.lower().rfind(b"</xml>")
    if end < 0:
        raise UnpatchableError("a drawing without an end")
    block = max(used_blocks(data), default=1)
    first = max([int(n) for n in _SHAPE_ID.findall(data)] + [block * _BLOCK]) + 1
    kind = b"" if b'"_x0000_t202"' in data else _SHAPE_TYPE
    boxes = [_box(first + n, n + 1, at, mark, widths) for n, (at, mark) in enumerate(sorted(marks.items()))]
    return data[:end] + kind + b"".join(boxes) + data[end:]


def _box(number: int, order: int, at: Position, mark: Mark, widths: Widths) -> bytes:
    row, column = at[0] - 1, at[1] - 1
    lines = sum(max(1, ceil(len(line) / _LINE_LETTERS)) for line in mark.note[:_LONGEST].split("\n"))
    height = (lines + 1) * _LINE_HEIGHT
    last, rest = column + 1, _BOX_WIDTH
    while (width := _pixels(last + 1, widths)) < rest:
        rest -= width
        last += 1
    top = max(row - 1, 0)
    deep, more = divmod(height, _ROW_HEIGHT)
    anchor = ", ".join(str(n) for n in (column + 1, 12, top, 8, last, rest, top + deep, more))
    shape = _SHAPE.format(
        id=number, order=order, row=row, column=column, anchor=anchor, width=_BOX_WIDTH * 3 // 4, height=height * 3 // 4
    )
    return shape.encode()


def _pixels(column: int, widths: Widths) -> int:
    width = next((w for first, last, w in widths if first <= column <= last), _USUAL_WIDTH)
    return int(width * 7) + 5
