"""Whose rules can run now: they were skipped for want of a dataset that has come into force since.

However it came – with a later file of the same run, with a later run, or because a person approved it – the rule runs
once more, for superseded attempts too: what is known of a submission must not depend on when another one came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select, tuple_

from warehouse.ledger.chunks import chunks
from warehouse.ledger.forgotten import forgotten_ids
from warehouse.ledger.parts import parts_of
from warehouse.ledger.schema import event, rule_run, submission
from warehouse.ledger.states import LOADED, NOT_COUNTED, WAITING, State
from warehouse.ledger.transitions import SYSTEM

Month = tuple[str, str]
"""(kode_upt, periode)."""

_MONTHS = 200
"""Pairs of office and month in one query."""
_JUDGED_AWAY = {state.value for state in NOT_COUNTED - {State.IN_REVIEW}}
_IN_FORCE = {state.value for state in LOADED}


def months_of(tx: Connection, submissions: Iterable[str]) -> set[Month]:
    """Offices and months of submissions, as far as they are known."""
    c = submission.c
    query = select(c.kode_upt, c.periode).distinct().where(c.kode_upt.is_not(None), c.periode.is_not(None))
    return {
        (office, period) for some in chunks(submissions) for office, period in tx.execute(query.where(c.id.in_(some)))
    }


def months_decided(tx: Connection) -> set[Month]:
    """Offices and months of which a person ever approved something that is loaded."""
    by_people = select(event.c.submission_id).where(event.c.to_state == State.APPROVED.value, event.c.actor != SYSTEM)
    loaded = submission.c.state.in_(_IN_FORCE)
    return months_of(tx, list(tx.scalars(select(submission.c.id).where(submission.c.id.in_(by_people), loaded))))


def waited_for(
    tx: Connection, months: Collection[Month], needs: Mapping[str, Collection[str]], *, because: str, ruleset: str
) -> list[str]:
    """Submissions with a rule that was skipped for want of a dataset, which another one has brought into force since.

    What is published by other rules than today's is left alone: no figure changes by a change of rules. So is a file
    whose bytes were removed.

    Args:
        tx: A look at the ledger.
        months: Where to look.
        needs: Rule id → the datasets that it looks at beside its own.
        because: How a skipped rule says that it waits.
        ruleset: Today's rules.

    Returns:
        Ids in the order of their attempts.
    """
    theirs = _of_months(tx, months)
    judged, since = _moments(tx, theirs)
    came: defaultdict[Month, list[tuple[str, str, int]]] = defaultdict(list)
    for part in parts_of(tx, since):
        if part.n_rows or part.nihil:
            came[part.kode_upt, part.periode].append((part.submission_id, part.dataset, since[part.submission_id]))
    skipped = _skipped(tx, [i for i, (_, state, own) in theirs.items() if _may(state, own, ruleset)], because)
    found = []
    for key, rules in skipped.items():
        wanted = {dataset for rule in rules for dataset in needs.get(rule, ())}
        others = came[theirs[key][0]]
        if any(other != key and dataset in wanted and at > judged.get(key, at) for other, dataset, at in others):
            found.append(key)
    gone = forgotten_ids(tx)
    return [key for key in theirs if key in set(found) - gone]


def _may(state: State, own: str | None, ruleset: str) -> bool:
    return state in WAITING or (state in LOADED and own == ruleset)


def _of_months(tx: Connection, months: Collection[Month]) -> dict[str, tuple[Month, State, str | None]]:
    c = submission.c
    query = select(c.id, c.kode_upt, c.periode, c.state, c.ruleset).order_by(c.kode_upt, c.periode, c.attempt, c.id)
    found: dict[str, tuple[Month, State, str | None]] = {}
    pairs = sorted(months)
    for start in range(0, len(pairs), _MONTHS):
        rows = tx.execute(query.where(tuple_(c.kode_upt, c.periode).in_(pairs[start : start + _MONTHS])))
        found |= {key: ((office, period), State(state), own) for key, office, period, state, own in rows}
    return found


def _moments(tx: Connection, submissions: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Submission → the event by which it was judged last; → the event since which it has been in force.

    Being judged again does not end that, a refusal does; and what a person approves comes into force anew.
    """
    e = event.c
    query = select(e.submission_id, e.id, e.to_state, e.actor).order_by(e.id)
    judged: dict[str, int] = {}
    since: dict[str, int] = {}
    for some in chunks(submissions):
        for key, number, target, actor in tx.execute(query.where(e.submission_id.in_(some))):
            if target == State.VALIDATED.value:
                judged[key] = number
            elif target in _IN_FORCE:
                since.setdefault(key, number)
            elif target in _JUDGED_AWAY or (target == State.APPROVED.value and actor != SYSTEM):
                since.pop(key, None)
    return judged, since


def _skipped(tx: Connection, submissions: Iterable[str], because: str) -> dict[str, set[str]]:
    """Submission → its rules that wait."""
    c = rule_run.c
    query = select(c.submission_id, c.rule).where(c.outcome == "skipped", c.why.startswith(because, autoescape=True))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for some in chunks(submissions):
        for key, rule in tx.execute(query.where(c.submission_id.in_(some))):
            found[key].add(rule)
    return found
