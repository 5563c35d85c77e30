"""Forgetting a file: personal data that should never have come is removed, and that it was is written down.

::

    forget(settings, submission, reason="daftar nama", actor="Sari", now=now).removed   # True

The decision is written first, together with what the ledger itself repeated of the file; then bytes and pages go. A
crash in between is finished by the next run (:func:`finish_forgetting`). What stays: hash, events, rule runs, accepted
rows (which hold no personal data: rules saw to it), and everything outside of this home (docs/decisions/0021).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from flows.faults import plainly
from flows.settings import Settings
from sources.archive import Archive
from sources.errors import UsageError
from sources.home import Home
from warehouse.ledger import Ledger
from warehouse.ledger.decisions import Decision, DecisionKind, record_decisions
from warehouse.ledger.forgotten import Forgotten, blank, forgotten_files, unknown_content
from warehouse.ledger.states import UNFINISHED, State
from warehouse.ledger.submissions import Submission, get_submissions
from warehouse.run_lock import LockHeld, run_lock

STUB: Final = """<!doctype html><html lang="id"><meta charset="utf-8"><title>Halaman dihapus</title>
<p>Isi kiriman ini sudah dihapus atas permintaan; alasannya tercatat di buku besar.</p></html>
"""
_ZIPPED: Final = ".zip/"
_UNDER_WAY: Final = UNFINISHED - {State.FAILED}


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What came of it.

    Attributes:
        submission: Its id.
        sha256: Of the file; it stays known, so that the same bytes are not taken in again.
        removed: The bytes are gone from the archive.
        needed_by: Submissions of the same bytes, for which they stay until these are forgotten too.
        left: Where copies may be that are not ours to remove, in words for people.
        waits_for_run: A run is under way; the next one removes bytes and pages.
    """

    submission: str
    sha256: str
    removed: bool
    needed_by: Sequence[str]
    left: Sequence[str]
    waits_for_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The document of ``forget --json``."""
        return {
            "id": self.submission, "sha256": self.sha256, "removed": self.removed, "needed_by": list(self.needed_by),
            "left": list(self.left), "waits_for_run": self.waits_for_run,
        }  # fmt: skip


def forget(settings: Settings, submission: str, *, reason: str, actor: str, now: datetime) -> Forgetting:
    """Forget the file of a submission. Doing it again finishes what was begun, and is written down once.

    Raises:
        UsageError: no such submission, it is under way, or reason or name is missing.
    """
    home = Home(settings.home)
    with plainly(home.root):
        ledger = Ledger.open(home.ledger)
        _decide(ledger, submission, reason=reason.strip(), actor=actor.strip(), now=now)
        try:
            with run_lock(home):
                finish_forgetting(home, ledger)
                waits = False
        except LockHeld:
            waits = True
        with ledger.read() as tx:
            one = next(f for f in forgotten_files(tx) if f.decision.submission_id == submission)
        removed = not Archive(home.archive).path(one.sha256).exists()
    return Forgetting(submission, one.sha256, removed, one.needed_by, list(_left(home, one)), waits)


def finish_forgetting(home: Home, ledger: Ledger) -> int:
    """Remove whatever is still there of all that was to be forgotten. Only while holding the run lock.

    Returns:
        The number of files and pages removed.
    """
    archive = Archive(home.archive)
    with ledger.read() as tx:
        files = forgotten_files(tx)
    if not files:
        return 0
    with ledger.begin() as tx:
        blank(tx, [one.decision.submission_id for one in files])
        zips = unknown_content(tx, _archived(home)) if any(_ZIPPED in one.path.casefold() for one in files) else set()
    removed = sum(archive.remove(one.sha256) for one in files if not one.needed_by)
    removed += sum(archive.remove(sha256) for sha256 in zips if _holds(archive.path(sha256), files))
    removed += sum(_remove_pages(home, one.decision.submission_id) for one in files)
    ledger.checkpoint()
    return removed


def _decide(ledger: Ledger, submission: str, *, reason: str, actor: str, now: datetime) -> None:
    with ledger.begin() as tx:
        found = get_submissions(tx, [submission])
        if not found:
            raise UsageError(f"the ledger knows no submission {submission}; 'lumbung submissions' lists what it knows")
        if found[0].state in _UNDER_WAY:
            raise UsageError(f"{submission} is {found[0].state}: 'lumbung ingest' ends what was begun; then forget it")
        if all(one.decision.submission_id != submission for one in forgotten_files(tx)):
            record_decisions(tx, [_decision(found[0], reason, actor, now)])
        blank(tx, [submission])


def _decision(one: Submission, reason: str, actor: str, now: datetime) -> Decision:
    return Decision(one.id, DecisionKind.FORGET, reason, actor, now, kode_upt=one.office, periode=one.period)


def _archived(home: Home) -> Iterator[str]:
    return (path.name for path in home.archive.glob("??/*"))


def _holds(path: Path, files: Sequence[Forgotten]) -> bool:
    """Whether a zip, whose files were all taken over one by one, is one that brought a forgotten file."""
    wanted = {one.path[one.path.casefold().index(_ZIPPED) + len(_ZIPPED) :] for one in files if _ZIPPED in one.path}
    try:
        with zipfile.ZipFile(path) as package:
            return not wanted.isdisjoint(package.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def _remove_pages(home: Home, submission: str) -> int:
    """Empty the pages that show a submission; links to them still lead somewhere."""
    pages = [*home.reports.glob(f"**/kiriman/{submission}.html"), *_marked(home, submission)]
    shown = [page for page in pages if page.suffix != ".html" or page.read_text(encoding="utf-8") != STUB]
    for page in shown:
        if page.parent.name == "kiriman":
            page.write_text(STUB, encoding="utf-8")
        else:
            page.unlink()
    return len(shown)


def _marked(home: Home, submission: str) -> list[Path]:
    return [path for path in (home.root / "feedback").glob(f"**/{submission}*") if path.is_file()]


def _left(home: Home, one: Forgotten) -> Iterator[str]:
    """Copies that are not ours to remove."""
    yield f"{one.place} may still have {one.path}: remove it there, or every run reports it"
    yield "workbooks that 'lumbung feedback' or 'check --out' wrote elsewhere"
    yield f"backups of {home.root}, and the office's own mail"
    if home.published.is_dir():
        yield "earlier releases keep its findings as they were published (masked): 'lumbung publish' makes a new one"
