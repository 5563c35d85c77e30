"""Rows that findings point at, in the ledger."""

from __future__ import annotations

import json

import pyarrow as pa

from checks.flagged_rows import FLAGGED
from tests.warehouse.ledger_made import received
from warehouse.ledger import FlaggedCell, Ledger, flagged_of, record_flagged


def rows(*made):
    return pa.Table.from_pylist(
        [dict(zip(FLAGGED.names, (*row[:3], json.dumps(row[3])), strict=True)) for row in made], schema=FLAGGED
    )


def test_rows_are_replaced_as_a_whole_and_others_stay(ledger: Ledger):
    one, other = received(ledger, "a.xlsx", "b.xlsx")
    first = rows((one, "Panen", 6, [["B", "Hasil", "x"]]), (other, None, 3, [["A", "Hasil", "1"]]))
    with ledger.begin() as tx:
        record_flagged(tx, [one, other], first)
        record_flagged(tx, [one], rows((one, "Panen", 9, [["B", "Hasil", ""]])))
    with ledger.read() as tx:
        found = flagged_of(tx, [one, other])
    assert found == {
        one: {("Panen", 9): (FlaggedCell("B", "Hasil", ""),)},
        other: {(None, 3): (FlaggedCell("A", "Hasil", "1"),)},
    }


def test_a_submission_judged_without_findings_has_none_left(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        record_flagged(tx, [one], rows((one, "Panen", 6, [["B", "Hasil", "x"]])))
        record_flagged(tx, [one], rows())
    with ledger.read() as tx:
        assert flagged_of(tx, [one]) == {}
