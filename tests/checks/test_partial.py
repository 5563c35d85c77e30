"""Which rows may wait alone: only data rows, and only up to the share."""

from __future__ import annotations

import pyarrow as pa
import pytest

from checks.finding import FINDINGS
from checks.partial import Place, faulty_rows, rows_aside

A, B = Place("produk", None, 2), Place("produk", None, 3)


@pytest.mark.parametrize(
    ("to_mend", "limit", "wanted"),
    [
        ([A], 0.0, set()),  # nothing may wait
        ([A], 0.09, set()),  # one of ten is more
        ([A], 0.1, {A}),  # exactly the share
        ([A, A], 0.1, {A}),  # two findings, one row
        ([A, B], 0.1, set()),  # one row too many
        ([A, None], 1.0, set()),  # a heading is no row
        ([], 1.0, set()),
    ],
)
def test_up_to_the_share_and_not_one_row_more(to_mend, limit, wanted):
    assert rows_aside(to_mend, 10, limit) == wanted


def test_only_data_rows_are_at_fault():
    def finding(severity: str, row: int) -> dict[str, object]:
        given = {"submission_id": "S1", "severity": severity, "dataset": "produk", "row": row}
        return dict.fromkeys(FINDINGS.names) | given

    wrong = [finding("PERBAIKI", 1), finding("PERBAIKI", 2), finding("KONFIRMASI", 3), finding("PERBAIKI", 9)]
    rows = pa.table({"_submission_id": ["S1", "S1", "S2"], "_sheet": pa.nulls(3, pa.string()), "_row": [2, 3, 9]})
    found = faulty_rows(pa.Table.from_pylist(wrong, schema=FINDINGS), {"produk": rows})
    assert found == {"S1": {A}}
