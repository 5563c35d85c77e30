"""Where the elements of an XML part stand, in bytes: parts are mended by splicing, so that all else stays as it is.

expat does the parsing and gives the offsets; it is told to refuse document types, so no entity is ever expanded. What
is put in is ASCII (other characters as references), which fits any encoding that an XML part may have but UTF-16.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from sources.errors import TerminalError

Edit = tuple[int, int, bytes]
"""Bytes from an offset up to another are replaced; equal offsets insert. Edits never overlap."""

_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
"""In the start tag of an element that expat has found well-formed."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnpatchableError(TerminalError):
    """A workbook whose parts cannot be mended (damaged, or of a form never seen); it is not changed."""


@dataclass(slots=True)
class Span:
    """An element: ``data[start:inside]`` is its start tag, ``data[start:end]`` all of it.

    ``after`` is where its end tag begins (``inside`` where it is empty and closed at once).
    """

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    depth: int
    after: int = 0
    end: int = 0
    children: list[Span] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """``x:`` or nothing."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def is_closed_at_once(self) -> bool:
        """Whether it is written ``<a/>``."""
        return self.inside == self.end

    def get(self, local: str) -> str | None:
        """The value of an attribute, whatever its prefix."""
        for name, value in self.attributes.items():
            if name.rpartition(":")[2] == local:
                return value
        return None

    def all(self, local: str) -> Iterator[Span]:
        """The elements of a name in it, in the order of the document."""
        for child in self.children:
            if child.local == local:
                yield child
            yield from child.all(local)

    def child(self, local: str) -> Span | None:
        """Its first child of a name."""
        return next((c for c in self.children if c.local == local), None)


def parser() -> expat.XMLParserType:
    """A parser that refuses document types."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> NoReturn:
    raise UnpatchableError("a part declares a document type")


def utf8(data: bytes) -> bytes:
    """A part as UTF-8 where it is UTF-16 (then it cannot stay as it is); anything else unchanged."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
        return (text[text.index("?>") + 2 :] if text.startswith("<?xml") else text).encode()
    return data


def root_of(data: bytes) -> Span:
    """The elements of a small part as a tree.

    Raises:
        UnpatchableError: not well-formed, or with a document type.
    """
    reading = parser()
    top: list[Span] = []
    open_: list[Span] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        at = reading.CurrentByteIndex
        found = Span(name, attributes, at, tag_end(data, at), len(open_))
        (open_[-1].children if open_ else top).append(found)
        open_.append(found)

    def end(_: str) -> None:
        found = open_.pop()
        at = reading.CurrentByteIndex
        found.after = max(at, found.inside) if data[found.inside - 2] != 0x2F else found.inside
        found.end = found.inside if data[found.inside - 2] == 0x2F else tag_end(data, at)

    reading.StartElementHandler, reading.EndElementHandler = start, end
    try:
        reading.Parse(data, True)
    except expat.ExpatError as error:
        raise UnpatchableError(f"XML: {error}") from error
    return top[0]


def tag_end(data: bytes, at: int) -> int:
    """The offset behind a tag that begins at an offset: a ``>`` in a quoted value does not end it."""
    while True:
        close = data.find(b">", at)
        quotes = [q for q in (data.find(b'"', at, close), data.find(b"'", at, close)) if q >= 0]
        if not quotes:
            return close + 1
        opened = min(quotes)
        at = data.index(data[opened : opened + 1], opened + 1) + 1


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """A start tag with an attribute set, or without it (None); the other bytes stay."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1].decode("utf-8", "replace") == name:
            put = b"" if value is None else b' %s="%s"' % (name.encode(), escaped(value))
            return tag[: found.start()] + put + tag[found.end() :]
    if value is None:
        return tag
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b' %s="%s"' % (name.encode(), escaped(value)) + tag[end:]


def inserted_last(data: bytes, element: Span, content: bytes) -> Edit:
    """Put content behind the last child of an element, also of one that is closed at once."""
    if not element.is_closed_at_once:
        return element.after, element.after, content
    opened = data[element.start : element.inside - 2].rstrip()
    return element.start, element.end, opened + b">" + content + b"</" + element.name.encode() + b">"


def spliced(chunks: Iterable[bytes], edits: Iterable[Edit]) -> Iterator[bytes]:
    """Content with edits made, piece by piece; what is not edited is passed on as it is."""
    waiting = iter(sorted(edits, key=lambda e: (e[0], e[1])))
    edit = next(waiting, None)
    offset = 0
    done = 0
    for chunk in chunks:
        end = offset + len(chunk)
        while edit is not None and edit[0] < end:
            if edit[0] > done:
                yield chunk[max(done, offset) - offset : edit[0] - offset]
            yield edit[2]
            done = max(done, edit[1])
            edit = next(waiting, None)
        if done < end:
            yield chunk[max(done, offset) - offset :]
            done = end
        offset = end
    while edit is not None:
        yield edit[2]
        edit = next(waiting, None)


def changed(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Content with edits made."""
    return b"".join(spliced([data], edits))


def escaped(text: str) -> bytes:
    """Text for an element or an attribute, as ASCII; characters that XML does not know become a question mark."""
    clean = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;")):
        clean = clean.replace(sign, name)
    return clean.replace("\r", "").encode("ascii", "xmlcharrefreplace")
