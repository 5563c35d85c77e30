"""The order of judging depends on when files were received, never on when they reach us."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.waves import Attempt, plan_waves

START = datetime(2026, 11, 2, tzinfo=UTC)


def attempt(
    name: str, minute: int, sha: str, *, pending: bool = True, waiting: bool = False, office: str | None = "LP1"
):
    return Attempt(
        name, office, "2026-10" if office else None, START + timedelta(minutes=minute), sha, pending, waiting
    )


def test_the_second_attempt_is_judged_in_the_second_wave():
    plan = plan_waves([attempt("b", 2, "y"), attempt("a", 1, "x"), attempt("c", 1, "z", office="LP2")])
    assert plan.waves == [["a", "c"], ["b"]]
    assert plan.again == set()


def test_sending_a_b_a_is_three_attempts_and_a_a_is_one():
    assert plan_waves([attempt("1", 1, "a"), attempt("2", 2, "b"), attempt("3", 3, "a")]).duplicates == {}
    twice = plan_waves([attempt("1", 1, "a"), attempt("2", 2, "a"), attempt("3", 3, "a")])
    assert twice.duplicates == {"2": "1", "3": "1"}
    assert twice.waves == [["1"]]


def test_an_earlier_file_that_turns_up_late_has_the_later_ones_judged_again():
    plan = plan_waves([attempt("old", 5, "x", pending=False), attempt("late", 1, "y")])
    assert plan.waves == [["late"], ["old"]]
    assert plan.again == {"old"}


def test_a_finished_earlier_attempt_is_left_alone_unless_it_waits():
    plan = plan_waves([attempt("old", 1, "x", pending=False), attempt("new", 2, "y")])
    assert plan.waves == [["new"]]
    waits = plan_waves([attempt("old", 1, "x", pending=False, waiting=True), attempt("new", 2, "y")])
    assert waits.waves == [["new"], ["old"]]


def test_a_duplicate_becomes_an_attempt_when_another_turns_up_between():
    plan = plan_waves([attempt("1", 1, "a", pending=False), attempt("3", 3, "a", pending=False), attempt("2", 2, "b")])
    assert plan.waves == [["2"], ["3"]]
    assert plan.duplicates == {}


def test_files_that_nobody_can_place_are_duplicates_by_their_bytes_alone():
    plan = plan_waves(
        [attempt("1", 1, "a", office=None), attempt("2", 2, "b", office=None), attempt("3", 3, "a", office=None)]
    )
    assert plan.waves == [["1", "2"]]
    assert plan.duplicates == {"3": "1"}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.sampled_from("abc")), min_size=1, max_size=12))
def test_in_whatever_order_they_come_the_attempts_are_the_same(drawn):
    known = [attempt(str(i), m, s, office=f"LP{o}") for i, (o, m, s) in enumerate(drawn)]
    at_once = plan_waves(known)
    seen: set[str] = set()
    duplicates: dict[str, str] = {}
    for new in reversed(known):  # one by one, the other way round
        group = [replace(a, is_pending=a is new) for a in known if a.id in seen or a is new if a.office == new.office]
        step = plan_waves(group)
        seen.add(new.id)
        judged = {i for wave in step.waves for i in wave}
        duplicates = {k: v for k, v in duplicates.items() if k not in judged} | step.duplicates
    assert set(duplicates) == set(at_once.duplicates)
    assert {i for wave in at_once.waves for i in wave} | set(at_once.duplicates) == {a.id for a in known}
