"""From what a person writes (a folder, a file, a URL) to a place."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from sources.errors import UsageError
from sources.folder import FolderPlace
from sources.place import Place

SUPPORTED: Final = "a folder, a file, or file:///path/of/a/folder"

_SCHEME: Final = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):")
"""Two characters at least: ``C:\\…`` is a path."""


def place_for(text: str, *, now: datetime, settle_seconds: float = 0.0, without: tuple[Path, ...] = ()) -> Place:
    """The place that a text names.

    Args:
        text: A folder, a single file, or a ``file://`` URL of either.
        now: The time that no file may be received after.
        settle_seconds: Leave files for the next run that were touched less than so long ago (0: take all).
        without: Folders to stay out of (the instance's own home, should it lie inside).

    Raises:
        UsageError: there is nothing of that name, or no place of that kind is known.
    """
    path = _path(text)
    if path.is_dir():
        return FolderPlace(path, now, settle_seconds=settle_seconds, without=without)
    if path.is_file():
        return FolderPlace(path.parent, now, only=path.name, settle_seconds=settle_seconds)
    raise UsageError(f"{text}: there is no such folder or file; a place is {SUPPORTED}")


def _path(text: str) -> Path:
    scheme = _SCHEME.match(text)
    if scheme is None:
        return Path(text).expanduser()
    if Path(text).exists():  # a folder may be called "laporan:oktober"
        return Path(text)
    url = urlsplit(text)
    if url.scheme.lower() != "file":
        raise UsageError(f"{text}: places of the kind {url.scheme}: are not supported; a place is {SUPPORTED}")
    if url.netloc not in {"", "localhost"}:
        raise UsageError(f"{text}: {url.netloc} is another machine; mount its folder and name it by its path here")
    return Path(unquote(url.path))
