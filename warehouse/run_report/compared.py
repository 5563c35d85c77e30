"""What changed against the office's attempt before: which findings are gone, still there, or new; rows a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from warehouse.ledger.chunks import chunks
from warehouse.ledger.parts import parts_of
from warehouse.ledger.schema import finding, submission
from warehouse.ledger.submissions import Submission


@dataclass(frozen=True, slots=True)
class PartRows:
    """Rows of a dataset in the attempt before and in this one; None: it did not bring the dataset."""

    dataset: str
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Against:
    """An attempt beside the one before it.

    Attributes:
        before: That one's id.
        attempt: Its number.
        gone: Findings that it had and this one has not.
        unchanged: Findings of both, with the same value.
        still: Findings of both whose value changed, and is still not right.
        new: Findings of this one alone.
        parts: Datasets that either of them brought.
    """

    before: str
    attempt: int
    gone: int
    unchanged: int
    still: int
    new: int
    parts: Sequence[PartRows]


def against_before(tx: Connection, submissions: Sequence[Submission]) -> dict[str, Against]:
    """Submission → how it differs from the attempt before it, for those that are not the first.

    Findings of severity CATATAN are left out: nobody has to mend them.
    """
    later = {s.id: s for s in submissions if s.attempt is not None and s.attempt > 1}
    before = _attempts_before(tx, later)
    ids = sorted({*before, *before.values()})
    hashes = _hashes(tx, ids)
    rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for part in parts_of(tx, ids):
        rows[part.submission_id][part.dataset] = part.n_rows
    found = {}
    for key, earlier in before.items():
        was, now = hashes[earlier], hashes[key]
        both = was.keys() & now.keys()
        datasets = sorted(rows[key].keys() | rows[earlier].keys())
        found[key] = Against(
            before=earlier,
            attempt=(later[key].attempt or 0) - 1,
            gone=len(was.keys() - both),
            unchanged=sum(was[i] == now[i] for i in both),
            still=sum(was[i] != now[i] for i in both),
            new=len(now.keys() - both),
            parts=[PartRows(d, rows[earlier].get(d), rows[key].get(d)) for d in datasets],
        )
    return found


def _attempts_before(tx: Connection, later: dict[str, Submission]) -> dict[str, str]:
    """Attempt → the one before it of the same office and period."""
    offices = sorted({s.office for s in later.values() if s.office is not None})
    c = submission.c
    query = select(c.id, c.kode_upt, c.periode, c.attempt).where(c.attempt.is_not(None))
    known = {
        (office, period, attempt): key
        for some in chunks(offices)
        for key, office, period, attempt in tx.execute(query.where(c.kode_upt.in_(some)))
    }
    wanted = {key: (s.office, s.period, (s.attempt or 0) - 1) for key, s in later.items()}
    return {key: known[place] for key, place in wanted.items() if place in known}


def _hashes(tx: Connection, ids: Sequence[str]) -> defaultdict[str, dict[tuple[str, int], str | None]]:
    """Submission → (finding, which of several alike) → the hash of its value."""
    c = finding.c
    query = select(c.submission_id, c.finding_id, c.ordinal, c.value_hash).where(c.severity != "CATATAN")
    found: defaultdict[str, dict[tuple[str, int], str | None]] = defaultdict(dict)
    for some in chunks(ids):
        for key, finding_id, ordinal, value in tx.execute(query.where(c.submission_id.in_(some))):
            found[key][finding_id, ordinal] = value
    return found
