"""What runs did to submissions, from the events: a report of a run can be made again at any time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import event
from warehouse.ledger.states import State

_IN_FORCE_OR_NOT = {State.PUBLISHED, State.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class Handled:
    """Submissions that some runs touched, with the state in which those runs left them.

    Attributes:
        taken: Taken in, or judged again: id → state.
        moved: Only put in or out of force, or closed, because another attempt came or went: id → state.
    """

    taken: dict[str, State] = field(default_factory=dict)
    moved: dict[str, State] = field(default_factory=dict)


def handled_in(tx: Connection, runs: Collection[str]) -> Handled:
    """What the runs did, all together; later runs make no difference."""
    c = event.c
    query = select(c.id, c.submission_id, c.from_state, c.to_state)
    rows = sorted(row for some in chunks(runs) for row in tx.execute(query.where(c.run_id.in_(some))).tuples())
    left: dict[str, State] = {}
    taken: set[str] = set()
    for _, submission, source, target in rows:
        left[submission] = State(target)
        between = source in _IN_FORCE_OR_NOT and target in _IN_FORCE_OR_NOT
        if not between and target != State.CLOSED:
            taken.add(submission)
    return Handled(
        taken={i: s for i, s in left.items() if i in taken}, moved={i: s for i, s in left.items() if i not in taken}
    )
