"""Rule files and contract entries name each other, and people are told in full what is wrong and what to do."""

from __future__ import annotations

import re
from collections import Counter

import duckdb
import pytest

from checks.rule_views import RULES
from sources.contract_loader import load_contracts
from tests.checks.rules.test_rules import CASES as BATCH_CASES
from tests.warehouse.macro_cases import CASES as MACRO_CASES

CONTRACTS = load_contracts()
CASES = [*BATCH_CASES, *MACRO_CASES]
SQL_RULES = [rule for rule in CONTRACTS.rules if rule.kind in ("sql", "macro")]
PLACES = {"label", "nilai", "harapan", "selisih", "sheet", "sel"}
SIDES = {"under", "equal", "over", "null", "unrelated"}
"""A case says which of the five it is by its first word: ``"over: a zero too many"``."""

LIMIT = re.compile(r"(?<![<>=-])[<>]=?(?![>=])\s*+(?!(?:0|1)\b)|\bbetween\b|\bbatas_(?:atas|bawah)\b")
"""A comparison with anything but nothing and one: what lies just below, on and just above it makes a difference."""
NO_LIMIT = {
    "UMKM-P030": "the length only spares long texts the search; 16 digits are the form of a NIK",
    "UMKM-P031": "the length only spares long texts the search, the rows say what stands below what",
    "UMKM-P032": "the length only spares long texts the search, the rows say what stands below what",
    "UMKM-S003": "rows say what stands below what",
    "UMKM-S004": "rows say what stands below what",
    "UMKM-K202": "likeness of names: shortened, longer, misspelt and another name are tried",
    "UMKM-K302": "likeness of names: shortened, longer, misspelt and another name are tried",
    "UMKM-R104": "six reports or none: five are tried",
    "UMKM-R105": "likeness of names: shortened, longer, misspelt and another name are tried",
    "UMKM-R404": "six reports or none: five are tried",
}


def test_every_file_has_an_entry_and_every_entry_a_file():
    files = {path.relative_to(RULES).as_posix() for path in RULES.rglob("*.sql")}
    assert len(files) >= 90
    assert files == {rule.sql for rule in SQL_RULES}


@pytest.mark.parametrize("rule", SQL_RULES, ids=lambda r: r.id)
def test_a_rule_file_is_one_select_that_opens_in_business_words(rule):
    text = (RULES / str(rule.sql)).read_text(encoding="utf-8")
    assert re.match(r"-- [A-Z].{20,}\n(-- .+\n)*(select|with)\b", text), "a comment sentence, then the statement"
    assert re.search(r"[{}]|\[:|\$(?!sekarang\b)", text) is None, "Great Expectations stumbles over these"
    assert [s.type for s in duckdb.extract_statements(text)] == [duckdb.StatementType.SELECT]


@pytest.mark.parametrize("rule", SQL_RULES, ids=lambda r: r.id)
def test_a_rule_reads_the_other_sides_that_it_needs_and_no_others(rule):
    text = (RULES / str(rule.sql)).read_text(encoding="utf-8")
    assert set(re.findall(r"\brujukan_(\w+)", text)) == set(rule.needs)
    assert rule.dataset not in rule.needs
    months = re.findall(r"\briwayat_(\w+)|\b\w+_lalu\('(\w+)'\)", text)
    months = [name for names in months for name in names if name]
    months += re.findall(r"\.dataset = '(\w+)'", text) * (rule.tier == "R")
    assert set(months) - {"bagian"} == set(rule.history)
    assert set(re.findall(r"\brekan_(\w+)", text)) == set(rule.peers)
    assert (rule.tier == "R") == bool(rule.history or rule.peers)


def test_rules_of_every_tier():
    counts = Counter(rule.tier for rule in SQL_RULES)
    assert counts["R"] >= 12
    assert counts["M"] >= 4
    assert {rule.dataset for rule in SQL_RULES if rule.tier == "R"} == set(CONTRACTS.datasets)
    assert {rule.maturity for rule in SQL_RULES if rule.peers} == {"uji"}


@pytest.mark.parametrize("rule", SQL_RULES, ids=lambda r: r.id)
def test_a_rule_with_a_limit_is_tried_under_on_and_over_it(rule):
    """The other two of the five, nothing and what is unrelated, are tried for all rules at once (``test_rules.py``)."""
    text = re.sub(r"--.*|'[^']*'", "", (RULES / str(rule.sql)).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if "row_number()" not in line]
    has_limit = any(LIMIT.search(line) for line in lines) and rule.id not in NO_LIMIT
    tried = {word for case in CASES if case.rule == rule.id for word in case.what.split(":")[:1]} & SIDES
    wanted = {"under", "equal", "over"} if has_limit else set()
    wanted |= {"null", "unrelated"} if rule.tier in "RM" else set()
    assert wanted - tried == set(), f"{rule.id} lacks cases"


def test_no_rule_is_excused_for_nothing():
    known = {rule.id for rule in SQL_RULES}
    assert set(NO_LIMIT) <= known


def test_sentences_leave_no_blank_unfilled():
    told = {rule: f"{rule.message} {rule.fix} {rule.expected}" for rule in CONTRACTS.rules}
    places = {rule.id: PLACES if rule.kind != "macro" else {"nilai", "harapan", "wilayah"} for rule in told}
    assert {r.id for r, text in told.items() if set(re.findall(r"\{(\w*)\}", text)) - places[r.id]} == set()


def test_questions_offer_reasons_and_personal_data_is_refused_unseen():
    questions = [rule for rule in SQL_RULES if rule.severity == "KONFIRMASI"]
    assert questions
    assert [rule.id for rule in questions if not rule.reasons] == []
    secret = [rule for rule in CONTRACTS.rules if rule.confidential]
    assert [(rule.id, rule.severity, rule.waivable) for rule in secret] == [
        ("UMKM-P030", "TOLAK", False),
        ("UMKM-P031", "TOLAK", False),
        ("UMKM-P032", "TOLAK", False),
    ]
    assert all("{nilai}" not in rule.message + rule.fix for rule in secret)
