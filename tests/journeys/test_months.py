"""Months of a practice nation: files come month by month, people decide meanwhile, and all of it is as told.

The whole pipeline runs with reader and judge in this process and without Great Expectations (see ``test_nation`` for
both); decisions go the way of ``lumbung decide``.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import duckdb
import pytest

from flows.deciding import Action, Wish, decide
from flows.pipeline import run_pipeline
from flows.publishing import publish_now
from flows.settings import Settings
from flows.simulate import simulate
from flows.simulate.seasons import months_until
from flows.stages import PlainStages
from sources.places import place_for
from tests.journeys.test_order import open_here
from tests.practice import ended
from warehouse.ledger import Ledger, Submission, findings_of, list_submissions

LAST = "2026-10"
pytestmark = pytest.mark.timeout(3000)
"""Half a year of the nation is made and taken in before the first of them."""

QUARTER = {"months": 3, "offices": 9, "error_rate": 0.6, "rows": 45, "seed": 9}
HALF = {"months": 6, "offices": 12, "error_rate": 0.5, "rows": 45, "seed": 3}
NATION = {"months": 6, "offices": 612, "error_rate": 0.08, "rows": 60, "seed": 3}
_ACTIONS = {"KONFIRMASI": "confirm", "PERBAIKI": "waive"}
SIZES = {"quarter": QUARTER, "half": HALF, "nation": NATION}


@dataclass(frozen=True)
class HalfYear:
    """What was sent, what should come of it, and what came of it."""

    truth: Mapping[str, Any]
    home: Path
    submissions: list[Submission]
    """In the end."""
    undecided: dict[str, str]
    """File → state right before people decided on it, for files that waited."""
    findings: list[dict[str, Any]]


@pytest.fixture(scope="module", params=[pytest.param(n, marks=pytest.mark.full) for n in SIZES])
def half_year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> HalfYear:
    root = tmp_path_factory.mktemp("setengah-tahun")
    options: dict[str, Any] = SIZES[request.param]
    ends = ends_of_months(options["months"])
    simulate(root / "kiriman", period=LAST, **options)
    truth = json.loads((root / "truth.json").read_text())
    settings = Settings(home=root / "home", min_free_mb=0)
    files = sorted((root / "kiriman").iterdir(), key=lambda p: p.stat().st_mtime_ns)
    decisions: list[dict[str, Any]] = list(truth["decisions"])
    undecided: dict[str, str] = {}
    for number, now in enumerate(ends, start=1):
        place = root / f"bulan-{number}"
        place.mkdir()
        for file in [f for f in files if f.stat().st_mtime <= now.timestamp()]:
            shutil.copy2(file, place / file.name)
            files.remove(file)
        take_in(settings, number, place, now)
        due = [d for d in decisions if moment(d["at"]) <= now]
        decisions = decisions[len(due) :]
        undecided |= play(settings, due)
    assert (files, decisions) == ([], [])
    publish_now(settings, ends[-1])
    with Ledger.look(root / "home/ledger.sqlite").read() as tx:
        found = list_submissions(tx)
        return HalfYear(truth, root / "home", found, undecided, findings_of(tx).to_pylist())


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def ends_of_months(months: int) -> list[datetime]:
    """When the files of a month, and most of what is sent again, are in: at the end of the month after it."""
    after = list(months_until("2026-12", months))
    return [datetime.combine(date.fromisoformat(f"{month}-01"), datetime.min.time(), UTC) for month in after]


def take_in(settings: Settings, number: int, place: Path, now: datetime) -> None:
    """One run; what analysts and operators get is written once, at the end."""
    nothing_new, no_report = SimpleNamespace(is_new=False), SimpleNamespace(index=None, problem=None)
    with (
        patch("flows.pipeline.publish_release", lambda _: nothing_new),
        patch("flows.pipeline.report_of_run", lambda _: no_report),
        open_here(settings, number, now) as run,
        PlainStages(1) as stages,
    ):
        run_pipeline(run, [place_for(str(place), now=now)], stages, lambda _done, _all: None)


def play(settings: Settings, decisions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Carry decisions out in order of time; the states of their files before the first of them."""
    with Ledger.look(settings.home / "ledger.sqlite").read() as tx:
        by_file = {s.file: s for s in list_submissions(tx)}
        findings = findings_of(tx, [by_file[d["file"]].id for d in decisions]).to_pylist()
    open_: defaultdict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for f in findings:
        open_[f["submission_id"], _ACTIONS.get(f["severity"], "")].add((f["rule"], f["sheet"], f["cell"]))
    # What one person says of one file in one moment is one command: with --all where that is all of it.
    for (_, file, action, by), said in groupby(decisions, lambda d: (d["at"], d["file"], d["action"], d["by"])):
        some, key = list(said), by_file[file].id
        until = date.fromisoformat(some[0]["until"]) if some[0]["until"] else None
        if some[0]["rule"]:
            assert {(d["rule"], d["sheet"], d["cell"]) for d in some} == open_[key, action]
        every = bool(some[0]["rule"])
        wish = Wish(key, Action(action), some[0]["reason"], by, every=every, until=until)
        decide(settings, wish, now=moment(some[0]["at"]))
    return {one["file"]: ended(by_file[one["file"]]) for one in decisions}


def test_the_months_hold_what_offices_do(half_year: HalfYear):
    said = {(f["expect"], f["decided"]) for f in half_year.truth["files"].values()}
    assert said >= {
        ("published", "published"), ("returned", "returned"), ("returned", "published"), ("rejected", "rejected"),
        ("needs_confirmation", "published"), ("needs_confirmation", "superseded"),
        ("needs_confirmation", "needs_confirmation"), ("published", "withdrawn"), ("superseded", "published"),
    }  # fmt: skip
    assert {d["action"] for d in half_year.truth["decisions"]} == {"confirm", "waive", "approve", "withdraw"}
    assert half_year.truth["carried_over"] > 0


def test_before_anybody_decides_a_file_waits_for_what_the_truth_says(half_year: HalfYear):
    wanted = {name: half_year.truth["files"][name]["expect"] for name in half_year.undecided}
    assert {*half_year.undecided.values()} >= {"needs_confirmation", "returned"}
    # What was carried over is answered already; nobody but the approver is waited for.
    found = {n: s for n, s in half_year.undecided.items() if s != "in_review"}
    assert found == {n: s for n, s in wanted.items() if n in found}


def test_every_file_ends_where_decisions_bring_it(half_year: HalfYear):
    found = {s.file: ended(s) for s in half_year.submissions}
    assert found == {name: said["decided"] for name, said in half_year.truth["files"].items()}


def test_every_planted_mistake_is_found_at_its_cell_and_nothing_else_is(half_year: HalfYear):
    name = {s.id: s.file for s in half_year.submissions}
    repeated = {s.file for s in half_year.submissions if s.duplicate_of is not None}
    found = Counter((name[f["submission_id"]], f["sheet"], f["cell"], f["rule"]) for f in half_year.findings)
    planted = Counter(
        (e["file"], e["sheet"], e["cell"], e["rule"]) for e in half_year.truth["errors"] if e["file"] not in repeated
    )
    assert planted.total() > 60
    assert (found - planted, planted - found) == (Counter(), Counter())


def test_answers_are_carried_over_where_the_value_stands_and_fall_where_it_changed(half_year: HalfYear):
    given = Counter(d["file"] for d in half_year.truth["decisions"] if d["rule"])
    name = {s.id: s.file for s in half_year.submissions}
    answered = Counter(name[f["submission_id"]] for f in half_year.findings if f["status"] != "open")
    assert sum(n for file, n in answered.items() if file not in given) == half_year.truth["carried_over"]
    asked = {name[f["submission_id"]] for f in half_year.findings if f["severity"] == "KONFIRMASI"}
    fallen = {
        n for n in asked if n.endswith("_tambahan.xlsx") and half_year.truth["files"][n]["decided"] != "published"
    }
    assert fallen
    still = Counter(
        name[f["submission_id"]] for f in half_year.findings if f["severity"] == "KONFIRMASI" and f["status"] == "open"
    )
    assert {n: still[n] for n in fallen} == dict.fromkeys(fallen, 1)


def test_published_totals_equal_the_truth_month_by_month(half_year: HalfYear):
    con = duckdb.connect(half_year.home / "published/current/lumbung.duckdb", read_only=True)
    compared = 0
    for dataset, months in half_year.truth["totals_decided"].items():
        names = [n for n in next(iter(months.values())) if n != "rows"]
        sums = ", ".join(f"coalesce(sum({n}), 0)" for n in names)
        rows = con.execute(f"select periode, count(*), {sums} from core.{dataset} group by periode").fetchall()
        found = {
            period: {"rows": n, **dict(zip(names, map(Decimal, values), strict=True))} for period, n, *values in rows
        }
        wanted = {p: {k: Decimal(v) for k, v in one.items()} for p, one in months.items() if one["rows"]}
        assert found == wanted, dataset
        compared += len(found) * len(names)
    assert compared > 50


def test_the_share_of_offices_that_are_right_the_first_time(half_year: HalfYear):
    whose = {name: (said["office"], said["period"]) for name, said in half_year.truth["files"].items()}
    first: dict[tuple[str, str], Submission] = {}
    for one in sorted(half_year.submissions, key=lambda s: s.received_at):
        first.setdefault(whose[one.file], one)
    # A waived report was returned at first: what it was judged then is the event's matter, not the present verdict's.
    waived = {d["file"] for d in half_year.truth["decisions"] if d["action"] == "waive"}
    right, asked = Counter[str](), Counter[str]()
    for (_, period), one in first.items():
        asked[period] += 1
        right[period] += one.verdict == "accepted" and one.file not in waived
    rates = {period: round(right[period] / n, 6) for period, n in asked.items()}
    assert rates == half_year.truth["rates"]["first_time_right"]
    assert all(0 < rate < 1 for rate in rates.values())
