"""Reasons that came with a workbook: written once, wherever a run ends, whatever reached us first."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sources.given_reasons import GivenReason
from sources.reading import Reading
from tests.journeys.lifecycle import seen
from tests.journeys.lifecycle.contents import BY_NAME
from tests.journeys.lifecycle.here import Here, done
from tests.journeys.lifecycle.world import CRASHES, Crash, World
from warehouse.ledger.decisions import all_decisions

OFFICE, MONTH = "LP2A-LAHAT", "2026-10"
QUESTION, MORE = BY_NAME["unusual (barang)"], BY_NAME["unusual too (barang)"]
"""A report with one question; one with the same and another."""
REASON = GivenReason("", "B2", "Aneh.", "Panen raya")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """An instance to whose reader the second report answers the question that was asked on the first."""
    made, read = World(), Here.read

    def with_reason(self: Here, path: Path, name: str) -> Future[Reading]:
        reading = read(self, path, name).result()
        if b"3000" in path.read_bytes():
            asked = [i for i, s in seen.submissions(made).items() if s.attempt == 1]
            reading = replace(reading, predecessor=(*asked, "S" + "0" * 16)[0], reasons=(REASON, REASON))
        return done(reading)

    monkeypatch.setattr(Here, "read", with_reason)
    yield made
    made.close()


def decisions(world: World) -> list[tuple[str, str, str]]:
    with world.ledger.read() as tx:
        return [(d.submission_id, d.actor, d.reason) for d in all_decisions(tx)]


def attempts(world: World) -> dict[int | None, seen.Shown]:
    return {s.attempt: s for s in seen.submissions(world).values()}


def _check(world: World) -> None:
    found = attempts(world)
    assert {n: s.state for n, s in found.items()} == {1: "IN_REVIEW", 2: "NEEDS_CONFIRMATION"}
    assert decisions(world) == [(found[2].id, f"UPT {OFFICE}", "Panen raya")]


CASES = [Crash(where, before) for where in CRASHES if "releas" not in where for before in (True, False)]


@pytest.mark.parametrize("crash", CASES, ids=lambda c: f"{'before' if c.before else 'after'} {c.where}")
def test_a_run_that_ends_half_way_writes_it_once(world: World, crash: Crash) -> None:
    world.arrive(QUESTION, OFFICE, MONTH)
    assert world.run()
    world.now += timedelta(hours=2)
    world.arrive(MORE, OFFICE, MONTH)
    world.run(crash=crash)
    for _ in range(2):
        world.now += timedelta(hours=1)
        assert world.run()
        _check(world)


def test_the_order_of_arrival_does_not_matter(world: World) -> None:
    world.arrive(MORE, OFFICE, MONTH)
    assert world.run()
    assert decisions(world) == []
    world.now += timedelta(hours=1)
    world.arrive(QUESTION, OFFICE, MONTH, days_late=1)
    assert world.run()
    _check(world)
