"""Points in time as Lumbung keeps them: aware, in UTC, to the microsecond."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

JAKARTA = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian Time, in which months begin and reports are due; it knows no summer time."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


def iso_utc(moment: datetime) -> str:
    """The one written form: ``2026-11-05T07:00:00.000000Z``, always 27 characters, so that text sorts as time does.

    Raises:
        ValueError: the moment has no time zone, so nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone: moments are kept in UTC")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_nanoseconds(since_epoch: int) -> datetime:
    """A file system's time (``st_mtime_ns``), cut to the microsecond.

    What no calendar of ours holds (before year 1, beyond 9999) becomes its nearest end.
    """
    try:
        return EPOCH + timedelta(microseconds=since_epoch // 1000)
    except OverflowError:
        return LATEST if since_epoch > 0 else EARLIEST


def jakarta_day(moment: datetime) -> date:
    """The day that it is in Jakarta."""
    return moment.astimezone(JAKARTA).date()
