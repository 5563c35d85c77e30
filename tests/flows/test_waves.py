"""The order of judging depends on when files were received, never on when they reach us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.waves import LookBack, plan_waves
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission

BACK = LookBack({"penjualan": {"penjualan"}, "tenaga_kerja": {"penjualan"}, "panen": {"panen"}}, 24)
"""Sales and people at work look back at sales, harvests at harvests."""
START = datetime(2026, 11, 2, tzinfo=UTC)


def attempt(name: str, minute: int, sha: str, *, office: str | None = "LP1", period: str = "2026-10") -> Submission:
    at = START + timedelta(minutes=minute)
    return Submission(name, f"{name}.xlsx", office, period, State.RECEIVED, None, None, at, sha, None, None)


def test_the_second_attempt_is_judged_in_the_second_wave():
    sent = [attempt("b", 2, "y"), attempt("a", 1, "x"), attempt("c", 1, "z", office="LP2")]
    plan = plan_waves(sent, pending={"a", "b", "c"})
    assert plan.waves == [["a", "c"], ["b"]]
    assert plan.again == set()


def test_sending_a_b_a_is_three_attempts_and_a_a_is_one():
    undone = [attempt("1", 1, "a"), attempt("2", 2, "b"), attempt("3", 3, "a")]
    assert plan_waves(undone, pending={"1", "2", "3"}).duplicates == {}
    twice = plan_waves([attempt("1", 1, "a"), attempt("2", 2, "a"), attempt("3", 3, "a")], pending={"1", "2", "3"})
    assert twice.duplicates == {"2": "1", "3": "1"}
    assert twice.waves == [["1"]]


def test_an_earlier_file_that_turns_up_late_has_the_later_ones_judged_again():
    plan = plan_waves([attempt("old", 5, "x"), attempt("late", 1, "y")], pending={"late"})
    assert plan.waves == [["late"], ["old"]]
    assert plan.again == {"old"}


def test_a_finished_earlier_attempt_is_left_alone():
    sent = [attempt("old", 1, "x"), attempt("new", 2, "y")]
    assert plan_waves(sent, pending={"new"}).waves == [["new"]]


def test_a_duplicate_becomes_an_attempt_when_another_turns_up_between():
    plan = plan_waves([attempt("1", 1, "a"), attempt("3", 3, "a"), attempt("2", 2, "b")], pending={"2"})
    assert plan.waves == [["2"], ["3"]]
    assert plan.duplicates == {}


def test_files_that_nobody_can_place_are_duplicates_by_their_bytes_alone():
    sent = [attempt(str(i), i, sha, office=None) for i, sha in enumerate("aba", start=1)]
    plan = plan_waves(sent, pending={"1", "2", "3"})
    assert plan.waves == [["1", "2"]]
    assert plan.duplicates == {"3": "1"}


def test_an_earlier_month_that_was_received_before_goes_first():
    sent = [attempt("oct", 9, "o"), attempt("sep", 5, "s", period="2026-09"), attempt("aug", 1, "a", period="2026-08")]
    assert plan_waves(sent, pending={"oct", "sep", "aug"}, back=BACK).waves == [["aug"], ["sep"], ["oct"]]
    assert plan_waves(sent, pending={"oct", "sep", "aug"}).waves == [["aug", "sep", "oct"]]
    later = [attempt("oct", 1, "o"), attempt("sep", 5, "s", period="2026-09")]  # October came first: it never sees it
    assert plan_waves(later, pending={"oct", "sep"}, back=BACK).waves == [["sep", "oct"]]
    together = [attempt("oct", 5, "a"), attempt("sep", 5, "z", period="2026-09")]  # in one e-mail
    assert plan_waves(together, pending={"oct", "sep"}, back=BACK).waves == [["sep"], ["oct"]]
    old = [attempt("oct", 9, "o"), attempt("old", 5, "s", period="2024-09")]
    assert plan_waves(old, pending={"oct", "old"}, back=BACK).waves == [["old", "oct"]]


def test_only_datasets_that_look_at_each_other_wait():
    brings = {"s": {"penjualan"}, "p": {"panen"}, "t": {"tenaga_kerja"}, "k": {"kegiatan"}}
    back = LookBack(BACK.datasets, 24, brings)
    sent = [attempt("s", 1, "s", period="2026-09")] + [attempt(n, 9 + i, n) for i, n in enumerate("pkt")]
    assert plan_waves(sent, pending=set("sptk"), back=back).waves == [["s", "p"], ["k"], ["t"]]
    alone = plan_waves([sent[0], sent[3]], pending={"s", "t"}, back=back)
    assert alone.waves == [["s"], ["t"]]


def test_a_month_that_turns_up_late_has_later_months_judged_again():
    months = [
        attempt("oct", 9, "o"),
        attempt("oct2", 12, "p"),
        attempt("early", 2, "e"),
        attempt("other", 9, "x", office="LP2"),
    ]
    plan = plan_waves([*months, attempt("sep", 5, "s", period="2026-09")], pending={"sep"}, back=BACK)
    assert plan.waves == [["sep"], ["oct"], ["oct2"]]
    assert (plan.again, plan.by_history) == ({"oct", "oct2"}, {"oct", "oct2"})
    both = plan_waves([*months, attempt("sep", 5, "s", period="2026-09")], pending={"sep", "oct"}, back=BACK)
    assert both.waves == [["sep"], ["oct"], ["oct2"]]
    assert (both.again, both.by_history) == ({"oct2"}, set())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.sampled_from("abc")), min_size=1, max_size=12))
def test_in_whatever_order_they_come_the_attempts_are_the_same(drawn):
    sent = [attempt(str(i), m, s, office=f"LP{o}") for i, (o, m, s) in enumerate(drawn)]
    at_once = plan_waves(sent, pending={s.id for s in sent})
    known: list[Submission] = []
    duplicates: dict[str, str] = {}
    for new in reversed(sent):  # one by one, the other way round
        known.append(new)
        step = plan_waves([s for s in known if s.office == new.office], pending={new.id})
        judged = {i for wave in step.waves for i in wave}
        duplicates = {k: v for k, v in duplicates.items() if k not in judged} | step.duplicates
    assert duplicates == at_once.duplicates
    assert {i for wave in at_once.waves for i in wave} | set(duplicates) == {s.id for s in sent}
