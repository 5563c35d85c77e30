"""In what order the attempts of an office and period are judged.

Attempts are ordered by when they were received, whatever the order in which they reach this instance, and the outcome
must not depend on the latter (docs/decisions/0006). So an attempt is judged after all earlier ones of its office and
period are judged *and loaded* (a cross-dataset rule looks at what they published), and when an earlier one turns up
late, the later ones are judged again. Work stays set-based: the n-th attempts of all offices are one *wave*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from warehouse.ledger.attempts import Numbered, number_attempts, number_unidentified
from warehouse.ledger.submissions import Submission


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is judged when.

    Attributes:
        waves: Ids by wave; a wave holds at most one attempt of an office and period.
        numbered: Which attempt everybody is now, or which one it repeats (duplicates are not judged).
        again: Ids that were finished before and are judged again.
    """

    waves: list[list[str]] = field(default_factory=list)
    numbered: list[Numbered] = field(default_factory=list)
    again: set[str] = field(default_factory=set)

    @property
    def counts(self) -> dict[str, int]:
        """How much is to be done."""
        judged = sum(len(wave) for wave in self.waves)
        return {"submissions": judged, "waves": len(self.waves), "again": len(self.again)} | {
            "duplicates": len(self.duplicates)
        }

    @property
    def duplicates(self) -> dict[str, str]:
        """Id of a duplicate → id of the attempt that it repeats."""
        return {n.id: n.duplicate_of for n in self.numbered if n.duplicate_of is not None}

    def put(self, turn: int, submission: str) -> None:
        """Have a submission judged in a wave."""
        while len(self.waves) <= turn:
            self.waves.append([])
        self.waves[turn].append(submission)


def plan_waves(
    submissions: Iterable[Submission], *, pending: Collection[str], waiting: Collection[str] = frozenset()
) -> Plan:
    """Order the judging.

    Args:
        submissions: Everything whose turn can depend on a pending one (``warehouse.ledger.submissions.neighbours``).
        pending: Ids of those that have to be judged now: new here, or left unfinished by an earlier run.
        waiting: Ids of those in force that have a rule skipped for want of another dataset.
    """
    plan = Plan()
    months: dict[tuple[str, str], list[Submission]] = {}
    unknown: list[Submission] = []
    for submission in submissions:
        if submission.office is None or submission.period is None:
            unknown.append(submission)
        else:
            months.setdefault((submission.office, submission.period), []).append(submission)
    for key in sorted(months):
        _plan_month(months[key], plan, pending, waiting)
    numbered = number_unidentified(s.as_attempt for s in unknown)
    plan.numbered.extend(numbered)
    for one in numbered:
        if one.duplicate_of is None and one.id in pending:
            plan.put(0, one.id)
    return plan


def _plan_month(month: Sequence[Submission], plan: Plan, pending: Collection[str], waiting: Collection[str]) -> None:
    numbered = number_attempts(s.as_attempt for s in month)
    first = next((i for i, one in enumerate(numbered) if one.id in pending), None)
    if first is None:
        return
    plan.numbered.extend(numbered)
    later = [one.id for one in numbered[first:] if one.duplicate_of is None]
    # What an earlier attempt waited for may have arrived: its rules run now, its verdict stands.
    earlier = [one.id for one in numbered[:first] if one.id in waiting]
    for turn, submission in enumerate([*later, *earlier]):
        plan.put(turn, submission)
        if submission not in pending:
            plan.again.add(submission)
