"""The sheet "Perbaikan": who and what, how to mend and send again, and every finding with a link to its cell.

Text stands in the cells themselves, so that the workbook's own texts stay as they are; it is text whatever it begins
with, never a formula.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from checks.feedback import wording
from checks.feedback.notice import Line, Notice
from checks.feedback.palette import DARK, EDGES, FILLS, GREY, INK, LINE, PALE, WHITE, argb
from checks.feedback.spans import escaped
from checks.feedback.styles import Styles
from sources.addresses import address, letter
from sources.contract import SEVERITIES
from sources.feedback_sheet import TITLE
from sources.given_reasons import REASON_HEADING

_WIDTHS: Final = (5, 17, 13, 20, 20, 24, 42, 46, 14, 34)
"""Of the columns, in characters; the last one is there only where reasons are asked."""
_LINE_HEIGHT: Final = 15
_TALLEST: Final = 400
_BOX: Final = "".join(
    f'<{side} style="thin"><color rgb="{argb(LINE)}"/></{side}>' for side in ("left", "right", "top", "bottom")
)


@dataclass(frozen=True, slots=True)
class _Looks:
    """Numbers of the looks that the sheet uses."""

    title: int
    plain: int
    label: int
    heading: int
    cell: int
    link: int
    centre: int
    reason: int
    section: int
    severity: dict[str, int]
    word: dict[str, int]

    @classmethod
    def made(cls, styles: Styles) -> _Looks:
        """All of them, added to the workbook's looks."""

        def font(colour: str, size: int = 11, extra: str = "") -> int:
            return styles.font(f'{extra}<sz val="{size}"/><color rgb="{argb(colour)}"/><name val="Calibri"/>')

        none = styles.border("<left/><right/><top/><bottom/><diagonal/>")
        box = styles.border(_BOX + "<diagonal/>")
        wrap, middle = 'vertical="top" wrapText="1"', 'horizontal="center" vertical="top" wrapText="1"'
        ink = font(INK)
        severity = {s: styles.fill(FILLS[s]) for s in SEVERITIES}
        words = {s: font(EDGES[s], extra="<b/>") for s in SEVERITIES}
        return cls(
            title=styles.look(font=font(DARK, 16, "<b/>"), fill=0, border=none, align='vertical="center"'),
            plain=styles.look(font=ink, fill=0, border=none, align=wrap),
            label=styles.look(font=font(GREY), fill=0, border=none, align='vertical="top"'),
            heading=styles.look(
                font=font(WHITE, 11, "<b/>"), fill=styles.fill(DARK), border=box,
                align='horizontal="center" vertical="center" wrapText="1"',
            ),
            cell=styles.look(font=ink, fill=0, border=box, align=wrap),
            link=styles.look(font=font("0B57D0", 11, "<u/>"), fill=0, border=box, align=middle),
            centre=styles.look(font=ink, fill=0, border=box, align=middle),
            reason=styles.look(font=ink, fill=styles.fill("FFF6D6"), border=box, align=wrap),
            section=styles.look(font=font(DARK, 12, "<b/>"), fill=0, border=none, align='vertical="center"'),
            severity={s: styles.look(font=ink, fill=severity[s], border=box, align=middle) for s in SEVERITIES},
            word={s: styles.look(font=words[s], fill=styles.fill(PALE), border=box, align=middle) for s in SEVERITIES},
        )  # fmt: skip


class ListSheet:
    """Writes the sheet.

    Args:
        notice: what is said.
        styles: of the workbook.
        namespace: of its elements: transitional or strict.
    """

    def __init__(self, notice: Notice, styles: Styles, namespace: str) -> None:
        self._notice, self._namespace = notice, namespace
        self._looks = _Looks.made(styles)
        self._rows: list[str] = []
        self._merged: list[str] = []
        self._links: list[str] = []
        self._at = 0
        self._last = len(_WIDTHS) if notice.has_questions else len(_WIDTHS) - 1

    def content(self, sheets: Collection[str], hidden: Collection[str] = (), *, is_copy: bool = False) -> bytes:
        """The part.

        Args:
            sheets: names of the workbook's sheets: only to these there are links.
            hidden: those that are not shown.
            is_copy: the workbook is made from a file of another format.
        """
        looks = self._looks
        self._wide(TITLE, looks.title, height=30)
        self._wide(wording.outcome(self._notice), looks.plain)
        if settled := wording.answered(self._notice):
            self._wide(settled, looks.plain)
        self._row([], height=6)
        for label, value in wording.facts(self._notice):
            self._row([(1, label, looks.label), (3, value, looks.plain)], height=_LINE_HEIGHT + 2)
            self._merged += [f"A{self._at}:B{self._at}", f"C{self._at}:F{self._at}"]
        if self._notice.lines:
            self._row([], height=6)
            self._wide("Cara memperbaiki dan mengirim kembali", looks.section, height=21)
            for number, step in enumerate(wording.steps(self._notice, is_copy=is_copy), start=1):
                self._wide(f"{number}. {step}", looks.plain)
            self._row([], height=6)
            self._legend()
            self._row([], height=6)
            self._table(sheets, hidden)
        return self._part()

    def _legend(self) -> None:
        for severity in SEVERITIES:
            if self._notice.count(severity):
                said = f"{wording.MEANINGS[severity]} ({self._notice.count(severity)})"
                self._row([(1, "", self._looks.severity[severity]), (2, severity, self._looks.label),
                           (3, said, self._looks.plain)], height=_LINE_HEIGHT + 3)  # fmt: skip
                self._merged.append(f"C{self._at}:F{self._at}")

    def _table(self, sheets: Collection[str], hidden: Collection[str]) -> None:
        names = [*wording.HEADINGS, *([REASON_HEADING] if self._notice.has_questions else [])]
        self._row([(n, name, self._looks.heading) for n, name in enumerate(names, start=1)], height=24)
        self._table_at = self._at
        for number, line in enumerate(self._notice.lines, start=1):
            self._line(number, line, sheets, hidden)

    def _line(self, number: int, line: Line, sheets: Collection[str], hidden: Collection[str]) -> None:
        looks = self._looks
        sheet = line.sheet or (next(iter(sheets), "") if len(sheets) == 1 and line.first else "")
        is_reachable = sheet in sheets and sheet not in hidden
        shown = sheet or "seluruh berkas"
        if sheet in hidden:
            shown += f"{wording.HIDDEN}: klik kanan nama lembar mana pun, lalu Tampilkan)"
        where = line.cells or ("seluruh lembar" if sheet else "–")
        said = (str(number), shown, where, line.column, line.value, line.expected, line.message, line.fix,
                line.severity)  # fmt: skip
        forms = [looks.severity[line.severity], looks.cell, looks.link if is_reachable else looks.centre,
                 *[looks.cell] * 5, looks.word[line.severity]]  # fmt: skip
        cells = [(n, text, form) for n, (text, form) in enumerate(zip(said, forms, strict=True), start=1)]
        if self._notice.has_questions:
            cells.append((10, "", looks.reason if line.severity == "KONFIRMASI" else looks.cell))
        self._row(cells)
        if is_reachable:
            target = f"'{sheet.replace(chr(39), chr(39) * 2)}'!{line.first or 'A1'}"
            self._links.append(f'<hyperlink ref="C{self._at}" location="{escaped(target).decode()}"/>')

    def _wide(self, text: str, look: int, height: int | None = None) -> None:
        """A text over the whole width (of the first eight columns)."""
        lines = ceil(len(text) / (sum(_WIDTHS[:8]) * 0.95))
        self._row([(1, text, look)], height=height or lines * _LINE_HEIGHT + 3)
        self._merged.append(f"A{self._at}:H{self._at}")

    def _row(self, cells: Sequence[tuple[int, str, int]], height: int | None = None) -> None:
        self._at += 1
        made = "".join(_cell(address(self._at, column), text, look) for column, text, look in cells)
        tall = height or min(max((_lines(text, column) for column, text, _ in cells), default=1) * _LINE_HEIGHT + 4,
                             _TALLEST)  # fmt: skip
        self._rows.append(f'<row r="{self._at}" ht="{tall}" customHeight="1">{made}</row>')

    def _part(self) -> bytes:
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>'
            for n, w in enumerate(_WIDTHS[: self._last], start=1)
        )
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{self._namespace}">'
            f'<sheetPr><tabColor rgb="{argb(EDGES["TOLAK"])}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{letter(self._last)}{self._at}"/>'
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>{links}'
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        ).encode()


def _lines(text: str, column: int) -> int:
    """Lines that a text takes in a column, words kept whole."""
    width = _WIDTHS[column - 1] - 1
    lines = 0
    for part in text.split("\n"):
        room = 0
        lines += 1
        for word in part.split(" "):
            if room and room + 1 + len(word) > width:
                lines += 1
                room = 0
            room += len(word) + (1 if room else 0)
            lines += room // (width + 1)
            room %= width + 1
    return lines


def _cell(reference: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{reference}" s="{look}"/>'
    said = escaped(text).decode()
    return f'<c r="{reference}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
