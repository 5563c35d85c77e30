"""A small practice nation, made and taken in once for all journeys that only look."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.ingest import ingest
from flows.settings import Settings
from flows.simulate import simulate
from flows.summary import Summary
from warehouse.ledger import State, Submission

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
OFFICES = 40
PERIOD = "2026-10"


@dataclass(frozen=True)
class Nation:
    """Submissions as offices sent them, what should come of them, and the home that took them in."""

    files: Path
    truth: dict[str, Any]
    home: Path
    summary: Summary


def take_in(home: Path, *places: Path) -> Summary:
    """Run the ingest once, without Prefect (whose own tests are in tests/flows)."""
    return ingest(Settings(home=home), [str(p) for p in places], now=NOW, with_prefect=False)


def ended(submission: Submission) -> str:
    """The state in the words of ``truth.json``: what was sent back stays so, whatever came after it."""
    if submission.state is State.CLOSED:
        return str(submission.verdict)
    return submission.state.value.lower()


def make_nation(root: Path) -> Nation:
    """Forty offices' month, half of it with planted errors: most kinds occur, some are mended and some are not yet."""
    files = root / "kiriman"
    simulate(files, period=PERIOD, offices=OFFICES, error_rate=0.5, rows=60, seed=11)
    truth = json.loads((root / "truth.json").read_text())
    home = root / "home"
    return Nation(files, truth, home, take_in(home, files))
