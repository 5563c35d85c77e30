"""Numbers as people in Indonesia write them, read column by column.

A single cell may be undecidable (``1.500`` is 1,500 in Indonesian and one and a half in English); a column seldom is.
:func:`read_number` takes a cell apart, :func:`decide_style` looks at all cells of a column, :meth:`Written.value` gives
the exact decimal.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Style = Literal["id", "en"]
"""Which mark sets off the decimals: ``id`` the comma, ``en`` the point."""

_EMPTY_WORDS = "- -- --- – — − n/a #n/a na nan null none #div/0! #value! #ref! #name? #num! #null! (-) rp- .. ... …"
EMPTY = frozenset(_EMPTY_WORDS.split()) | {"", "rp -"}
"""Cells that say "no figure", in lower case without blanks around them."""

_SCALES = (
    dict.fromkeys(("ribu", "rb"), 3) | dict.fromkeys(("juta", "jt"), 6) | dict.fromkeys(("triliun", "trilyun"), 12)
)
_SCALES |= dict.fromkeys(("miliar", "milyar", "miliyar", "mlyr"), 9)
_SPACES = {ord(c): " " for c in "\xa0\u2007\u2009\u202f\u3000\u200b\ufeff\t\r\n"}
_DIGITS = {0xFF10 + d: str(d) for d in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF05: "%", 0xFF0D: "-"}
_CLEAN = {**_SPACES, **_DIGITS, ord("−"): "-", ord("–"): "-", ord("—"): "-"}
_SHAPE = re.compile(
    r"""^(?P<sign>[-+])?\s*(?P<rp>(?:rp|idr)\s*\.?\s*:?)?\s*(?P<open>\()?\s*(?P<sign2>[-+])?\s*
        (?P<rp2>(?:rp|idr)\s*\.?\s*:?)?\s*(?P<sign3>[-+])?\s*
        (?P<core>\d[\d.,' ]*|[.,]\d+)\s*
        (?P<scale>ribu|rb|juta|jt|miliar|milyar|miliyar|mlyr|triliun|trilyun)?\.?\s*
        (?P<rp3>rupiah|idr)?\s*(?P<percent>%|persen)?\s*(?P<minus>-)?\s*(?P<close>\))?(?P<percent2>%)?$""",
    re.VERBOSE,
)
_DASH = re.compile(r"(?<=\d)\s*([.,])\s*[-=]+(?=\s*\)?$)")
_EXPONENT = re.compile(r"^[-+]?\d(?:[.,]\d+)?e[-+]?\d{1,3}$")
_GROUPED_ID = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_GROUPED_EN = re.compile(r"^\d{1,3}(?:,\d{3})+$")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: digits with their marks, and what stands around them.

    ``core`` holds digits, commas and points; ``evidence`` is the style that the cell proves by itself, or None.
    """

    core: str
    negative: bool
    scale: int
    percent: bool
    evidence: Style | None

    def value(self, style: Style) -> Decimal | None:
        """The exact value under a style (percent in percentage points); None: its marks stand in wrong places."""
        group, mark = (".", ",") if (self.evidence or style) == "id" else (",", ".")
        whole, _, decimals = self.core.partition(mark)
        if mark in decimals or group in decimals:
            return None
        if group in whole:
            parts = whole.split(group)
            if not (1 <= len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:])):
                return None
            whole = "".join(parts)
        number = Decimal(f"{whole or '0'}.{decimals}" if decimals else whole).scaleb(self.scale)
        return -number if self.negative else number

    @property
    def is_code(self) -> bool:
        """Leading zeros: a code, which must stay text."""
        return len(self.core) > 1 and self.core[0] == "0" and self.core[1].isdigit()

    @property
    def is_open(self) -> bool:
        """Undecided by itself: one mark with exactly three digits behind it (``1.500``, ``1,500``)."""
        return self.evidence is None and ("." in self.core or "," in self.core)


def clean(text: str) -> str:
    """Lower case, ordinary blanks, digits and dashes."""
    if text.isascii() and text.isprintable():
        return text.strip().casefold()
    return text.translate(_CLEAN).strip().casefold()


@functools.lru_cache(maxsize=65_536)
def read_number(text: str) -> Written | None:
    """Take a written number apart; None: the text is no number. ``nihil`` is 0."""
    if text.isascii() and text.isdigit():
        return Written(text, False, 0, False, None)
    folded = clean(text)
    if folded == "nihil":
        return Written("0", False, 0, False, None)
    if "e" in folded and _EXPONENT.match(folded):
        plain = format(Decimal(folded.replace(",", ".")), "f")
        return Written(plain.lstrip("-+"), plain.startswith("-"), 0, False, "en")
    dash = _DASH.search(folded) if "-" in folded or "=" in folded else None
    match = _SHAPE.match(_DASH.sub("", folded) if dash is not None else folded)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    core = match["core"].strip()
    if " " in core or "'" in core:
        core = re.sub(r"\s*([.,])\s*", r"\1", core)
        if re.search(r"[ ']", core) and not re.fullmatch(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?", core):
            return None
        core = re.sub(r"[ ']", "", core)
    if core[-1] in ".,":
        core = core[:-1]
    negative = "-" in (match["sign"], match["sign2"], match["sign3"], match["minus"]) or match["open"] is not None
    percent = bool(match["percent"] or match["percent2"])
    evidence = _evidence(core)
    if evidence is None and dash is not None and (points := "." in core) != ("," in core):
        evidence = "id" if points else "en"
    written = Written(core, negative, _SCALES.get(match["scale"] or "", 0), percent, evidence)
    return written if written.value("id") is not None or written.value("en") is not None else None


def _evidence(core: str) -> Style | None:
    points, commas = core.count("."), core.count(",")
    if points and commas:
        return "id" if core.rfind(",") > core.rfind(".") else "en"
    if points == 0 and commas == 0:
        return None
    mark, count = (".", points) if points else (",", commas)
    if count > 1:
        grouped = (_GROUPED_ID if mark == "." else _GROUPED_EN).match(core)
        return ("id" if mark == "." else "en") if grouped else None
    whole, _, decimals = core.partition(mark)
    if len(decimals) != 3 or not 1 <= len(whole) <= 3 or whole == "0":
        return "en" if mark == "." else "id"
    return None


def decide_style(cells: Iterable[tuple[Written, int]], otherwise: Style | None = None) -> tuple[Style, bool]:
    """The style of a column.

    Args:
        cells: its numbers, and how often each stands there.
        otherwise: the style that the rest of the file shows, for a column that proves nothing by itself.

    Returns:
        The style, and whether it is proved (False: ``1.500`` was taken for 1,500, ``1,500`` for 1,500 too).
    """
    votes = {"id": 0, "en": 0}
    points = commas = 0
    for cell, n in cells:
        if cell.evidence is not None:
            votes[cell.evidence] += n
        elif "." in cell.core:
            points += n
        elif "," in cell.core:
            commas += n
    if votes["id"] != votes["en"]:
        return ("id" if votes["id"] > votes["en"] else "en"), True
    if otherwise is not None and votes["id"] == 0:
        return otherwise, False
    return ("id" if points >= commas else "en"), False
