"""What people decide on a report is written down, carried out, and held to its guards."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from sources.errors import UsageError
from sources.home import Home
from tests.flows.decided import DEAR, UNKNOWN, Desk
from tests.journeys.test_order import SOLD
from tests.practice import NOW
from warehouse.ledger import ForbiddenTransitionError
from warehouse.run_lock import run_lock

UNTIL = date(2026, 12, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_clean_report_approves_itself_by_policy(desk: Desk):
    desk.send("bersih")
    assert desk.run().endings["published"] == 1
    assert [step for step, _ in desk.steps("bersih")] == [
        "RECEIVED", "PARSED", "VALIDATED", "IN_REVIEW", "APPROVED", "PUBLISHED",
    ]  # fmt: skip


@pytest.mark.full
def test_without_the_policy_somebody_has_to_look_at_it(desk: Desk):
    desk.settings_["approve_clean"] = False
    desk.send("bersih")
    assert desk.run().endings["in_review"] == 1
    assert desk.sold() == []
    assert desk.decide("bersih", "approve", "Sari").state == "PUBLISHED"


def test_a_question_waits_for_a_reason_and_then_for_another_person(desk: Desk):
    desk.send("mahal", DEAR)
    summary = desk.run()
    assert (summary.endings["needs_confirmation"], summary.endings["published"]) == (1, 0)
    assert desk.sold() == []
    with pytest.raises(ForbiddenTransitionError, match="while findings are open: 1 KONFIRMASI"):
        desk.decide("mahal", "approve", "Sari")
    with pytest.raises(UsageError, match="--all"):
        desk.decide("mahal", "confirm", "Sari")
    answered = desk.decide("mahal", "confirm", "Sari", "ada potongan harga", every=True)
    assert (answered.state, dict(answered.open)) == ("IN_REVIEW", {})
    with pytest.raises(ForbiddenTransitionError, match="answered for its findings"):
        desk.decide("mahal", "approve", " sari ")
    assert desk.decide("mahal", "approve", "Budi").state == "PUBLISHED"
    desk.run()
    assert desk.sold() == [2_500_000]
    assert desk.steps("mahal")[-3:] == [("IN_REVIEW", "Sari"), ("APPROVED", "Budi"), ("PUBLISHED", "lumbung")]


@pytest.mark.full
def test_a_reason_carries_over_while_the_value_stands_and_falls_with_it(desk: Desk):
    desk.send("satu", DEAR)
    desk.run()
    desk.decide("satu", "confirm", "Sari", "Ada potongan  harga", every=True)
    desk.decide("satu", "approve", "Budi")
    desk.send("dua", DEAR, day=1, stock=90)
    desk.run()
    assert (desk["dua"].state, desk["satu"].state) == ("IN_REVIEW", "PUBLISHED")
    told = desk.ask(
        "select submission_id, alasan, alasan_bebas, dibawa_dari from meta.alasan order by dibawa_dari nulls first"
    )
    one, other = desk["satu"].id, desk["dua"].id
    assert told == [(one, "Ada potongan harga", False, None), (other, "Ada potongan harga", False, one)]
    assert desk.ask("select n_konfirmasi, n_pengecualian from core.submission") == [(1, 0)]
    desk.send("tiga", DEAR | {"omzet_rp": 2_600_000, "modal_rp": 900_000}, day=2)
    desk.run()
    assert desk["tiga"].state == "NEEDS_CONFIRMATION"


def test_a_waiver_takes_two_people_and_an_end(desk: Desk):
    desk.send("salah", SOLD, UNKNOWN)
    assert desk.run().endings["returned"] == 1
    with pytest.raises(UsageError, match="--until"):
        desk.decide("salah", "waive", "Sari", every=True)
    asked = desk.decide("salah", "waive", "Sari", every=True, until=UNTIL)
    assert (dict(asked.kinds), asked.state) == ({"waive_request": 1}, "RETURNED")
    with pytest.raises(UsageError, match="somebody else has to grant"):
        desk.decide("salah", "waive", "SARI", every=True)
    granted = desk.decide("salah", "waive", "Budi", every=True)
    assert (dict(granted.kinds), granted.state) == ({"waive_approve": 1}, "IN_REVIEW")
    assert desk.decide("salah", "approve", "Tono").state == "PUBLISHED"
    desk.run()
    assert desk.sold() == [250_000, 250_000]
    assert desk.ask("select n_konfirmasi, n_pengecualian from core.submission") == [(0, 1)]
    told = desk.ask("select rule, alasan, alasan_bebas, berlaku_sampai from meta.pengecualian")
    assert told == [("UMKM-K301", None, True, UNTIL)]  # what people write freely may name somebody


@pytest.mark.full
def test_a_waived_finding_no_longer_returns_a_later_attempt_until_the_waiver_ends(desk: Desk):
    desk.send("salah", SOLD, UNKNOWN)
    desk.run()
    for who in ("Sari", "Budi"):
        desk.decide("salah", "waive", who, every=True, until=UNTIL)
    desk.send("lagi", SOLD, UNKNOWN, day=1, stock=90)
    desk.run()
    assert desk["lagi"].state == "IN_REVIEW"
    desk.run(NOW.replace(month=12, day=31))
    assert desk["lagi"].state == "IN_REVIEW"
    desk.run(NOW.replace(month=12, day=31) + timedelta(days=1))
    assert desk["lagi"].state == "RETURNED"


@pytest.mark.full
def test_withdrawing_brings_the_predecessor_back_and_stands_until_taken_back(desk: Desk):
    desk.send("satu")
    desk.send("dua", SOLD | {"volume": 20, "omzet_rp": 500_000, "modal_rp": 330_000}, day=1)
    desk.run()
    assert desk.sold() == [500_000]
    assert desk.decide("dua", "withdraw", "Sari", "salah bulan").state == "WITHDRAWN"
    desk.run()
    assert (desk.sold(), desk["satu"].state) == ([250_000], "PUBLISHED")
    assert desk.decide("dua", "approve", "Budi", "ternyata benar").state == "PUBLISHED"
    desk.run()
    assert (desk.sold(), desk["satu"].state) == ([500_000], "SUPERSEDED")


@pytest.mark.full
def test_what_a_person_returned_stays_returned_when_judged_again(desk: Desk):
    desk.settings_["approve_clean"] = False
    desk.send("satu", day=2)
    desk.run()
    with pytest.raises(UsageError, match="reason"):
        desk.decide("satu", "return", "Sari", "  ")
    assert desk.decide("satu", "return", "Sari", "angkanya tidak masuk akal").state == "RETURNED"
    desk.settings_["approve_clean"] = True
    desk.send("nol", SOLD | {"volume": 20, "omzet_rp": 500_000, "modal_rp": 330_000})
    desk.run()
    assert (desk["satu"].state, desk["nol"].state) == ("RETURNED", "PUBLISHED")


@pytest.mark.full
def test_an_approval_holds_when_judged_again_with_the_same_findings(desk: Desk):
    desk.send("satu", DEAR, day=2)
    desk.run()
    desk.decide("satu", "confirm", "Sari", every=True)
    desk.decide("satu", "approve", "Budi")
    desk.send("nol")
    desk.run()
    assert ("PARSED", "lumbung") in desk.steps("satu")[5:]
    assert (desk["satu"].state, desk["nol"].state) == ("PUBLISHED", "SUPERSEDED")


def test_while_a_run_is_under_way_the_decision_is_written_and_carried_out_later(desk: Desk):
    desk.send("mahal", DEAR)
    desk.run()
    desk.decide("mahal", "confirm", "Sari", every=True)
    with run_lock(Home(desk.settings.home)):
        decided = desk.decide("mahal", "approve", "Budi")
    assert (decided.state, decided.waits_for_run) == ("APPROVED", True)
    assert desk.run().endings["published"] == 1
    assert desk.sold() == [2_500_000]


@pytest.mark.full
def test_approved_rows_that_are_gone_are_read_again_and_keep_their_approval(desk: Desk):
    import shutil

    desk.send("mahal", DEAR)
    desk.run()
    desk.decide("mahal", "confirm", "Sari", every=True)
    shutil.rmtree(desk.settings.home / "accepted")
    (desk.settings.home / "accepted").mkdir()
    assert desk.decide("mahal", "approve", "Budi").waits_for_run
    desk.run()
    assert (desk["mahal"].state, desk.sold()) == ("PUBLISHED", [2_500_000])


def test_a_missing_rule_run_blocks_approval(desk: Desk):
    desk.settings_["approve_clean"] = False
    desk.send("satu")
    desk.run()
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.settings.home / "ledger.sqlite")) as plain, plain:
        plain.execute("delete from rule_run where rule = 'UMKM-K305'")
    with pytest.raises(ForbiddenTransitionError, match=r"1 rules have not run on it \(UMKM-K305"):
        desk.decide("satu", "approve", "Sari")


@pytest.mark.full
def test_what_waited_for_a_report_is_judged_again_once_people_have_published_it(desk: Desk):
    desk.send("mahal", DEAR)
    desk.send_sales("susulan", day=1)
    desk.run()
    desk.decide("mahal", "confirm", "Sari", every=True)
    desk.decide("mahal", "approve", "Budi")
    skipped = "select count(*) from meta.rule_run where why like 'Menunggu data%' and rule = 'UMKM-K301'"
    assert desk.ask(skipped) == [(1,)]
    desk.run()
    assert desk.ask(skipped) == [(0,)]
    events = desk.count_events()
    desk.run()
    assert desk.count_events() == events  # and once is enough
