"""The seven invariants of rules-and-lifecycle.md, each told once as a short story (test_lifecycle.py plays many)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.wishes import Action
from tests.journeys.lifecycle import seen
from tests.journeys.lifecycle.contents import BY_NAME
from tests.journeys.lifecycle.editions import BASE, CURIOUS, HARD, LENIENT
from tests.journeys.lifecycle.player import Player
from tests.journeys.lifecycle.world import CRASHES, Crash

OFFICE, MONTH = "LP2A-LAHAT", "2026-10"
PART = (OFFICE, MONTH, "barang")


@pytest.fixture
def whole() -> Iterator[Player]:
    """Where a single row that must be mended returns everything."""
    player = Player()
    yield player
    player.check()
    player.close()


@pytest.fixture
def partly() -> Iterator[Player]:
    """Where up to half of the rows may be put aside."""
    player = Player(partial_limit=0.5)
    yield player
    player.check()
    player.close()


def send(player: Player, content: str, *, days_late: int = 0) -> str:
    """A file comes and is taken in: its id."""
    before = set(player.known)
    player.arrive(BY_NAME[content], OFFICE, MONTH, days_late=days_late)
    player.run()
    player.check()
    return next(i for i in player.known if i not in before)


def state(player: Player, submission: str) -> str:
    return seen.submissions(player.world)[submission].state


def keys(player: Player, dataset: str = "barang") -> list[str]:
    """The rows that analysts see."""
    return sorted(row[1] for row in seen.facts(player.world).get((OFFICE, MONTH, dataset), ()))


def test_1_at_most_one_part_is_in_force(whole: Player):
    first, second = send(whole, "good (barang)"), send(whole, "other (barang)")
    late = send(whole, "middling (barang)", days_late=30)
    assert [state(whole, i) for i in (first, second, late)] == ["SUPERSEDED", "PUBLISHED", "SUPERSEDED"]
    assert seen.in_force(seen.publications(whole.world)) == {PART: second}


def test_2_a_new_attempt_changes_nothing_until_it_is_published(whole: Player):
    first = send(whole, "good (barang)")
    before = seen.facts(whole.world)
    returned, waiting = send(whole, "no number (barang)"), send(whole, "unusual (barang)")
    assert [state(whole, i) for i in (first, returned, waiting)] == ["PUBLISHED", "CLOSED", "NEEDS_CONFIRMATION"]
    assert seen.facts(whole.world) == before
    assert whole.decide(waiting, Action.CONFIRM, "Sari")
    assert seen.facts(whole.world) == before
    assert whole.decide(waiting, Action.APPROVE, "Budi")
    assert seen.in_force(seen.publications(whole.world)) == {PART: waiting}


def test_3_every_transition_is_an_event(whole: Player):
    one = send(whole, "unusual (barang)")
    whole.decide(one, Action.CONFIRM, "Sari")
    whole.decide(one, Action.APPROVE, "Budi")
    whole.decide(one, Action.WITHDRAW, "Budi")
    told = [(e.target, e.actor, e.reason) for e in seen.events(whole.world) if e.submission == one]
    assert told == [
        ("RECEIVED", "lumbung", None),
        ("PARSED", "lumbung", None),
        ("VALIDATED", "lumbung", None),
        ("NEEDS_CONFIRMATION", "lumbung", "1 KONFIRMASI open"),
        ("IN_REVIEW", "Sari", "kata Sari"),
        ("APPROVED", "Budi", "kata Budi"),
        ("PUBLISHED", "lumbung", None),
        ("WITHDRAWN", "Budi", "kata Budi"),
    ]
    rulesets = {e.ruleset for e in seen.events(whole.world) if e.target != "RECEIVED"}
    assert rulesets == {whole.world.rules.id}


def test_4_an_edit_drops_the_approval_and_keeps_reasons_that_hold(whole: Player):
    first = send(whole, "unusual (barang)")
    whole.decide(first, Action.CONFIRM, "Sari")
    whole.decide(first, Action.APPROVE, "Budi")
    second = send(whole, "unusual too (barang)")
    assert state(whole, second) == "NEEDS_CONFIRMATION"
    status = {w.row: s for w, s in whole.findings()[second].items()}
    assert status == {"A": "confirmed", "B": "open"}


def test_4_reading_again_keeps_what_people_decided(whole: Player):
    """What a person returned stays returned, whose reasons hold stays answered, however often the month is read."""
    first = send(whole, "unusual (barang)")
    whole.decide(first, Action.CONFIRM, "Sari")
    assert state(whole, first) == "IN_REVIEW"
    whole.run(period=MONTH)
    assert state(whole, first) == "IN_REVIEW"
    whole.decide(first, Action.RETURN, "Budi")
    whole.run(period=MONTH)
    assert state(whole, first) == "RETURNED"


def test_4_a_reason_falls_with_its_value(whole: Player):
    first = send(whole, "unusual (barang)")
    whole.decide(first, Action.CONFIRM, "Sari")
    second, third = send(whole, "unusual once more (barang)"), send(whole, "unusual (barang)")
    assert [state(whole, i) for i in (second, third)] == ["NEEDS_CONFIRMATION", "IN_REVIEW"]


def test_5_rules_judge_the_unpublished_again_and_the_published_without_effect(whole: Player):
    published, returned = send(whole, "good + good"), send(whole, "many (jual)")
    whole.edit_rules(LENIENT)
    whole.run()
    assert [state(whole, i) for i in (published, returned)] == ["PUBLISHED", "PUBLISHED"]
    before = seen.facts(whole.world)
    whole.edit_rules(HARD)
    whole.run()
    assert seen.facts(whole.world) == before
    assert seen.shadows(whole.world) == {returned: "returned"}


def test_6_analysts_see_what_is_published_and_how_it_came_about(partly: Player):
    first = send(partly, "unusual (barang)")
    partly.decide(first, Action.CONFIRM, "Sari")
    assert keys(partly) == []
    partly.decide(first, Action.APPROVE, "Budi")
    assert keys(partly) == ["A", "B"]
    second = send(partly, "no number (jual)")
    flags = seen.flags(partly.world)
    wanted = {"ruleset": partly.world.rules.id, "n_pengecualian": 0, "tepat_waktu": False}
    assert flags[first] == wanted | {"percobaan": 1, "sebagian": False, "n_konfirmasi": 1}
    assert flags[second] == wanted | {"percobaan": 2, "sebagian": True, "n_konfirmasi": 0}


def test_7_rows_put_aside_join_when_a_rule_is_mended(partly: Player):
    one = send(partly, "many (barang)")
    assert (state(partly, one), keys(partly)) == ("PUBLISHED", ["A"])
    assert seen.told_aside(partly.world) == {"barang": 1}
    before = partly.world.now
    partly.edit_rules(LENIENT)
    partly.run()
    assert (state(partly, one), keys(partly)) == ("PUBLISHED", ["A", "B"])
    assert seen.told_aside(partly.world) == {}
    assert seen.flags(partly.world)[one]["sebagian"] is False
    # When what happened is written down, and what stood before still does.
    told = partly.world.ask('select "row", aksi, pada from core.sisihan order by pada')
    assert [(row, action) for row, action, _ in told] == [(3, "sisih"), (3, "masuk")]
    assert told[0][2] <= before.replace(tzinfo=None) < told[1][2]
    reasons = [e.reason for e in seen.events(partly.world) if e.submission == one and e.target == "PARSED"]
    assert reasons == [None, "1 rows that were put aside are clean by changed rules"]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("where", [c for c in CRASHES if "flows.pipeline" not in c and "identify" not in c])
def test_rows_join_once_wherever_a_run_crashes(partly: Player, where: str, before: bool):
    one = send(partly, "many (barang)")
    partly.edit_rules(LENIENT)
    partly.run(crash=Crash(where, before))
    partly.check()
    partly.run()
    assert (state(partly, one), keys(partly)) == ("PUBLISHED", ["A", "B"])
    assert partly.world.ask("select count(*) from core.barang_rows") == [(2,)]


def test_nothing_joins_where_something_else_would_change(partly: Player):
    """The edit that makes row B right also asks about it: figures stay as they are, and a notice says so."""
    one = send(partly, "many (barang)")
    partly.edit_rules(CURIOUS)
    partly.run()
    assert (state(partly, one), keys(partly)) == ("PUBLISHED", ["A"])
    assert seen.shadows(partly.world) == {one: "needs_confirmation"}


def test_too_many_rows_or_one_that_no_row_is_to_blame_for_return_the_whole(partly: Player):
    mixed, heavy = send(partly, "mixed (barang)"), send(partly, "heavy (jual)")
    assert [state(partly, i) for i in (mixed, heavy)] == ["RETURNED", "RETURNED"]


def test_a_corrected_file_replaces_the_partial_one(partly: Player):
    first = send(partly, "no number (barang)")
    assert keys(partly) == ["B"]
    second = send(partly, "good (barang)")
    assert [state(partly, i) for i in (first, second)] == ["SUPERSEDED", "PUBLISHED"]
    assert keys(partly) == ["A", "B"]
    assert partly.edition == BASE
