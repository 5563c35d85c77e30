"""Charts as inline SVG, drawn offline: legible without colour, on paper and on a phone, and told in words as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from warehouse.ledger.states import State
from warehouse.run_report.counts import Group, RuleCount
from warehouse.run_report.material import NOBODY
from warehouse.run_report.wording import SEVERITIES, number

if TYPE_CHECKING:
    import altair as alt

INDONESIAN: Final = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}

MOST_BARS: Final = 12
"""Rules in the chart; the table below it has them all."""

MOST_LETTERS: Final = 30

WIDTH: Final = 210
"""Of the bars, beside some 150 of labels: as wide as a phone, so that nothing shrinks there."""

_KINDS: Final = (
    ("Terbit", "#c6d4df", (State.PUBLISHED,)),
    ("Duplikat, digantikan, atau ditarik", "#8fa6b8", (State.DUPLICATE, State.SUPERSEDED, State.WITHDRAWN)),
    ("Menunggu jawaban atau persetujuan", "#e3b34c", (State.NEEDS_CONFIRMATION, State.IN_REVIEW)),
    ("Dikembalikan", "#d9762b", (State.RETURNED, State.CLOSED)),
    ("Ditolak atau gagal", "#5b1220", (State.REJECTED, State.FAILED)),
)
"""From light to dark, so that the order is seen in grey too."""

_NOISE: Final = re.compile(
    r' (?:aria-[a-z]+|role|class|pointer-events|stroke-miterlimit|xmlns(?::xlink)?|version|font-family)="[^"]*"'
    r"|<path[^>]*display=\"none\"[^>]*></path>|<path[^>]*display=\"none\"[^>]*/>"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, its caption, and what it shows in words."""

    svg: str
    title: str
    text: str


def verdict_chart(regions: Sequence[Group]) -> Chart | None:
    """Submissions of each regional office by verdict; None where there is nothing to compare."""
    if len(regions) < 2:
        return None
    import altair as alt

    rows = [
        {"wilayah": g.name, "putusan": word, "n": g.count(*states), "ke": place}
        for g in regions
        for place, (word, _, states) in enumerate(_KINDS)
        if g.count(*states)
    ]
    seen = [word for word, _, _ in _KINDS if any(r["putusan"] == word for r in rows)]
    colours = [colour for word, colour, _ in _KINDS if word in seen]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=11)
        .encode(
            x=alt.X("sum(n):Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5)),
            y=alt.Y("wilayah:N", title=None, sort=[g.name for g in regions]),
            color=alt.Color(
                "putusan:N", scale=alt.Scale(domain=seen, range=colours), title=None,
                legend=alt.Legend(orient="top", columns=1, symbolType="square"),
            ),
            order="ke:Q",
        )
        .properties(width=WIDTH, height=alt.Step(15))
    )  # fmt: skip
    known = [g for g in regions if g.name != NOBODY]
    worst = sorted(known, key=lambda g: (-g.count(State.RETURNED, State.REJECTED, State.FAILED), g.name))[:3]
    told = "; ".join(
        f"{g.name} {number(g.count(State.RETURNED, State.REJECTED, State.FAILED))} dari {number(len(g.entries))}"
        for g in worst
    )
    return Chart(
        drawn(chart), "Kiriman menurut kantor wilayah", f"Paling banyak dikembalikan, ditolak, atau gagal: {told}."
    )


def rule_chart(rules: Sequence[RuleCount]) -> Chart | None:
    """The rules that most submissions run into."""
    if not rules:
        return None
    import altair as alt

    top = sorted(rules, key=lambda r: (-r.submissions, -r.n, r.id))[:MOST_BARS]
    rows = [{"aturan": _short(r), "n": r.submissions, "label": number(r.submissions)} for r in top]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("n:Q", title=None, axis=None), y=alt.Y("aturan:N", title=None, sort=[_short(r) for r in top])
    )
    bars = base.mark_bar(color="#5f7c92", height=13)
    labels = base.mark_text(align="left", dx=4, color="currentColor").encode(text="label:N")
    chart = (bars + labels).properties(width=WIDTH - 30, height=alt.Step(18))
    told = "; ".join(f"{r.title or r.id} ({SEVERITIES[r.severity].lower()}) {number(r.submissions)}" for r in top[:3])
    return Chart(drawn(chart), "Aturan yang paling banyak dilanggar (kiriman)", f"Terbanyak: {told} kiriman.")


def _short(rule: RuleCount) -> str:
    text = f"{rule.id.removeprefix('UMKM-')} {rule.title}"
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"


def drawn(chart: alt.Chart | alt.LayerChart) -> str:
    """Drawn without any connection (texts escaped by the library), then without what only a live chart needs."""
    import vl_convert

    text = {"labelColor": "currentColor", "labelFontSize": 11, "labelLimit": 230, "labelFont": "Arial"}
    axis = {**text, "domain": False, "ticks": False, "gridColor": "#8886", "labelPadding": 5}
    plain: Any = chart.configure(background="transparent", padding=2).configure_view(strokeWidth=0)
    plain = plain.configure_axis(**axis).configure_legend(**text, symbolStrokeWidth=0)
    plain = plain.configure_text(fontSize=11, font="Arial")
    svg = vl_convert.vegalite_to_svg(plain.to_dict(), format_locale=INDONESIAN, allowed_base_urls=[])
    return _NOISE.sub("", svg).replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
