"""Publishing: a new read-only release beside the old ones, then one symlink that changes.

Analysts open ``published/current`` and never meet a lock: the file is complete and on disk before anything points at
it, nobody writes to it afterwards, and a reader that is open keeps the release that it opened.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from sources.contract import Contracts
from sources.errors import TerminalError
from warehouse.changes import changes
from warehouse.changes_text import write_changes
from warehouse.checksums import write_checksums
from warehouse.dictionary import as_markdown, published_tables
from warehouse.durable import point, sync_folder, sync_tree
from warehouse.months import Prints, prints_of, read_prints, to_work_out
from warehouse.open_data import OPEN, Edition, write_open_data
from warehouse.parquet import TakenOver, write_parquet
from warehouse.records import Records
from warehouse.release import CURRENT, DATABASE, KEEP, building_folder, current_release, next_release, prune, releases
from warehouse.release_rows import history, release_table
from warehouse.schema import utc_now
from warehouse.skeleton import write_skeleton
from warehouse.snapshot import TARGET, Sources, attached, write_snapshot
from warehouse.sql_text import statement
from warehouse.taken_over import with_edges, write_months

BEFORE = "sebelumnya"
"""The name under which the previous release is attached."""


@dataclass(frozen=True, slots=True)
class Published:
    """The release that is current now."""

    release: str
    folder: Path
    is_new: bool
    """False where nothing had changed since it was published."""
    questions: int = 0
    """Findings of tier M in a new one: what whoever reviews the nation's figures should look at."""


def publish(  # noqa: PLR0913 (what a release is made of)
    con: duckdb.DuckDBPyConnection,
    published: Path,
    contracts: Contracts,
    records: Records,
    *,
    now: datetime | None = None,
    keep: int = KEEP,
) -> Published:
    """Publish what the warehouse holds, unless nothing has changed since the last release.

    Args:
        con: the open warehouse.
        published: the folder of releases (``home.published``).
        contracts: tables, comments, rules.
        records: submissions, findings and rule runs from the ledger.
        now: UTC without a zone; None takes the clock.
        keep: how many automatic releases stay.

    Raises:
        TerminalError: the previous release cannot be read, so nobody could say what changed.
    """
    published.mkdir(parents=True, exist_ok=True)
    before = current_release(published)
    with ExitStack() as stack:
        if before is not None:
            attach_earlier(con, published, before, stack)
        prints = prints_of(con, contracts, records, read_prints(published / before) if before else None)
        rows = history(con, BEFORE) if before else []
        if before is not None and rows and rows[-1]["sidik"] == prints.all:
            return Published(before, published / before, is_new=False)
        release = next_release(releases(published), now or utc_now())
        counts = con.execute(statement("jumlah_berlaku")).to_arrow_table().to_pylist()[0]
        rows.append(
            {
                "release": release,
                "diterbitkan_pada": now or utc_now(),
                "sebelumnya": before,
                "sidik": prints.all,
                "dikutip": False,
                **counts,
            }
        )
        building = building_folder(published, release)
        sources = Sources(contracts, records, release_table(rows))
        earlier = published / before if before else None
        written = _write(con, sources, prints, building, earlier)
        with attached(con, building / DATABASE, TARGET, read_only=True):
            changed = changes(con, contracts, TARGET, BEFORE if before else None, written.months)
            edition = Edition(release, rows[-1]["diterbitkan_pada"])
            write_open_data(con, TARGET, contracts, building / OPEN, edition)
    write_changes(building, changed, release, before)
    (building / "dictionary.md").write_text(as_markdown(contracts), encoding="utf-8")
    replace(prints, whole_bytes=written.whole_bytes).write(building)
    folder = put_in_place(published, building, release)
    prune(published, keep)
    return Published(release, folder, is_new=True, questions=written.questions)


@dataclass(frozen=True, slots=True)
class _Written:
    """What became of DuckDB file and Parquet.

    Attributes:
        questions: findings of tier M.
        whole_bytes: size of the DuckDB file when it was last written whole.
        months: those that were worked out; None: all.
    """

    questions: int
    whole_bytes: int
    months: frozenset[str] | None


def _write(
    con: duckdb.DuckDBPyConnection, sources: Sources, prints: Prints, building: Path, earlier: Path | None
) -> _Written:
    """DuckDB file and Parquet: whole, or what did not change taken over from an earlier release."""
    file, tables = building / DATABASE, published_tables(sources.contracts)
    months = to_work_out(prints, earlier) if earlier else None
    then = read_prints(earlier) if earlier else None
    if earlier is None or months is None or then is None:
        write_skeleton(file, sources.contracts)
        with attached(con, file, TARGET):
            questions = write_snapshot(con, sources)
            write_parquet(con, TARGET, tables, building / "parquet")
        return _Written(questions, file.stat().st_size, None)
    shutil.copyfile(earlier / DATABASE, file)
    with attached(con, file, TARGET):
        months = with_edges(con, sources.contracts, months)
        questions, changed = write_months(con, sources, months)
        write_parquet(con, TARGET, tables, building / "parquet", TakenOver(earlier / "parquet", changed))
    return _Written(questions, then.whole_bytes, months)


def put_in_place(published: Path, building: Path, release: str) -> Path:
    """Make a finished release current: summed up, on disk first, then under its name, then pointed at."""
    before = current_release(published)
    write_checksums(building, published / before if before else None)
    (building / DATABASE).chmod(0o444)
    sync_tree(building)
    folder = building.rename(published / release)
    sync_folder(published)
    point(published / CURRENT, release)
    return folder


def attach_earlier(con: duckdb.DuckDBPyConnection, published: Path, release: str, stack: ExitStack) -> None:
    """Attach a release to compare with, as :data:`BEFORE`, for as long as the stack lives.

    Raises:
        TerminalError: it cannot be read, so nobody could say what changed.
    """
    path = published / release / DATABASE
    try:
        stack.enter_context(attached(con, path, BEFORE, read_only=True))
    except duckdb.Error as error:
        raise TerminalError(
            f"{path}: the previous release cannot be read ({error}), so its changes cannot be told:"
            f" point {published / CURRENT} at a release that can be read, or remove that link, and publish again"
        ) from error
