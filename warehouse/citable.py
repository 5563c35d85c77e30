"""A release that people may cite: the current one under a name of its own, kept for ever.

Nothing is worked out anew. The folder ``published/2026-11-05.1/`` is the current release once more: Parquet by hard
link, the DuckDB file copied because its ``meta.release`` gains a row. ``CHANGES.md`` looks back to the release that was
cited before; ``KUTIPAN.md`` says how to cite it, ``SHA256SUMS`` lets anybody prove that it is the same.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from sources.contract import Contracts
from sources.errors import TerminalError, UsageError
from sources.moments import JAKARTA, jakarta_day
from warehouse.changes import changes
from warehouse.changes_text import number, write_changes
from warehouse.checksums import CHECKSUMS
from warehouse.dictionary import published_tables
from warehouse.durable import point
from warehouse.months import STATE
from warehouse.open_data import OPEN, Edition, write_open_data
from warehouse.parquet import share, write_parquet
from warehouse.publish import BEFORE, attach_earlier, put_in_place
from warehouse.relations import given
from warehouse.release import (
    CURRENT,
    DATABASE,
    KEEP,
    building_folder,
    citable_releases,
    current_release,
    is_citable,
    next_citable,
    prune,
)
from warehouse.release_rows import history, release_table
from warehouse.snapshot import TARGET, attached
from warehouse.sql_text import name, statement

CITATION: Final = "KUTIPAN.md"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citable release is called and by whom it is made.

    Attributes:
        title: A title for people; None: the data's own.
        by: Who publishes it.
        since: The release that its changes are told against; None: the one that was cited before.
    """

    title: str | None = None
    by: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """The citable release that is current now; ``since`` is what its changes are told against."""

    release: str
    folder: Path
    is_new: bool
    since: str | None


def cite(  # noqa: PLR0913 (what a citable release is made of)
    con: duckdb.DuckDBPyConnection,
    published: Path,
    contracts: Contracts,
    citation: Citation,
    *,
    now: datetime,
    keep: int = KEEP,
) -> Cited:
    """Make the current release citable, unless it is so already.

    Args:
        con: the open warehouse (or any connection: nothing is read from it).
        published: the folder of releases; one has to be current.
        contracts: of the current release.
        citation: title, who, and what to compare with.
        now: UTC without a zone.
        keep: how many automatic releases stay.

    Raises:
        UsageError: nothing is current, or the release to compare with is not there.
        TerminalError: the release to compare with cannot be read, or is gone.
    """
    current = current_release(published)
    if current is None:
        raise UsageError(f"nothing is published in {published} that could be cited: run 'lumbung ingest FOLDER' first")
    rows = _history_of(con, published / current)
    if is_citable(current):
        return Cited(current, published / current, is_new=False, since=None)
    if (finished := _left_unpointed(con, published, current, rows)) is not None:
        point(published / CURRENT, finished)
        return Cited(finished, published / finished, is_new=True, since=_last_cited(published, rows, None))
    before = _last_cited(published, rows, citation.since)
    day = jakarta_day(now.replace(tzinfo=UTC))
    release = next_citable([*citable_releases(published), *(r["release"] for r in rows)], day)
    mine = rows[-1] | {"release": release, "diterbitkan_pada": now, "sebelumnya": current}
    mine |= {"dikutip": True, "judul": citation.title, "oleh": citation.by}
    building = building_folder(published, release)
    _copy(published / current, building)
    with ExitStack() as stack:
        if before is not None:
            attach_earlier(con, published, before, stack)
        with attached(con, building / DATABASE, TARGET):
            _add_row(con, contracts, building, mine)
            changed = changes(con, contracts, TARGET, BEFORE if before else None)
            write_open_data(con, TARGET, contracts, building / OPEN, Edition(release, now))
    write_changes(building, changed, release, before)
    (building / CITATION).write_text(_citation(mine, before), encoding="utf-8")
    folder = put_in_place(published, building, release)
    prune(published, keep)
    return Cited(release, folder, is_new=True, since=before)


def _history_of(con: duckdb.DuckDBPyConnection, release: Path) -> list[dict[str, Any]]:
    try:
        with attached(con, release / DATABASE, BEFORE, read_only=True):
            return history(con, BEFORE)
    except duckdb.Error as error:
        raise TerminalError(f"{release / DATABASE}: the current release cannot be read ({error})") from error


def _left_unpointed(
    con: duckdb.DuckDBPyConnection, published: Path, current: str, rows: list[dict[str, Any]]
) -> str | None:
    """A citable release of what is current, complete but never made current: a crash came between."""
    known = {row["release"] for row in rows}
    for release in citable_releases(published):
        if release not in known and _history_of(con, published / release)[-1]["sebelumnya"] == current:
            return release
    return None


def _last_cited(published: Path, rows: list[dict[str, Any]], wanted: str | None) -> str | None:
    """The release to compare with: the wanted one, or the one cited last; None before the first."""
    if wanted is not None:
        if not (published / wanted / DATABASE).is_file() or wanted == CURRENT:
            raise UsageError(
                f"there is no release {wanted!r} to compare with: 'lumbung releases' lists those there are"
            )
        return wanted
    cited = [row["release"] for row in rows if row["dikutip"]]
    if cited and not (published / cited[-1] / DATABASE).is_file():
        raise TerminalError(
            f"{published / cited[-1]}: the release that was cited last is gone, so nobody can say what changed since:"
            " restore it from the last backup, or name another with --since ('lumbung releases' lists those there are)"
        )
    return cited[-1] if cited else None


def _copy(current: Path, building: Path) -> None:
    """The current release once more; what will not change is shared with it."""
    shutil.copyfile(current / DATABASE, building / DATABASE)
    shutil.copytree(current / "parquet", building / "parquet", copy_function=share)
    for file in ("dictionary.md", STATE):
        if (current / file).exists():  # an older version did not write all of them
            share(str(current / file), str(building / file))


def _add_row(con: duckdb.DuckDBPyConnection, contracts: Contracts, building: Path, row: dict[str, Any]) -> None:
    """Write the release's own row into its DuckDB file and its Parquet (which is not shared from then on)."""
    with given(con, _terbitan=release_table([row])):
        con.execute(statement("sisipkan", target=name(TARGET, "meta", "release"), origin="_terbitan"))
    con.execute(f"checkpoint {name(TARGET)}")
    shutil.rmtree(building / "parquet" / "meta.release")
    table = tuple(t for t in published_tables(contracts) if t.full_name == "meta.release")
    write_parquet(con, TARGET, table, building / "parquet")


def _citation(row: dict[str, Any], before: str | None) -> str:
    at = row["diterbitkan_pada"].replace(tzinfo=UTC).astimezone(JAKARTA)
    title = row["judul"] or "Data UMKM Pemasyarakatan"
    author = f"{row['oleh']}, " if row["oleh"] else ""
    by = f" oleh {row['oleh']}" if row["oleh"] else ""
    counts = {key: number(row[key]) for key in ("n_baris", "n_bagian", "n_submission")}
    return f"""# {title}

Terbitan {row["release"]} dari gudang data Lumbung: tetap, tidak akan berubah, dan tidak akan dihapus.

- Diterbitkan: {at:%Y-%m-%d %H:%M} WIB{by}
- Isi: {counts["n_baris"]} baris fakta, {counts["n_bagian"]} bagian laporan, {counts["n_submission"]} kiriman
- Sidik isi: `{row["sidik"]}`
- Sama isinya dengan terbitan otomatis {row["sebelumnya"]}
- Perubahan terhadap {before or "terbitan sebelumnya: tidak ada, ini yang pertama"}: CHANGES.md

Cara mengutip:

> {author}"{title}", Lumbung, terbitan {row["release"]}, {at:%Y-%m-%d}, sidik {row["sidik"]}.

Untuk memastikan salinan Anda utuh, jalankan di folder ini: `sha256sum -c {CHECKSUMS}`
"""
