"""The hash of everything that a verdict depends on besides the data; and the verdict itself."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from checks.code_version import _without_docstrings, code_version
from checks.rule_changes import changes_between
from checks.ruleset import bare, fingerprint, ruleset_of
from checks.verdict import decide
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from tests.checks.made import SMALL, small


def test_the_same_rules_anywhere_have_the_same_fingerprint(tmp_path):
    shutil.copytree(SMALL.parent, tmp_path / "elsewhere")
    assert fingerprint(load_contracts(tmp_path / "elsewhere/contracts")) == fingerprint(small())
    assert fingerprint(load_contracts()) != fingerprint(small())


def edited(tmp_path: Path, file: str, old: str, new: str) -> Contracts:
    """The small installation with one edit."""
    shutil.copytree(SMALL.parent, tmp_path / "small", dirs_exist_ok=True)
    path = tmp_path / "small" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_contracts(tmp_path / "small/contracts")


RULE, CONTRACT = "rules/alat/UMKM-K901.sql", "contracts/alat.odcs.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (RULE, "-- ", "-- Lebih rinci: "),
        (RULE, "\nwhere ", "   -- sebuah komentar\n\n  where "),
        (CONTRACT, "status: active", "status: active # aktif"),
        (CONTRACT, '{property: pesan, value: "', '{property: pesan, value: "Mohon diperiksa: '),
    ],
)
def test_comments_layout_and_wording_change_nothing(tmp_path, file, old, new):
    assert fingerprint(edited(tmp_path, file, old, new)) == fingerprint(small())


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (RULE, " > ", " >= ", "aturan/UMKM-K901"),
        (CONTRACT, "severity: KONFIRMASI", "severity: PERBAIKI", "aturan/UMKM-K901"),
        (CONTRACT, "minimum: 0", "minimum: 1", "aturan/UMKM-V909"),
        (CONTRACT, "sinonim, value: [alat mesin", "sinonim, value: [mesin bengkel, alat mesin", "kontrak/alat"),
    ],
)
def test_an_edit_changes_its_own_part_and_no_other(tmp_path, file, old, new, part):
    before, after = ruleset_of(small()), ruleset_of(edited(tmp_path, file, old, new))
    assert [change.name for change in changes_between(before.parts, after.parts)] == [part]
    assert before.id != after.id


def test_a_rule_file_that_is_gone_changes_its_rule(tmp_path):
    shutil.copytree(SMALL.parent, tmp_path / "small")
    (tmp_path / "small/rules/alat/UMKM-K901.sql").unlink()
    after = ruleset_of(load_contracts(tmp_path / "small/contracts"))
    assert [c.word for c in changes_between(ruleset_of(small()).parts, after.parts)] == ["UMKM-K901"]


def test_what_stands_in_quotes_is_no_comment():
    assert bare("select '--  x',\n  \"/* y */\" -- z\nfrom t /* a\nb */") == "select '--  x', \"/* y */\" from t"


def test_the_code_of_reader_and_checks_has_a_version_that_docstrings_leave_alone():
    was = ast.parse('"""Words."""\ndef f():\n    """More."""\n    return 1\n')
    now = ast.parse('"""Other words."""\ndef f():  # a comment\n    return 1\n')
    other = ast.parse("def f():\n    return 2\n")
    bare_was, bare_now = (ast.dump(_without_docstrings(tree)) for tree in (was, now))
    assert bare_was == bare_now != ast.dump(_without_docstrings(other))
    assert code_version("sources.reader", "duckdb") != code_version("checks.judge", "duckdb")


@pytest.mark.parametrize(
    ("found", "unjudged", "word"),
    [
        ({}, (), "accepted"),
        ({"KONFIRMASI": 3, "CATATAN": 1}, (), "accepted"),
        ({"PERBAIKI": 1, "KONFIRMASI": 3}, (), "returned"),
        ({"TOLAK": 1, "PERBAIKI": 1}, (), "rejected"),
        ({"TOLAK": 1}, ("UMKM-K901",), "failed"),
        ({}, ("UMKM-K901",), "failed"),
    ],
)
def test_the_worst_finding_decides_and_a_rule_without_an_answer_blocks(found, unjudged, word):
    assert decide(found, unjudged).word == word
