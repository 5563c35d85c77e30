"""Moving submissions from state to state: guarded, as a whole, and never without an event."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from sources.errors import UsageError
from warehouse.ledger.answers import found_in
from warehouse.ledger.chunks import chunks
from warehouse.ledger.forgotten import is_forgotten
from warehouse.ledger.schema import event, submission
from warehouse.ledger.states import JUDGED, LOADED, NEEDS_NOTHING_OPEN, UNFINISHED, WAITING, State, guard, guard_open

SYSTEM = "lumbung"
"""The actor of everything that no person decided."""

TAKEN_UP = "taken up again"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, when, why, and by which rules.

    Attributes:
        at: When, aware.
        actor: A person, or :data:`SYSTEM`.
        reason: Why, where a reason is called for.
        ruleset: Hash of the rules in force; None: those by which the submission was judged.
        run_id: The run that does it.
    """

    at: datetime
    actor: str = SYSTEM
    reason: str | None = None
    ruleset: str | None = None
    run_id: str | None = None

    def event(
        self, submission_id: str, source: State | None, target: State, reason: str | None = None
    ) -> dict[str, object]:
        """The event's row."""
        return {
            "submission_id": submission_id,
            "at": self.at,
            "from_state": None if source is None else source.value,
            "to_state": target.value,
            "actor": self.actor,
            "reason": reason or self.reason,
            "ruleset": self.ruleset,
            "run_id": self.run_id,
        }


def transition(
    tx: Connection,
    submissions: Collection[str],
    target: State,
    stamp: Stamp,
    *,
    reasons: Mapping[str, str] | None = None,
) -> list[str]:
    """Move submissions to a state, each with its event. One that is there already is left alone, without an event.

    Args:
        tx: A writing transaction.
        submissions: Their ids.
        target: The state they get.
        stamp: Who, when, why.
        reasons: A reason of its own for some, instead of the stamp's.

    Returns:
        The ids that were moved.

    Raises:
        ForbiddenTransitionError: any of them may not take this step; none was moved.
        UsageError: an id that the ledger does not know; none was moved.
    """
    found = states_of(tx, submissions)
    moving = {i: s for i, s in found.items() if s is not target}
    why = {i: (reasons or {}).get(i) or stamp.reason for i in moving}
    guard(moving, target, why)
    if target in NEEDS_NOTHING_OPEN:
        # What was loaded before answers were asked for, and has to be loaded once more, is not asked about now.
        asked = found_in(tx, [i for i, s in moving.items() if s not in LOADED])
        guard_open({i: found.open for i, found in asked.items()}, target)
    if not moving:
        return []
    values: dict[str, object] = {"state": target.value}
    if stamp.run_id is not None:
        values["run_id"] = stamp.run_id
    if stamp.ruleset is not None and target in JUDGED:
        values["ruleset"] = stamp.ruleset
    tx.execute(
        update(submission).where(submission.c.id == bindparam("_id")).values(values), [{"_id": i} for i in moving]
    )
    marks = {i: replace(stamp, ruleset=own) for i, own in _rulesets(tx, moving).items()} if not stamp.ruleset else {}
    tx.execute(insert(event), [marks.get(i, stamp).event(i, s, target, why[i]) for i, s in moving.items()])
    return list(moving)


def take_up(tx: Connection, stamp: Stamp) -> list[str]:
    """Bring everything unfinished back to RECEIVED, so that a run works on it from the beginning.

    What an earlier run left in PARSED, VALIDATED or FAILED moves, with an event that says so.
    Mend the ledger from the warehouse first: what was loaded is no longer unfinished.

    Returns:
        The ids of all that are RECEIVED now, in no particular order.
    """
    query = select(submission.c.id, submission.c.state).where(submission.c.state.in_([s.value for s in UNFINISHED]))
    query = query.where(submission.c.id.not_in(is_forgotten()))
    found = {key: State(state) for key, state in tx.execute(query)}
    reasons = {i: f"{TAKEN_UP}: an earlier run left it {s}" for i, s in found.items()}
    transition(tx, found, State.RECEIVED, stamp, reasons=reasons)
    return list(found)


def take_up_month(tx: Connection, period: str, stamp: Stamp) -> list[str]:
    """Bring what waits, was rejected or closed of a month back to RECEIVED: read and judged again from its bytes.

    What is published or superseded is not moved here; the run judges it again only where it is a later attempt of an
    office whose earlier one is. Duplicates stay.

    Args:
        tx: A writing transaction.
        period: YYYY-MM.
        stamp: Who, when.

    Returns:
        The ids that were moved.
    """
    states = [state.value for state in (*WAITING, State.REJECTED, State.CLOSED)]
    query = select(submission.c.id).where(submission.c.periode == period, submission.c.state.in_(states))
    query = query.where(submission.c.id.not_in(is_forgotten()))
    return transition(tx, list(tx.scalars(query)), State.RECEIVED, replace(stamp, reason=f"back-fill of {period}"))


def _rulesets(tx: Connection, submissions: Collection[str]) -> dict[str, str | None]:
    """By which rules they were judged: what a person decides is decided on that judging."""
    query = select(submission.c.id, submission.c.ruleset)
    return {i: own for some in chunks(submissions) for i, own in tx.execute(query.where(submission.c.id.in_(some)))}


def states_of(tx: Connection, submissions: Collection[str]) -> dict[str, State]:
    """Id → state, in the order given.

    Raises:
        UsageError: an id that the ledger does not know.
    """
    query = select(submission.c.id, submission.c.state)
    found: dict[str, State] = {}
    for some in chunks(submissions):
        found.update({i: State(s) for i, s in tx.execute(query.where(submission.c.id.in_(some)))})
    unknown = [i for i in submissions if i not in found]
    if unknown:
        raise UsageError(f"the ledger knows no submission {unknown[0]}; 'lumbung submissions' lists what it knows")
    return {i: found[i] for i in submissions}
