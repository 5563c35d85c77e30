"""What the doctor says of changed rules and of rules on trial."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.ruleset import fingerprint
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.home import Home
from tests.warehouse.ledger_made import NOW, findings, received, rule_runs
from warehouse import doctor_rules
from warehouse.ledger import Ledger, identify, record_judgement
from warehouse.ledger.rulesets import record_judging
from warehouse.ledger.shadows import ShadowVerdict, record_shadows

RULE = "UMKM-K501"


@pytest.fixture
def contracts(monkeypatch: pytest.MonkeyPatch) -> Contracts:
    """Those of today, with one rule on trial and no other."""
    known = load_contracts()
    datasets = {
        name: replace(c, rules=tuple(replace(r, maturity="uji" if r.id == RULE else "aktif") for r in c.rules))
        for name, c in known.datasets.items()
    }
    made = Contracts(datasets, known.envelope, known.folder)
    monkeypatch.setattr(doctor_rules, "load_contracts", lambda: made)
    return made


def test_what_is_left_to_do_what_is_doubted_and_what_may_be_decided(tmp_path, contracts: Contracts):
    home = Home(tmp_path).prepare()
    assert doctor_rules.rules(home).found == "nothing judged yet"
    ledger = Ledger.open(home.ledger)
    assert doctor_rules.rules(home).found == "nothing judged yet"
    first, second = received(ledger, "a.xlsx", "b.xlsx")
    with ledger.begin() as tx:
        record_judging(tx, [first, second], fingerprint(contracts))
        for one, month in ((first, "2026-09"), (second, "2026-10")):
            identify(tx, {one: ("LP2A-LAHAT", month)})
        runs = rule_runs((first, RULE, "passed"), (second, RULE, "skipped", "x"))
        record_judgement(tx, [first, second], findings=findings((first, RULE, "CATATAN")), rule_runs=runs)
    assert doctor_rules.rules(home).found == "no verdict by earlier rules; 1 on trial, none for 2 periods yet"
    with ledger.begin() as tx:
        record_judging(tx, [second], "earlier")
        tx.exec_driver_sql("update rule_run set outcome = 'passed'")
        tx.exec_driver_sql("update submission set state = 'PUBLISHED'")
        record_shadows(tx, [first], [ShadowVerdict(first, "accepted", "returned", (RULE,), [], "R", NOW)])
    said = doctor_rules.rules(home)
    assert said.ok
    assert said.found == (
        "1 verdicts by earlier rules, which 'lumbung ingest' looks at; 1 published reports would be judged otherwise: "
        f"lumbung shadow; 1 on trial, to be decided on after 2 periods: {RULE}"
    )
