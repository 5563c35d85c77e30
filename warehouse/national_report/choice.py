"""Which release and which month a report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from checks.sql_text import text_of
from sources.errors import UsageError
from warehouse.release import DATABASE, citable_releases, current_database, releases

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Choice:
    """A month of a release.

    Attributes:
        database: The release's DuckDB file, not by way of ``current``: a release that comes meanwhile changes nothing.
        period: ``YYYY-MM``.
    """

    database: Path
    period: str

    @property
    def before(self) -> str:
        """The month before."""
        return earlier(self.period, 1)


def choose(published: Path, today: date, *, period: str | None = None, release: str | None = None) -> Choice:
    """Find the release and the month.

    Args:
        published: The folder of releases.
        today: In Jakarta; decides which months are due.
        period: ``YYYY-MM``; None: the latest month that is published and due.
        release: Its id; None: the current one.

    Raises:
        UsageError: nothing is published, or there is no such release or month; says which there are.
    """
    if period is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
        raise UsageError(f"{period!r} is no month: write YYYY-MM, for example 2026-10")
    database = _database(published, release)
    with reading(database) as con:
        months = con.execute(text_of(HERE / "sql/bulan_terbit.sql"), {"hari": today}).fetchall()
    known = [month for month, _ in months]
    if not known:
        raise UsageError(f"no report of any office is published in {database.parent.name}: run 'lumbung ingest FOLDER'")
    if period is None:
        due = [month for month, is_due in months if is_due]
        if not due:
            raise UsageError(f"no published month is due yet: name one, for example --period {known[-1]}")
        return Choice(database, due[-1])
    if period not in known:
        raise UsageError(
            f"nothing of {period} is published in {database.parent.name}, only {_spoken(known)}: name one of these "
            "with --period, or take reports of that month in with 'lumbung ingest FOLDER'"
        )
    return Choice(database, period)


@contextmanager
def reading(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release, opened read-only.

    Raises:
        UsageError: a table is missing, so the release was made by another version of Lumbung.
    """
    try:
        with duckdb.connect(database, read_only=True) as con:
            yield con
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise UsageError(
            f"the release {database.parent.name} lacks what the report needs ({str(error).splitlines()[0]}): it "
            "was made by an earlier version, or without one of the six datasets; publish anew with 'lumbung "
            "publish'"
        ) from error


def earlier(period: str, months: int) -> str:
    """The month so many months before another."""
    number = int(period[:4]) * 12 + int(period[5:]) - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _database(published: Path, release: str | None) -> Path:
    if release is None:
        return current_database(published).resolve()
    known = [*citable_releases(published), *releases(published)]
    if release not in known:
        there = ", ".join(known) or "none"
        raise UsageError(f"there is no release {release!r}: choose from {there} (lumbung releases)")
    return published / release / DATABASE


def _spoken(months: list[str]) -> str:
    return ", ".join(months) if len(months) <= 12 else f"{len(months)} months from {months[0]} to {months[-1]}"
