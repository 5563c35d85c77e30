"""A rule that waited for a dataset runs when it has come, however it came, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.decided import Desk
from warehouse.ledger import Ledger, State, list_submissions, rule_runs_of

RULE = "UMKM-K301"
"""Sold, but in no catalogue: looks at the catalogue beside the sales."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Sales alone, and a whole report of the next day that replaces them."""
    desk = Desk(tmp_path)
    desk.send_sales("penjualan", day=1)
    desk.send("lengkap", day=2)
    return desk


def said(desk: Desk) -> tuple[State, str, int]:
    """State of the sales alone, how the rule ended on them, and how often they were judged."""
    with Ledger.look(desk.settings.home / "ledger.sqlite").read() as tx:
        sales = next(s for s in list_submissions(tx) if s.file.endswith(".csv"))
        (ended,) = [r["outcome"] for r in rule_runs_of(tx, [sales.id]).to_pylist() if r["rule"] == RULE]
        query = "select count(*) from event where submission_id = ? and to_state = 'VALIDATED'"
        return sales.state, ended, int(tx.exec_driver_sql(query, (sales.id,)).scalar_one())


def test_what_comes_later_in_the_same_run_is_waited_for_and_the_verdict_stands(desk: Desk):
    desk.run()
    assert said(desk) == (State.SUPERSEDED, "passed", 2)
    desk.run()
    assert said(desk) == (State.SUPERSEDED, "passed", 2)


@pytest.mark.full
def test_what_comes_with_a_later_run_ends_alike(desk: Desk):
    later = desk.root / "kiriman/lengkap.xlsx"
    later.rename(desk.root / "lengkap.xlsx")
    desk.run()
    assert said(desk) == (State.PUBLISHED, "skipped", 1)
    (desk.root / "lengkap.xlsx").rename(later)
    desk.run()
    assert said(desk) == (State.SUPERSEDED, "passed", 2)
