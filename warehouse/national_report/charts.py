"""Charts of the report, drawn offline in the style of the operators' report: greyscale tells all, and so do the words.

Months and amounts come as texts of :mod:`speech`, so no axis is left to English habits.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from warehouse.national_report.figures import Row, Rows
from warehouse.national_report.model import Picture
from warehouse.national_report.speech import amount, change, rupiah, scale, short_month
from warehouse.run_report.charts import drawn
from warehouse.run_report.wording import month_words, number

INK: Final = "#3d5a73"
PALE: Final = "#b9c7d3"

TREND_WIDTH: Final = 255
BAR_WIDTH: Final = 330


def trend(rows: Rows, months: Sequence[str], field: str, title: str, unit: str = "") -> Picture:
    """A measure over months; a month that nobody reported is a gap, not a nought."""
    import altair as alt

    values = {row["periode"]: row[field] for row in rows}
    known = [Decimal(v) for v in values.values() if v is not None]
    size, word = scale(known)
    data = [
        {"bulan": short_month(m), "nilai": _plain(values.get(m), size), "ke": i, "label": _short(values.get(m), size)}
        for i, m in enumerate(months)
    ]
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("bulan:N", sort=None, title=None, axis=alt.Axis(labelAngle=-45 if len(months) > 7 else 0)),
        y=alt.Y("nilai:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(tickCount=4, minExtent=40)),
    )
    line = base.mark_line(color=INK, strokeWidth=2, invalid="break-paths-show-domains")
    points = base.mark_point(color=INK, filled=True, size=40)
    ends = [str(d["bulan"]) for d in data if d["nilai"] is not None]
    shown = [ends[0], ends[-1]] if len(ends) > 1 else ends
    labels = base.transform_filter(alt.FieldOneOfPredicate(field="bulan", oneOf=shown)).mark_text(
        dy=-10, color="currentColor", fontWeight="bold"
    )
    chart = (line + points + labels.encode(text="label:N")).properties(width=TREND_WIDTH, height=130)
    spoken = " ".join(part for part in (word, unit) if part)
    first, last = months[0], months[-1]
    told = (
        f"{month_words(last)}: {amount(values.get(last))}; {month_words(first)}: {amount(values.get(first))}; "
        f"{change(values.get(last), values.get(first))}."
    )
    return Picture(drawn(chart), f"{title} ({spoken})" if spoken else title, told)


def ranking(rows: Rows, *, field: str, title: str) -> Picture:
    """An amount in rupiah of each regional office, with how many of its offices reported beside it."""
    import altair as alt

    data = [
        {
            "nama": row["kanwil"], "nilai": float(row[field] or 0),
            "label": f"{rupiah(row[field])} · {number(row['upt_lapor_penjualan'])}/{number(row['upt_seharusnya'])} UPT"
            if row[field] is not None else "tidak ada laporan penjualan",
        }
        for row in rows
    ]  # fmt: skip
    order = [d["nama"] for d in data]
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("nilai:Q", title=None, axis=None), y=alt.Y("nama:N", title=None, sort=order)
    )
    labels = base.mark_text(align="left", dx=4, color="currentColor").encode(text="label:N")
    chart = (base.mark_bar(color=INK, height=10) + labels).properties(width=BAR_WIDTH, height=alt.Step(15))
    best = "; ".join(f"{r['kanwil']} {rupiah(r[field])}" for r in rows[:3] if r[field] is not None)
    return Picture(drawn(chart), title, f"Terbesar: {best}." if best else "", is_wide=True)


def stacked(rows: Rows, name: str, parts: Sequence[tuple[str, str, str]], title: str, told: str) -> Picture:
    """Counts side by side in one bar a row, from light to dark.

    Args:
        rows: A bar each.
        name: Field with the bar's name.
        parts: (field, word, colour) from left to right.
        title: Above it.
        told: What it shows in words.
    """
    import altair as alt

    data = [
        {"nama": row[name], "bagian": word, "n": row[field], "ke": place}
        for row in rows
        for place, (field, word, _) in enumerate(parts)
        if row[field]
    ]
    chart = (
        alt.Chart(alt.InlineData(values=data))
        .mark_bar(height=10, stroke="#3d4a54", strokeWidth=0.5)
        .encode(
            x=alt.X("sum(n):Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=6)),
            y=alt.Y("nama:N", title=None, sort=[row[name] for row in rows]),
            color=alt.Color(
                "bagian:N", title=None, legend=alt.Legend(orient="top", symbolType="square"),
                scale=alt.Scale(domain=[w for _, w, _ in parts], range=[c for *_, c in parts]),
            ),
            order="ke:Q",
        )
        .properties(width=BAR_WIDTH + 60, height=alt.Step(15))
    )  # fmt: skip
    return Picture(drawn(chart), title, told, is_wide=True)


def bars(rows: Rows, *, name: str, field: str, title: str, unit: str) -> Picture:
    """An amount of each row, labelled directly."""
    import altair as alt

    data = [
        {"nama": row[name], "nilai": float(row[field] or 0), "label": amount(row[field], f" {unit}")} for row in rows
    ]
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("nilai:Q", title=None, axis=None), y=alt.Y("nama:N", title=None, sort=[d["nama"] for d in data])
    )
    labels = base.mark_text(align="left", dx=4, color="currentColor").encode(text="label:N")
    chart = (base.mark_bar(color=INK, height=11) + labels).properties(width=210, height=alt.Step(17))
    told = "; ".join(f"{d['nama']} {d['label']}" for d in data[:3])
    return Picture(drawn(chart), title, f"Terbesar: {told}." if told else "")


def movers(rows: Sequence[Row], *, name: str, field: str, title: str) -> Picture:
    """Changes in rupiah around nought: up to the right and dark, down to the left and pale."""
    import altair as alt

    data = [
        {"nama": row[name], "nilai": float(row[field]), "label": ("+" if row[field] > 0 else "") + rupiah(row[field])}
        for row in rows
    ]
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("nilai:Q", title=None, axis=None, scale=alt.Scale(padding=70)),
        y=alt.Y("nama:N", title=None, sort=[d["nama"] for d in data]),
    )
    up, down = alt.datum.nilai > 0, alt.datum.nilai <= 0
    layers: Any = base.mark_bar(height=11, stroke=INK, strokeWidth=0.5).encode(
        color=alt.condition(up, alt.value(INK), alt.value(PALE))
    )
    right = base.transform_filter(up).mark_text(align="left", dx=4, color="currentColor")
    left = base.transform_filter(down).mark_text(align="right", dx=-4, color="currentColor")
    layers += right.encode(text="label:N") + left.encode(text="label:N")
    told = "; ".join(f"{d['nama']} {d['label']}" for d in data)
    return Picture(drawn(layers.properties(width=300, height=alt.Step(17))), title, f"{told}.", is_wide=True)


def _plain(value: Any, size: Decimal) -> float | None:
    return None if value is None else float(Decimal(value) / size)


def _short(value: Any, size: Decimal) -> str:
    return "" if value is None else number(Decimal(value) / size, 1 if size > 1 else 0)
