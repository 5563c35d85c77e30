"""Two judgings of the same submission, held against each other: by what was found, and by what would follow. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

ACCEPTED, NEEDS_CONFIRMATION, RETURNED, REJECTED = "accepted", "needs_confirmation", "returned", "rejected"
_FOLLOWS = (("TOLAK", REJECTED), ("PERBAIKI", RETURNED), ("KONFIRMASI", NEEDS_CONFIRMATION))


@dataclass(frozen=True, slots=True)
class Met:
    """A finding as far as it can be the same in two judgings: by id and value. Its place is for people."""

    finding_id: str
    value_hash: str | None
    rule: str = field(compare=False)
    severity: str
    dataset: str | None = field(compare=False)
    sheet: str | None = field(compare=False)
    cell: str | None = field(compare=False)
    row: int | None = field(compare=False, default=None)

    @classmethod
    def all_of(cls, rows: Iterable[dict[str, Any]]) -> list[Met]:
        """From rows of :data:`checks.finding.FINDINGS`."""
        return [cls(**{name: row[name] for name in cls.__slots__}) for row in rows]


def outcome(findings: Iterable[Met], answered: Collection[Met] = ()) -> str:
    """What follows from findings: ``accepted``, ``needs_confirmation``, ``returned`` or ``rejected``.

    Args:
        findings: all of a submission.
        answered: those that people gave a reason for, or waived; nothing answers for TOLAK.
    """
    open_ = {met.severity for met in findings if met.severity == "TOLAK" or met not in answered}
    return next((word for severity, word in _FOLLOWS if severity in open_), ACCEPTED)


def differences(before: Iterable[Met], after: Iterable[Met]) -> list[dict[str, Any]]:
    """The findings that came and those that went, with their place and without their value."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    told = [("new", met) for met in new if met not in old] + [("gone", met) for met in old if met not in new]
    names = ("rule", "severity", "dataset", "sheet", "cell")
    return [{"change": change, **{n: getattr(met, n) for n in names}} for change, met in told]
