"""Where an obligation stands is worked out by a query; it moves only as the table of states says."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.warehouse.obligation_made import Post, jakarta
from warehouse.ledger import Ledger
from warehouse.ledger import schema as tables
from warehouse.obligation_states import CHANGES, REPORTED_STATES, Cause, ObligationState, causes

STEPS = 7


def test_every_state_is_reached_and_left():
    assert {c.target for c in CHANGES} == set(ObligationState) == {c.source for c in CHANGES}


def test_only_what_is_published_fulfils_from_nothing():
    """A revoked exception shows again what was published before; it publishes nothing."""
    from_nothing = {c.cause for c in CHANGES if c.source.value == "DIHARAPKAN" and c.target in REPORTED_STATES}
    assert from_nothing == {Cause.PUBLISHED}
    assert Cause.DAY not in {cause for s in REPORTED_STATES for t in ObligationState for cause in causes(s, t)}


class Month:
    """One obligation in a random month."""

    def __init__(self, post: Post, dice: random.Random) -> None:
        self.post, self.dice = post, dice
        self.now = jakarta("2026-11-02 09:00")
        self.published: list[str] = []

    def state(self) -> ObligationState:
        return ObligationState(self.post.harvest(f"{self.now:%Y-%m-%d %H:%M}")["state"])

    def act(self) -> Cause:
        acts: dict[Cause, Callable[[], None]] = {
            Cause.DAY: self._day,
            Cause.PUBLISHED: self._publish,
            Cause.WITHDRAWN: self._withdraw,
            Cause.EXEMPT: lambda: self.post.decide("exempt"),
            Cause.CLOSED: lambda: self.post.decide("closed"),
            Cause.REVOKED: lambda: self.post.decide("revoked"),
            Cause.REOPENED: lambda: self.post.decide("reopened", until=(self.now + timedelta(days=9)).date()),
        }
        cause = self.dice.choice(list(acts))
        acts[cause]()
        return cause

    def _day(self) -> None:
        self.now += timedelta(days=self.dice.choice([1, 3, 6]))

    def _publish(self) -> None:
        for key in self.published:
            self.post.supersede(key)
        arrived = self.now - timedelta(hours=self.dice.choice([1, 100]))
        self.published.append(self.post.send(arrived, "PUBLISHED", nihil=self.dice.random() < 0.3))

    def _withdraw(self) -> None:
        if not self.published:
            return
        gone = self.published.pop()
        with self.post.ledger.begin() as tx:
            submission, part = tables.submission, tables.part
            tx.execute(submission.update().where(submission.c.id == gone).values(state="WITHDRAWN"))
            tx.execute(part.update().where(part.c.submission_id == gone).values(state="none"))
            for key in self.published[-1:]:
                tx.execute(part.update().where(part.c.submission_id == key).values(state="in_force"))


@pytest.mark.parametrize("seed", range(6))
def test_in_a_random_month_every_change_has_its_cause_in_the_table(ledger: Ledger, seed: int):
    month = Month(Post(ledger), random.Random(seed))
    before, moved = month.state(), 0
    for _ in range(STEPS):
        cause = month.act()
        after = month.state()
        if after is not before:
            moved += 1
            assert cause in causes(before, after), (before, cause, after)
        before = after
    assert moved


def test_what_is_withdrawn_fulfils_nothing_even_before_the_warehouse_follows(ledger: Ledger):
    post = Post(ledger)
    post.send(jakarta("2026-11-02 09:00"), "WITHDRAWN", "in_force")
    row = post.harvest()
    assert (row["state"], row["in_force_id"], row["last_attempt_state"]) == ("TERLAMBAT", None, "WITHDRAWN")


@pytest.mark.parametrize("state", ["NEEDS_CONFIRMATION", "IN_REVIEW", "APPROVED", "RETURNED", "CLOSED", "REJECTED"])
def test_what_only_waits_fulfils_nothing(ledger: Ledger, state: str):
    post = Post(ledger)
    post.send(jakarta("2026-11-02 09:00"), state, "none")
    assert post.harvest()["state"] == "TERLAMBAT"
