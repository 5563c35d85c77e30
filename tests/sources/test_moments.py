"""Moments are kept in one form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.moments import EARLIEST, LATEST, from_nanoseconds, iso_utc

aware = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-3))]))


@given(aware, aware)
def test_written_moments_sort_as_time_does(one, other):
    assert (iso_utc(one) < iso_utc(other)) == (one < other)


@given(aware)
def test_the_written_form_reads_back_to_the_microsecond(moment):
    assert datetime.fromisoformat(iso_utc(moment)) == moment


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        iso_utc(datetime(2026, 11, 5))  # noqa: DTZ001


def test_file_times_are_cut_to_the_microsecond_and_to_the_calendar():
    assert from_nanoseconds(1_793_862_000_123_456_789) == datetime(2026, 11, 5, 7, 0, 0, 123456, tzinfo=UTC)
    assert from_nanoseconds(10**30) == LATEST
    assert from_nanoseconds(-(10**30)) == EARLIEST
