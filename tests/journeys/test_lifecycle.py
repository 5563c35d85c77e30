"""Random lives of submissions: whatever happens in whatever order, the seven invariants hold.

Files come (good, bad, unusual, again, late, nil, one dataset or both), runs take them in or crash half-way, people
decide by right and by wrong, rules and contracts are edited, months are read again. After every step the instance is
held to a model that was written from rules-and-lifecycle.md alone (``tests/journeys/lifecycle/model.py``).
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows.wishes import Action
from tests.journeys.lifecycle.contents import BY_NAME, CONTENTS, OFFICES, PERIODS
from tests.journeys.lifecycle.editions import CURIOUS, EDITIONS, LENIENT, WIDE
from tests.journeys.lifecycle.player import PEOPLE, Player
from tests.journeys.lifecycle.world import CRASHES, Crash

OFTEN = [
    BY_NAME[f"{name} (barang)"] for name in ("good", "other", "many", "unusual", "unusual too", "unusual once more")
]
contents = st.sampled_from([*CONTENTS, *OFTEN * 6])
ASKED = [BY_NAME[f"{name} (barang)"] for name in ("unusual", "unusual too", "unusual once more")]
"""The same value in the same place, or another."""
PARTLY = [BY_NAME[f"{name} (barang)"] for name in ("many", "dear", "long", "no number")]
"""What goes on without some of its rows, where that is allowed: random contents seldom do, and seldom in time."""
offices = st.sampled_from([*OFFICES[:1] * 5, *OFFICES])
periods = st.sampled_from([*PERIODS[1:] * 5, *PERIODS])
"""Mostly the same part of the same office and month: what comes to nobody's way proves nothing."""
likely = st.sampled_from([True, True, True, False])
crashes = st.builds(Crash, st.sampled_from(CRASHES), st.booleans(), st.sampled_from([1, 1, 2]))


class Lives(RuleBasedStateMachine):
    """A few offices, a few days."""

    player: Player

    @initialize(
        limit=st.sampled_from([0.0, 0.5]),
        first=st.lists(contents | st.sampled_from(PARTLY), min_size=1, max_size=2),
        office=offices,
    )
    def begin(self, limit, first, office):
        self.player = Player(limit)
        for content in first:
            self.player.arrive(content, office, PERIODS[1])
        self.player.run()

    @rule(content=contents, office=offices, period=periods, days_late=st.sampled_from([0, 0, 1, 30]), runs=likely)
    def a_file_comes(self, content, office, period, days_late, runs):
        self.player.arrive(content, office, period, days_late=days_late)
        if runs:
            self.player.run()

    @rule(data=st.data(), content=contents, is_copy=st.booleans(), runs=likely)
    def it_comes_again(self, data, content, is_copy, runs):
        """The same office and month: a copy, or something else."""
        sent, office, period, _ = data.draw(st.sampled_from(self.player.sent))
        self.player.arrive(sent if is_copy else content, office, period)
        if runs:
            self.player.run()

    @rule(days=st.sampled_from([0, 0, 1, 3]))
    def days_pass_and_a_run(self, days):
        self.player.days_pass(days)
        self.player.run()

    @rule(crash=crashes)
    def a_run_that_crashes(self, crash):
        self.player.run(crash=crash)

    @precondition(lambda self: self.player.refused)
    @rule(data=st.data())
    def a_month_is_read_again(self, data):
        """One of which something was returned or rejected: where nothing was, it is a run like any other."""
        one = data.draw(st.sampled_from(self.player.refused))
        self.player.run(period=self.player.model.filed[one].period)

    @rule(edition=st.sampled_from(EDITIONS), runs=likely)
    def rules_are_edited(self, edition, runs):
        self.player.edit_rules(edition)
        if runs:
            self.player.run()

    @precondition(lambda self: self.player.answered)
    @rule(data=st.data(), content=st.sampled_from(ASKED))
    def what_was_answered_comes_again(self, data, content):
        """With the value that a reason was given for, or without."""
        one = self.player.model.filed[data.draw(st.sampled_from(self.player.answered))]
        self.player.arrive(content, one.office, one.period)
        self.player.run()

    @precondition(lambda self: self.player.partial)
    @rule(edition=st.sampled_from([LENIENT, WIDE, CURIOUS]))
    def rules_are_mended(self, edition):
        """So that rows which are aside may be right; or right, and asked about."""
        self.player.edit_rules(edition)
        self.player.run()

    @precondition(lambda self: self.player.waiting)
    @rule(
        data=st.data(), then=st.lists(st.sampled_from(list(Action)[:3]), min_size=1, max_size=2), waives=st.booleans()
    )
    def it_is_seen_to(self, data, then, waives):
        """By who may: reasons from one, the rest from another; a waiver from both."""
        submission = data.draw(st.sampled_from(self.player.waiting))
        for who in PEOPLE if waives else ():
            self.player.decide(submission, Action.WAIVE, who, days=30)
        self.player.decide(submission, Action.CONFIRM, "Sari")
        for action in then:
            self.player.decide(submission, action, "Budi")

    @precondition(lambda self: self.player.model.filed)
    @rule(
        data=st.data(), action=st.sampled_from(list(Action)), who=st.sampled_from(PEOPLE),
        days=st.sampled_from([0, 2, 30]), twice=st.booleans(),
    )  # fmt: skip
    def somebody_decides(self, data, action, who, days, twice):
        submission = data.draw(st.sampled_from(self.player.known))
        self.player.decide(submission, action, who, days=days)
        if twice:
            other = PEOPLE[1 - PEOPLE.index(who)]
            second = action if action is Action.WAIVE else Action.APPROVE
            self.player.decide(submission, second, other, days=days)

    @invariant()
    def everything_is_as_it_should_be(self):
        if hasattr(self, "player"):
            self.player.check()

    def teardown(self):
        if hasattr(self, "player"):
            self.player.close()


COMMON = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def test_two_hundred_lives():
    run_state_machine_as_test(
        Lives, settings=settings(COMMON, max_examples=200, stateful_step_count=4, derandomize=True)
    )


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_two_thousand_lives():
    run_state_machine_as_test(Lives, settings=settings(COMMON, max_examples=2000, stateful_step_count=10))
