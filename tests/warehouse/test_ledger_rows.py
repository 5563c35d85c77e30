"""What goes into the ledger comes out of it: deliveries, submissions, parts, judgements, runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from sources.errors import UsageError
from tests.warehouse.ledger_made import NOW, STAMP, delivery, findings, received, rule_runs
from warehouse.ledger import (
    IncompleteJudgementError,
    Ledger,
    Part,
    PartState,
    State,
    attempts_of,
    begin_run,
    end_run,
    findings_of,
    identify,
    known_deliveries,
    list_runs,
    list_submissions,
    neighbours,
    number_attempts,
    parts_of,
    record_deliveries,
    record_judgement,
    record_of,
    record_parts,
    renumber,
    rule_runs_of,
    set_part_states,
    submission_id,
    submissions_with_skipped,
    transition,
    unfinished_deliveries,
)


def test_a_delivery_has_the_same_id_wherever_and_whenever_it_is_worked_out():
    parts = {"place": "file:///in", "path": "a.xlsx", "sha256": "0" * 64}
    key = submission_id(**parts, received_at=datetime(2026, 11, 5, 7, tzinfo=UTC))
    assert key == "S10a48fa7771f72cf"
    assert key == submission_id(**parts, received_at=datetime(2026, 11, 5, 14, tzinfo=timezone(timedelta(hours=7))))
    assert key != submission_id(**parts, received_at=datetime(2026, 11, 5, 7, 0, 0, 1, tzinfo=UTC))


def test_a_delivery_is_recorded_once_and_known_afterwards(ledger: Ledger):
    one, other = delivery("a.xlsx"), delivery("a.xlsx", minute=1)
    with ledger.begin() as tx:
        assert record_deliveries(tx, [one, one], STAMP) == [one.id]
        assert record_deliveries(tx, [one, other], STAMP) == [other.id]
        transition(tx, [other.id], State.REJECTED, STAMP)
        known = known_deliveries(tx, "file:///in")
        assert {known[d.key].id: known[d.key].is_finished for d in (one, other)} == {one.id: False, other.id: True}
        assert known_deliveries(tx, "file:///elsewhere") == {}
        assert unfinished_deliveries(tx) == [(one, State.RECEIVED)]


def test_a_file_from_the_future_is_one_delivery_however_often_it_is_seen(ledger: Ledger):
    """Its time is cut to the time of each look, but the place's own word stays the same."""
    future = replace(delivery("a.xlsx"), stated_at=NOW + timedelta(days=9))
    looks = [replace(future, id=f"S{n}", received_at=NOW + timedelta(hours=n)) for n in (0, 1)]
    with ledger.begin() as tx:
        assert record_deliveries(tx, looks[:1], STAMP) == ["S0"]
        assert record_deliveries(tx, looks[1:], STAMP) == []


def test_attempts_are_numbered_in_the_order_of_receipt(ledger: Ledger):
    made = [delivery(name, minute=minute, content="x") for name, minute in (("late", 9), ("first", 0), ("again", 1))]
    late, first, again = (d.id for d in made)
    with ledger.begin() as tx:
        record_deliveries(tx, made, STAMP)
        identify(tx, {d.id: ("LP1", "2026-10") for d in made})
        renumber(tx, number_attempts(s.as_attempt for s in attempts_of(tx, "LP1", "2026-10")))
        found = attempts_of(tx, "LP1", "2026-10")
    assert [s.id for s in found] == [first, again, late]
    assert [(s.attempt, s.duplicate_of) for s in found] == [(1, None), (None, first), (None, first)]


def test_neighbours_are_those_whose_turn_can_depend_on_it(ledger: Ledger):
    made = {n: delivery(n, content=c) for n, c in zip("abcdefg", ["1", "2", "3", "4", "9", "9", "9"], strict=True)}
    who: dict[str, tuple[str | None, str | None]]
    who = {"a": ("LP1", "2026-10"), "b": ("LP1", "2026-10"), "c": ("LP1", "2026-09"), "d": ("LP2", "2026-10")}
    who |= {"e": (None, None), "f": ("LP3", None), "g": ("LP3", "2026-10")}
    with ledger.begin() as tx:
        record_deliveries(tx, list(made.values()), STAMP)
        identify(tx, {made[n].id: w for n, w in who.items()})
        found = {n: sorted(s.file for s in neighbours(tx, [made[n].id])) for n in "aeg"}
        of_september = neighbours(tx, [made["c"].id], later_months=True)
    assert found == {"a": ["a", "b"], "e": ["e", "f"], "g": ["g"]}
    assert sorted(s.file for s in of_september) == ["a", "b", "c"]


def test_the_list_filters_by_state_period_and_office(ledger: Ledger):
    a, b, c = received(ledger, "a.xlsx", "b.xlsx", "c.xlsx")
    with ledger.begin() as tx:
        identify(tx, {a: ("LP1", "2026-10"), b: ("LP2", "2026-10"), c: ("LP1", "2026-09")})
        transition(tx, [a], State.PARSED, STAMP)
        record_judgement(
            tx, [a, b], findings=findings((a, "R1", "TOLAK"), (a, "R2", "PERBAIKI"), (a, "R1", "TOLAK")),
            rule_runs=rule_runs((a, "R1", "skipped", "belum berlaku"), (b, "R1", "skipped", "tidak ada: panen")),
        )  # fmt: skip
        record_parts(tx, [a], [Part(a, "panen", "LP1", "2026-10", 0, nihil=True)])
        set_part_states(tx, {(a, "panen"): PartState.IN_FORCE})
        assert [s.id for s in list_submissions(tx)] == [c, a, b]
        assert [s.id for s in list_submissions(tx, state=State.PARSED)] == [a]
        assert [s.id for s in list_submissions(tx, period="2026-10", office="LP2")] == [b]
        (row,) = list_submissions(tx, office="LP1", period="2026-10")
        assert submissions_with_skipped(tx, [a, b], because="tidak ada") == {b}
    assert row.findings == {"TOLAK": 2, "PERBAIKI": 1}
    assert {p.dataset: p.word for p in row.parts} == {"panen": "nil"}
    assert ledger.findings_by_rule() == {"R1": 2, "R2": 1}


def test_judging_again_replaces_findings_even_by_none(ledger: Ledger):
    a, b = received(ledger, "a.xlsx", "b.xlsx")
    both = findings((a, "R1", "TOLAK"), (b, "R1", "TOLAK"))
    with ledger.begin() as tx:
        record_judgement(tx, [a, b], findings=both, rule_runs=rule_runs((a, "R1", "failed"), (b, "R1", "failed")))
        record_judgement(tx, [a], findings=both.slice(0, 0), rule_runs=rule_runs((a, "R1", "passed")))
        assert findings_of(tx).to_pylist() == both.slice(1).to_pylist()
        assert findings_of(tx).schema.names == both.schema.names
        assert rule_runs_of(tx, [a]).to_pylist() == rule_runs((a, "R1", "passed")).to_pylist()
        assert record_of(tx, a).findings == ()
        record_judgement(tx, [], findings=both.slice(0, 0), rule_runs=rule_runs().slice(0, 0))
        assert findings_of(tx).num_rows == 1


def test_a_judgement_with_a_hole_is_refused_whole(ledger: Ledger):
    a, b = received(ledger, "a.xlsx", "b.xlsx")
    runs = rule_runs((a, "R1", "failed"))
    with ledger.begin() as tx:
        without_severity = findings((a, "R1", "TOLAK")).drop_columns(["severity"])
        with pytest.raises(IncompleteJudgementError, match="lack severity"):
            record_judgement(tx, [a], findings=without_severity, rule_runs=runs)
        with pytest.raises(IncompleteJudgementError, match=f"{b} has rows but is not among"):
            record_judgement(tx, [a], findings=findings((b, "R1", "TOLAK")), rule_runs=runs)
        assert rule_runs_of(tx).num_rows == 0


def test_a_second_part_in_force_is_refused_by_the_store_itself(ledger: Ledger):
    a, b = received(ledger, "a.xlsx", "b.xlsx")
    with ledger.begin() as tx:
        record_parts(tx, [a, b], [Part(i, "panen", "LP1", "2026-10", 3) for i in (a, b)])
        set_part_states(tx, {(a, "panen"): PartState.IN_FORCE})
    with pytest.raises(IntegrityError), ledger.begin() as tx:
        set_part_states(tx, {(b, "panen"): PartState.IN_FORCE})
    with ledger.begin() as tx:  # named together, whatever the order
        set_part_states(tx, {(b, "panen"): PartState.IN_FORCE, (a, "panen"): PartState.SUPERSEDED})
        assert [p.state for p in parts_of(tx, sorted([a, b], key=[a, b].index))] == (
            [PartState.SUPERSEDED, PartState.IN_FORCE] if a < b else [PartState.IN_FORCE, PartState.SUPERSEDED]
        )


def test_reading_again_changes_no_published_part(ledger: Ledger):
    (a,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        record_parts(tx, [a], [Part(a, d, "LP1", "2026-10", 3) for d in ("panen", "produk", "produksi")])
        set_part_states(tx, {(a, "panen"): PartState.IN_FORCE, (a, "produk"): PartState.SUPERSEDED})
        record_parts(tx, [a], [Part(a, "panen", "LP1", "2026-10", 4)])
        assert {(p.dataset, p.n_rows, p.state.value) for p in parts_of(tx, [a])} == {
            ("panen", 4, "in_force"), ("produk", 3, "superseded"),
        }  # fmt: skip


def test_a_run_that_never_ended_shows(ledger: Ledger):
    with ledger.begin() as tx:
        begin_run(tx, "r1", at=NOW, command="lumbung ingest in")
        begin_run(tx, "r2", at=NOW + timedelta(hours=1))
        end_run(tx, "r2", at=NOW + timedelta(hours=2), summary={"files": 612})
        assert [(r.id, r.ended_at, r.summary) for r in list_runs(tx)] == [
            ("r2", NOW + timedelta(hours=2), {"files": 612}), ("r1", None, None),
        ]  # fmt: skip
        with pytest.raises(UsageError, match="r3"):
            end_run(tx, "r3", at=NOW, summary={})


def test_moments_without_zone_are_refused(ledger: Ledger):
    with pytest.raises(Exception, match="no time zone"), ledger.begin() as tx:
        begin_run(tx, "r1", at=datetime(2026, 11, 5))  # noqa: DTZ001


def test_an_unknown_submission_is_said(ledger: Ledger):
    with ledger.read() as tx, pytest.raises(UsageError, match="no submission S404"):
        record_of(tx, "S404")
