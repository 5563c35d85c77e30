"""Parts: the datasets within a submission, and which of them is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import part


class PartState(StrEnum):
    """Where a part stands among those of its office, period and dataset."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Part:
    """A dataset within a submission; ``n_rows`` counts data rows, ``nihil``: the office says that there are none."""

    submission_id: str
    dataset: str
    kode_upt: str
    periode: str
    n_rows: int
    nihil: bool = False
    state: PartState = PartState.NONE

    @property
    def word(self) -> str:
        """``in_force | superseded | nil | none``, nil being a nil part in force."""
        return "nil" if self.nihil and self.state is PartState.IN_FORCE else self.state.value


_FIELDS = ("submission_id", "dataset", "kode_upt", "periode", "n_rows", "nihil", "state")
_STATES = {state.value: state for state in PartState}


def record_parts(tx: Connection, submissions: Collection[str], parts: Iterable[Part]) -> None:
    """Replace what is known of the parts of the submissions that were read.

    Reading again changes nothing that is published: a part that is or was in force keeps its state, and stays even if
    it is not found any more.
    """
    before = {(p.submission_id, p.dataset): p for p in parts_of(tx, submissions) if p.state is not PartState.NONE}
    found = {(p.submission_id, p.dataset): p for p in parts}
    kept = {key: replace(found.get(key, p), state=p.state) for key, p in before.items()}
    if submissions:
        tx.execute(delete(part).where(part.c.submission_id == bindparam("_id")), [{"_id": i} for i in submissions])
    rows = [asdict(p) | {"state": p.state.value} for p in (found | kept).values()]
    if rows:
        tx.execute(insert(part), rows)


def set_part_states(tx: Connection, states: Mapping[tuple[str, str], PartState]) -> None:
    """Write which parts are in force, as the warehouse has it.

    Args:
        tx: A writing transaction.
        states: (submission id, dataset) → state. What is replaced has to be named along with what replaces it.

    Raises:
        sqlalchemy.exc.IntegrityError: a second part of the same office, period and dataset would be in force.
    """
    rows = [{"_id": i, "_dataset": d, "_state": s.value} for (i, d), s in states.items()]
    statement = (
        update(part)
        .where(part.c.submission_id == bindparam("_id"), part.c.dataset == bindparam("_dataset"))
        .values(state=bindparam("_state"))
    )
    # Those that leave first: at no moment are two in force.
    for row in sorted(rows, key=lambda r: r["_state"] == PartState.IN_FORCE.value):
        tx.execute(statement, row)


def parts_in_force(tx: Connection) -> set[tuple[str, str]]:
    """(submission id, dataset) of every part in force, as the ledger has it."""
    query = select(part.c.submission_id, part.c.dataset).where(part.c.state == PartState.IN_FORCE.value)
    return {(submission, dataset) for submission, dataset in tx.execute(query)}


def parts_of(tx: Connection, submissions: Iterable[str]) -> list[Part]:
    """The parts of submissions, by submission and dataset."""
    found: list[Part] = []
    for some in chunks(submissions):
        rows = tx.execute(select(*(part.c[name] for name in _FIELDS)).where(part.c.submission_id.in_(some))).all()
        found += [Part(key, name, whose, month, n, nil, _STATES[to]) for key, name, whose, month, n, nil, to in rows]
    return sorted(found, key=lambda p: (p.submission_id, p.dataset))
