"""Looks added to a workbook's ``styles.xml``: a mark is a clone of the cell's own look with another fill.

Number format, borders, font, alignment and protection stay the cell's own. The colour that a fill takes the place of is
kept in its (unseen) background colour, so that the mark can be taken off again when the workbook comes back mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.feedback.palette import EDGES, FILLS, argb
from checks.feedback.spans import Edit, Span, UnpatchableError, changed, inserted_last, root_of, utf8, with_attribute
from sources.contract import Severity

_MOST_LOOKS: Final = 64_000
"""Excel's limit is 65,490 cell formats."""
_BEHIND_CELL_STYLES: Final = ("dxfs", "tableStyles", "colors", "extLst")
_NO_COLOUR: Final = b'indexed="64"'
_FRACTION: Final = ("#,##0.###", 990)


class Styles:
    """The looks of one workbook, and what is added to them.

    Raises:
        UnpatchableError: the part is not as the standard wants it.
    """

    def __init__(self, data: bytes) -> None:
        self._data = utf8(data)
        self._root = root_of(self._data)
        self._x = self._root.prefix
        looks, fills = self._root.child("cellXfs"), self._root.child("fills")
        if looks is None or fills is None:
            raise UnpatchableError("styles.xml has no cellXfs or no fills")
        self._looks = [self._raw(c) for c in looks.children if c.local == "xf"]
        self._fills = [c for c in fills.children if c.local == "fill"]
        self._n_looks = len(self._looks)
        self._added: dict[str, list[bytes]] = {"fonts": [], "fills": [], "borders": [], "cellXfs": [], "dxfs": []}
        self._known: dict[tuple[object, ...], int] = {}
        self._ours = set(self._find_ours())

    def _raw(self, element: Span) -> bytes:
        return self._data[element.start : element.end]

    def _count(self, of: str, kind: str) -> int:
        element = self._root.child(of)
        return sum(c.local == kind for c in element.children) if element is not None else 0

    def _tag(self, look: bytes) -> bytes:
        return look[: root_end(look)]

    def _find_ours(self) -> Iterator[int]:
        """Looks that are marks of ours, from an earlier time."""
        colours = {argb(colour) for colour in FILLS.values()}
        marked = set()
        for number, fill in enumerate(self._fills):
            shown = next(fill.all("fgColor"), None)
            if shown is not None and (shown.get("rgb") or "").upper() in colours:
                marked.add(number)
        for number, look in enumerate(self._looks):
            if int(_attribute(self._tag(look), "fillId") or 0) in marked:
                yield number

    def is_mark(self, look: int) -> bool:
        """Whether a look is a mark of ours, from an earlier time."""
        return look in self._ours

    @property
    def has_marks(self) -> bool:
        """Whether any look is."""
        return bool(self._ours)

    def marked(self, look: int, severity: Severity) -> int:
        """The number of a look like another, in the colour of a severity."""
        key = ("mark", look, severity)
        if key not in self._known:
            fill = self._fill(argb(FILLS[severity]), self._covered(look))
            self._known[key] = self._clone(look, fill)
        return self._known[key]

    def unmarked(self, look: int) -> int:
        """The number of the look that a mark was made from (as far as it can be told)."""
        key = ("unmark", look)
        if key not in self._known:
            before = self._covered(look)
            self._known[key] = self._clone(look, 0 if before == _NO_COLOUR else self._solid(before))
        return self._known[key]

    def _covered(self, look: int) -> bytes:
        """The colour below a mark, as the attributes of a colour: what a look shows, or what its mark remembers."""
        base = self._looks[look if look < self._n_looks else 0]
        number = int(_attribute(self._tag(base), "fillId") or 0)
        fill = self._fills[number] if number < len(self._fills) else None
        pattern = next(fill.all("patternFill"), None) if fill is not None else None
        if pattern is None or pattern.get("patternType") in (None, "none"):
            return _NO_COLOUR
        colour = pattern.child("bgColor" if self.is_mark(look) else "fgColor")
        if colour is None:
            return _NO_COLOUR
        return b" ".join(b'%s="%s"' % (k.encode(), v.encode()) for k, v in colour.attributes.items())

    def _fill(self, colour: str, covered: bytes) -> int:
        shown = b'rgb="%s"' % colour.encode()
        x = self._x.encode()
        inner = b'<%spatternFill patternType="solid"><%sfgColor %s/><%sbgColor %s/></%spatternFill>'
        return self._add("fills", "fill", inner % (x, x, shown, x, covered, x))

    def _solid(self, colour: bytes) -> int:
        x = self._x.encode()
        inner = b'<%spatternFill patternType="solid"><%sfgColor %s/><%sbgColor indexed="64"/></%spatternFill>'
        return self._add("fills", "fill", inner % (x, x, colour, x, x))

    def _clone(self, look: int, fill: int) -> int:
        base = self._looks[look if look < self._n_looks else 0]
        tag = self._tag(base)
        mended = with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1")
        return self._add_raw("cellXfs", "xf", mended + base[len(tag) :])

    def font(self, attributes: str) -> int:
        """A font, as its children."""
        return self._add("fonts", "font", self._named(attributes))

    def fill(self, colour: str) -> int:
        """A solid fill."""
        return self._solid(b'rgb="%s"' % argb(colour).encode())

    def border(self, children: str) -> int:
        """A border, as its children."""
        return self._add("borders", "border", self._named(children))

    def look(self, *, font: int, fill: int, border: int, align: str) -> int:
        """A look of a sheet of our own."""
        x = self._x.encode()
        raw = (
            b'<%sxf numFmtId="49" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" '
            b'applyFill="1" applyBorder="1" applyAlignment="1"><%salignment %s/></%sxf>'
        )
        return self._add_raw("cellXfs", "xf", raw % (x, font, fill, border, x, align.encode(), x))

    def condition(self, severity: Severity, *, shows_fraction: bool) -> int:
        """What a conditional format of ours does: fill and edges of a severity, decimals where there are any."""
        name, number = _FRACTION
        shown = self._named(f'<numFmt numFmtId="{number}" formatCode="{name}"/>') if shows_fraction else b""
        fill = self._named(
            f'<fill><patternFill patternType="solid"><fgColor rgb="{argb(FILLS[severity])}"/>'
            f'<bgColor rgb="{argb(FILLS[severity])}"/></patternFill></fill>'
        )
        sides = "".join(
            f'<{side} style="thin"><color rgb="{argb(EDGES[severity])}"/></{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        return self._add("dxfs", "dxf", shown + fill + self._named(f"<border>{sides}</border>"))

    def _named(self, children: str) -> bytes:
        """Elements with this part's prefix."""
        x = self._x
        return children.replace("</", "\0").replace("<", f"<{x}").replace("\0", f"</{x}").encode()

    def _add(self, group: str, kind: str, inner: bytes) -> int:
        name = f"{self._x}{kind}".encode()
        return self._add_raw(group, kind, b"<%s>%s</%s>" % (name, inner, name))

    def _add_raw(self, group: str, kind: str, raw: bytes) -> int:
        key = (group, raw)
        if key not in self._known:
            self._known[key] = self._count(group, kind) + len(self._added[group])
            self._added[group].append(raw)
            if self._n_looks + len(self._added["cellXfs"]) > _MOST_LOOKS:
                raise UnpatchableError("too many cell formats")
        return self._known[key]

    def content(self) -> bytes:
        """The part with everything that was added."""
        edits: list[Edit] = []
        for group, added in self._added.items():
            if not added:
                continue
            element = self._root.child(group)
            if element is None:
                edits.append(self._new_group(group, added))
                continue
            total = len(added) + sum(1 for c in element.children if c.local in ("font", "fill", "border", "xf", "dxf"))
            tag = with_attribute(self._data[element.start : element.inside], "count", str(total))
            start, end, content = inserted_last(self._data, element, b"".join(added))
            if start == element.start:
                content = (
                    with_attribute(content[: root_end(content)], "count", str(total)) + content[root_end(content) :]
                )
                edits.append((start, end, content))
            else:
                edits += [(element.start, element.inside, tag), (start, end, content)]
        return changed(self._data, edits)

    def _new_group(self, group: str, added: list[bytes]) -> Edit:
        if group != "dxfs":
            raise UnpatchableError(f"styles.xml has no {group}")
        name = f"{self._x}{group}".encode()
        later = next((c for c in self._root.children if c.local in _BEHIND_CELL_STYLES), None)
        at = later.start if later is not None else self._root.after
        return at, at, b'<%s count="%d">%s</%s>' % (name, len(added), b"".join(added), name)


def root_end(raw: bytes) -> int:
    """Where the start tag of an element ends."""
    from checks.feedback.spans import tag_end

    return tag_end(raw, 0)


def _attribute(tag: bytes, name: str) -> str | None:
    return root_of(tag if tag.endswith(b"/>") else tag[:-1] + b"/>").attributes.get(name)
