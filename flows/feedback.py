"""What an office gets back, as files: the marked workbook, a page and a letter with the same content."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from pebble import ProcessExpired

from checks.feedback import worker
from checks.feedback.letter import page, text
from checks.feedback.marking import How
from checks.feedback.notice import Notice, lines_of, marks_of
from checks.shown_numbers import Shower
from flows.settings import Settings
from sources.archive import Archive
from sources.contract import Contracts
from sources.errors import UsageError
from sources.home import Home
from sources.identity import parse_name
from sources.limits import Limits
from sources.offices import Offices
from sources.template_layout import sheet_name
from sources.warm_pool import WarmPool

if TYPE_CHECKING:
    from checks.verdict import Word
    from warehouse.ledger import Record

_WORDS: Final[dict[str, Word]] = {"REJECTED": "rejected", "RETURNED": "returned", "FAILED": "failed"}
_ANSWERED: Final = ("confirmed", "waived")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose file it is, and what became of it.

    Attributes:
        submission: empty: the file was only looked at.
    """

    file: str
    office: str | None
    period: str | None
    verdict: Word
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, and how the workbook came about."""

    workbook: Path
    page: Path
    letter: Path
    how: How
    notice: Notice


def notice_of(whose: Whose, findings: Iterable[dict[str, Any]], contracts: Contracts) -> Notice:
    """What an office is told."""
    shower = Shower(contracts)
    known = [shower.shown(one, whose.file) for one in findings]
    office = Offices.load().by_code.get(whose.office or "")
    parts = parse_name(PurePath(whose.file).name)
    dataset = contracts.datasets.get(parts.dataset or "") if parts is not None else None
    return Notice(
        submission=whose.submission,
        file=PurePath(whose.file).name,
        office=whose.office or "",
        office_name=office.nama_upt if office is not None else "",
        period=whose.period or "",
        verdict=whose.verdict,
        lines=lines_of(known, contracts),
        marks=marks_of(known, contracts),
        n_answered=sum(f.get("status") in _ANSWERED for f in known),
        data_name=sheet_name(dataset) if dataset is not None else "",
    )


def feedback(settings: Settings, contracts: Contracts, submission: str, out: Path) -> Made:
    """What the office of a submission gets back, from the ledger and the archive.

    Args:
        settings: of the instance.
        contracts: for the words and the impact of rules.
        submission: its id.
        out: the workbook; the page and the letter get its name with ``.html`` and ``.txt``.

    Raises:
        UsageError: no such submission, or its file is not there any more.
    """
    from warehouse.ledger import Ledger, record_of

    home = Home(settings.home)
    with Ledger.look(home.ledger).read() as tx:
        record = record_of(tx, submission)
    given = record.submission
    whose = Whose(given.file, given.office, given.period, _verdict(record), given.id)
    source = Archive(home.archive).existing(given.sha256)
    notice = notice_of(whose, record.findings, contracts)
    return write_feedback(notice, source, out, settings.feedback_limits)


def _verdict(record: Record) -> Word:
    given = record.submission
    words: tuple[Word, ...] = ("accepted", "returned", "rejected", "failed")
    return next((w for w in words if w == given.verdict), _WORDS.get(given.state.value, "accepted"))


def write_feedback(notice: Notice, source: Path, out: Path, limits: Limits) -> Made:
    """Write the three files; each is whole or not there.

    Args:
        notice: what is told.
        source: the file as submitted.
        out: the workbook.
        limits: of the process that opens the file; where it exceeds them the office gets the list alone.

    Raises:
        UsageError: the folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="lumbung-") as folder:
        made = Path(folder) / "marked"
        how, suffix = _marked(notice, source, made, limits)
        workbook = out.with_suffix(suffix)
        beside = (out.with_suffix(".html"), page(notice)), (out.with_suffix(".txt"), text(notice))
        try:
            _place(workbook, made.read_bytes())
            for path, content in beside:
                _place(path, content.encode())
        except OSError as error:
            raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error
    return Made(workbook, beside[0][0], beside[1][0], how, notice)


def _marked(notice: Notice, source: Path, into: Path, limits: Limits) -> tuple[How, str]:
    """Marked in a child process; the list alone where that took too much. Any other error is ours."""
    with WarmPool(1, worker.prepare, [limits.memory_mb], preload=[worker.__name__]) as pool:
        whole = (str(source), notice, str(into), limits.cpu_s)
        try:
            return pool.run(worker.mark_file, whole, wall_s=limits.wall_s, on_error=_raise).result()
        except (ProcessExpired, TimeoutError, MemoryError):
            alone = (notice, str(into), limits.cpu_s)
            return pool.run(worker.list_alone, alone, wall_s=limits.wall_s, on_error=_raise).result()


def _raise(error: BaseException) -> tuple[How, str]:
    raise error


def _place(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".lumbung-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
