"""Numbers of findings as people here write them: ``12.100.000``, ``1.000.000,5``.

The ledger, JSON and SQL keep plain digits with a point, as programs read them; whoever shows a finding to an office or
an operator passes it through :class:`Shower`. What an office wrote as text stays as it wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from sources.contract import Contracts
from sources.number_text import with_points

_PLAIN: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_INSIDE: Final = re.compile(r"(?<![\w.,/])(?<!\w-)((?:0|[1-9]\d{0,14})(?:[.,]\d+)?)(?![\w/-]|[.,]\d)")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}\.\d\d0")
_LONG: Final = re.compile(r"(?<![\w.,/])(?<!\w-)\d{5,15}(?![\w./-]|,?\d*\.)")
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_NUMERIC: Final = frozenset({"decimal", "integer"})

Finding = Mapping[str, Any]


class Shower:
    """Shows the findings of files.

    Args:
        contracts: Say which columns hold numbers; codes, years and names are none.
    """

    def __init__(self, contracts: Contracts) -> None:
        every = (contracts.envelope, *contracts.datasets.values())
        self._numeric = {(d.name, c.name) for d in every for c in d.columns if c.kind in _NUMERIC}

    def shown(self, finding: Finding, file: str) -> dict[str, Any]:
        """A finding with value, expectation, difference, message and mending as people read them.

        Args:
            finding: With the keys of :data:`checks.finding.FINDINGS`.
            file: The name of its file: a delimited one holds text alone, which stays as it was written.
        """
        found = dict(finding)
        if (finding["dataset"], finding["field"]) not in self._numeric:
            return found
        said = [(finding[name], numbers_in(finding[name] or "")) for name in ("expected", "difference")]
        found["expected"], found["difference"] = (shown or None for _, shown in said)
        if PurePath(file).suffix.casefold() in _WORKBOOKS and _PLAIN.fullmatch(finding["value"] or ""):
            found["value"] = with_points(finding["value"])
            said.append((finding["value"], found["value"]))
        for name in ("message", "fix"):
            found[name] = _replaced(finding[name], said)
        return found


def numbers_in(text: str) -> str:
    """A text of ours with its plain numbers as people write them; what is written so already, days and months stay.

    Ours have no needless zeros behind the point: ``10.000`` is ten thousand, from a contract.
    """
    return _INSIDE.sub(
        lambda found: found[0] if _THOUSANDS.fullmatch(found[1]) else with_points(found[1].replace(",", ".")), text
    )


def long_numbers_in(text: str) -> str:
    """The same for whole numbers of five digits and more alone: in a sentence, four may be a year."""
    return _LONG.sub(lambda found: with_points(found[0]), text)


def _replaced(sentence: str | None, said: list[tuple[str | None, str]]) -> str | None:
    """A sentence with what was filled into it as it is shown. Decimals of what is expected have their comma already."""
    found = sentence or ""
    for plain, shown in said:
        if plain and plain != shown:
            spelt = {plain, re.sub(r"(\d)\.(\d)", r"\1,\2", plain)}
            either = "|".join(re.escape(one) for one in sorted(spelt, key=len, reverse=True))
            found = re.sub(rf"(?<![\w.,])(?:{either})(?![\w]|[.,]\d)", lambda _: shown, found)  # noqa: B023 - used here
    return found or sentence
