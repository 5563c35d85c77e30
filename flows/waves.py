"""In what order the attempts of an office and period are judged.

Attempts are ordered by when they were received, whatever the order in which they reach this instance, and the outcome
must not depend on the latter. So an attempt is judged after all earlier ones of its office and period are judged *and
loaded* (a cross-dataset rule looks at what they published), and when an earlier one turns up late, the later ones are
judged again. Set-based work stays: the n-th attempts of all offices are judged together, as one *wave*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission as far as its turn is concerned.

    Attributes:
        id: The submission's id.
        office: Its office's code; None where nobody could tell.
        period: ``YYYY-MM``; None likewise.
        received_at: When it was received, in UTC.
        sha256: Of its bytes.
        is_pending: New here, or left unfinished by an earlier run: it has to be judged now.
        is_waiting: In force, with a rule skipped for want of another dataset.
    """

    id: str
    office: str | None
    period: str | None
    received_at: datetime
    sha256: str
    is_pending: bool
    is_waiting: bool = False

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Attempts sort by this; the id only parts files that are the same in all else."""
        return self.received_at, self.sha256, self.id


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is judged when.

    Attributes:
        waves: Ids by wave; a wave holds at most one attempt of an office and period.
        duplicates: Id of a duplicate → id of the attempt that it repeats. They are not judged.
        again: Ids that were finished before and are judged again, because an earlier attempt arrived.
    """

    waves: list[list[str]] = field(default_factory=list)
    duplicates: dict[str, str] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)


def plan_waves(attempts: Iterable[Attempt]) -> Plan:
    """Order the judging.

    Args:
        attempts: All attempts, old and new, of every office and period that has a pending one, and
            all files without office or period that are pending or have the bytes of a pending one.
    """
    plan = Plan()
    groups: dict[tuple[str, ...], list[Attempt]] = {}
    for attempt in attempts:
        # A file that says neither who nor when stands by itself: the same bytes again are its duplicate.
        known = attempt.office is not None and attempt.period is not None
        key = (attempt.office or "", attempt.period or "") if known else (attempt.sha256,)
        groups.setdefault(key, []).append(attempt)
    for _, group in sorted(groups.items()):
        _plan_group(sorted(group, key=lambda a: a.order), plan)
    return plan


def _plan_group(group: Sequence[Attempt], plan: Plan) -> None:
    pending = [i for i, attempt in enumerate(group) if attempt.is_pending]
    if not pending:
        return
    turn = 0
    latest: Attempt | None = None
    for position, attempt in enumerate(group):
        if latest is not None and attempt.sha256 == latest.sha256:
            if position >= pending[0]:
                plan.duplicates[attempt.id] = latest.id
            continue
        latest = attempt
        if position < pending[0]:
            continue
        if not attempt.is_pending:
            plan.again.add(attempt.id)
        _put(plan, turn, attempt.id)
        turn += 1
    for attempt in group[: pending[0]]:
        if attempt.is_waiting:  # what it waited for may have arrived: its rules run, its verdict stands
            plan.again.add(attempt.id)
            _put(plan, turn, attempt.id)
            turn += 1


def _put(plan: Plan, turn: int, submission: str) -> None:
    while len(plan.waves) <= turn:
        plan.waves.append([])
    plan.waves[turn].append(submission)
