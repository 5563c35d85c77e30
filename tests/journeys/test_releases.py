"""From the ingest to a release that is cited, as a user types it; a gap between the stores, and the doctor's mend."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.cli.app import main
from sources.home import Home
from tests.practice import Nation, take_in


@pytest.fixture
def home(nation: Nation, tmp_path: Path) -> Home:
    """A copy of the practice nation's home: what is done to it is nobody else's."""
    shutil.copytree(nation.home, tmp_path / "home", symlinks=True)
    (tmp_path / "home").chmod(0o700)
    return Home(tmp_path / "home")


def answer(capsys: pytest.CaptureFixture[str], home: Home, *words: str) -> Any:
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(home.root), "--now", "2026-11-24T04:00:00Z", *words, "--json"])
    assert ended.value.code in {0, 1, None}
    return json.loads(capsys.readouterr().out)


def test_a_release_is_published_to_be_cited_listed_and_queried(capsys, home: Home):
    first = answer(capsys, home, "publish", "--title", "Uji coba", "--by", "Tim data")
    assert first.pop("questions") > 0
    assert first == {
        "release": "2026-11-24.1", "path": str(home.published / "2026-11-24.1"), "is_new": True, "kept": True,
        "since": None, "open": str(home.published / "2026-11-24.1/terbuka"),
    }  # fmt: skip
    again = answer(capsys, home, "publish")
    assert (again["release"], again["is_new"]) == ("2026-11-24.1", False)
    listed = answer(capsys, home, "releases")
    assert [(r["release"], r["kept"], r["current"], r["title"], r["by"]) for r in listed[:1]] == [
        ("2026-11-24.1", True, True, "Uji coba", "Tim data")
    ]
    assert [r["kept"] for r in listed[1:]] == [False]
    assert listed[0]["rows"] == listed[1]["rows"] > 0
    asked = answer(capsys, home, "query", "select release from meta.release where dikutip")
    assert asked["rows"] == [["2026-11-24.1"]]


def test_a_gap_between_the_stores_is_named_and_closed_as_the_doctor_says(capsys, home: Home, tmp_path: Path):
    def doctor() -> dict[str, dict[str, object]]:
        return {c["check"]: c for c in answer(capsys, home, "doctor")}

    assert doctor()["ledger and warehouse"]["ok"]
    with duckdb.connect(home.warehouse) as con:
        con.execute("delete from core.publikasi where dataset = 'panen'")
    found = doctor()["ledger and warehouse"]
    assert "in force in the ledger are not in the warehouse" in str(found["found"])
    assert "lumbung ingest" in str(found["fix"])
    (tmp_path / "kosong").mkdir()
    take_in(home.root, tmp_path / "kosong")
    after = doctor()
    assert [after[check]["ok"] for check in ("ledger and warehouse", "current release", "leftovers")] == [True] * 3


def test_the_data_docs_of_a_run_count_every_judgement(nation: Nation):
    docs = Home(nation.home).reports / nation.summary.run_id / "data-docs"
    text = " ".join(re.sub(r"<[^>]+>", " ", (docs / "pengiriman.html").read_text()).split())
    endings = ("published", "superseded", "needs_confirmation", "in_review", "returned", "rejected")
    judged = sum(nation.summary.endings[e] for e in endings) + nation.summary.caught_up
    assert nation.summary.caught_up
    seen = re.search(r"Must have exactly (\d+) rows", text)
    assert seen is not None
    assert int(seen[1]) == judged
