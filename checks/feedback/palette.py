"""The colours of marks: unusual ones, so that a mark of ours is known again when the workbook comes back."""

from __future__ import annotations

from typing import Final

from sources.contract import Severity

FILLS: Final[dict[Severity, str]] = {
    "TOLAK": "F4A7A1",
    "PERBAIKI": "F9CFA3",
    "KONFIRMASI": "FBEE9F",
    "CATATAN": "C9DDF1",
}
"""Of cells, by severity; dark text stays readable on all of them (contrast above 7 to 1)."""
EDGES: Final[dict[Severity, str]] = {
    "TOLAK": "B3261E",
    "PERBAIKI": "B8650A",
    "KONFIRMASI": "8A7500",
    "CATATAN": "2F6CA8",
}
"""The same as lines and words."""
DARK: Final = "1F5C4D"
PALE: Final = "E8F1ED"
LINE: Final = "C3D3CC"
INK: Final = "173F35"
GREY: Final = "6B7B75"
WHITE: Final = "FFFFFF"


def argb(colour: str) -> str:
    """As Office writes it."""
    return f"FF{colour}"
