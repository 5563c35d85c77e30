"""One way through a sheet's XML: what comes out is a list of edits, everything else stays.

A sheet may be larger than memory should be, so it is parsed in pieces and never held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from checks.feedback.cells import Cells, Tag
from checks.feedback.conditions import Conditions
from checks.feedback.marks import Mark, Position
from checks.feedback.spans import Edit, UnpatchableError, parser, tag_end
from checks.feedback.styles import Styles

PIECE: Final = 1 << 16
"""Bytes parsed at once: the context of a tag is a copy of what is left of them."""
_BEFORE_NOTES: Final = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
        *("cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)
"""What stands before ``legacyDrawing`` in a sheet, by the standard's order."""


@dataclass(slots=True)
class Seen:
    """What was found in a sheet on the way.

    Attributes:
        edits: that mark it.
        notes_id: the relation to its drawing of notes, where it has one.
        notes_at: the offset where that would have to be named.
        prefix: of the sheet's elements.
        widths: of its columns in characters: first column, last, width.
    """

    edits: list[Edit] = field(default_factory=list)
    notes_id: str | None = None
    notes_at: int = 0
    prefix: str = ""
    widths: list[tuple[int, int, float]] = field(default_factory=list)


class SheetPass:
    """Goes through a sheet.

    Args:
        marks: by position.
        styles: of the workbook; new looks are made there.
    """

    def __init__(self, marks: Mapping[Position, Mark], styles: Styles) -> None:
        self._marks, self._styles = marks, styles
        self._depth = 0
        self._is_data = False
        self._data_tag: Tag = (0, b"")
        self._behind: int | None = None
        self._cells = Cells(marks, styles, self._tag)
        self._conditions = Conditions(marks, styles)
        self._parser = parser()
        self.seen = Seen()

    def run(self, chunks: Iterable[bytes]) -> Seen:
        """Parse the sheet.

        Raises:
            UnpatchableError: it is not well-formed, or no sheet.
        """
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        feed(self._parser, chunks)
        if not self._cells.is_complete:
            raise UnpatchableError("a sheet without cells")
        self.seen.edits = self._cells.edits + self._conditions.edits(self.seen.prefix)
        return self.seen

    def _tag(self) -> Tag:
        """The start tag that is being read."""
        context = self._parser.GetInputContext()
        if context is None:
            raise UnpatchableError("the parser keeps no context")
        return self._parser.CurrentByteIndex, context[: tag_end(context, 0)]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._is_data:
            if name == self._cell_name:
                self._cells.cell(self._parser.CurrentByteIndex, attributes)
            elif name == self._row_name:
                self._cells.begin_row(self._parser.CurrentByteIndex, attributes)
        elif self._depth == 1:
            self._begin(name)
        elif self._depth == 2:
            self._part(name, attributes)
        elif name == f"{self.seen.prefix}col":
            self._column(attributes)
        elif name.endswith("sheetView") and attributes.get("tabSelected") in ("1", "true"):
            # Two selected sheets are a group: what is typed into one is typed into both.
            self._cells.edit_tag("tabSelected", "0")
        elif name.endswith("cfRule"):
            self._conditions.rule(*self._tag())

    def _begin(self, name: str) -> None:
        x, _, local = name.rpartition(":")
        if local != "worksheet":
            raise UnpatchableError(f"a sheet that is a {name}")
        self.seen.prefix = f"{x}:" if x else ""
        self._cell_name, self._row_name = f"{self.seen.prefix}c", f"{self.seen.prefix}row"
        self._cells = Cells(self._marks, self._styles, self._tag, self.seen.prefix)

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        local = name.removeprefix(self.seen.prefix)
        at = self._parser.CurrentByteIndex
        if local in _BEFORE_NOTES:
            self._behind = None
        elif self._behind is None:
            self._behind = at
        if local == "sheetData":
            self._is_data = True
            self._data_tag = self._tag()
        elif local == "legacyDrawing":
            self.seen.notes_id = next((v for k, v in attributes.items() if k.endswith(":id")), None)
        elif local == "conditionalFormatting":
            self._conditions.area(at, attributes.get("sqref", ""))

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes.get("min", 0)), int(attributes.get("max", 0))
        self._cells.column(first, last, int(attributes.get("style", 0)))
        if "width" in attributes:
            self.seen.widths.append((first, last, float(attributes["width"])))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._is_data:
            if name == self._row_name:
                self._cells.end_row(self._parser.CurrentByteIndex)
            elif self._depth == 1:
                self._is_data = False
                self._cells.end(self._parser.CurrentByteIndex, self._data_tag)
        elif self._depth == 0:
            self.seen.notes_at = self._behind if self._behind is not None else self._parser.CurrentByteIndex


def merged_areas(chunks: Iterable[bytes]) -> list[str]:
    """The merged areas of a sheet, e.g. ``A1:C2``.

    Raises:
        UnpatchableError: it is not well-formed.
    """
    reading, found = parser(), list[str]()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("mergeCell"):
            found.append(attributes.get("ref", ""))

    reading.StartElementHandler = start
    feed(reading, chunks)
    return found


def feed(reading: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Give a parser all of a part.

    Raises:
        UnpatchableError: it is not well-formed, or a number in it is none.
    """
    try:
        for chunk in chunks:
            for at in range(0, len(chunk), PIECE):
                reading.Parse(chunk[at : at + PIECE], False)
        reading.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise UnpatchableError(f"sheet: {error}") from error
