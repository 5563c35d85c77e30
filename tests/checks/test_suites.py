"""The suites of an installation as Great Expectations' own objects: named, with severities, and who is who in meta."""

from __future__ import annotations

import json
from dataclasses import replace

import great_expectations as gx
import pytest

from checks.expectations.suites import SUBMISSIONS, suite_document, suite_of
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from tests.checks.made import small

pytestmark = pytest.mark.xdist_group("great-expectations")


def test_every_rule_that_runs_stands_in_one_suite_with_its_title_severity_and_meta():
    contracts = load_contracts()
    documents = [suite_document(contracts, name) for name in (*contracts.datasets, SUBMISSIONS)]
    assert [d["name"] for d in documents] == [*contracts.datasets, SUBMISSIONS]
    told = {e["meta"]["rule"]: e for d in documents for e in d["expectations"] if e["meta"]}
    running = {r.id: r for r in contracts.rules if r.kind in ("field", "sql") and r.maturity != "pensiun"}
    assert sum(d["meta"]["rules"] for d in documents) == len(told) == len(running)
    assert told.keys() == running.keys()
    wrong = [r.id for r in running.values() if told[r.id]["description"] != f"{r.id} · {r.title}"]
    assert wrong == []
    assert all(isinstance(e["severity"], str) for e in told.values())


def test_a_printed_suite_can_be_read_back():
    document = json.loads(json.dumps(suite_document(load_contracts(), "panen")))
    assert gx.ExpectationSuite(**document).to_json_dict() == document
    assert document["notes"].startswith("Panen") or document["notes"]
    assert document["expectations"][0]["kwargs"] == {"value": {"$PARAMETER": "rows"}}


def matured(contracts: Contracts, rule: str, maturity: str) -> Contracts:
    """The same with one rule that is on trial, or retired."""
    datasets = {
        name: replace(c, rules=tuple(replace(r, maturity=maturity) if r.id == rule else r for r in c.rules))  # type: ignore[arg-type]
        for name, c in contracts.datasets.items()
    }
    return Contracts(datasets, contracts.envelope, contracts.folder)


def test_a_rule_on_trial_is_information_and_a_retired_one_is_not_there():
    trial = {
        e.meta["rule"]: e for e in suite_of(matured(small(), "UMKM-K901", "uji"), SUBMISSIONS).expectations if e.meta
    }
    assert trial["UMKM-K901"].severity == "info"
    assert (trial["UMKM-K901"].meta or {})["severity"] == "CATATAN"
    retired = suite_of(matured(small(), "UMKM-K901", "pensiun"), SUBMISSIONS).expectations
    assert "UMKM-K901" not in {(e.meta or {}).get("rule") for e in retired}
