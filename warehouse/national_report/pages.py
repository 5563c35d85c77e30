"""The report as one HTML page: it loads nothing, runs nothing, and prints on A4."""

from __future__ import annotations

import re
from typing import Any, Final

from warehouse.national_report.choice import HERE
from warehouse.national_report.model import Block, Document, Picture, Table
from warehouse.national_report.speech import cell
from warehouse.run_report.pages import STYLE, TEMPLATES, environment

FORMS_LEFT: Final = frozenset({"text", "code", "month", "day", "yes"})
"""Everything else is a number and stands at the right."""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(document: Document) -> str:
    """The report as HTML."""
    from jinja2 import ChoiceLoader, FileSystemLoader

    env = environment()
    env.loader = ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(TEMPLATES)])
    style = (TEMPLATES / STYLE).read_text(encoding="utf-8") + (HERE / "templates/nasional.css").read_text(
        encoding="utf-8"
    )
    env.globals |= {"d": document, "style": style, "policy": _POLICY, "left": FORMS_LEFT, "kind": _kind}
    env.filters |= {"cell": cell, "single": _single}
    return env.get_template("nasional.html").render()


def _kind(block: Block) -> str:
    if isinstance(block, str):
        return "text"
    return "table" if isinstance(block, Table) else "picture" if isinstance(block, Picture) else "tiles"


def _single(svg: str, number: Any) -> str:
    """A chart whose ids (of clips and gradients) belong to it alone: a page holds many."""
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>g{number}-", svg)
