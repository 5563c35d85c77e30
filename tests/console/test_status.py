"""``status`` and ``except`` as an operator meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.console.test_commands import run
from tests.warehouse.obligation_made import Post, jakarta
from warehouse.ledger import Ledger

GOLDEN = Path(__file__).parent / "golden"
NOW = ("--now", "2026-11-24T03:00:00Z")
DATASETS = ("produk", "produksi", "penjualan", "tenaga_kerja", "panen", "kegiatan")
BANTEN = ("LP1-TANGERANG", "LPP2A-TANGERANG", "RT1-TANGERANG")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Banten: one reports in time, one late and nil, one is returned; nobody else sends anything."""
    folder = tmp_path / "home"
    folder.mkdir()
    post = Post(Ledger.open(folder / "ledger.sqlite"))
    on_time, late = jakarta("2026-11-02 09:00"), jakarta("2026-11-12 09:00")
    for dataset in DATASETS:
        post.send(on_time, "PUBLISHED", office=BANTEN[0], dataset=dataset)
    post.send(late, "PUBLISHED", office=BANTEN[1], dataset="penjualan")
    post.send(late, "PUBLISHED", office=BANTEN[1], dataset="panen", rows=0, nihil=True)
    post.send(on_time, "RETURNED", "none", office=BANTEN[2], dataset="penjualan")
    return folder


def golden(name: str, text: str) -> None:
    """What the screen shows is what was looked at last (write the file anew, and look at the difference)."""
    path = GOLDEN / name
    assert text == path.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 100


def test_the_nation_on_the_screen(capsys, home: Path):
    code, out, _ = run(capsys, "--home", str(home), *NOW, "status")
    assert code == 0
    golden("status.txt", out)


def test_a_regional_office_on_the_screen(capsys, home: Path):
    code, out, _ = run(capsys, "--home", str(home), *NOW, "status", "--kanwil", "banten", "--period", "Oktober 2026")
    assert code == 0
    golden("status_kanwil.txt", out)


def test_a_state_as_a_list(capsys, home: Path):
    words = ("status", "--kanwil", "Banten", "--state", "terlambat")
    code, out, _ = run(capsys, "--home", str(home), *NOW, *words)
    assert code == 0
    golden("status_state.txt", out)


def test_status_as_json(capsys, home: Path):
    code, out, _ = run(capsys, "--home", str(home), *NOW, "status", "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) > 3000
    assert {r["period"] for r in rows} == {"2026-10"}
    found = {(r["office"], r["dataset"]): r for r in rows}
    in_time = found["LP1-TANGERANG", "panen"]
    assert (in_time["state"], in_time["kanwil"], in_time["due"]) == ("TERPENUHI", "Banten", "2026-11-05")
    assert in_time["received_at"] == "2026-11-02T02:00:00Z"
    assert found["LPP2A-TANGERANG", "panen"]["state"] == "NIHIL_DIKONFIRMASI"
    returned = found["RT1-TANGERANG", "penjualan"]
    assert (returned["state"], returned["last_attempt_state"], returned["received_at"]) == (
        "TERLAMBAT",
        "RETURNED",
        None,
    )


def test_a_month_for_which_nothing_came_is_told_by_the_clock(capsys, home: Path):
    for period, state in (("2026-11", "DIHARAPKAN"), ("2026-09", "TERLAMBAT")):
        _, out, _ = run(capsys, "--home", str(home), *NOW, "status", "--period", period, "--json")
        assert {r["state"] for r in json.loads(out)} == {state}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "--period", "kapan"), "no month"),
        (("status", "--kanwil", "Bantem"), "choose from Banten"),
        (("status", "--state", "LATE"), "choose from"),
        (("except", "LP2A-XX", "2026-10", "exempt"), "give its code"),
        (("except", "Tangerang", "2026-10", "exempt"), "LP1-TANGERANG"),
        (("except", "BP1-SERANG", "2026-10", "exempt", "--dataset", "panen"), "it owes tenaga_kerja, kegiatan"),
        (("except", "RT1-TANGERANG", "bulan", "exempt"), "no month"),
        (("except", "RT1-TANGERANG", "2026-10", "exemt"), "choose from exempt"),
        (("except", "RT1-TANGERANG", "2026-10", "reopen"), "--until"),
        (("except", "RT1-TANGERANG", "2026-10", "reopen", "--until", "besok"), "no day"),
        (("except", "RT1-TANGERANG", "2026-10", "reopen", "--until", "2026-11-05"), "give a later one"),
        (("except", "RT1-TANGERANG", "2026-10", "exempt", "--until", "2026-12-01"), "reopen only"),
        (("except", "RT1-TANGERANG", "2026-10", "revoke"), "no exception to revoke"),
        (("except", "LP1-TANGERANG", "2026-10", "close"), "has been reported"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_no_trace(capsys, home: Path, words: tuple[str, ...], said: str):
    more = ("--reason", "banjir", "--by", "Siti") if words[0] == "except" else ()
    code, out, err = run(capsys, "--home", str(home), *NOW, *words, *more)
    assert (code, out) == (2, "")
    assert said in err
    _, after, _ = run(capsys, "--home", str(home), *NOW, "status", "--json")
    assert {r["exception"] for r in json.loads(after)} == {None}


def test_exceptions_are_recorded_one_after_the_other(capsys, home: Path):
    def decide(*words: str) -> dict[str, str]:
        why = ("--reason", "banjir", "--by", "Siti", "--json")
        code, out, _ = run(capsys, "--home", str(home), *NOW, "except", "RT1-TANGERANG", "2026-10", *words, *why)
        assert code == 0
        return {r["dataset"]: r["state"] for r in json.loads(out)}

    assert decide("exempt", "--dataset", "panen") == {"panen": "DIKECUALIKAN"}
    assert set(decide("reopen", "--until", "2026-11-30").values()) == {"DIHARAPKAN"}
    assert decide("close", "--dataset", "panen") == {"panen": "DITUTUP_KOSONG"}
    assert set(decide("revoke").values()) == {"TERLAMBAT"}


def test_reopening_to_a_past_day_makes_a_late_report_one_in_time(capsys, home: Path):
    words = ("except", "LPP2A-TANGERANG", "2026-10", "reopen", "--until", "2026-11-12", "--dataset", "penjualan")
    code, out, _ = run(capsys, "--home", str(home), *NOW, *words, "--reason", "surel rusak", "--by", "Siti")
    assert code == 0
    assert "TERPENUHI_TERLAMBAT" in out
    assert "surel rusak (Siti)" in out
    _, out, _ = run(capsys, "--home", str(home), *NOW, "status", "--json", "--kanwil", "Banten")
    found = {(r["office"], r["dataset"]): r for r in json.loads(out)}["LPP2A-TANGERANG", "penjualan"]
    assert (found["state"], found["exception"], found["due"]) == ("TERPENUHI", "reopened", "2026-11-12")
