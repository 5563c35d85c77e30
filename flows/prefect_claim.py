"""One Prefect server a home: who runs it, and where it is.

Its database is a SQLite file, so two servers must never use it side by side. The file ``server.lock`` in Prefect's
folder is held (by the operating system, so that no crash leaves it held) by whoever runs a server there: a run by hand
for as long as the run takes, or ``lumbung schedule``, which also writes down where its server is for runs by hand to
use.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_process import START_LIMIT_SECONDS, PrefectServerError, is_up
from sources.errors import UsageError
from warehouse.run_lock import LockHeld, file_lock

POLL_SECONDS = 0.5
"""How often a run looks again whether a schedule's server is up."""

FOREVER = 10.0**9


def _lock(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "server.lock"


def _note(folder: Path) -> Path:
    return folder / "server.url"


@contextmanager
def claim_or_join(folder: Path) -> Iterator[str | None]:
    """For a run by hand: the API URL of the schedule's server if there is one, else None, and the claim to run one.

    Raises:
        PrefectServerError: a schedule holds the claim, and its server does not answer.
    """
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while True:
        try:
            with file_lock(_lock(folder)):
                _note(folder).unlink(missing_ok=True)  # Left by a schedule that was killed.
                yield None
                return
        except LockHeld as held:
            if held.path != _lock(folder):  # Not ours: it comes from the block.
                raise
            url = _noted(folder)
            if url is not None and is_up(url):
                break
            if time.monotonic() > deadline:
                raise PrefectServerError(
                    f"Prefect's server of this home does not answer: {held.holder} has it. End that process and try "
                    "again"
                ) from None
        time.sleep(POLL_SECONDS)
    yield url


@contextmanager
def claim_for_schedule(folder: Path, url: str, say: Callable[[str], None]) -> Iterator[None]:
    """For a schedule: the claim to run the server, and the note where it is. Waits for a run by hand to end.

    Raises:
        UsageError: another schedule is up.
    """
    while True:
        try:
            with file_lock(_lock(folder)):
                _note(folder).write_text(url + "\n", encoding="ascii")
                try:
                    yield
                finally:
                    _note(folder).unlink(missing_ok=True)
                return
        except LockHeld as held:
            if held.path != _lock(folder):
                raise
            noted = _noted(folder)
            if noted is not None:
                pages = noted.removesuffix("/api")
                raise UsageError(f"a schedule of this home is up already: {held.holder}, pages at {pages}") from None
            say(f"Waiting for {held.holder} to end: it uses Prefect's database …")
        with file_lock(_lock(folder), wait_seconds=FOREVER):
            pass


def _noted(folder: Path) -> str | None:
    try:
        return _note(folder).read_text(encoding="ascii").strip() or None
    except OSError:
        return None
