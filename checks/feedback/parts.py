"""The parts of a workbook's package: which part is which sheet, what relates to what, what kind each is of."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Final

from checks.feedback.container import Content
from checks.feedback.spans import (
    Edit,
    Span,
    UnpatchableError,
    changed,
    escaped,
    inserted_last,
    root_of,
    utf8,
    with_attribute,
)
from sources.zip_check import Package

_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS: Final = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONS}"/>'.encode()
KINDS: Final = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """From a part to another."""

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Parts:
    """A package that is being changed; what is not asked to change stays."""

    package: Package
    new: dict[str, Content] = field(default_factory=dict)
    _texts: dict[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> bytes:
        """The content of a part as it is now.

        Raises:
            UnpatchableError: there is none.
        """
        if name in self._texts:
            return self._texts[name]
        if name not in self.package.parts:
            raise UnpatchableError(f"no part {name}")
        return utf8(self.package.read(name))

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        self._texts[name] = content
        self.new[name] = [content]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.new or name in self.package.parts

    def relations(self, of: str) -> list[Relation]:
        """The relations of a part (``""``: of the package)."""
        name = relations_part(of)
        if not self.has(name):
            return []
        folder = posixpath.dirname(of)
        found = []
        for one in root_of(self.text(name)).children:
            if one.local == "Relationship" and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
                found.append(Relation(one.get("Id") or "", one.get("Type") or "", target))
        return found

    def relate(self, of: str, kind: str, target: str) -> str:
        """Add a relation; its id."""
        name = relations_part(of)
        data = self.text(name) if self.has(name) else _NO_RELATIONS
        root = root_of(data)
        taken = {c.get("Id") for c in root.children}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdLumbung{n}" not in taken)
        made = f'<{root.prefix}Relationship Id="rIdLumbung{number}" Type="{kind}" Target="/{target}"/>'
        self.put(name, changed(data, [inserted_last(data, root, made.encode())]))
        return f"rIdLumbung{number}"

    def name_for(self, form: str) -> str:
        """The first free name of a form such as ``xl/comments{}.xml``."""
        taken = {name.lower() for name in (*self.package.parts, *self.new)}
        return next(form.format(n) for n in range(1, len(taken) + 2) if form.format(n).lower() not in taken)

    def add(self, name: str, kind: str, content: bytes) -> None:
        """Add a part of a kind of :data:`KINDS`."""
        self.put(name, content)
        data = self.text(_TYPES)
        root = root_of(data)
        if kind == "vmlDrawing":
            known = {(c.get("Extension") or "").lower() for c in root.children if c.local == "Default"}
            if "vml" in known:
                return
            made = f'<{root.prefix}Default Extension="vml" ContentType="{KINDS[kind]}"/>'
            edit: Edit = (root.inside, root.inside, made.encode())
        else:
            made = f'<{root.prefix}Override PartName="/{name}" ContentType="{KINDS[kind]}"/>'
            edit = inserted_last(data, root, made.encode())
        self.put(_TYPES, changed(data, [edit]))

    def type_of(self, name: str) -> str:
        """The content type of a part that has one of its own."""
        wanted = f"/{name}".lower()
        for one in root_of(self.text(_TYPES)).children:
            if one.local == "Override" and (one.get("PartName") or "").lower() == wanted:
                return one.get("ContentType") or ""
        return ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    part: str
    is_hidden: bool
    kind: str
    """The type of its relation; tells transitional from strict."""


class Book:
    """The workbook part: its sheets, and one added before them.

    Raises:
        UnpatchableError: there is none, or it has no sheets.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.part = next(
            (r.target for r in parts.relations("") if r.kind.endswith("/officeDocument")), "xl/workbook.xml"
        )
        self._relations = {r.id: r for r in parts.relations(self.part)}
        self._data = parts.text(self.part)
        self._root = root_of(self._data)
        self.namespace = next(
            (v for k, v in self._root.attributes.items() if k == "xmlns" or k == f"xmlns:{self._root.prefix[:-1]}"), ""
        )
        found = self._root.child("sheets")
        if found is None:
            raise UnpatchableError("a workbook without sheets")
        self._sheets: Span = found
        self.sheets = [self._sheet(s) for s in found.children if s.local == "sheet"]
        self.base = next((s.kind.rpartition("/")[0] for s in self.sheets if s.kind.endswith("/worksheet")), "")
        if not self.base:
            raise UnpatchableError("a workbook without a worksheet")

    def _sheet(self, span: Span) -> Sheet:
        relation = self._relations.get(span.get("id") or "")
        state = span.get("state") in ("hidden", "veryHidden")
        name = span.get("name") or ""
        return Sheet(name, relation.target if relation else "", state, relation.kind if relation else "")

    def related(self, kind: str, of: str | None = None) -> str | None:
        """The part that a part (None: the workbook) has for a kind of relation."""
        found = (r for r in self._parts.relations(of or self.part) if r.kind.endswith(f"/{kind}"))
        return next((r.target for r in found), None)

    def add_first(self, name: str, part: str) -> None:
        """Put a sheet before all others, and let the workbook open with it.

        Args:
            name: of the sheet.
            part: where it is; the part itself is added elsewhere.
        """
        relation = self._parts.relate(self.part, f"{self.base}/worksheet", part)
        ids = [int(s.get("sheetId") or 0) for s in self._sheets.children]
        names = next((k for s in self._sheets.children for k in s.attributes if k.endswith(":id")), "r:id")
        made = (
            f'<{self._sheets.prefix}sheet name="{escaped(name).decode()}" sheetId="{max(ids, default=0) + 1}"'
            f' {names}="{relation}"/>'
        )
        edits: list[Edit] = [(self._sheets.inside, self._sheets.inside, made.encode())]
        for span in self._root.all("definedName"):
            position = span.get("localSheetId")
            if position is not None:
                edits.append(self._with(span, localSheetId=str(int(position) + 1)))
        edits += self._opening("0")
        self._parts.put(self.part, changed(self._data, edits))

    def open_first(self, position: int) -> None:
        """Let the workbook open with one of its sheets."""
        self._parts.put(self.part, changed(self._data, self._opening(str(position))))

    def _opening(self, active: str) -> list[Edit]:
        return [self._with(span, activeTab=active, firstSheet="0") for span in self._root.all("workbookView")]

    def _with(self, span: Span, **attributes: str) -> Edit:
        tag = self._data[span.start : span.inside]
        for name, value in attributes.items():
            tag = with_attribute(tag, name, value)
        return span.start, span.inside, tag


def relations_part(of: str) -> str:
    """Where the relations of a part are kept."""
    folder, name = posixpath.split(of)
    return posixpath.join(folder, "_rels", f"{name}.rels")
