"""The office's own workbook, marked: what is not marked stays byte for byte, compressed as it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from checks.feedback.container import rewritten
from checks.feedback.list_sheet import ListSheet
from checks.feedback.marks import Mark, Position, anchored
from checks.feedback.notes import MOST_NOTES, new_comments, new_drawing, used_blocks, with_boxes, with_notes
from checks.feedback.notice import Notice
from checks.feedback.parts import Book, Parts, Sheet
from checks.feedback.sheet_pass import Seen, SheetPass, merged_areas
from checks.feedback.spans import Edit, UnpatchableError, changed, root_of, spliced, with_attribute
from checks.feedback.styles import Styles
from sources.contract import SEVERITIES
from sources.feedback_sheet import SHEET, is_named, returned_in
from sources.zip_check import Package

_HEAD: Final = 1 << 14
"""Bytes of a sheet's beginning that hold what it says of being selected."""
_Marks = Mapping[Position, Mark]


def patched(data: bytes, notice: Notice, *, is_copy: bool = False) -> bytes:
    """The workbook with marked cells and the sheet "Perbaikan" before all others.

    Args:
        data: an xlsx or xlsm.
        notice: what is told; marks of sheets that are not in the workbook are only listed.
        is_copy: the workbook was made by us from a file of another format.

    Raises:
        UnpatchableError: the package is not as the standard wants it.
        Unreadable: it is damaged, encrypted, or dangerous.
    """
    package = Package(data)
    package.refuse_entities()
    return _Patch(package, data, notice, is_copy=is_copy).done()


class _Patch:
    def __init__(self, package: Package, data: bytes, notice: Notice, *, is_copy: bool) -> None:
        self._package, self._data, self._notice, self._is_copy = package, data, notice, is_copy
        self._parts = Parts(package)
        self._book = Book(self._parts)
        styles = self._book.related("styles")
        if styles is None:
            raise UnpatchableError("a workbook without styles")
        self._styles_part = styles
        self._styles = Styles(self._parts.text(styles))
        self._blocks = {b for p in package.parts if p.lower().endswith(".vml") for b in used_blocks(package.read(p))}

    def done(self) -> bytes:
        earlier = self._earlier()
        sheets = [s for s in self._book.sheets if s is not earlier]
        for sheet in sheets:
            if sheet.kind.endswith("/worksheet"):
                self._mark(sheet, self._marks_of(sheet, sheets))
            else:
                self._unselect(sheet)
        self._add_list(sheets, earlier)
        self._parts.put(self._styles_part, self._styles.content())
        return rewritten(self._package, self._parts.new)

    def _marks_of(self, sheet: Sheet, sheets: list[Sheet]) -> _Marks:
        marks = self._notice.marks or {}
        # What came without sheets (a delimited file) is the only sheet of the workbook made from it.
        found = marks.get(sheet.name) or (marks.get("") if len(sheets) == 1 else None) or {}
        merged = merged_areas(self._chunks(sheet.part)) if found and self._mentions(sheet.part, b"mergeCell") else []
        if not merged:
            return found
        moved: dict[Position, Mark] = {}
        for at, anchor in anchored(found, merged).items():
            there, mark = moved.get(anchor), found[at]
            if there is not None:
                worst = min(there.severity, mark.severity, key=SEVERITIES.index)
                mark = Mark(worst, f"{there.note}\n\n{mark.note}", there.has_fraction or mark.has_fraction)
            moved[anchor] = mark
        return moved

    def _chunks(self, part: str) -> Iterable[bytes]:
        if part not in self._package.parts:
            raise UnpatchableError(f"no part {part}")
        first = next(iter(self._package.chunks(part, 2)), b"")
        return [self._parts.text(part)] if first[:2] in (b"\xff\xfe", b"\xfe\xff") else self._package.chunks(part)

    def _mentions(self, part: str, word: bytes) -> bool:
        before = b""
        for chunk in self._chunks(part):
            if word in before + chunk:
                return True
            before = chunk[-len(word) :]
        return False

    def _mark(self, sheet: Sheet, marks: _Marks) -> None:
        head = b"".join(self._package.chunks(sheet.part, _HEAD))[:_HEAD] if sheet.part in self._package.parts else b""
        if not marks and not self._styles.has_marks and b"tabSelected" not in head:
            return
        seen = SheetPass(marks, self._styles).run(self._chunks(sheet.part))
        edits = seen.edits
        noted = dict(sorted(marks.items(), key=lambda m: SEVERITIES.index(m[1].severity))[:MOST_NOTES])
        edits += self._note(sheet.part, noted, seen)
        if edits:
            self._parts.new[sheet.part] = _Spliced(self, sheet.part, edits)

    def _note(self, part: str, marks: _Marks, seen: Seen) -> Iterator[Edit]:
        """Put notes beside a sheet; what has to be said of them in the sheet."""
        comments = self._book.related("comments", part)
        if not marks and (comments is None or not self._styles.has_marks):
            return
        base = self._book.base
        name = comments or self._parts.name_for("xl/comments{}.xml")
        before = self._parts.text(name) if comments else new_comments(self._book.namespace)
        after, there = with_notes(before, marks)
        if comments:
            self._parts.put(name, after)
        else:
            self._parts.relate(part, f"{base}/comments", name)
            self._parts.add(name, "comments", after)
        boxes = {at: mark for at, mark in marks.items() if at not in there}
        drawing = next((r.target for r in self._parts.relations(part) if r.id == seen.notes_id), None)
        if drawing is not None:
            if boxes:
                self._parts.put(drawing, with_boxes(self._parts.text(drawing), boxes, seen.widths))
            return
        block = max(self._blocks, default=0) + 1
        self._blocks.add(block)
        drawing = self._parts.name_for("xl/drawings/lumbung{}.vml")
        relation = self._parts.relate(part, f"{base}/vmlDrawing", drawing)
        self._parts.add(drawing, "vmlDrawing", with_boxes(new_drawing(block), boxes, seen.widths))
        at = seen.notes_at
        yield at, at, f'<{seen.prefix}legacyDrawing xmlns:r="{base}" r:id="{relation}"/>'.encode()

    def _unselect(self, sheet: Sheet) -> None:
        """A chart's own sheet that was the active one."""
        if sheet.part not in self._package.parts:
            return
        data = self._parts.text(sheet.part)
        selected = [s for s in root_of(data).all("sheetView") if s.get("tabSelected") in ("1", "true")]
        if selected:
            edits = [
                (s.start, s.inside, with_attribute(data[s.start : s.inside], "tabSelected", "0")) for s in selected
            ]
            self._parts.put(sheet.part, changed(data, edits))

    def _earlier(self) -> Sheet | None:
        """The sheet "Perbaikan" of an earlier return: its place is taken."""
        for sheet in self._book.sheets:
            is_ours = is_named(sheet.name) and sheet.kind.endswith("/worksheet")
            if is_ours and returned_in(self._data, sheet.name) is not None:
                return sheet
        return None

    def _add_list(self, sheets: list[Sheet], earlier: Sheet | None) -> None:
        names = [s.name for s in sheets]
        hidden = {s.name for s in sheets if s.is_hidden}
        content = ListSheet(self._notice, self._styles, self._book.namespace).content(
            names, hidden, is_copy=self._is_copy
        )
        if earlier is not None:
            self._parts.put(earlier.part, content)
            self._book.open_first(self._book.sheets.index(earlier))
            return
        taken = {name.casefold() for name in names}
        name = next(n for n in (SHEET, *(f"{SHEET} {i}" for i in range(2, 100))) if n.casefold() not in taken)
        part = self._parts.name_for("xl/worksheets/lumbung{}.xml")
        self._parts.add(part, "worksheet", content)
        self._book.add_first(name, part)


class _Spliced:
    """The content of a sheet with its edits made, as often as it is asked for."""

    def __init__(self, patch: _Patch, part: str, edits: list[Edit]) -> None:
        self._patch, self._part, self._edits = patch, part, edits

    def __iter__(self) -> Iterator[bytes]:
        return spliced(self._patch._chunks(self._part), self._edits)  # noqa: SLF001 (the same module)
