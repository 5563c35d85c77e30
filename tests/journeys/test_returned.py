"""Returned, mended in the coloured cells as "Perbaikan" says, sent back: accepted, and known as the next attempt."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.simulate import simulate
from tests.journeys.returned import returned, send_back
from tests.practice import NOW, Nation, take_in
from warehouse.ledger import Ledger, Submission, list_submissions
from warehouse.ledger.predecessors import record_predecessors


def _mended(home: Path, wrong: list[Submission], truth: dict[str, Any], place: Path) -> list[Submission]:
    """What became of the files that were sent back, in the order of those that were returned."""
    place.mkdir()
    for number, one in enumerate(wrong):
        send_back(home, one, truth, place / f"kembali {number:03d}.xlsx", NOW - timedelta(hours=1))
    take_in(home, place)
    with Ledger.look(home / "ledger.sqlite").read() as tx:
        found = [s for s in list_submissions(tx) if s.file.startswith("kembali")]
    return sorted(found, key=lambda s: s.file)


def _check(wrong: list[Submission], mended: list[Submission]) -> None:
    assert [(s.office, s.period, s.predecessor) for s in mended] == [(s.office, s.period, s.id) for s in wrong]
    assert {s.file: (s.verdict, dict(s.findings)) for s in mended if s.verdict != "accepted"} == {}


def test_mended_as_the_list_says_it_is_accepted(nation: Nation, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(nation.home, home, symlinks=True)
    waiting = returned(home)
    books = [s for s in waiting if s.file.endswith(".xlsx")]
    texts = [s for s in waiting if s.file.endswith(".csv")]
    assert len(books) > 3
    assert texts
    wrong = [*books[:3], texts[0]]
    mended = _mended(home, wrong, nation.truth, tmp_path / "kembali")
    _check(wrong, mended)
    _claims_of_strangers_change_nothing(home, mended[0], books[-1])


def _claims_of_strangers_change_nothing(home: Path, mended: Submission, other: Submission) -> None:
    with Ledger.open(home / "ledger.sqlite").begin() as tx:
        own = mended.predecessor
        assert own is not None
        assert record_predecessors(tx, {mended.id: "S" + "0" * 16}) == {}
        assert record_predecessors(tx, {mended.id: other.id}) == {}
        assert record_predecessors(tx, {own: mended.id}) == {}
        assert record_predecessors(tx, {mended.id: mended.id}) == {}
        assert record_predecessors(tx, {mended.id: own}) == {mended.id: own}


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_fifty_returned_ones_are_accepted(tmp_path: Path) -> None:
    files, home = tmp_path / "kiriman", tmp_path / "home"
    simulate(files, period="2026-10", offices=140, error_rate=0.8, rows=60, seed=11)
    truth = json.loads((tmp_path / "truth.json").read_text())
    take_in(home, files)
    wrong = returned(home)[:50]
    assert len(wrong) == 50
    _check(wrong, _mended(home, wrong, truth, tmp_path / "kembali"))
