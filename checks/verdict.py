"""What becomes of a submission, from what its rules found. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sources.contract import Severity

Word = Literal["accepted", "returned", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one submission: all or nothing.

    Args:
        word: ``failed`` is our fault (a rule could not be judged) and never shown as the office's error.
        found: how many findings of each severity.
        unjudged: rules that were inconclusive, or have no rule-run row.
    """

    word: Word
    found: Mapping[Severity, int] = field(default_factory=dict)
    unjudged: tuple[str, ...] = ()


def decide(found: Mapping[Severity, int], unjudged: tuple[str, ...] = ()) -> Verdict:
    """TOLAK rejects, PERBAIKI returns, KONFIRMASI and CATATAN accept; a rule that was not judged blocks everything.

    Args:
        found: how many findings of each severity.
        unjudged: rules without an answer.
    """
    if unjudged:
        return Verdict("failed", found, unjudged)
    if found.get("TOLAK"):
        return Verdict("rejected", found)
    return Verdict("returned" if found.get("PERBAIKI") else "accepted", found)
