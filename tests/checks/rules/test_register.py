"""Rule files and contract entries name each other, and people are told in full what is wrong and what to do."""

from __future__ import annotations

import re

import duckdb
import pytest

from checks.rule_views import RULES
from sources.contract_loader import load_contracts

CONTRACTS = load_contracts()
SQL_RULES = [rule for rule in CONTRACTS.rules if rule.kind == "sql"]
PLACES = {"label", "nilai", "harapan", "selisih", "sheet", "sel"}


def test_every_file_has_an_entry_and_every_entry_a_file():
    files = {path.relative_to(RULES).as_posix() for path in RULES.rglob("*.sql")}
    assert len(files) >= 60
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


def test_sentences_leave_no_blank_unfilled():
    told = {rule.id: f"{rule.message} {rule.fix} {rule.expected}" for rule in CONTRACTS.rules}
    assert {rule for rule, text in told.items() if set(re.findall(r"\{(\w*)\}", text)) - PLACES} == set()


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
