"""Marking in a limited child process: what is opened is a stranger's file."""

from __future__ import annotations

import signal
from pathlib import Path

from checks.feedback.marking import How, mark
from checks.feedback.notice import Notice
from sources.pool_worker import allow_cpu, confine


def prepare(memory_mb: int) -> None:
    """Make this process ready for :func:`mark_file`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(memory_mb)


def mark_file(path: str, notice: Notice, into: str, cpu_s: int) -> tuple[How, str]:
    """Mark one file within ``cpu_s`` seconds of processor time (the kernel ends the process after that).

    Args:
        path: of the submission.
        notice: what is told.
        into: where the marked workbook is written.
        cpu_s: see above.

    Returns:
        How it was made, and the suffix that its name should have.
    """
    allow_cpu(cpu_s)
    made = mark(Path(path).read_bytes(), notice)
    Path(into).write_bytes(made.content)
    return made.how, made.suffix


def list_alone(notice: Notice, into: str, cpu_s: int) -> tuple[How, str]:
    """The list without the file, where marking the file took too much."""
    allow_cpu(cpu_s)
    made = mark(b"", notice)
    Path(into).write_bytes(made.content)
    return made.how, made.suffix
