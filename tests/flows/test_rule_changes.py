"""Rules change between runs: the unpublished is judged again with a reason, the published never without a person."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest

from tests.flows.changing import RULE, Changing
from warehouse.ledger import Ledger
from warehouse.ledger.rulesets import judged_by_others
from warehouse.ledger.shadows import shadows_of
from warehouse.ledger.states import State

CHEAP, DEAR, OTHER = "LP2A-LAHAT", "LP1-CIPINANG", "LP2A-BANDA-ACEH"


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Changing(tmp_path_factory.mktemp("taken-in"))
    made.rules(20_000)
    made.sends(CHEAP, 15_000)
    made.sends(DEAR, 25_000)
    made.ingest()
    assert (made.state(CHEAP), made.state(DEAR)) == ("PUBLISHED", "RETURNED")
    return made.root


@pytest.fixture
def world(taken_in: Path, tmp_path: Path) -> Changing:
    """Cheap goods are published, dear ones returned, by a rule that allows 20,000."""
    shutil.copytree(taken_in / "home", tmp_path / "home", symlinks=True)
    (tmp_path / "kiriman").mkdir()
    made = Changing(tmp_path, runs=1)
    made.rules(20_000)
    return made


def published(world: Changing) -> list[tuple[str, float]]:
    with duckdb.connect(world.home.warehouse, read_only=True) as con:
        return con.sql("select kode_upt, harga_satuan_rp::double from core.produk order by all").fetchall()


def shadows(world: Changing) -> list[tuple[str, str, list[str]]]:
    with Ledger.look(world.home.ledger).read() as tx:
        return [(s.was, s.verdict, list(s.because)) for s in shadows_of(tx)]


def events(world: Changing, office: str) -> list[tuple[str, str | None]]:
    return [(e.to_state.value, e.reason) for e in world.record(office).events]


def test_a_rule_that_allows_more_lets_through_what_was_returned_and_says_which_rule(world: Changing):
    world.rules(30_000)
    summary = world.ingest()
    assert (world.state(DEAR), summary.judged_again, summary.shadow.checked) == ("PUBLISHED", 1, 1)
    assert ("RECEIVED", f"rules changed: {RULE}") in events(world, DEAR)
    assert published(world) == [(DEAR, 25000.0), (CHEAP, 15000.0)]
    assert shadows(world) == []
    assert world.ingest().judged_again == 0


def test_a_stricter_rule_takes_nothing_published_away_but_says_what_it_would_say(world: Changing):
    before, told = published(world), events(world, CHEAP)
    world.rules(10_000)
    summary = world.ingest()
    assert (published(world), events(world, CHEAP)) == (before, told)
    assert shadows(world) == [("accepted", "returned", [RULE])]
    (listed,) = summary.as_json()["shadow"]["submissions"]
    assert listed["verdict"] == "returned"
    assert {k: summary.as_json()["shadow"][k] for k in ("checked", "differing", "waiting")} == {
        "checked": 1, "differing": 1, "waiting": 0,
    }  # fmt: skip
    assert world.ingest().shadow.checked == 0
    assert len(shadows(world)) == 1
    world.rules(20_000)  # taken back: nothing to say any more
    world.ingest()
    assert shadows(world) == []


@pytest.mark.full
def test_a_late_earlier_attempt_does_not_take_a_published_one_away_by_new_rules(world: Changing):
    world.rules(10_000)
    world.sends(CHEAP, 5_000, day=0)
    world.ingest()
    world.sends(CHEAP, 6_000, day=-1)
    world.ingest()
    assert published(world) == [(CHEAP, 15000.0)]
    assert world.state(CHEAP) == "PUBLISHED"


@pytest.mark.parametrize(
    "said",
    [{"comment": "Kalimat lain."}, {"message": "Mohon diperiksa: terlalu mahal."}, {"valid_from": "2026-10"}],
    ids=["comment", "wording", "validity that changes nothing here"],
)
def test_what_changes_no_verdict_makes_nothing_stale(world: Changing, said: dict[str, str]):
    told = events(world, DEAR)
    world.rules(20_000, **said)
    summary = world.ingest()
    assert (summary.judged_again, summary.shadow.checked, summary.stale_left) == (0, 0, 0)
    assert events(world, DEAR) == told


def test_a_rule_holds_from_its_first_period_on(tmp_path: Path):
    world = Changing(tmp_path)
    world.rules(20_000, valid_from="2026-10")
    for month in ("2026-09", "2026-10"):
        world.sends(DEAR, 25_000, period=month, day=int(month[-2:]))
    world.ingest()
    assert (world.state(DEAR, "2026-09"), world.state(DEAR, "2026-10")) == ("PUBLISHED", "RETURNED")
    runs = {r["rule"]: r for r in world.record(DEAR, "2026-09").rule_runs}
    assert (runs[RULE]["outcome"], runs[RULE]["why"]) == ("skipped", "Aturan tidak berlaku untuk periode 2026-09.")
    world.rules(20_000, valid_from="2026-11")
    summary = world.ingest()
    assert (world.state(DEAR, "2026-10"), summary.judged_again, summary.shadow.checked) == ("PUBLISHED", 1, 0)


@pytest.mark.full
def test_a_rule_on_trial_only_notes_and_a_retired_one_does_not_run(world: Changing):
    world.rules(10_000, maturity="uji", severity="TOLAK")
    world.ingest()
    assert (world.state(DEAR), shadows(world)) == ("PUBLISHED", [])
    noted = [f for f in world.record(DEAR).findings if f["rule"] == RULE]
    assert [f["severity"] for f in noted] == ["CATATAN"]
    world.rules(10_000, maturity="pensiun")
    world.sends(OTHER, 99_000)
    world.ingest()
    runs = {r["rule"]: r["why"] for r in world.record(OTHER).rule_runs}
    assert (world.state(OTHER), runs[RULE]) == ("PUBLISHED", "Aturan sudah tidak dipakai.")


@pytest.mark.full
def test_the_work_of_a_run_is_bounded_and_the_rest_follows(world: Changing):
    world.sends(OTHER, 26_000)
    world.ingest()
    world.settings = {"judged_again_most": 1}
    world.rules(30_000)
    first = world.ingest()
    assert (first.judged_again, first.stale_left) == (1, 1)
    world.ingest()
    assert [world.state(o) for o in (CHEAP, DEAR, OTHER)] == ["PUBLISHED"] * 3
    with Ledger.look(world.home.ledger).read() as tx:
        current = world.record(CHEAP).submission.ruleset
        assert current is not None
        assert len(judged_by_others(tx, "none", [State.PUBLISHED])) == 3


def test_a_run_that_dies_after_taking_up_loses_nothing(world: Changing):
    world.rules(30_000)
    with patch("flows.pipeline.judge_in_shadow", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        world.ingest()
    assert world.state(DEAR) == "RECEIVED"
    summary = world.ingest()
    assert (world.state(DEAR), summary.shadow.checked) == ("PUBLISHED", 1)


def test_a_rule_that_cannot_run_is_told_and_takes_nothing_away(world: Changing):
    world.rules(20_000)
    (world.root / f"rules/produk/{RULE}.sql").write_text("select nothing from nowhere", encoding="utf-8")
    world.ingest()
    assert (world.state(CHEAP), shadows(world)) == ("PUBLISHED", [("accepted", "failed", [RULE])])


@pytest.mark.full
def test_forgotten_bytes_leave_a_verdict_as_it_is(world: Changing):
    from sources.archive import Archive

    Archive(world.home.archive).path(world.record(DEAR).submission.sha256).unlink()
    world.rules(30_000)
    assert world.ingest().judged_again == 0
    assert world.state(DEAR) == "RETURNED"
