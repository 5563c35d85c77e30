"""Rows and cells on the way through a sheet: those with marks get another look, missing ones are made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping

from checks.feedback.marks import Mark, Position, position_of
from checks.feedback.spans import Edit, with_attribute
from checks.feedback.styles import Styles
from sources.addresses import address

Tag = tuple[int, bytes]
"""Where a start tag stands, and its bytes."""


class Cells:
    """What becomes of the cells of one sheet.

    Args:
        marks: by position.
        styles: of the workbook; new looks are made there.
        tag: gives the start tag that is being read.
        prefix: of the sheet's elements.
    """

    def __init__(
        self, marks: Mapping[Position, Mark], styles: Styles, tag: Callable[[], Tag], prefix: str = ""
    ) -> None:
        self._marks, self._styles, self._tag, self._prefix = marks, styles, tag, prefix
        self._wanted: dict[int, list[int]] = {}
        for row, column in sorted(marks):
            self._wanted.setdefault(row, []).append(column)
        self._rows = list(self._wanted)
        self._next = 0
        self._row = self._column = 0
        self._missing: list[int] = []
        self._row_tag: Tag = (0, b"")
        self._row_look: int | None = None
        self._is_row_edited = False
        self._column_looks: list[tuple[int, int, int]] = []
        self.edits: list[Edit] = []

    @property
    def is_complete(self) -> bool:
        """Whether every mark was put somewhere."""
        return self._next == len(self._rows) and not self._missing

    def column(self, first: int, last: int, look: int) -> None:
        """Columns whose missing cells look alike."""
        self._column_looks.append((first, last, look))

    def edit_tag(self, name: str, value: str) -> None:
        """Set an attribute of the element that begins here."""
        at, tag = self._tag()
        self.edits.append((at, at + len(tag), with_attribute(tag, name, value)))

    def begin_row(self, at: int, attributes: Mapping[str, str]) -> None:
        """A row begins at an offset."""
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        self._missing = []
        made = self._missing_rows(bisect_left(self._rows, self._row))
        if made:
            self.edits.append((at, at, made))
        if self._next < len(self._rows) and self._rows[self._next] == self._row:
            self._next += 1
            self._missing = list(self._wanted[self._row])
            self._row_tag = self._tag()
            self._is_row_edited = False
            is_formatted = attributes.get("customFormat") in ("1", "true")
            self._row_look = int(attributes.get("s", 0)) if is_formatted else None

    def cell(self, at: int, attributes: Mapping[str, str]) -> None:
        """A cell begins at an offset."""
        reference = attributes.get("r")
        self._column = position_of(reference)[1] if reference else self._column + 1
        look = attributes.get("s")
        missing = self._missing
        if missing:
            if missing[0] < self._column:
                before = [c for c in missing if c < self._column]
                del missing[: len(before)]
                self.edits.append((at, at, b"".join(self._new_cells(before))))
                self._edit_row()
            if missing and missing[0] == self._column:
                missing.pop(0)
                severity = self._marks[self._row, self._column].severity
                self.edit_tag("s", str(self._styles.marked(int(look or 0), severity)))
                return
        if look is not None and self._styles.has_marks and self._styles.is_mark(int(look)):
            self.edit_tag("s", str(self._styles.unmarked(int(look))))

    def end_row(self, at: int) -> None:
        """A row ends: its end tag begins at an offset, where it has one."""
        if not self._missing:
            return
        cells = b"".join(self._new_cells(self._missing))
        self._missing = []
        if self._row_tag[1].endswith(b"/>"):
            self._edit_row(cells)
        else:
            self.edits.append((at, at, cells))
            self._edit_row()

    def end(self, at: int, data: Tag) -> None:
        """No more rows: the end tag begins at an offset, where ``data``, the start tag, is not closed at once."""
        rows = self._missing_rows(len(self._rows))
        if not rows:
            return
        begun, tag = data
        if tag.endswith(b"/>"):
            name = self._name("sheetData")
            self.edits.append((begun, begun + len(tag), b"%s>%s</%s>" % (tag[:-2].rstrip(), rows, name)))
        else:
            self.edits.append((at, at, rows))

    def _name(self, local: str) -> bytes:
        return (self._prefix + local).encode()

    def _edit_row(self, content: bytes | None = None) -> None:
        """A row that gets cells outside what it says it spans says nothing of it; with content, that is put in."""
        at, tag = self._row_tag
        mended = with_attribute(tag, "spans", None)
        if content is not None:
            mended = b"%s>%s</%s>" % (mended[:-2].rstrip(), content, self._name("row"))
        if mended != tag and not self._is_row_edited:
            self.edits.append((at, at + len(tag), mended))
        self._is_row_edited = True

    def _new_cells(self, columns: Iterable[int]) -> Iterator[bytes]:
        for column in columns:
            base = self._row_look
            if base is None:
                base = next((s for first, last, s in self._column_looks if first <= column <= last), 0)
            look = self._styles.marked(base, self._marks[self._row, column].severity)
            yield b'<%s r="%s" s="%d"/>' % (self._name("c"), address(self._row, column).encode(), look)

    def _missing_rows(self, until: int) -> bytes:
        """The wanted rows that are not there, up to a position in their list."""
        made: list[bytes] = []
        kept, self._row_look = self._row, None
        while self._next < until:
            self._row = self._rows[self._next]
            self._next += 1
            cells = b"".join(self._new_cells(self._wanted[self._row]))
            made.append(b'<%s r="%d">%s</%s>' % (self._name("row"), self._row, cells, self._name("row")))
        self._row = kept
        return b"".join(made)
