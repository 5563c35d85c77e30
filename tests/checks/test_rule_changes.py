"""Whom a change of the rules concerns: by dataset, by period, and by what is known of a submission."""

from __future__ import annotations

import pytest

from checks.rule_changes import Change, Concerned, changes_between, named
from checks.ruleset import RulesetPart

SALES = Concerned({"penjualan", "produk"}, "2026-09")
HARVEST = Concerned({"panen"}, "2026-09")
NOBODYS = Concerned((), None, has_office=False)


def part(name: str, hash_: str = "1", dataset: str | None = None, *valid: str | None) -> RulesetPart:
    return RulesetPart(name, hash_, dataset, *valid)


def concerned(before: RulesetPart | None, after: RulesetPart | None, who: Concerned) -> bool:
    changes = changes_between([p for p in (before, part("x")) if p], [p for p in (after, part("x")) if p])
    return any(change.concerns(who) for change in changes)


def test_a_changed_rule_concerns_those_who_bring_its_dataset():
    before, after = part("aturan/UMKM-K301", "1", "penjualan"), part("aturan/UMKM-K301", "2", "penjualan")
    assert concerned(before, after, SALES)
    assert not concerned(before, after, HARVEST)
    assert not concerned(before, before, SALES)


@pytest.mark.parametrize("name", ["aturan/UMKM-S001", "pembaca", "langkah/casting"])
def test_what_belongs_to_no_dataset_concerns_all(name: str):
    assert all(concerned(part(name, "1"), part(name, "2"), who) for who in (SALES, HARVEST, NOBODYS))


@pytest.mark.parametrize(
    ("before", "after", "september", "october"),
    [
        ((None, None), ("2026-10", None), True, False),  # the rule no longer holds in September
        (("2026-10", None), ("2026-10", "2026-12"), False, False),
        (("2026-10", None), None, False, True),  # retired: nobody had it in September
        (None, ("2026-10", None), False, True),  # new, from October on
    ],
)
def test_only_periods_for_which_something_changes_are_concerned(before, after, september, october):
    old = None if before is None else part("aturan/UMKM-K301", "1", "penjualan", *before)
    new = None if after is None else part("aturan/UMKM-K301", "1", "penjualan", *after)
    assert concerned(old, new, SALES) is september
    assert concerned(old, new, Concerned({"penjualan"}, "2026-10")) is october


def test_a_change_of_a_rule_that_is_not_in_force_yet_concerns_nobody_before():
    old, new = (part("aturan/UMKM-K301", h, "penjualan", "2026-10") for h in "12")
    assert not concerned(old, new, SALES)
    assert concerned(old, new, Concerned({"penjualan"}, "2026-10"))


def test_a_new_heading_may_explain_a_sheet_of_what_was_not_accepted():
    old, new = part("kontrak/panen", "1", "panen"), part("kontrak/panen", "2", "panen")
    assert concerned(old, new, SALES)
    assert not concerned(old, new, Concerned(SALES.datasets, SALES.period, is_published=True))


def test_a_new_office_concerns_files_of_nobody():
    old, new = part("acuan/upt", "1"), part("acuan/upt", "2")
    assert concerned(old, new, NOBODYS)
    assert not concerned(old, new, SALES)


def test_where_nobody_wrote_the_rules_down_everything_may_have_changed():
    (change,) = changes_between([], [part("pembaca")])
    assert change.concerns(HARVEST)


def test_of_many_changes_the_first_are_named():
    changes = [Change(f"aturan/UMKM-K30{n}", None, None) for n in range(7)]
    assert named(changes) == "UMKM-K300, UMKM-K301, UMKM-K302, UMKM-K303, UMKM-K304 and 2 more"
