"""The releases that are there: for ``lumbung releases``, the doctor and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.release import CURRENT, DATABASE, citable_releases, current_release, releases
from warehouse.release_rows import RELEASE


@dataclass(frozen=True, slots=True)
class Release:
    """One release on disk; counts are None where its file cannot be read."""

    release: str
    published_at: datetime | None
    kept: bool
    is_current: bool
    title: str | None
    by: str | None
    previous: str | None
    n_submission: int | None
    n_bagian: int | None
    n_baris: int | None
    path: Path


def list_releases(published: Path) -> list[Release]:
    """All releases on disk, newest first. Reads the current one's history, and others only where it does not say."""
    current = current_release(published)
    known = _rows(published / CURRENT) if current else {}
    found = []
    kept = citable_releases(published)
    for name in (*releases(published), *kept):
        row = known.get(name) or _rows(published / name).get(name, {})
        at = row.get("diterbitkan_pada")
        found.append(
            Release(
                release=name,
                published_at=at.replace(tzinfo=UTC) if at else None,
                kept=name in kept,
                is_current=name == current,
                title=row.get("judul"),
                by=row.get("oleh"),
                previous=row.get("sebelumnya"),
                n_submission=row.get("n_submission"),
                n_bagian=row.get("n_bagian"),
                n_baris=row.get("n_baris"),
                path=published / name,
            )
        )
    earliest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda r: (r.is_current, r.published_at or earliest, r.release), reverse=True)


def _rows(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        with duckdb.connect(folder / DATABASE, read_only=True) as con:
            rows = con.execute("from meta.release").to_arrow_table().to_pylist()
    except duckdb.Error:
        return {}
    return {row["release"]: {n: row.get(n) for n in RELEASE.names} for row in rows}
