"""The report as PDF: a Typst template reads the same document, with Typst's own fonts and without a network."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, Final

from sources.errors import LumbungError
from warehouse.national_report.choice import HERE
from warehouse.national_report.model import Block, Document, Picture, Table
from warehouse.national_report.pages import FORMS_LEFT
from warehouse.national_report.speech import cell

FONT: Final = "Libertinus Serif"
"""Comes with Typst, so that a page looks the same on every machine."""

_FAMILY: Final = re.compile(r'font-family="[^"]*"')
_STYLED: Final = re.compile(r"<svg ")

POINTS_A_PIXEL: Final = 0.72
"""Letters of 11 pixels are then 8 points high, in every chart alike."""

WIDEST_TEXT: Final = 40
"""Letters; a column of longer texts is given no more room than this beside the others."""

STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with a title, a language, and words for every picture."""


class ReportNotSet(LumbungError):
    """Typst could not set the report: a fault of ours, with what Typst says."""


def pdf(document: Document, made: datetime) -> bytes:
    """The report as PDF, A4.

    Args:
        document: What it says.
        made: Stands in the file as its date, so that the same release gives the same bytes.

    Raises:
        ReportNotSet: the template has a fault.
    """
    import typst

    content, charts = parts(document)
    files: Any = {
        "main": (HERE / "templates/nasional.typ").read_bytes(),
        "laporan.json": json.dumps(content, ensure_ascii=False).encode(),
        **{name: svg.encode() for name, svg in charts.items()},
    }
    try:
        made_of: bytes = typst.compile(
            files, format="pdf", ignore_system_fonts=True, pdf_standards=STANDARD, timestamp=int(made.timestamp())
        )
    except typst.TypstError as error:
        raise ReportNotSet(
            f"the PDF of {document.period} could not be set: {error.message} {'; '.join(error.hints)}. "
            "This is a fault of Lumbung's: pass this message on to the data team"
        ) from error
    return made_of


def parts(document: Document) -> tuple[dict[str, Any], dict[str, str]]:
    """What the template reads: the document with every value written out, and the charts by file name."""
    charts: dict[str, str] = {}

    def block(given: Block) -> dict[str, Any]:
        if isinstance(given, str):
            return {"kind": "text", "text": given}
        if isinstance(given, Picture):
            name = f"gambar-{len(charts) + 1}.svg"
            charts[name] = _STYLED.sub(f'<svg font-family="{FONT}" ', _FAMILY.sub("", given.svg), count=1)
            return {"kind": "picture", "file": name, "title": given.title, "told": given.told, "wide": given.is_wide,
                    "points": _width(given.svg) * POINTS_A_PIXEL}  # fmt: skip
        if isinstance(given, Table):
            return _table(given)
        return {"kind": "tiles", "tiles": [{"label": t.label, "value": t.value, "change": t.change, "basis": t.basis}
                                           for t in given]}  # fmt: skip

    content = {
        "title": document.title, "month": document.month, "release": document.release, "font": FONT,
        "facts": [list(fact) for fact in document.facts],
        "chapters": [{"title": c.title, "blocks": [block(b) for b in c.blocks]} for c in document.chapters],
    }  # fmt: skip
    return content, charts


def _table(table: Table) -> dict[str, Any]:
    shown = [c for c in table.columns if not c.is_minor]
    rows = [[cell(row[c.field], c.form) for c in shown] for row in table.seen]
    return {
        "kind": "table", "title": table.title, "note": table.note, "sources": table.sources, "empty": table.empty,
        "more": cell(table.more, "count") if table.more else "",
        "columns": [
            {"label": c.label, "right": c.form not in FORMS_LEFT, "room": _room(rows, i) if c.form == "text" else 0}
            for i, c in enumerate(shown)
        ],
        "rows": rows,
    }  # fmt: skip


def _room(rows: list[list[str]], column: int) -> int:
    """How much of the line a column of texts gets, against the others; short ones a little more than their share."""
    return 6 + min(max((len(row[column]) for row in rows), default=8), WIDEST_TEXT)


def _width(svg: str) -> float:
    found = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    return float(found[1]) if found else 0
