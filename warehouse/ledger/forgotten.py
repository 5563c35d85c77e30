"""Files that were to be forgotten: whose bytes must be gone, and what the ledger itself had of their content.

The decision is the record: it is written first, and everything else can be done again from it. Hash, events, rule runs
and figures stay; so does the answer that a person gave.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, delete, or_, select, update

from warehouse.ledger.decisions import Decision, DecisionKind, decisions_of_kind
from warehouse.ledger.schema import decision, delivery, finding, flagged_row

CONTENT = ("value", "expected", "difference", "column")
"""What a finding repeats of the file: the cell, the neighbours that it is compared with, and the heading."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A file that was to be forgotten.

    Attributes:
        decision: Who, when, why.
        place: Where it was found.
        path: Its path there.
        sha256: Of its bytes.
        needed_by: Other submissions with the same bytes that were not.
    """

    decision: Decision
    place: str
    path: str
    sha256: str
    needed_by: tuple[str, ...] = ()


def is_forgotten() -> Select[tuple[str]]:
    """The ids of what was forgotten, for ``in_`` and ``not_in``: it stays as it is, whatever rules or runs ask."""
    return select(decision.c.submission_id).where(decision.c.kind == DecisionKind.FORGET.value)


def forgotten_ids(tx: Connection) -> set[str]:
    """The same as a set."""
    return set(tx.scalars(is_forgotten()))


def forgotten_files(tx: Connection) -> list[Forgotten]:
    """All of them, oldest decision first."""
    decisions = {one.submission_id: one for one in reversed(decisions_of_kind(tx, DecisionKind.FORGET))}
    query = select(delivery.c.id, delivery.c.place, delivery.c.path, delivery.c.sha256)
    files = {row.id: row for row in tx.execute(query.where(delivery.c.id.in_(is_forgotten())))}
    twins: dict[str, list[str]] = {}
    same = select(delivery.c.sha256).where(delivery.c.id.in_(is_forgotten()))
    others = select(delivery.c.sha256, delivery.c.id).where(delivery.c.sha256.in_(same))
    for sha256, other in tx.execute(others.where(delivery.c.id.not_in(is_forgotten()))):
        twins.setdefault(sha256, []).append(other)
    return [
        Forgotten(decisions[i], row.place, row.path, row.sha256, tuple(sorted(twins.get(row.sha256, ()))))
        for i, row in sorted(files.items(), key=lambda pair: decisions[pair[0]].id or 0)
    ]


def refused_content(tx: Connection) -> dict[str, str]:
    """sha256 → why such bytes are not taken in any more."""
    return {one.sha256: why_refused(one.decision) for one in forgotten_files(tx)}


def why_refused(one: Decision) -> str:
    """A clause for people who find the file in their list."""
    return f"was to be forgotten ({one.actor}, {one.at:%Y-%m-%d}: {one.reason}); remove it there"


def blank(tx: Connection, submissions: Collection[str]) -> None:
    """Take what the ledger has of the files' content out of it. Doing it again changes nothing."""
    tx.exec_driver_sql("pragma secure_delete = on")  # the old text is overwritten on the disk, not only unlinked
    ids = [{"_id": i} for i in submissions]
    if ids:
        says = or_(*(finding.c[name].is_not(None) for name in CONTENT))
        statement = update(finding).where(finding.c.submission_id == bindparam("_id"), says)
        tx.execute(statement.values(dict.fromkeys(CONTENT)), ids)
        tx.execute(delete(flagged_row).where(flagged_row.c.submission_id == bindparam("_id")), ids)


def unknown_content(tx: Connection, hashes: Iterable[str]) -> set[str]:
    """Those of some hashes that no delivery has: zips whose files were taken out of them."""
    known = set(tx.scalars(select(delivery.c.sha256)))
    return set(hashes) - known
