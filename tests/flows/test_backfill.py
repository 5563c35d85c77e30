"""Back-fill of a month: what was not accepted gets another look, what is published is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.ingest import Request, take_in
from flows.settings import Settings
from flows.simulate import simulate
from sources.home import Home
from warehouse.ledger.standing import BY_POLICY
from warehouse.ledger.states import ORDER_CHANGED
from warehouse.run_lock import LockHeld, run_lock


@pytest.mark.full
def test_a_month_is_judged_again_but_for_what_is_published(tmp_path: Path):
    wrong, right = tmp_path / "salah" / "kiriman", tmp_path / "benar" / "kiriman"
    simulate(wrong, period="2026-09", offices=3, error_rate=1.0, fmt="xlsx", rows=12, seed=4)
    simulate(right, period="2026-09", offices=1, error_rate=0.0, fmt="xlsx", rows=12, seed=4)
    for revised in wrong.glob("*_rev*"):
        revised.unlink()
    settings, places = Settings(home=tmp_path / "home", workers=1), (str(wrong), str(right))
    first = take_in(settings, Request(places), with_prefect=False)
    before, states = _events(settings.home), _states(settings.home)
    assert first.endings["published"] == 1
    not_accepted = {i for i, state in states.items() if state not in {"PUBLISHED", "SUPERSEDED", "DUPLICATE"}}
    assert not_accepted

    other_month = take_in(settings, Request(places, "2026-08"), with_prefect=False)
    assert sum(other_month.endings.values()) == 0
    assert _events(settings.home) == before

    again = take_in(settings, Request(places, "2026-09"), with_prefect=False)
    assert again.new == sum(again.rows_loaded.values()) == 0
    assert _states(settings.home) == states
    new = _events(settings.home)[len(before) :]
    whys = {why for submission, why in new if submission not in not_accepted} - {None}
    # A correction that follows what is judged again is looked at with it.
    assert whys - {"nothing is open", BY_POLICY} <= {ORDER_CHANGED}
    assert {submission for submission, why in new if why == "back-fill of 2026-09"} == not_accepted & _of_the_month(
        settings.home
    )


def test_a_run_by_hand_takes_everything_at_once_unless_it_is_told_to_let_files_settle(tmp_path: Path):
    folder = tmp_path / "kiriman"
    folder.mkdir()
    (folder / "baru.xlsx").write_bytes(b"")
    settings = Settings(home=tmp_path / "home", workers=1)
    waiting = take_in(settings, Request((str(folder),), settle_seconds=60), with_prefect=False)
    assert (waiting.files, [one.needs_attention for one in waiting.passed_over]) == (0, [False])
    assert take_in(settings, Request((str(folder),)), with_prefect=False).files == 1


def test_who_is_at_work_is_said_at_once_or_after_the_time_to_wait(tmp_path: Path):
    settings = Settings(home=tmp_path / "home", workers=1)
    with run_lock(Home(settings.home).prepare()), pytest.raises(LockHeld, match=r"process \d+ .* holds"):
        take_in(settings, Request((str(tmp_path),), wait_seconds=0.2), with_prefect=False)


def _states(home: Path) -> dict[str, str]:
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger:
        return dict(ledger.execute("select id, state from submission"))


def _of_the_month(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger:
        return {key for (key,) in ledger.execute("select id from submission where periode = '2026-09'")}


def _events(home: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(home / "ledger.sqlite")) as ledger:
        return list(ledger.execute("select submission_id, reason from event order by id"))
