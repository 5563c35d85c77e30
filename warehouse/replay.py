"""What was loaded and what was withdrawn, in the order in which it happened, as the events of the ledger have it.

::

    steps = steps_of(events)          # [Step(at, publish={id: ruleset}, withdraw={id}), …]

Steps of one moment are one, as long as none of them concerns a submission twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from warehouse.ledger.record import Event
from warehouse.ledger.states import LOADED, NOT_COUNTED, State


@dataclass(frozen=True)
class Step:
    """What reached the warehouse at one moment.

    Attributes:
        at: UTC without a zone, as the warehouse stores it.
        publish: Submission → the rules by which it had been found valid.
        withdraw: Submissions that stopped counting.
    """

    at: datetime
    publish: dict[str, str] = field(default_factory=dict)
    withdraw: set[str] = field(default_factory=set)

    @property
    def ids(self) -> set[str]:
        """All submissions that it concerns."""
        return {*self.publish, *self.withdraw}


def steps_of(events: Iterable[Event]) -> list[Step]:
    """The steps that the warehouse has taken.

    Args:
        events: of all submissions, in the order in which they were written.
    """
    events = list(events)
    passing = _passed_through(events)
    ruleset: dict[str, str] = {}
    counted: set[str] = set()
    steps: list[Step] = []
    for number, event in enumerate(events):
        one = event.submission_id
        if event.to_state is State.VALIDATED and event.ruleset is not None:
            ruleset[one] = event.ruleset
        if event.to_state in LOADED and event.from_state is State.APPROVED:
            _step(steps, one, event.at).publish[one] = ruleset.get(one, "")
            counted.add(one)
        elif event.to_state in NOT_COUNTED and one in counted and number not in passing:
            _step(steps, one, event.at).withdraw.add(one)
            counted.discard(one)
    return steps


def _passed_through(events: Sequence[Event]) -> set[int]:
    """Places of events whose state was left again in the same breath: the warehouse never heard of it."""
    numbers: dict[str, list[int]] = {}
    for number, event in enumerate(events):
        numbers.setdefault(event.submission_id, []).append(number)
    return {
        first
        for own in numbers.values()
        for first, second in pairwise(own)
        if _breath(events[first]) == _breath(events[second])
    }


def _breath(event: Event) -> tuple[datetime, str, str | None]:
    return event.at, event.actor, event.run_id


def _step(steps: list[Step], one: str, at: datetime) -> Step:
    moment = at.astimezone(UTC).replace(tzinfo=None)
    if not steps or steps[-1].at != moment or one in steps[-1].ids:
        steps.append(Step(moment))
    return steps[-1]
