"""Files that are on disk, not in a cache, before anything points at them."""

from __future__ import annotations

import os
from pathlib import Path


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below a folder, and the folder itself.

    A file that has another name as well is shared with a release before this one, and was flushed with it.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() or path.stat().st_nlink == 1:
            sync_folder(path)
    sync_folder(folder)


def sync_folder(path: Path) -> None:
    """Flush one file, or the list of names in one folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def point(link: Path, target: str) -> None:
    """Make a symlink point elsewhere; whoever opens it meets the old target or the new one, never neither."""
    temporary = link.with_name(f".{link.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(link)
    sync_folder(link.parent)
