"""Rows that are put aside: decided anew whenever a submission is weighed, by the setting ``partial_limit``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from checks.partial import Place, rows_aside
from warehouse.ledger.answers import ASIDE, MUST_MEND
from warehouse.ledger.chunks import chunks
from warehouse.ledger.schema import faulty_row, finding, part

if TYPE_CHECKING:
    import pyarrow as pa

_c = faulty_row.c


def record_faulty_rows(tx: Connection, submissions: Collection[str], rows: Mapping[str, Collection[Place]]) -> None:
    """Replace what is known of the rows of the submissions that were judged; none is put aside yet."""
    if submissions:
        one = delete(faulty_row).where(_c.submission_id == bindparam("_id"))
        tx.execute(one, [{"_id": i} for i in submissions])
    made = [
        p._asdict() | {"submission_id": i, "is_aside": False}
        for i, places in rows.items()
        for p in sorted(places, key=repr)
    ]
    if made:
        tx.execute(insert(faulty_row), made)


def put_aside(tx: Connection, submissions: Collection[str], limit: float) -> None:
    """Decide which rows are aside, and mark their findings so: nobody has to answer them for the rest to go on.

    Args:
        tx: A writing transaction; findings have their answers.
        submissions: Their ids.
        limit: Share of a submission's rows, 0 to 1.
    """
    known = _known(tx, submissions)
    if not known:
        return
    sizes = sizes_of(tx, known)
    f = finding.c
    for one, numbers in known.items():
        here = (f.submission_id == one) & (f.severity == MUST_MEND)
        query = select(f.dataset, f.sheet, f.row).where(here, f.status.in_(["open", ASIDE]))
        to_mend = [place if (place := Place(*row)) in numbers else None for row in tx.execute(query).tuples()]
        aside = rows_aside(to_mend, sizes.get(one, 0), limit)
        tx.execute(update(faulty_row).where(_c.submission_id == one).values(is_aside=False))
        tx.execute(update(finding).where(here, f.status == ASIDE).values(status="open"))
        if aside:
            marked = [{"_number": numbers[place]} for place in aside]
            tx.execute(update(faulty_row).where(_c.id == bindparam("_number")).values(is_aside=True), marked)
            same = (
                (f.dataset == bindparam("_d"))
                & f.sheet.is_not_distinct_from(bindparam("_s"))
                & (f.row == bindparam("_r"))
            )
            places = [{"_d": p.dataset, "_s": p.sheet, "_r": p.row} for p in aside]
            tx.execute(update(finding).where(here, f.status == "open", same).values(status=ASIDE), places)


def rows_put_aside(tx: Connection, submissions: Iterable[str]) -> pa.Table:
    """The rows that are aside, columns :data:`warehouse.batch.ASIDE`."""
    import pyarrow as pa

    from warehouse.batch import ASIDE as COLUMNS

    names = COLUMNS.names
    query = select(*(_c[name] for name in names)).where(_c.is_aside).order_by(_c.id)
    rows = [row for some in chunks(submissions) for row in tx.execute(query.where(_c.submission_id.in_(some)))]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=COLUMNS)


def _known(tx: Connection, submissions: Collection[str]) -> dict[str, dict[Place, int]]:
    found: defaultdict[str, dict[Place, int]] = defaultdict(dict)
    query = select(_c.submission_id, _c.dataset, _c.sheet, _c.row, _c.id)
    for some in chunks(submissions):
        for key, dataset, sheet, row, number in tx.execute(query.where(_c.submission_id.in_(some))):
            found[key][Place(dataset, sheet, row)] = number
    return dict(found)


def sizes_of(tx: Connection, submissions: Iterable[str]) -> dict[str, int]:
    """Submission → its data rows, in all of its parts."""
    query = select(part.c.submission_id, func.sum(part.c.n_rows)).group_by(part.c.submission_id)
    return {
        i: int(n) for some in chunks(submissions) for i, n in tx.execute(query.where(part.c.submission_id.in_(some)))
    }
