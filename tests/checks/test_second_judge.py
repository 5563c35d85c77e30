"""Great Expectations beside the SQL: they agree, or the rule is inconclusive."""

from __future__ import annotations

import os
from datetime import date
from random import Random

import pytest

from checks import rule_views, sql_text
from checks.expectations import second_judge, suites
from checks.judge import judge
from sources.contract_loader import load_contracts
from tests.checks.made import ALAT, batch_of, findings, judged, offices, reading, runs, small, table
from tests.checks.test_field_rules import CASES, GOOD, sheet

pytestmark = pytest.mark.xdist_group("great-expectations")

FAULTY = [sheet(*(GOOD | {"kode_alat": f"XX-{n}"} | fault for n, (_, _, fault) in enumerate(CASES))), sheet(GOOD, GOOD)]
DEAR = ALAT | {"harga_rp": "200.000.000", "jumlah": "5"}


def outcomes(judgement):
    return {r["rule"]: (r["outcome"], r["failed"], r["why"]) for r in judgement.rule_runs.to_pylist()}


def test_it_says_nothing_to_anybody_outside():
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_both_judges_together_find_what_the_sql_alone_finds(capfd):
    """Every kind of constraint, faults of each, a column that is missing, a nil part, a rejected file."""
    readings = [*FAULTY, reading(table("alat", [DEAR], columns=list(ALAT))), reading(table("alat", [], nihil="ya"))]
    readings.append(reading(table("pinjam", [{"kode_alat": "AL-9"}]), table("alat", [ALAT], sheet="Lain")))
    alone, together = judged(*readings), judged(*readings, expectations=True)
    assert together.findings.equals(alone.findings)
    assert together.rule_runs.equals(alone.rule_runs)
    assert together.verdicts == alone.verdicts
    assert {rule for rule, *_ in CASES} <= {f["rule"].removeprefix("UMKM-") for f in findings(together)}
    assert capfd.readouterr() == ("", "")


def test_the_rules_of_the_six_datasets_are_judged_alike_on_a_batch_of_nothing():
    contracts = load_contracts()
    given = {"today": date(2026, 11, 24), "offices": offices(), "contracts": contracts}
    batch = batch_of(contracts, reading())
    together = judge(batch, expectations=True, **given)
    assert together.rule_runs.equals(judge(batch, expectations=False, **given).rule_runs)
    assert {r["why"] for r in together.rule_runs.to_pylist() if r["outcome"] == "inconclusive"} == set()


NUMBERS = ["0", "1", "-5", "Rp 1.500.000,-", "2,5", "9" * 16, "9" * 14 + ",99", "nihil", "abc", None, "12"]
DATES = ["2026-10-15", "1 Nop 2026", "31/02/2026", "9999-12-31", None]


def anything(column, random):
    if column.codes:
        return random.choice([code.label for code in column.codes] + ["lain", None])
    if column.kind in ("decimal", "integer"):
        return random.choice(NUMBERS)
    return random.choice(DATES if column.kind == "date" else ["ya", "tidak", "x", "A-1", "A-2", None, "z" * 300])


def test_whatever_the_six_datasets_hold_every_rule_runs_and_both_judges_agree():
    contracts, random = load_contracts(), Random(7)
    readings = []
    for _ in range(4):
        rows = {
            name: [{c.name: anything(c, random) for c in contract.own_columns} for _ in range(random.randrange(9))]
            for name, contract in contracts.datasets.items()
            if random.random() < 0.9
        }
        columns = {name: [c.name for c in contracts.datasets[name].own_columns] for name in rows}
        readings.append(reading(*(table(name, own, columns=columns[name], sheet=name) for name, own in rows.items())))
    together = judged(*readings, contracts=contracts, expectations=True)
    assert {r["why"] for r in together.rule_runs.to_pylist() if r["outcome"] == "inconclusive"} == set()
    assert len({f["rule"] for f in findings(together)}) > 60
    assert together.findings.equals(judged(*readings, contracts=contracts).findings)


@pytest.mark.parametrize("constraint", ["required", "type", "codes", "range", "length", "unique"])
def test_a_field_rule_whose_sql_finds_too_little_is_inconclusive(monkeypatch, constraint):
    honest = sql_text.statement

    def blind(name, **words):
        text = honest(name, **words)
        return f"{text} limit 0" if name == f"constraints/{constraint}" else text

    monkeypatch.setattr(rule_views, "statement", blind)
    judgement = judged(*FAULTY, expectations=True)
    broken = {rule.id for rule in small().rules if rule.constraint == constraint}
    doubtful = {rule for rule, (outcome, *_) in outcomes(judgement).items() if outcome == "inconclusive"}
    assert doubtful
    assert doubtful <= broken
    assert judgement.verdicts["S1"].word == judgement.verdicts["S2"].word == "failed"
    assert {f["rule"] for f in findings(judgement)}.isdisjoint(doubtful)


def test_a_row_rule_on_which_the_judges_differ_is_inconclusive(monkeypatch):
    honest = second_judge.second_opinion

    def meddling(connection, contracts, counts):
        connection.execute("create or replace view aturan_UMKM_K901 as select _submission_id from alat limit 0")
        return honest(connection, contracts, counts)

    monkeypatch.setattr(second_judge, "second_opinion", meddling)
    run = runs(judged(reading(table("alat", [DEAR])), expectations=True))["UMKM-K901"]
    assert (run["outcome"], run["why"]) == ("inconclusive", "Dua juri berbeda hitungan: 1 dan 0 pelanggaran.")


def test_a_rule_that_the_second_judge_cannot_run_is_inconclusive_not_failed(monkeypatch):
    honest = second_judge.second_opinion

    def meddling(connection, contracts, counts):
        connection.execute("drop view aturan_UMKM_K901")
        return honest(connection, contracts, counts)

    monkeypatch.setattr(second_judge, "second_opinion", meddling)
    run = runs(judged(reading(table("alat", [ALAT])), expectations=True))["UMKM-K901"]
    assert (run["outcome"], run["why"]) == ("inconclusive", "Juri kedua tidak dapat menjalankan aturan ini.")


def test_an_empty_relation_is_not_taken_for_a_clean_one(monkeypatch):
    honest = suites.relation_statement
    monkeypatch.setattr(second_judge, "relation_statement", lambda contract: f"{honest(contract)} limit 0")
    found = outcomes(judged(reading(table("alat", [ALAT])), expectations=True))
    assert found["UMKM-V907"][::2] == ("inconclusive", "Juri kedua tidak melihat semua baris.")
    assert found["UMKM-K901"][0] == "passed"


def test_a_rule_without_an_answer_is_inconclusive(monkeypatch):
    monkeypatch.setattr(second_judge, "dataset_suite", lambda contract, rules, rows: [])
    found = outcomes(judged(reading(table("alat", [ALAT])), expectations=True))
    assert found["UMKM-V901"][::2] == ("inconclusive", "Juri kedua tidak menjawab.")
