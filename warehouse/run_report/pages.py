"""From material to HTML: the index, a page for each regional office, a page for each submission.

Whatever stands on a page is escaped, and control characters (those that reverse the reading direction too) are made
visible. The pages load nothing but their own style sheet; their policy forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checks.shown_numbers import long_numbers_in
from warehouse.run_report import attention, counts, wording
from warehouse.run_report.charts import rule_chart, verdict_chart
from warehouse.run_report.filters import Filters
from warehouse.run_report.findings import by_sheet, row_cells
from warehouse.run_report.late import by_region
from warehouse.run_report.material import Material

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = "gaya.css"

MOST_ROWS: Final = 1000
"""Submissions that the index itself lists (some 190 bytes each); beyond, the regional offices' pages do."""

MOST_DEBTS: Final = 40
"""Overdue reports that the index names one by one; more are counted by regional office."""

MOST_OFFICES: Final = 40
"""Offices with findings that the index lists; the regional offices' pages have them all."""


def render(material: Material, *, data_docs: bool) -> Iterator[tuple[str, str]]:
    """All pages of a report, as path within its folder and text.

    Args:
        material: What they say.
        data_docs: Whether the data team's pages lie beside them.
    """
    env = environment()
    regions = counts.by_region(material.entries)
    debts = by_region(material.debts)
    slugs = {name: slug(name) for name in (*(r.name for r in regions), *(r.kanwil for r in debts))}
    filters = Filters([region.name for region in regions], material.labels)
    env.globals |= {"m": material, "slugs": slugs, "regions": regions}
    yield "index.html", env.get_template("index.html").render(_index(material, regions, filters), data_docs=data_docs)
    groups, owed = {r.name: r for r in regions}, {r.kanwil: r.debts for r in debts}
    template = env.get_template("wilayah.html")
    for name in sorted(slugs):
        group = groups.get(name) or counts.Group(name, name)
        yield f"wilayah/{slugs[name]}.html", template.render(_region(group), debts=owed.get(name, ()))
    template = env.get_template("kiriman.html")
    for entry in material.entries:
        cells = partial(row_cells, entry.flagged)
        yield (
            f"kiriman/{entry.id}.html",
            template.render(e=entry, sheets=by_sheet(entry.findings), cells=cells, up="../"),
        )
    yield STYLE, (TEMPLATES / STYLE).read_text(encoding="utf-8") + filters.style()


def _index(material: Material, regions: Sequence[counts.Group], filters: Filters) -> dict[str, Any]:
    rules = counts.by_rule(material.entries)
    return {
        "verdicts": counts.verdicts(material.entries),
        "concerns": attention.concerns(material),
        "rules": rules,
        "offices": counts.by_office(material.entries),
        "debts": by_region(material.debts),
        "charts": [chart for chart in (verdict_chart(regions), rule_chart(rules)) if chart],
        "filters": filters,
        "classes": filters.classes(material.entries),
        "rows_loaded": _rows_loaded(material),
        "most_rows": MOST_ROWS,
        "most_offices": MOST_OFFICES,
        "most_debts": MOST_DEBTS,
        "up": "",
        "root": "../" * (material.scope.folder.count("/") + 1),
    }


def _region(group: counts.Group) -> dict[str, Any]:
    return {
        "region": group,
        "verdicts": counts.verdicts(group.entries),
        "rules": counts.by_rule(group.entries),
        "up": "../",
    }


def _rows_loaded(material: Material) -> list[tuple[str, int]]:
    rows: dict[str, int] = {}
    for summary in material.scope.summaries:
        for dataset, n in summary.get("rows_loaded", {}).items():
            rows[dataset] = rows.get(dataset, 0) + n
    order = list(material.labels)
    return sorted(rows.items(), key=lambda item: (order.index(item[0]) if item[0] in order else len(order), item[0]))


def environment() -> Environment:
    """Templates with everything escaped, and the words and numbers that they speak."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=visible, keep_trailing_newline=False,
    )  # fmt: skip
    script = (TEMPLATES / "saring.js").read_text(encoding="utf-8")
    env.globals |= {
        "script": script,
        "policy": _policy(script),
        "wording": wording,
    }
    filters: dict[str, Callable[..., Any]] = {
        "n": wording.number,
        "signed": wording.signed,
        "digits": long_numbers_in,
        "moment": wording.moment_words,
        "day": wording.day_words,
        "month": wording.month_words,
        "reason": wording.reason_words,
        "step": wording.step,
        "slug": slug,
    }
    env.filters |= filters
    return env


def visible(value: object) -> object:
    """A text without characters that change how the rest is read (control, direction, unassigned)."""
    if isinstance(value, str) and not hasattr(value, "__html__") and not value.isprintable():
        return "".join(c if c.isprintable() or c == "\n" else _instead(c) for c in value)
    return value


def _instead(character: str) -> str:
    return " " if unicodedata.category(character) in {"Zs", "Zl", "Zp"} or character in "\t\r" else "\ufffd"


def slug(text: str) -> str:
    """A name as part of an address: ``Bangka Belitung`` is ``bangka-belitung``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "lainnya"


def _policy(script: str) -> str:
    """Nothing may be loaded but the style sheet beside the page, nothing may run but the script above."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'self' file:; script-src 'sha256-{digest}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )
