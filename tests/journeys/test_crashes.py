"""A run that is killed, wherever it stands, followed by a plain run, ends as if nothing had happened."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from sources.home import Home
from tests.journeys.crash_driver import Kill, Scenario
from tests.journeys.crash_world import World, copy_of
from tests.journeys.endings import different, ending, left_over
from warehouse.run_lock import holder

pytestmark = pytest.mark.xdist_group("crashes")

KILLED = -9

BOUNDARIES = {
    "a file archived": Kill("sources.archive", "Archive.put", nth=3),
    "deliveries written, not committed": Kill("flows.collecting", "record_deliveries"),
    "deliveries committed": Kill("flows.pipeline", "_collect"),
    "approved by a person, not loaded": Kill("flows.releasing", "load_approved", "before"),
    "withdrawn by a person, not in the ledger": Kill("flows.releasing", "follow_warehouse", "before"),
    "decided ones in": Kill("flows.pipeline", "reconcile"),
    "taken up, not committed": Kill("flows.pipeline", "take_up"),
    "taken up": Kill("flows.pipeline", "run_round", "before"),
    "read": Kill("flows.round", "_plan", "before"),
    "planned, withdrawn in the warehouse, not committed": Kill("flows.round", "_repeat"),
    "planned": Kill("flows.round", "_plan"),
    "judged": Kill("flows.round", "load_judged", "before", nth=2),
    "in the middle of keeping": Kill("warehouse.batch", "sync_tree", "before"),
    "kept as Parquet": Kill("flows.loading", "keep", nth=2),
    "verdicts written, not committed": Kill("flows.loading", "record_judgement"),
    "weighed, not committed": Kill("flows.loading", "settle"),
    "approved, not loaded": Kill("flows.loading", "load_approved", "before", nth=2),
    "in the warehouse's transaction": Kill("warehouse.load", "_append", nth=4),
    "loaded": Kill("flows.loading", "load_approved", nth=2),
    "the last wave loaded": Kill("flows.loading", "load_approved", nth=5),
    "the ledger follows, not committed": Kill("flows.releasing", "set_part_states", nth=2),
    "the ledger has followed": Kill("flows.loading", "follow_warehouse", nth=2),
    "overtaken ones not closed": Kill("flows.round", "close_overtaken", "before"),
    "closed, not committed": Kill("flows.round", "close_overtaken"),
    "all rounds done": Kill("flows.pipeline", "release_decided", "before"),
    "what was decided meanwhile is in": Kill("flows.pipeline", "publish_release", "before"),
    "the release's tables written": Kill("warehouse.publish", "write_snapshot"),
    "obligations written, not committed": Kill("warehouse.compliance", "_replace"),
    "the release's Parquet written": Kill("warehouse.publish", "write_parquet"),
    "the release complete, not named": Kill("warehouse.publish", "sync_tree"),
    "the release named, not current": Kill("warehouse.publish", "point", "before"),
    "the release current, old ones not pruned": Kill("warehouse.publish", "point"),
    "published": Kill("flows.pipeline", "end_run", "before"),
}
"""A run's stages in order, and the call that stands at the end of each."""

QUICK = {
    "approved by a person, not loaded",
    "taken up",
    "judged",
    "kept as Parquet",
    "in the warehouse's transaction",
    "the release named, not current",
    "the release current, old ones not pruned",
}
"""Those that every run of the tests tries: ten kills with those at random moments. The whole suite tries all."""


@pytest.fixture(scope="module", params=[False, pytest.param(True, marks=pytest.mark.full)], ids=["alone", "pools"])
def pools(request: pytest.FixtureRequest) -> bool:
    """Whether reading and judging happen in child processes, which have to die as well."""
    return bool(request.param)


@pytest.fixture(scope="module")
def seconds(world: World, pools: bool) -> float:
    """That a whole run takes."""
    home = copy_of(world.half, world.root / f"timed-{pools}")
    begun = time.monotonic()
    running = world.driver.run(Scenario(home, (world.first, world.later), pools=pools))
    assert running.wait() == 0, running.said
    assert different(ending(home), world.wanted) == []
    return time.monotonic() - begun


def test_the_undisturbed_run_has_everything_that_a_crash_could_spoil(world: World):
    submissions = world.wanted["submissions"]
    assert isinstance(submissions, dict)
    states = [said[0] for said in submissions.values()]
    assert {
        "PUBLISHED", "SUPERSEDED", "CLOSED", "REJECTED", "DUPLICATE", "WITHDRAWN", "NEEDS_CONFIRMATION",
    } == set(states)  # fmt: skip
    assert len(states) == 21
    assert BOUNDARIES.keys() >= QUICK


@pytest.mark.parametrize("stage", [s if s in QUICK else pytest.param(s, marks=pytest.mark.full) for s in BOUNDARIES])
def test_killed_at_a_stage_boundary(world: World, stage: str, tmp_path: Path):
    home = copy_of(world.half, tmp_path / "home")
    killed = world.driver.run(Scenario(home, (world.first, world.later), kill=BOUNDARIES[stage]))
    assert killed.wait() == KILLED, killed.said
    assert holder(Home(home)) is None
    world.check(home)


@pytest.mark.parametrize(
    "seed", [1, 4, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(2, 21) if seed != 4)]
)
def test_killed_at_random_moments_several_times_in_a_row(
    world: World, pools: bool, seconds: float, seed: int, tmp_path: Path
):
    """Three kills in two seeds; in the whole suite fifty in twenty, and fifty more of runs with child processes."""
    home = copy_of(world.half, tmp_path / "home")
    dice = random.Random(seed)
    kills = runs = 0
    while kills < 1 + seed % 4:
        runs += 1
        running = world.driver.run(Scenario(home, (world.first, world.later), pools=pools))
        time.sleep(dice.uniform(0.0, seconds))
        running.kill()
        ended = running.wait()
        assert ended in {KILLED, 0}, running.said
        kills += ended == KILLED
        assert left_over(running.pid, home) == []
        assert holder(Home(home)) is None
        if ended == 0:  # It was faster than its kill, and whole; to be killed again it needs something to do.
            world.check(home)
            home = copy_of(world.half, tmp_path / f"home-{runs}")
    world.check(home)
