"""What people approve may be what other submissions waited for: their rules that were skipped can run now."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select, tuple_

from warehouse.ledger.findings import submissions_with_skipped
from warehouse.ledger.forgotten import forgotten_ids
from warehouse.ledger.schema import event, submission
from warehouse.ledger.states import LOADED, WAITING, State
from warehouse.ledger.transitions import SYSTEM

_MONTHS = 200
"""Pairs of office and month in one query."""


def waited_for_decided(tx: Connection, *, because: str, ruleset: str) -> list[str]:
    """Submissions with a rule skipped for want of a dataset, after whose judging a person's approval put one in force.

    What is published by other rules than today's is left alone: no figure changes by a change of rules. So is a file
    whose bytes were removed.

    Args:
        tx: A look at the ledger.
        because: How a skipped rule says that it waits.
        ruleset: Today's rules.
    """
    put_in_force = _put_in_force(tx)
    months = sorted({month for month, _ in put_in_force.values()})
    c = submission.c
    judged = func.max(event.c.id).filter(event.c.to_state == State.VALIDATED.value)
    query = select(c.id, c.kode_upt, c.periode, c.state, c.ruleset, judged).join(event).group_by(c.id)
    found = []
    for start in range(0, len(months), _MONTHS):
        rows = tx.execute(query.where(tuple_(c.kode_upt, c.periode).in_(months[start : start + _MONTHS])))
        for key, office, period, state, own, last in rows.tuples():
            later = [i for i, (month, at) in put_in_force.items() if month == (office, period) and at > (last or 0)]
            may = state in WAITING or (state in LOADED and own == ruleset)
            if may and last is not None and set(later) - {key}:
                found.append(key)
    return sorted(submissions_with_skipped(tx, found, because=because) - forgotten_ids(tx))


def _put_in_force(tx: Connection) -> dict[str, tuple[tuple[str, str], int]]:
    """Submission → its office and month, and the event by which it was loaded after a person had approved it last."""
    c, e = submission.c, event.c
    by_people = select(e.submission_id).where(e.to_state == State.APPROVED.value, e.actor != SYSTEM)
    query = select(e.id, e.submission_id, e.to_state, e.actor, c.kode_upt, c.periode).join(submission)
    rows = tx.execute(query.where(e.submission_id.in_(by_people), c.state.in_([s.value for s in LOADED])))
    steps: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    months: dict[str, tuple[str, str]] = {}
    for number, key, target, actor, office, period in rows.tuples():
        steps[key].append((number, target, actor))
        months[key] = (office, period)
    found: dict[str, tuple[tuple[str, str], int]] = {}
    for key, taken in steps.items():
        approved = max(n for n, target, actor in taken if target == State.APPROVED and actor != SYSTEM)
        loaded = [n for n, target, _ in taken if n > approved and target in LOADED]
        if loaded:
            found[key] = (months[key], min(loaded))
    return found
