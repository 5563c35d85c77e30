"""Lives of submissions that went wrong once, or that random ones seldom live, told step by step."""

from __future__ import annotations

from flows.wishes import Action
from tests.journeys.lifecycle import seen
from tests.journeys.lifecycle.contents import BY_NAME, OFFICES, PERIODS
from tests.journeys.lifecycle.editions import BASE, CURIOUS, HARD, LENIENT, WIDE
from tests.journeys.lifecycle.player import PEOPLE, Player


def test_what_comes_back_has_the_number_that_it_has_now():
    """What was kept of an attempt says the number that it had before an earlier one arrived late."""
    player = Player(0.5)
    try:
        player.arrive(BY_NAME["many (barang)"], OFFICES[0], PERIODS[1])
        player.run()
        player.arrive(BY_NAME["nil + other"], OFFICES[0], PERIODS[1], days_late=1)
        player.run()
        (second,) = (i for i, one in player.model.filed.items() if one.attempt == 2)
        player.decide(second, Action.WITHDRAW, "Sari")
        player.decide(second, Action.APPROVE, "Budi")
        player.check()
        assert seen.flags(player.world)[second]["percobaan"] == 2
    finally:
        player.close()


def test_an_approval_is_of_the_rest_and_stands_when_a_row_joins():
    """A row that has to be mended waits; its other finding is answered, and a person approves what is left."""
    player = Player(0.5)
    try:
        player.edit_rules(HARD)
        player.arrive(BY_NAME["dear (barang)"], OFFICES[0], PERIODS[1])
        player.run()
        (dear,) = player.model.filed
        player.decide(dear, Action.CONFIRM, "Sari")
        player.decide(dear, Action.APPROVE, "Budi")
        assert player.partial == [dear]
        player.edit_rules(WIDE)
        player.run()
        player.check()
        assert player.model.filed[dear].state == "PUBLISHED"
        assert not player.partial
    finally:
        player.close()


def test_what_was_approved_counts_on_when_an_earlier_copy_of_it_turns_up():
    """Invariant 2: what was decided on a copy holds for the one that it repeats."""
    player = Player()
    try:
        for days_late in (0, 30):
            player.arrive(BY_NAME["unusual too (barang)"], OFFICES[0], PERIODS[1], days_late=days_late)
            player.run()
            for action, who in ((Action.CONFIRM, "Sari"), (Action.APPROVE, "Budi")) if not days_late else ():
                player.decide(player.known[0], action, who)
            player.check()
            assert len(seen.facts(player.world)) == 1
        assert [player.model.filed[i].state for i in player.known] == ["PUBLISHED", "DUPLICATE"]
    finally:
        player.close()


def test_figures_of_before_count_again_when_what_repeats_an_earlier_one_is_taken_back():
    """The ledger says so at once, also while the earlier one waits for people."""
    player = Player()
    try:
        player.edit_rules(LENIENT)
        for name, days_late in (("good (barang)", 3), ("many (barang)", 0)):
            player.arrive(BY_NAME[name], OFFICES[0], PERIODS[1], days_late=days_late)
            player.run()
        player.edit_rules(BASE)
        player.arrive(BY_NAME["many (barang)"], OFFICES[0], PERIODS[1], days_late=1)
        player.run()
        player.check()
        assert [player.model.filed[i].state for i in player.known] == ["PUBLISHED", "RETURNED", "DUPLICATE"]
    finally:
        player.close()


def test_an_approval_falls_with_an_answer_that_came_after_it():
    """Invariant 4: a waiver ended and was granted anew, in a later report; whoever approved has not seen that one."""
    player = Player()
    try:
        for name, days in (("many (barang)", 1), ("many + unusual", 30)):
            player.arrive(BY_NAME[name], OFFICES[0], PERIODS[1])
            player.run()
            for who in PEOPLE:
                player.decide(player.known[-1], Action.WAIVE, who, days=days)
            player.decide(player.known[0], Action.APPROVE, "Tuti")
            player.days_pass(2)
        assert [player.model.filed[i].state for i in player.known] == ["PUBLISHED", "NEEDS_CONFIRMATION"]
        player.arrive(BY_NAME["good (barang)"], OFFICES[0], PERIODS[1], days_late=60)
        player.run()
        player.check()
        assert player.model.filed[player.known[1]].state == "IN_REVIEW"
    finally:
        player.close()


def test_an_approval_falls_with_other_findings_than_those_that_were_approved():
    """Invariant 4: a copy is judged by rules that ask about less; nobody has approved just that."""
    player = Player()
    try:
        player.edit_rules(CURIOUS)
        player.arrive(BY_NAME["unusual (barang)"], OFFICES[0], PERIODS[1])
        player.run()
        player.decide(player.known[0], Action.CONFIRM, "Sari")
        player.decide(player.known[0], Action.APPROVE, "Budi")
        player.edit_rules(BASE)
        player.arrive(BY_NAME["unusual (barang)"], OFFICES[0], PERIODS[1], days_late=30)
        player.run()
        player.check()
        assert [player.model.filed[i].state for i in player.known] == ["IN_REVIEW", "DUPLICATE"]
    finally:
        player.close()


def test_what_is_returned_after_a_waiver_ended_says_what_is_open_now():
    player = Player()
    try:
        player.arrive(BY_NAME["many (barang)"], OFFICES[0], PERIODS[1])
        player.run()
        (many,) = player.known
        for who in PEOPLE:
            player.decide(many, Action.WAIVE, who, days=0)
        player.days_pass(1)
        player.decide(many, Action.RETURN, "Budi")
        player.check()
        assert list(player.findings()[many].values()) == ["open"]
    finally:
        player.close()


def test_the_number_of_what_is_not_judged_again_follows_what_arrives_late():
    player = Player(0.0)
    try:
        player.arrive(BY_NAME["many (jual)"], OFFICES[0], PERIODS[1])
        for edition in (LENIENT, BASE):  # published by the one, left alone by the other
            player.run()
            player.edit_rules(edition)
        player.arrive(BY_NAME["other (jual)"], OFFICES[0], PERIODS[1], days_late=30)
        player.run()
        player.check()
        assert sorted(said["percobaan"] for said in seen.flags(player.world).values()) == [1, 2]
    finally:
        player.close()
