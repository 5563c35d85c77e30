"""What may be typed into a cell, and what is said to the one who types: from the contract's column."""

from __future__ import annotations

from datetime import date
from typing import Any

from sources.contract import Column
from sources.number_text import with_points
from sources.template_layout import NO, YES

_TITLE, _MESSAGE = 32, 255
"""Excel's limits, in characters."""
_LARGEST = 10**15
_FIRST_DAY, _LAST_DAY = "2000-01-01", "2100-12-31"


def validation(column: Column, choices: str | None) -> dict[str, Any]:
    """An xlsxwriter data validation for a column.

    Args:
        column: its kind, bounds, length, help.
        choices: the range of its code list (``='_daftar'!$A$2:$A$9``); None for columns without one.
    """
    said = {
        "input_title": _cut(column.label, _TITLE),
        "input_message": _cut(column.help, _MESSAGE),
        "error_title": _cut(f"{column.label}: periksa lagi", _TITLE),
    }
    rule, problem = _rule(column, choices)
    return {**said, **rule, "error_message": _cut(problem, _MESSAGE)}


def _rule(column: Column, choices: str | None) -> tuple[dict[str, Any], str]:
    if choices is not None:
        return {"validate": "list", "source": choices}, "Pilih salah satu dari daftar di sel ini."
    if column.kind == "yesno":
        return {"validate": "list", "source": [YES, NO]}, f"Isi {YES} atau {NO}."
    if column.kind in ("decimal", "integer"):
        return _number(column)
    if column.kind == "date":
        first, last = column.minimum or _FIRST_DAY, column.maximum or _LAST_DAY
        rule = {"validate": "date", "criteria": "between", "minimum": _day(first), "maximum": _day(last)}
        return rule, "Isi tanggal, misalnya 15/01/2026."
    if column.max_length is not None:
        rule = {"validate": "length", "criteria": "<=", "value": column.max_length}
        return rule, f"Paling banyak {column.max_length} huruf."
    return {"validate": "any"}, ""


def _number(column: Column) -> tuple[dict[str, Any], str]:
    lowest = float(column.minimum) if column.minimum is not None else float(-_LARGEST)
    highest = float(column.maximum) if column.maximum is not None else float(_LARGEST)
    rule: dict[str, Any] = {
        "validate": "decimal" if column.kind == "decimal" else "integer",
        "criteria": "between",
        "minimum": int(lowest) if lowest.is_integer() else lowest,
        "maximum": int(highest) if highest.is_integer() else highest,
    }
    kind = "angka" if column.kind == "decimal" else "bilangan bulat"
    bounds = {
        (True, True): f" dari {_plain(column.minimum)} sampai {_plain(column.maximum)}",
        (True, False): f", paling kecil {_plain(column.minimum)}",
        (False, True): f", paling besar {_plain(column.maximum)}",
        (False, False): "",
    }[column.minimum is not None, column.maximum is not None]
    return rule, f"Isi {kind} saja{bounds}, tanpa Rp dan tanpa satuan."


def _plain(bound: str | None) -> str:
    whole, _, fraction = (bound or "0").partition(".")
    return with_points(f"{whole}.{fraction}" if fraction.strip("0") else whole)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
