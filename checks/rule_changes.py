"""What changed between two rulesets, and whom it concerns. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from checks.ruleset import CONTRACT, OFFICES, RulesetPart

UNRECORDED: Final = "aturan sebelum dicatat"
"""Stands for all parts where nobody wrote down by which a submission was judged."""

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Concerned:
    """What the question whether a change concerns a submission depends on.

    Attributes:
        datasets: Those that it brings.
        period: ``YYYY-MM``; None: not known.
        has_office: Whether it is known whose it is.
        is_published: What was published was recognised whole; of what was not, a new heading may say more.
    """

    datasets: Collection[str]
    period: str | None
    has_office: bool = True
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A part before and after; None where it was not there."""

    name: str
    before: RulesetPart | None
    after: RulesetPart | None

    def concerns(self, who: Concerned) -> bool:
        """Whether a submission could be judged otherwise because of it."""
        if self.name == UNRECORDED:
            return True
        if self.name == OFFICES:
            return not who.has_office or who.period is None
        before, after = _in_force(self.before, who.period), _in_force(self.after, who.period)
        if before == after:
            return False
        part = self.after or self.before
        dataset = part.dataset if part else None
        may_be_found_now = self.name.startswith(CONTRACT) and not who.is_published
        return dataset is None or dataset in who.datasets or may_be_found_now

    @property
    def word(self) -> str:
        """How people call it: the rule's id, else the part."""
        return self.name.removeprefix("aturan/")


def changes_between(before: Iterable[RulesetPart], after: Iterable[RulesetPart]) -> tuple[Change, ...]:
    """The parts that differ, by name.

    Args:
        before: the parts of the ruleset that judged; none: nobody recorded them, and everything may have changed.
        after: the parts of today's.
    """
    old, new = {p.name: p for p in before}, {p.name: p for p in after}
    if not old:
        return (Change(UNRECORDED, None, None),)
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return tuple(Change(name, old.get(name), new.get(name)) for name in names)


def named(changes: Collection[Change]) -> str:
    """Some changes in words: ``UMKM-K301, kontrak/panen``; of many the first, and how many more."""
    words = [change.word for change in changes]
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return ", ".join(words[:MOST_NAMED]) + more


def _in_force(part: RulesetPart | None, period: str | None) -> str | None:
    return part.hash if part is not None and part.holds_in(period) else None
