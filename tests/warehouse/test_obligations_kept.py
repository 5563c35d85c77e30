"""Obligations that stand in the warehouse: worked out again where anything moved, and only there."""

from __future__ import annotations

import random
from datetime import date, timedelta

import duckdb
import pytest

from tests.warehouse.obligation_made import TERMS, Post, jakarta, register
from warehouse import compliance
from warehouse.compliance import refresh_obligations
from warehouse.obligations import obligations
from warehouse.terms import Terms

JULY, OCTOBER = "2026-07", "2026-10"


class Kept:
    """``core.kewajiban`` of a warehouse beside a ledger."""

    def __init__(self, con: duckdb.DuckDBPyConnection, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
        self.con, self.post, self.asked = con, post, set[str]()

        def listen(tx, register_, periods, **more):
            self.asked = set(periods)
            return obligations(tx, register_, periods, **more)

        monkeypatch.setattr(compliance, "obligations", listen)

    def refresh(self, now: str, terms: Terms = TERMS) -> set[str]:
        """Bring it up to date; the months that were worked out for it."""
        self.asked = set()
        with self.post.ledger.read() as tx:
            refresh_obligations(self.con, tx, register(), now=jakarta(now), terms=terms)
        return self.asked

    def rows(self) -> list[tuple[object, ...]]:
        return self.con.execute("from core.kewajiban order by all").fetchall()

    def anew(self, now: str) -> list[tuple[object, ...]]:
        """What stands there when nothing was known before."""
        self.con.execute("delete from meta.kewajiban_bulan; delete from core.kewajiban")
        self.refresh(now)
        return self.rows()


@pytest.fixture
def kept(con, ledger, monkeypatch) -> Kept:
    made = Kept(con, Post(ledger), monkeypatch)
    made.post.send(jakarta("2026-08-02 09:00"), "PUBLISHED", period=JULY)
    made.post.send(jakarta("2026-11-02 09:00"), "PUBLISHED")
    return made


def test_only_months_that_moved_are_worked_out(kept: Kept):
    assert kept.refresh("2026-11-20 10:00") == {JULY, OCTOBER}
    assert kept.refresh("2026-11-20 10:00") == set()
    kept.post.send(jakarta("2026-11-19 09:00"), "RETURNED", "none", dataset="kegiatan")
    assert kept.refresh("2026-11-21 10:00") == {OCTOBER}
    kept.post.supersede("S001")
    assert kept.refresh("2026-11-21 10:00") == {JULY}
    kept.post.decide("exempt", office="B", dataset=None)
    assert kept.refresh("2026-11-21 10:00") == {OCTOBER}
    assert kept.refresh("2026-11-21 10:00", Terms(due_day=10, grace_days=3)) == {JULY, OCTOBER}


def test_a_month_whose_days_of_grace_last_is_worked_out_every_day(kept: Kept):
    states = {"2026-11-05 10:00": "DIHARAPKAN", "2026-11-06 10:00": "JATUH_TEMPO", "2026-11-09 10:00": "TERLAMBAT"}
    for now, state in states.items():
        assert OCTOBER in kept.refresh(now)
        open_ones = {row[4] for row in kept.rows() if row[0] == OCTOBER and row[1] == "W"}
        assert open_ones == {state}
    assert kept.refresh("2026-11-10 10:00") == set()
    kept.post.decide("reopened", until=date(2026, 11, 20), office="W")
    assert kept.refresh("2026-11-10 10:00") == {OCTOBER}
    assert kept.refresh("2026-11-20 10:00") == {OCTOBER}
    assert kept.refresh("2026-11-21 10:00") == {OCTOBER}
    assert kept.refresh("2026-11-22 10:00") == set()


def test_a_clock_set_back_into_the_days_of_grace_is_believed(kept: Kept):
    kept.refresh("2026-11-20 10:00")
    assert kept.refresh("2026-11-06 10:00") == {OCTOBER}


def test_a_month_that_is_not_published_any_more_goes(kept: Kept):
    kept.refresh("2026-11-20 10:00")
    with kept.post.ledger.begin() as tx:
        tx.exec_driver_sql("update part set state = 'none' where submission_id = 'S001'")
    kept.refresh("2026-11-20 10:00")
    assert {row[0] for row in kept.rows()} == {OCTOBER}
    assert kept.con.execute("select periode from meta.kewajiban_bulan").fetchall() == [(OCTOBER,)]


def test_whatever_comes_the_rows_are_those_of_a_warehouse_that_knew_nothing(kept: Kept):
    chance, day = random.Random(5), date(2026, 11, 1)
    steps = [
        lambda: kept.post.supersede(f"S{chance.randrange(1, kept.post.count + 1):03}"),
        lambda: kept.post.send(
            jakarta(f"{day} 08:00"), chance.choice(["PUBLISHED", "RETURNED", "WITHDRAWN"]), "superseded",
            office=chance.choice("LWB"), dataset=chance.choice(["panen", "kegiatan"]),
            period=chance.choice([JULY, OCTOBER]),
        ),
        lambda: kept.post.decide(chance.choice(["exempt", "closed", "revoked"]), office=chance.choice("LWB")),
    ]  # fmt: skip
    for _ in range(12):
        chance.choice(steps)()
        day += timedelta(days=chance.randrange(3))
        kept.refresh(f"{day} 10:00")
        found = kept.rows()
        assert found == kept.anew(f"{day} 10:00")
