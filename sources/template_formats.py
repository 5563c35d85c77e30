"""The looks of the official workbook: colours, fonts, number and date formats, made once a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources.contract import Column

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

DARK, LIGHT, BAND, LINE, INK, GREY, INPUT = "#1F5C4D", "#CFE3DA", "#F4F8F6", "#C3D3CC", "#173F35", "#6B7B75", "#FFF6D6"

_BASE = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DARK},
    "subtitle": {"font_color": GREY, "italic": True},
    "note": {"font_color": GREY, "text_wrap": True},
    "step": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "label": {"bold": True, "font_color": INK, "bg_color": LIGHT, "border": 1, "border_color": LINE, "indent": 1},
    "section": {"bold": True, "font_size": 12, "font_color": DARK},
    "input": {"bg_color": INPUT, "border": 1, "border_color": LINE, "num_format": "@", "indent": 1},
    "choice": {"bg_color": INPUT, "border": 1, "border_color": LINE, "align": "center"},
    "computed": {"border": 1, "border_color": LINE, "indent": 1, "font_color": INK},
    "hint": {
        "font_size": 9,
        "italic": True,
        "font_color": GREY,
        "align": "center",
        "text_wrap": True,
        "valign": "bottom",
    },
    "required": {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK},
    "optional": {"bold": True, "font_color": INK, "bg_color": LIGHT},
    "link": {"font_color": DARK, "underline": 1},
    "total": {"bold": True, "top": 1, "border_color": LINE},
}
_HEADING = {"border": 1, "border_color": LINE, "align": "center", "text_wrap": True}
_DATE = "[$-421]d mmmm yyyy"


def column_format(column: Column) -> dict[str, Any]:
    """Number format and alignment of a column's cells; text stays text whatever is typed."""
    if column.kind == "date":
        return {"num_format": _DATE, "align": "center"}
    if column.unit == "rupiah":
        return {"num_format": '"Rp" #,##0_-;[Red]-"Rp" #,##0_-', "align": "right"}
    if column.kind in ("decimal", "integer"):
        return {"num_format": "#,##0_-", "align": "right"}
    if column.kind == "yesno":
        return {"align": "center"}
    if column.kind == "code":
        return {"indent": 1}
    return {"num_format": "@", "indent": 1}


class Formats:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, look: str) -> Format:
        """A named look (see ``_LOOKS``)."""
        more = _HEADING if look in ("required", "optional") else {}
        return self._get(look, {**_LOOKS[look], **more})

    def cell(self, column: Column) -> Format:
        """The format of a column's input cells."""
        look = column_format(column)
        return self._get(repr(sorted(look.items())), look)

    def _get(self, key: str, look: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, **look})
        return self._made[key]

    def condition(self, name: str) -> Format:
        """What a conditional format adds: borders (``line``), and a tint on every other row (``band``).

        With ``fraction`` in the name decimals are shown too. One format says it all, because LibreOffice applies only
        the first rule that holds.
        """
        look: dict[str, Any] = {"border": 1, "border_color": LINE}
        if "band" in name:
            look["bg_color"] = BAND
        if "fraction" in name:
            look["num_format"] = "#,##0.###_-"
        if f"if {name}" not in self._made:
            self._made[f"if {name}"] = self._book.add_format(look)
        return self._made[f"if {name}"]
