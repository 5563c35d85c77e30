"""The hash of everything that a verdict depends on besides the data; and the verdict itself."""

from __future__ import annotations

import shutil

import pytest

from checks.ruleset import fingerprint
from checks.verdict import decide
from sources.contract_loader import load_contracts
from tests.checks.made import SMALL, small


def test_the_same_rules_anywhere_have_the_same_fingerprint(tmp_path):
    shutil.copytree(SMALL.parent, tmp_path / "elsewhere")
    assert fingerprint(load_contracts(tmp_path / "elsewhere/contracts")) == fingerprint(small())
    assert fingerprint(load_contracts()) != fingerprint(small())


@pytest.mark.parametrize("file", ["rules/alat/UMKM-K901.sql", "contracts/alat.odcs.yaml"])
def test_a_change_of_any_of_them_changes_it(tmp_path, file):
    shutil.copytree(SMALL.parent, tmp_path / "small")
    with (tmp_path / "small" / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert fingerprint(load_contracts(tmp_path / "small/contracts")) != fingerprint(small())


def test_a_rule_file_that_is_gone_changes_it(tmp_path):
    shutil.copytree(SMALL.parent, tmp_path / "small")
    (tmp_path / "small/rules/alat/UMKM-K901.sql").unlink()
    assert fingerprint(load_contracts(tmp_path / "small/contracts")) != fingerprint(small())


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
