"""The life of a submission is what the table of transitions says, and every step leaves an event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.errors import UsageError
from tests.warehouse.ledger_made import NOW, STAMP, received
from warehouse.ledger import (
    FINISHED,
    ORDER_CHANGED,
    TRANSITIONS,
    UNFINISHED,
    ForbiddenTransitionError,
    Ledger,
    Stamp,
    State,
    begin_run,
    events_of,
    record_of,
    states_of,
    take_up,
    transition,
)
from warehouse.ledger.states import following, guard


def walk(ledger: Ledger, ids: list[str], *states: State, reason: str | None = "why") -> None:
    with ledger.begin() as tx:
        for state in states:
            transition(tx, ids, state, replace(STAMP, reason=reason))


def test_the_table_names_each_step_once_and_reaches_every_state():
    steps = [(t.source, t.target) for t in TRANSITIONS]
    assert len(steps) == len(set(steps))
    assert {t.target for t in TRANSITIONS} == set(State)
    assert set(State) == UNFINISHED | FINISHED
    assert [s for s in State if not following(s)] == []  # nothing is a dead end: an earlier attempt may turn up


def test_a_forbidden_step_says_what_was_tried_and_moves_nobody(ledger: Ledger):
    one, other = received(ledger, "a.xlsx", "b.xlsx")
    walk(ledger, [one], State.PARSED)
    with pytest.raises(ForbiddenTransitionError, match=rf"{other} \(RECEIVED\) cannot become VALIDATED.*from RECEIVED"):
        walk(ledger, [one, other], State.VALIDATED)
    with ledger.read() as tx:
        assert states_of(tx, [one, other]) == {one: State.PARSED, other: State.RECEIVED}
        assert [e.to_state for e in events_of(tx, [one, other])] == ["RECEIVED", "RECEIVED", "PARSED"]


def test_going_back_needs_a_reason(ledger: Ledger):
    ids = received(ledger, "a.xlsx")
    walk(ledger, ids, State.PARSED, State.VALIDATED, State.IN_REVIEW, State.APPROVED, State.PUBLISHED)
    with pytest.raises(ForbiddenTransitionError, match="without a reason"):
        walk(ledger, ids, State.PARSED, reason=None)
    walk(ledger, ids, State.PARSED, reason=ORDER_CHANGED)
    with ledger.read() as tx:
        last = events_of(tx, ids)[-1]
    assert (last.from_state, last.to_state, last.reason) == (State.PUBLISHED, State.PARSED, ORDER_CHANGED)


@pytest.mark.parametrize("finished", sorted(FINISHED))
def test_whatever_was_judged_can_be_judged_again_when_the_order_changes(finished: State):
    guard({"S1": finished}, State.PARSED, {"S1": ORDER_CHANGED})


def test_a_long_list_of_offenders_is_cut():
    with pytest.raises(ForbiddenTransitionError, match="and 15 more cannot"):
        guard({f"S{n}": State.RECEIVED for n in range(20)}, State.PUBLISHED, {})


def test_an_event_says_who_when_why_and_by_which_rules(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        begin_run(tx, "r1", at=NOW)
        stamp = Stamp(NOW, actor="sari", reason="general", ruleset="abc", run_id="r1")
        assert transition(tx, [one], State.FAILED, stamp, reasons={one: "the reader crashed"}) == [one]
        record = record_of(tx, one)
    event = record.events[-1]
    assert (event.at, event.actor, event.reason, event.ruleset, event.run_id) == (
        NOW, "sari", "the reader crashed", "abc", "r1",
    )  # fmt: skip
    assert (record.submission.state, record.submission.ruleset, record.submission.run_id) == (State.FAILED, "abc", "r1")


def test_who_is_there_already_is_left_alone(ledger: Ledger):
    one, other = received(ledger, "a.xlsx", "b.xlsx")
    walk(ledger, [one], State.PARSED)
    with ledger.begin() as tx:
        assert transition(tx, [one, other], State.PARSED, STAMP) == [other]
        assert len(events_of(tx, [one])) == 2
        with pytest.raises(UsageError, match="S0"):
            transition(tx, [one, "S0"], State.VALIDATED, STAMP)


def test_a_run_takes_up_all_that_an_earlier_one_left(ledger: Ledger):
    new, parsed, validated, failed, done = received(ledger, "1", "2", "3", "4", "5")
    walk(ledger, [parsed, validated, done], State.PARSED)
    walk(ledger, [validated, done], State.VALIDATED)
    walk(ledger, [failed], State.FAILED)
    walk(ledger, [done], State.RETURNED)
    with ledger.begin() as tx:
        assert set(take_up(tx, STAMP)) == {new, parsed, validated, failed}
        assert set(states_of(tx, [new, parsed, validated, failed]).values()) == {State.RECEIVED}
        assert states_of(tx, [done]) == {done: State.RETURNED}
        assert events_of(tx, [validated])[-1].reason == "taken up again: an earlier run left it VALIDATED"
        assert len(events_of(tx, [new])) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(State), max_size=8))
def test_whatever_is_tried_state_and_events_agree(ledger: Ledger, steps: list[State]):
    with ledger.begin() as tx:
        name = f"{tx.exec_driver_sql('select count(*) from delivery').scalar()}.xlsx"
    (one,) = received(ledger, name)
    for step in steps:
        try:
            walk(ledger, [one], step)
        except ForbiddenTransitionError:
            continue
    with ledger.read() as tx:
        events = events_of(tx, [one])
        state = states_of(tx, [one])[one]
    assert [e.from_state for e in events] == [None, *(e.to_state for e in events[:-1])]
    assert events[-1].to_state == state
