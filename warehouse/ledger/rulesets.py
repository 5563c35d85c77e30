"""By which rules submissions were judged, and which of them have not been held against today's yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from checks.rule_changes import Concerned
from checks.ruleset import RulesetPart
from warehouse.ledger.chunks import chunks
from warehouse.ledger.parts import parts_of
from warehouse.ledger.schema import delivery, judging, ruleset, ruleset_part, shadow_verdict, submission
from warehouse.ledger.states import State


@dataclass(frozen=True, slots=True)
class Earlier:
    """A submission whose verdict was last held against other rules than today's.

    Attributes:
        compared_with: Those rules.
        who: What decides whether a change concerns it.
    """

    id: str
    state: State
    compared_with: str
    office: str | None
    period: str | None
    sha256: str
    who: Concerned


def knows_ruleset(tx: Connection, id_: str) -> bool:
    """Whether its parts are written down."""
    return bool(tx.scalar(select(exists().where(ruleset.c.id == id_))))


def record_ruleset(tx: Connection, id_: str, parts: Iterable[RulesetPart], *, at: datetime) -> None:
    """Write down a ruleset with its parts; one that is known already is left alone."""
    if knows_ruleset(tx, id_):
        return
    tx.execute(insert(ruleset), {"id": id_, "first_used_at": at})
    names = ("name", "hash", "dataset", "valid_from", "valid_to")
    rows = [{"ruleset": id_} | {n: getattr(p, n) for n in names} for p in parts]
    if rows:
        tx.execute(insert(ruleset_part), rows)


def parts_of_ruleset(tx: Connection, id_: str) -> list[RulesetPart]:
    """The parts of a ruleset, by name; none where nobody wrote it down."""
    c = ruleset_part.c
    query = select(c.name, c.hash, c.dataset, c.valid_from, c.valid_to).where(c.ruleset == id_).order_by(c.name)
    return [RulesetPart(*row) for row in tx.execute(query).tuples()]


def record_judging(tx: Connection, submissions: Collection[str], ruleset_id: str) -> None:
    """Note by which rules submissions were judged; what was said of them without effect is void."""
    if not submissions:
        return
    ids = [{"_id": i} for i in submissions]
    for table in (judging, shadow_verdict):
        tx.execute(delete(table).where(table.c.submission_id == bindparam("_id")), ids)
    rows = [{"submission_id": i, "ruleset": ruleset_id, "compared_with": ruleset_id} for i in submissions]
    tx.execute(insert(judging), rows)


def record_compared(tx: Connection, submissions: Collection[str], ruleset_id: str) -> None:
    """Note that verdicts have been held against these rules, whatever came of it."""
    if submissions:
        one = update(judging).where(judging.c.submission_id == bindparam("_id")).values(compared_with=ruleset_id)
        tx.execute(one, [{"_id": i} for i in submissions])


def judged_by_others(tx: Connection, ruleset_id: str, states: Collection[State]) -> list[Earlier]:
    """Submissions in these states whose verdict has not been held against a ruleset: the latest months first."""
    s = submission.c
    query = (
        select(s.id, s.state, judging.c.compared_with, s.kode_upt, s.periode, delivery.c.sha256)
        .join(judging, judging.c.submission_id == s.id)
        .join(delivery, delivery.c.id == s.id)
        .where(judging.c.compared_with != ruleset_id, s.state.in_([state.value for state in states]))
        .order_by(s.periode.desc(), s.kode_upt, s.attempt, s.id)
    )
    rows = tx.execute(query).all()
    datasets: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts_of(tx, [row.id for row in rows]):
        datasets[part.submission_id].add(part.dataset)
    found = []
    for key, state, compared_with, office, period, sha256 in rows:
        who = Concerned(frozenset(datasets[key]), period, office is not None, state == State.PUBLISHED)
        found.append(Earlier(key, State(state), compared_with, office, period, sha256, who))
    return found


def held_as_published(tx: Connection, submissions: Iterable[str], ruleset_id: str) -> set[str]:
    """Those that are published by other rules: today's would judge them otherwise, or nobody has looked yet.

    They are not judged again with effect, whatever else asks for it: a change of rules takes no figure away.
    """
    has_shadow = exists().where(shadow_verdict.c.submission_id == judging.c.submission_id)
    query = (
        select(judging.c.submission_id)
        .join(submission, submission.c.id == judging.c.submission_id)
        .where(submission.c.state == State.PUBLISHED.value, (judging.c.compared_with != ruleset_id) | has_shadow)
    )
    return {i for some in chunks(submissions) for i in tx.scalars(query.where(judging.c.submission_id.in_(some)))}
