"""Publishing: a new read-only release beside the old ones, then one symlink that changes.

Analysts open ``published/current`` and never meet a lock: the file is complete and on disk before anything points at
it, nobody writes to it afterwards, and a reader that is open keeps the release that it opened.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sources.contract import Contracts
from sources.errors import TerminalError
from warehouse.catalog import catalog, fingerprint
from warehouse.changes import changes
from warehouse.changes_text import write_changes
from warehouse.checksums import write_checksums
from warehouse.dictionary import as_markdown, published_tables
from warehouse.durable import point, sync_folder, sync_tree
from warehouse.macro import macro_findings, macro_texts
from warehouse.open_data import OPEN, Edition, write_open_data
from warehouse.parquet import write_parquet
from warehouse.records import Records, rule_rows
from warehouse.relations import given
from warehouse.release import CURRENT, DATABASE, KEEP, building_folder, current_release, next_release, prune, releases
from warehouse.release_rows import history, release_table
from warehouse.schema import utc_now
from warehouse.snapshot import TARGET, Told, attached, write_snapshot
from warehouse.sql_text import statement

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
        print_ = _fingerprint(con, contracts, records)
        rows = history(con, BEFORE) if before else []
        if before is not None and rows and rows[-1]["sidik"] == print_:
            return Published(before, published / before, is_new=False)
        release = next_release(releases(published), now or utc_now())
        counts = con.execute(statement("jumlah_berlaku")).to_arrow_table().to_pylist()[0]
        rows.append(
            {
                "release": release,
                "diterbitkan_pada": now or utc_now(),
                "sebelumnya": before,
                "sidik": print_,
                "dikutip": False,
                **counts,
            }
        )
        building = building_folder(published, release)
        with attached(con, building / DATABASE, TARGET):
            macro = macro_findings(con, contracts)
            write_snapshot(con, contracts, records, Told(release_table(rows), macro))
            write_parquet(con, TARGET, published_tables(contracts), building / "parquet")
            changed = changes(con, contracts, TARGET, BEFORE if before else None)
            edition = Edition(release, rows[-1]["diterbitkan_pada"])
            write_open_data(con, TARGET, contracts, building / OPEN, edition)
    write_changes(building, changed, release, before)
    (building / "dictionary.md").write_text(as_markdown(contracts), encoding="utf-8")
    folder = put_in_place(published, building, release)
    prune(published, keep)
    return Published(release, folder, is_new=True, questions=macro.num_rows)


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


def _fingerprint(con: duckdb.DuckDBPyConnection, contracts: Contracts, records: Records) -> str:
    """Changes whenever anything that a release shows does (16 hex digits)."""
    with given(
        con,
        _temuan=records.findings,
        _jalan=records.rule_runs,
        _kiriman=records.submissions,
        _keputusan=records.decisions,
    ):
        row = con.execute(statement("sidik_isi")).fetchone()
    texts = (str(row), fingerprint(catalog(contracts)), repr(rule_rows(contracts).to_pylist()), *macro_texts(contracts))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
