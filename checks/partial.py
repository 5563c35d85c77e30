"""Which rows of a submission may be put aside, so that the rest goes on. Pure.

Rules judge the file as it was sent, with all of its rows: stated totals, sums and comparisons between rows hold or fail
as the office wrote them. Only what is loaded is without the rows put aside (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc


class Place(NamedTuple):
    """A data row of a submission: sheet None in a delimited file, row as people count it."""

    dataset: str
    sheet: str | None
    row: int


def rows_aside(to_mend: Iterable[Place | None], n_rows: int, limit: float) -> frozenset[Place]:
    """The rows that are put aside; none where the whole submission has to go back.

    Args:
        to_mend: Where each finding of severity PERBAIKI is that nobody has waived; None: not on a data row.
        n_rows: Data rows of the submission, in all of its parts.
        limit: Share of them that may be put aside, 0 to 1.
    """
    places = set(to_mend)
    rows = frozenset(place for place in places if place is not None)
    if None in places or len(rows) > limit * n_rows:
        return frozenset()
    return rows


def faulty_rows(findings: pa.Table, typed: Mapping[str, pa.Table]) -> dict[str, set[Place]]:
    """Submission → its data rows that have a finding of severity PERBAIKI.

    Args:
        findings: columns :data:`checks.finding.FINDINGS`; one may point at a heading or at a total.
        typed: dataset → data rows with ``_submission_id, _sheet, _row``.
    """
    found: dict[str, set[Place]] = {}
    to_mend = findings.filter(pc.equal(findings["severity"], "PERBAIKI"))
    for dataset, rows in typed.items():
        wrong = to_mend.filter(pc.equal(to_mend["dataset"], dataset))
        if not wrong.num_rows:
            continue
        places = zip(*(wrong[name].to_pylist() for name in ("submission_id", "sheet", "row")), strict=True)
        concerned = rows.filter(pc.is_in(rows["_submission_id"], wrong["submission_id"].combine_chunks()))
        there = _places(concerned)
        for submission, sheet, row in set(places) & there:
            found.setdefault(submission, set()).add(Place(dataset, sheet, row))
    return found


def _places(rows: pa.Table) -> set[tuple[str, str | None, int]]:
    return set(zip(*(rows[name].to_pylist() for name in ("_submission_id", "_sheet", "_row")), strict=True))
