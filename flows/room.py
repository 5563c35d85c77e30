"""Before a run begins: whether its disk has room and its folders may be written. Better said now than half-way."""

from __future__ import annotations

import shutil
import tempfile

from flows.faults import StorageError, plainly
from sources.home import Home


def ensure_room(home: Home, min_free_mb: int) -> None:
    """Refuse to begin where the run would break off.

    Args:
        home: The instance; its folders are there.
        min_free_mb: What has to be free, in MiB; 0: begin in any case.

    Raises:
        StorageError: too little is free, or a folder cannot be written; nothing was begun.
    """
    with plainly(home.root):
        for folder in (home.root, home.archive, home.accepted, home.published, home.logs):
            with tempfile.TemporaryFile(dir=folder):
                pass
    free = shutil.disk_usage(home.root).free >> 20
    if free < min_free_mb:
        raise StorageError(
            f"{home.root}: only {free} MB are free, a run begins with {min_free_mb} at least (min_free_mb in"
            " lumbung.toml); nothing was begun. Next: make room, first of all old releases under"
            f" {home.published}, then 'lumbung ingest' again"
        )
