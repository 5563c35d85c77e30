"""Two judgings held against each other."""

from __future__ import annotations

import pytest

from checks.shadow import Met, differences, outcome


def met(finding: str, severity: str, value: str | None = "v", cell: str = "B2") -> Met:
    return Met(finding, value, "UMKM-K301", severity, "penjualan", "Penjualan", cell)


@pytest.mark.parametrize(
    ("severities", "answered", "word"),
    [
        ((), (), "accepted"),
        (("CATATAN",), (), "accepted"),
        (("KONFIRMASI", "CATATAN"), (), "needs_confirmation"),
        (("KONFIRMASI",), ("KONFIRMASI",), "accepted"),
        (("PERBAIKI", "KONFIRMASI"), (), "returned"),
        (("PERBAIKI", "KONFIRMASI"), ("PERBAIKI",), "needs_confirmation"),
        (("TOLAK", "PERBAIKI"), ("TOLAK",), "rejected"),
    ],
)
def test_what_follows_from_findings_and_their_answers(severities, answered, word):
    assert outcome([met(s, s) for s in severities], {met(s, s) for s in answered}) == word


def test_a_finding_is_the_same_wherever_it_stands_and_another_with_another_value_or_severity():
    before = [met("a", "PERBAIKI"), met("b", "PERBAIKI"), met("c", "CATATAN"), met("d", "CATATAN")]
    after = [met("a", "PERBAIKI", cell="B9"), met("b", "PERBAIKI", "w"), met("c", "PERBAIKI")]
    told = [(d["change"], d["severity"], d["cell"]) for d in differences(before, after)]
    assert told == [
        ("new", "PERBAIKI", "B2"), ("new", "PERBAIKI", "B2"),
        ("gone", "PERBAIKI", "B2"), ("gone", "CATATAN", "B2"), ("gone", "CATATAN", "B2"),
    ]  # fmt: skip
