"""Obligations, case by case: in time, late, nil, excepted; and what must not change them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.errors import UsageError
from tests.warehouse.obligation_made import PERIOD, TERMS, Post, jakarta, register
from warehouse.ledger.exceptions import ExceptionKind, ObligationException, exceptions_of, record_exception
from warehouse.obligation_states import ObligationState
from warehouse.obligations import load_register, obligations, obligations_to_publish
from warehouse.terms import Terms

ON_TIME, IN_GRACE, LATE = jakarta("2026-11-02 09:00"), jakarta("2026-11-07 09:00"), jakarta("2026-11-12 09:00")


@pytest.fixture
def post(ledger) -> Post:
    return Post(ledger)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-10-20 10:00", "DIHARAPKAN"),
        ("2026-11-05 23:59", "DIHARAPKAN"),
        ("2026-11-06 00:00", "JATUH_TEMPO"),
        ("2026-11-08 23:59", "JATUH_TEMPO"),
        ("2026-11-09 00:00", "TERLAMBAT"),
    ],
)
def test_the_clock_in_jakarta_moves_what_nothing_came_for(post: Post, now: str, state: str):
    row = post.harvest(now)
    assert (row["state"], row["due"], row["grace_until"]) == (state, date(2026, 11, 5), date(2026, 11, 8))
    assert (row["received_at"], row["on_time"], row["last_attempt"], row["exception"]) == (None,) * 4


@pytest.mark.parametrize(
    ("received", "state", "on_time"),
    [
        (ON_TIME, "TERPENUHI", True),
        (jakarta("2026-11-05 23:59"), "TERPENUHI", True),
        (jakarta("2026-11-06 00:00"), "TERPENUHI_TERLAMBAT", False),
        (IN_GRACE, "TERPENUHI_TERLAMBAT", False),
        (LATE, "TERPENUHI_TERLAMBAT", False),
    ],
)
def test_late_is_judged_by_arrival(post: Post, received: datetime, state: str, on_time: bool):
    key = post.send(received, "PUBLISHED")
    row = post.harvest()
    assert (row["state"], row["on_time"], row["submission_id"]) == (state, on_time, key)
    assert row["received_at"].replace(tzinfo=UTC) == received


def test_corrected_later_stays_on_time(post: Post):
    first = post.send(ON_TIME, "SUPERSEDED", "superseded")
    second = post.send(LATE, "PUBLISHED")
    row = post.harvest()
    assert (row["state"], row["submission_id"], row["in_force_id"]) == ("TERPENUHI", first, second)


def test_an_earlier_attempt_that_turns_up_later_counts_by_its_arrival(post: Post):
    post.send(LATE, "PUBLISHED")
    assert post.harvest()["state"] == "TERPENUHI_TERLAMBAT"
    post.send(ON_TIME, "SUPERSEDED", "superseded")
    assert post.harvest()["state"] == "TERPENUHI"


def test_returned_then_mended_counts_from_the_mended_one(post: Post):
    returned = post.send(ON_TIME, "RETURNED", "none")
    row = post.harvest()
    assert (row["state"], row["last_attempt"], row["last_attempt_state"]) == ("TERLAMBAT", returned, "RETURNED")
    mended = post.send(LATE, "PUBLISHED")
    row = post.harvest()
    assert (row["state"], row["submission_id"]) == ("TERPENUHI_TERLAMBAT", mended)


def test_a_file_in_which_nothing_could_be_read_is_told_for_every_dataset(post: Post):
    post.send(ON_TIME, "REJECTED", None)
    post.send(LATE, "DUPLICATE", None)
    owed = post.owed("2026-11-24 10:00")
    assert {owed["L", d]["last_attempt_state"] for d in ("panen", "kegiatan")} == {"REJECTED"}
    assert owed["B", "kegiatan"]["last_attempt_state"] is None


def test_a_returned_correction_leaves_the_published_one_standing(post: Post):
    first = post.send(ON_TIME, "PUBLISHED")
    post.send(LATE, "RETURNED", "none")
    row = post.harvest()
    assert (row["state"], row["in_force_id"], row["last_attempt_state"]) == ("TERPENUHI", first, "RETURNED")


def test_withdrawn_is_owed_again(post: Post):
    post.send(ON_TIME, "RETURNED", "none")
    post.send(LATE, "SUPERSEDED", "superseded")  # a part that was in force once, with nothing in force after it
    assert post.harvest()["state"] == "TERLAMBAT"


def test_nil_is_what_the_office_declares_and_never_inferred(post: Post):
    blank = post.send(ON_TIME, "PUBLISHED", rows=0)
    assert post.harvest()["state"] == "TERLAMBAT"
    post.supersede(blank)
    post.send(LATE, "PUBLISHED", rows=0, nihil=True)
    row = post.harvest()
    assert (row["state"], row["on_time"]) == ("NIHIL_DIKONFIRMASI", False)


def test_exempt_and_revoked(post: Post):
    post.decide("exempt")
    row = post.harvest()
    assert (row["state"], row["exception"], row["reason"], row["actor"]) == ("DIKECUALIKAN", "exempt", "banjir", "Siti")
    post.decide("revoked")
    row = post.harvest()
    assert (row["state"], row["exception"], row["reason"]) == ("TERLAMBAT", None, None)


def test_an_exception_for_all_datasets_and_one_for_one_of_them(post: Post):
    post.decide("exempt", dataset=None)
    post.decide("revoked", dataset="kegiatan")
    owed = post.owed("2026-11-24 10:00")
    assert [owed["L", d]["state"] for d in ("panen", "kegiatan")] == ["DIKECUALIKAN", "TERLAMBAT"]
    assert owed["W", "panen"]["state"] == "TERLAMBAT"
    post.decide("revoked", dataset=None)
    assert post.harvest()["state"] == "TERLAMBAT"


def test_reopening_moves_the_due_day(post: Post):
    post.decide("reopened", until=date(2026, 11, 20))
    row = post.harvest("2026-11-20 23:00")
    assert (row["state"], row["due"], row["grace_until"]) == ("DIHARAPKAN", date(2026, 11, 20), date(2026, 11, 20))
    assert post.harvest("2026-11-21 00:00")["state"] == "TERLAMBAT"
    post.send(LATE, "PUBLISHED")
    assert (post.harvest()["state"], post.harvest()["on_time"]) == ("TERPENUHI", True)


def test_reopening_never_shortens_what_an_office_had_anyway(post: Post):
    post.decide("reopened", until=date(2026, 11, 3))
    row = post.harvest("2026-11-08 10:00")
    assert (row["state"], row["due"], row["grace_until"]) == ("JATUH_TEMPO", date(2026, 11, 5), date(2026, 11, 8))


def test_closed_is_missing_until_something_comes_after_all(post: Post):
    post.decide("closed")
    assert post.harvest()["state"] == "DITUTUP_KOSONG"
    post.send(LATE, "PUBLISHED")
    assert post.harvest()["state"] == "TERPENUHI_TERLAMBAT"


def test_what_is_owed_follows_kind_speciality_and_period(post: Post):
    assert list(post.owed("2026-11-24 10:00")) == [
        ("B", "kegiatan"), ("L", "panen"), ("L", "kegiatan"), ("W", "panen"), ("W", "kegiatan"),
    ]  # fmt: skip
    assert ("W", "panen") not in post.owed("2026-11-24 10:00", period="2026-11")
    post.send(ON_TIME, "PUBLISHED", office="B")  # a Bapas may send a harvest: it owes none all the same
    assert ("B", "panen") not in post.owed("2026-11-24 10:00")


def test_an_unrelated_report_changes_nothing(post: Post):
    before = post.harvest()
    post.send(ON_TIME, "PUBLISHED", office="W")
    post.send(ON_TIME, "PUBLISHED", dataset="kegiatan")
    post.send(ON_TIME, "PUBLISHED", period="2026-09")
    assert post.harvest() == before


def test_terms_across_the_turn_of_the_year():
    assert Terms(due_day=5).due("2026-12") == date(2027, 1, 5)
    moments = {"2027-01-04 23:00": "2026-11", "2027-01-05 00:00": "2026-12", "2026-11-24 10:00": "2026-10"}
    assert {text: TERMS.latest_due(jakarta(text)) for text in moments} == moments


def test_published_are_periods_in_use_up_to_the_newest_due(post: Post):
    def periods(now: str) -> set[str]:
        with post.ledger.read() as tx:
            table = obligations_to_publish(tx, register(), now=jakarta(now), terms=TERMS)
        return set(table["periode"].to_pylist())

    assert periods("2026-11-24 10:00") == set()
    post.send(ON_TIME, "PUBLISHED", period="2026-08")
    post.send(ON_TIME, "PUBLISHED", period="2026-11")
    post.send(ON_TIME, "RETURNED", "none", period="2016-10")
    assert periods("2026-11-24 10:00") == {"2026-08", "2026-10"}
    assert periods("2026-12-05 10:00") == {"2026-08", "2026-11"}


def test_exceptions_need_a_reason_and_someone_who_decides(ledger):
    good: dict[str, Any] = {"kode_upt": "L", "periode": PERIOD, "dataset": None, "kind": ExceptionKind.EXEMPT}
    more: dict[str, Any] = {"reason": "banjir", "actor": "Siti", "at": ON_TIME}
    wrong: list[dict[str, Any]] = [
        {"reason": " "}, {"actor": ""}, {"until": date(2026, 11, 20)}, {"kind": ExceptionKind.REOPENED},
    ]  # fmt: skip
    for change in wrong:
        with ledger.begin() as tx, pytest.raises(UsageError):
            record_exception(tx, ObligationException(**(good | more | change)))
    with ledger.begin() as tx:
        entry = ObligationException(**(good | more))
        assert record_exception(tx, entry) == 1
        assert exceptions_of(tx, [PERIOD]) == [(1, entry)]
        assert exceptions_of(tx, ["2026-09"]) == []


def test_the_real_register_asks_a_bapas_for_two_datasets(post: Post):
    with post.ledger.read() as tx:
        table = obligations(tx, load_register(), [PERIOD], now=LATE, terms=TERMS).to_pylist()
    owed = {r["dataset"] for r in table if r["kode_upt"] == "BP1-BANDA-ACEH"}
    assert owed == {"tenaga_kerja", "kegiatan"}
    assert len({r["kode_upt"] for r in table}) == 612
    assert {r["state"] for r in table} == {ObligationState.LATE}


_UNPUBLISHED = ("RECEIVED", "PARSED", "VALIDATED", "FAILED", "RETURNED", "REJECTED", "DUPLICATE")
_FIGURES = ("state", "due", "grace_until", "received_at", "on_time", "submission_id", "in_force_id", "exception")
_MOMENTS = st.sampled_from([ON_TIME, IN_GRACE, LATE])
_STEP = st.one_of(
    st.tuples(st.just("publish"), _MOMENTS, st.booleans()),
    st.tuples(st.just("attempt"), _MOMENTS, st.sampled_from(_UNPUBLISHED)),
    st.tuples(st.just("decide"), st.sampled_from(["exempt", "closed", "revoked"]), st.none()),
)


@given(steps=st.lists(_STEP, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_attempt_that_is_not_published_changes_no_obligation(tmp_path_factory, empty_ledger, steps):
    from warehouse.ledger import Ledger

    path = tmp_path_factory.mktemp("steps") / "ledger.sqlite"
    path.write_bytes(empty_ledger)
    post, in_force = Post(Ledger.open(path)), None
    for what, value, more in steps:
        before = post.owed("2026-11-24 10:00")
        if what == "publish":
            if in_force is not None:
                post.supersede(in_force)
            in_force = post.send(value, "PUBLISHED", nihil=more)
            assert post.harvest()["in_force_id"] == in_force
            continue
        if what == "decide":
            post.decide(value)
            continue
        post.send(value, more, "none")
        after = post.owed("2026-11-24 10:00")
        assert len(after) == len(before) == 5
        assert [{n: r[n] for n in _FIGURES} for r in after.values()] == [
            {n: r[n] for n in _FIGURES} for r in before.values()
        ]
