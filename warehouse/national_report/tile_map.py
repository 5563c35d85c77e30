"""The nation as a grid of 38 equal tiles, a province each, from pale to dark; one without a report is hatched."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from warehouse.national_report.choice import HERE
from warehouse.national_report.figures import Rows
from warehouse.national_report.model import Picture
from warehouse.run_report.charts import drawn

RAMP: Final = ("#e9eef2", "#c3d0da", "#93a9ba", "#5f7c92", "#2c465a")
"""Five steps of falling luminance: in grey they stay five."""

NO_REPORT: Final = "tidak ada laporan (arsir)"
SIZE: Final = 42
"""Pixels a tile."""
_GAP: Final = 0.06
_HATCHES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a province's tile stands: column from the west, row from the north, from 0."""

    code: str
    column: int
    row: int
    short: str


@dataclass(frozen=True, slots=True)
class Step:
    """A class of values, upper end included.

    Attributes:
        word: In the legend.
    """

    upper: Decimal
    word: str


def places() -> list[Place]:
    """The 38 tiles."""
    with (HERE / "ubin_provinsi.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [Place(r["kode_provinsi"], int(r["kolom"]), int(r["baris"]), r["singkatan"]) for r in rows]


def draw(values: dict[str, tuple[Decimal, str]], steps: Sequence[Step], title: str, told: str) -> Picture:
    """Draw the grid.

    Args:
        values: Code of a province → its value and how the tile writes it; provinces that are missing are hatched.
        steps: Up to five classes, the lowest first.
        title: Above it.
        told: What it shows in words.
    """
    import altair as alt

    tiles, hatches = [], []
    ramp = RAMP[len(RAMP) - len(steps) :] if len(steps) > 1 else RAMP[2:3]
    for place in places():
        given = values.get(place.code)
        step = next((i for i, s in enumerate(steps) if given is not None and given[0] <= s.upper), None)
        tiles.append(
            {
                "x": place.column + _GAP, "x2": place.column + 1 - _GAP, "y": place.row + _GAP,
                "y2": place.row + 1 - _GAP, "mx": place.column + 0.5, "atas": place.row + 0.36,
                "bawah": place.row + 0.7, "nama": place.short, "angka": given[1] if given else "",
                "kelas": NO_REPORT if step is None else steps[step].word,
                "tinta": "#fff" if step is not None and ramp[step] in RAMP[3:] else "#1c2328",
            }
        )  # fmt: skip
        if step is None:
            hatches += _hatched(place)
    words = [s.word for s in steps]
    colour = alt.Color(
        "kelas:N", title=None, scale=alt.Scale(domain=[*words, NO_REPORT], range=[*ramp, "#fff"]),
        legend=alt.Legend(orient="bottom", symbolType="square", symbolStrokeColor="#3d4a54", columns=3,
                          symbolStrokeWidth=1, symbolSize=140),
    )  # fmt: skip
    wide, high = max(p.column for p in places()) + 1, max(p.row for p in places()) + 1
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, wide], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[high, 0], nice=False), axis=None)
    base = alt.Chart(alt.InlineData(values=tiles))
    layers: Any = base.mark_rect(stroke="#3d4a54", strokeWidth=0.7).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour)
    if hatches:
        lines = alt.Chart(alt.InlineData(values=hatches)).mark_rule(stroke="#3d4a54", strokeWidth=0.7)
        layers += lines.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
        clear = base.transform_filter(alt.datum.kelas == NO_REPORT).mark_text(
            fontSize=11, fontWeight="bold", baseline="middle", stroke="#fff", strokeWidth=5
        )
        layers += clear.encode(x="mx:Q", y="atas:Q", text="nama:N")
    ink = alt.Color("tinta:N", scale=None)
    named = base.mark_text(fontSize=11, fontWeight="bold", baseline="middle")
    layers += named.encode(x="mx:Q", y="atas:Q", text="nama:N", color=ink)
    layers += base.mark_text(fontSize=10, baseline="middle").encode(x="mx:Q", y="bawah:Q", text="angka:N", color=ink)
    chart = layers.properties(width=wide * SIZE, height=high * SIZE).resolve_scale(color="independent")
    return Picture(drawn(chart), title, told, is_wide=True)


def fifths(values: Sequence[Decimal], words: Any) -> list[Step]:
    """Five classes of about as many provinces each; fewer where there are few different values.

    Args:
        values: All that are known.
        words: Writes (lower, upper) for the legend; lower is the smallest value that belongs to the class.
    """
    ordered = sorted(values)
    uppers = sorted({ordered[max(0, -(-len(ordered) * k // len(RAMP)) - 1)] for k in range(1, len(RAMP) + 1)})
    found, lower = [], None
    for upper in uppers:
        mine = [v for v in ordered if (lower is None or v > lower) and v <= upper]
        found.append(Step(upper, words(mine[0], upper)))
        lower = upper
    return found


def legible(rows: Rows, field: str) -> list[Decimal]:
    """The known values of provinces that have a code."""
    return [Decimal(r[field]) for r in rows if r["kode_provinsi"] and r[field] is not None]


def _hatched(place: Place) -> list[dict[str, float]]:
    """Diagonals across a tile, left clear around its short name."""
    low, high = _GAP, 1 - _GAP
    found = []
    for at in _HATCHES:
        found.append({"x": place.column + low, "y": place.row + low + (high - low) * at,
                      "x2": place.column + low + (high - low) * at, "y2": place.row + low})  # fmt: skip
        found.append({"x": place.column + low + (high - low) * at, "y": place.row + high,
                      "x2": place.column + high, "y2": place.row + low + (high - low) * at})  # fmt: skip
    return found
