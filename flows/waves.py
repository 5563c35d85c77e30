"""In what order the attempts of an office and period are judged.

Attempts are ordered by when they were received, whatever the order in which they reach this instance, and the outcome
must not depend on the latter (docs/decisions/0006). So an attempt is judged after all earlier ones of its office and
period are judged *and loaded* (a cross-dataset rule looks at what they published), and when an earlier one turns up
late, the later ones are judged again. The same holds over months where rules look back (docs/decisions/0019): an
office's earlier month, received before, is judged and loaded first. Work stays set-based: submissions of all offices
that wait for equally many others are one *wave*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.history import months_off
from warehouse.ledger.attempts import Numbered, number_attempts, number_unidentified
from warehouse.ledger.submissions import Submission


@dataclass(frozen=True, slots=True)
class LookBack:
    """Which earlier months a submission is compared with.

    Attributes:
        datasets: Dataset → the datasets of whose earlier months its rules read something.
        months: How far back.
        brings: Submission → its datasets; one that is not here may bring all of them.
    """

    datasets: Mapping[str, Collection[str]] = field(default_factory=dict)
    months: int = 0
    brings: Mapping[str, Collection[str]] = field(default_factory=dict)

    def sees(self, later: Submission, earlier: Submission) -> bool:
        """Whether what was published of ``earlier`` can make a difference to ``later``."""
        if later.period is None or earlier.period is None or not self.datasets:
            return False
        within = earlier.period < later.period <= months_off(earlier.period, self.months)
        if not within or earlier.received_at > later.received_at:
            return False
        brought, there = self.brings.get(later.id), self.brings.get(earlier.id)
        read = {d for own, seen in self.datasets.items() if brought is None or own in brought for d in seen}
        return bool(read) and (there is None or not read.isdisjoint(there))


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is judged when.

    Attributes:
        waves: Ids by wave; a wave holds at most one attempt of an office and period, and nothing that another of its
            submissions looks at.
        numbered: Which attempt everybody is now, or which one it repeats (duplicates are not judged).
        again: Ids that were finished before and are judged again.
    """

    waves: list[list[str]] = field(default_factory=list)
    numbered: list[Numbered] = field(default_factory=list)
    again: set[str] = field(default_factory=set)

    by_history: set[str] = field(default_factory=set)
    """Those of ``again`` that only an earlier month makes different."""

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

    def hold(self, submissions: Collection[str]) -> None:
        """Leave finished ones as they are after all (docs/decisions/0018)."""
        self.again.difference_update(submissions)
        self.waves[:] = [[i for i in wave if i not in submissions] for wave in self.waves]

    def put(self, turn: int, submission: str) -> None:
        """Have a submission judged in a wave."""
        while len(self.waves) <= turn:
            self.waves.append([])
        self.waves[turn].append(submission)


def plan_waves(
    submissions: Iterable[Submission],
    *,
    pending: Collection[str],
    back: LookBack | None = None,
) -> Plan:
    """Order the judging.

    Args:
        submissions: Everything whose turn can depend on a pending one (``warehouse.ledger.submissions.neighbours``).
        pending: Ids of those that have to be judged now: new here, or left unfinished by an earlier run.
        back: Which earlier months a submission is compared with; None: with none.
    """
    plan = Plan()
    offices: dict[str, dict[str, list[Submission]]] = {}
    unknown: list[Submission] = []
    for submission in submissions:
        if submission.office is None or submission.period is None:
            unknown.append(submission)
        else:
            offices.setdefault(submission.office, {}).setdefault(submission.period, []).append(submission)
    for office in sorted(offices):
        _Office(plan, pending, back or LookBack()).plan(offices[office])
    numbered = number_unidentified(s.as_attempt for s in unknown)
    plan.numbered.extend(numbered)
    for one in numbered:
        if one.duplicate_of is None and one.id in pending:
            plan.put(0, one.id)
    return plan


@dataclass(frozen=True, slots=True)
class _Office:
    """Plans one office, month after month."""

    to: Plan
    pending: Collection[str]
    back: LookBack
    turns: dict[str, int] = field(default_factory=dict)
    """When each of its submissions is judged."""
    judged: list[Submission] = field(default_factory=list)

    def plan(self, months: Mapping[str, Sequence[Submission]]) -> None:
        for period in sorted(months):
            self._month(months[period])

    def _month(self, month: Sequence[Submission]) -> None:
        by_id = {s.id: s for s in month}
        numbered = number_attempts(s.as_attempt for s in month)
        first = next((i for i, one in enumerate(numbered) if one.id in self.pending), len(numbered))
        moved = next((i for i, one in enumerate(numbered) if self._is_moved(one, by_id)), len(numbered))
        if min(first, moved) == len(numbered):
            return
        self.to.numbered.extend(numbered)
        later = [by_id[one.id] for one in numbered[min(first, moved) :] if one.duplicate_of is None]
        turn = 0
        for submission in later:
            seen = [self.turns[s.id] + 1 for s in self.judged if self.back.sees(submission, s)]
            turn = max(turn, *seen, 0)
            self.turns[submission.id] = turn
            self.to.put(turn, submission.id)
            if submission.id not in self.pending:
                self.to.again.add(submission.id)
            turn += 1
        self.judged.extend(later)
        self.to.by_history.update(one.id for one in numbered[moved:first] if one.id in self.to.again)

    def _is_moved(self, one: Numbered, by_id: Mapping[str, Submission]) -> bool:
        """Whether an earlier month that is judged now makes a difference to it."""
        return one.duplicate_of is None and any(self.back.sees(by_id[one.id], s) for s in self.judged)
