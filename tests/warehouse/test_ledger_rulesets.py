"""Rulesets in the ledger: their parts, who was judged by which, and what today's would say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from checks.ruleset import RulesetPart
from checks.shadow import Met
from tests.warehouse.ledger_made import NOW, STAMP, findings, received, rule_runs
from tests.warehouse.test_ledger_migration import ROWS, at_revision
from warehouse.ledger import Ledger, Part, State, identify, record_judgement, record_parts, transition
from warehouse.ledger.rulesets import (
    judged_by_others,
    parts_of_ruleset,
    record_compared,
    record_judging,
    record_ruleset,
)
from warehouse.ledger.shadows import ShadowVerdict, met_in, record_shadows, shadows_of

PARTS = [RulesetPart("aturan/UMKM-K301", "1" * 16, "penjualan", "2026-10"), RulesetPart("pembaca", "2" * 16)]
RETURNED = [State.RETURNED]


@pytest.fixture
def returned(ledger: Ledger) -> tuple[Ledger, str]:
    """A returned submission of Lahat for October."""
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        identify(tx, {one: ("LP2A-LAHAT", "2026-10")})
        record_parts(tx, [one], [Part(one, "penjualan", "LP2A-LAHAT", "2026-10", 3, False)])
        for state in (State.PARSED, State.VALIDATED, State.RETURNED):
            transition(tx, [one], state, STAMP)
        record_judging(tx, [one], "R1")
    return ledger, one


def shadow(submission: str) -> ShadowVerdict:
    return ShadowVerdict(submission, "accepted", "returned", ("UMKM-K301",), [{"change": "new"}], "R2", NOW)


def test_a_ruleset_is_written_down_once(ledger: Ledger):
    with ledger.begin() as tx:
        record_ruleset(tx, "R1", PARTS, at=NOW)
        record_ruleset(tx, "R1", [], at=NOW)
        assert parts_of_ruleset(tx, "R1") == PARTS
        assert parts_of_ruleset(tx, "R0") == []


def test_who_was_judged_by_other_rules_is_told_until_it_has_been_compared(returned):
    ledger, one = returned
    with ledger.begin() as tx:
        assert judged_by_others(tx, "R1", RETURNED) == []
        (found,) = judged_by_others(tx, "R2", RETURNED)
        assert judged_by_others(tx, "R2", [State.PUBLISHED]) == []
        assert (found.id, found.compared_with, found.office, found.period) == (one, "R1", "LP2A-LAHAT", "2026-10")
        assert (found.who.datasets, found.who.period, found.who.is_published) == ({"penjualan"}, "2026-10", False)
        record_compared(tx, [one], "R2")
        assert judged_by_others(tx, "R2", RETURNED) == []
        record_judging(tx, [one], "R3")
        assert len(judged_by_others(tx, "R2", RETURNED)) == 1


def test_a_shadow_speaks_of_published_ones_only_and_falls_when_judged_or_compared_again(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        tx.exec_driver_sql("insert into run (id, started_at) values ('r1', '2026-11-05')")
        record_judging(tx, [one], "R1")
        record_shadows(tx, [one], [shadow(one)])
        assert shadows_of(tx) == []
        tx.exec_driver_sql("update submission set state = 'PUBLISHED'")
        assert [(s.submission_id, s.was, s.verdict, list(s.because)) for s in shadows_of(tx, [one])] == [
            (one, "accepted", "returned", ["UMKM-K301"])
        ]
        record_shadows(tx, [one], [])
        assert shadows_of(tx) == []
        record_shadows(tx, [one], [shadow(one)])
        record_judging(tx, [one], "R2")
        assert shadows_of(tx) == []


def test_findings_are_compared_as_the_ledger_has_them(returned):
    ledger, one = returned
    rows = findings((one, "UMKM-V101", "PERBAIKI"))
    with ledger.begin() as tx:
        record_judgement(tx, [one], findings=rows, rule_runs=rule_runs((one, "UMKM-V101", "failed")))
        assert met_in(tx, [one, "other"]) == {one: Met.all_of(rows.to_pylist()), "other": []}


def test_what_was_judged_before_rules_were_written_down_is_known_as_such(tmp_path: Path):
    path = tmp_path / "ledger.sqlite"
    at_revision(path, "0003")
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(ROWS)
        plain.execute("update submission set ruleset = 'old', verdict = 'returned' where id = 'S1'")
        plain.commit()
    with closing(sqlite3.connect(path)) as plain:
        before = plain.execute("select count(*) from finding").fetchone()
    ledger = Ledger.open(path)
    with ledger.read() as tx:
        assert [(e.id, e.compared_with) for e in judged_by_others(tx, "R1", RETURNED)] == [("S1", "old")]
        assert parts_of_ruleset(tx, "old") == []
        assert tx.exec_driver_sql("select count(*) from finding").one() == before
