"""The log of an instance: ``<home>/logs/lumbung.jsonl``, one JSON object a line, a line a stage of a run.

::

    with journal(home):
        with stage(run_id, "read") as counts:
            counts["files"] = len(files)

    {"time": "2026-11-05T07:00:12.345Z", "run": "20261105T070000Z-1a2b", "stage": "read", "outcome": "done",
     "seconds": 1.204, "counts": {"files": 612}}

A stage that fails has ``outcome: failed`` and ``error: {class, message, where}``. There is never a value of a cell, a
content, or the name of an office's file in it (offices name files after people): submissions are named by their id, and
a message is written only of our own errors (``flows/faults.py``). docs/decisions/0013 says why.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from time import perf_counter
from typing import Final

from flows.faults import kind, whereabouts
from sources.errors import LumbungError
from sources.home import Home

FILE: Final = "lumbung.jsonl"
NAME: Final = "lumbung"
"""Of the logger that all lines go through; whoever wants them elsewhere too adds a handler to it."""

MAX_BYTES: Final = 5_000_000
"""A file's size; about 20,000 lines, half a year of runs every 15 minutes on an ordinary day."""

KEPT: Final = 5
"""Older files that stay beside it (``lumbung.jsonl.1`` …)."""

MOST_FRAMES: Final = 8

_FIELDS: Final = "journal"


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The fields that :func:`stage` gave; of a record from elsewhere its text alone."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        fields = getattr(record, _FIELDS, None) or {"message": record.getMessage()}
        return json.dumps({"time": at, **fields}, ensure_ascii=False)


class _File(RotatingFileHandler):
    """Never a reason for a run to fail, nor for words on a terminal: a full disk is reported by what it hinders."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Let it go."""


@contextmanager
def journal(home: Home) -> Iterator[None]:
    """Write the log of an instance while the block lasts. The caller holds the run lock, so nobody else rotates."""
    logger = _logger()
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        handler = _File(home.logs / FILE, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        with suppress(OSError):  # what could not be written is lost
            handler.close()


@contextmanager
def stage(run_id: str, name: str) -> Iterator[dict[str, int]]:
    """Write one line when the block ends, however it ends.

    Yields:
        Numbers to write with it, by name; filled in by the block.
    """
    counts: dict[str, int] = {}
    begun = perf_counter()
    try:
        yield counts
    except BaseException as error:
        fields = {"run": run_id, "stage": name, "outcome": "failed", "error": described(error)}
        _write(logging.ERROR, fields, begun, counts)
        raise
    _write(logging.INFO, {"run": run_id, "stage": name, "outcome": "done"}, begun, counts)


def described(error: BaseException) -> dict[str, object]:
    """An error as it may be written down: its class, our own words if any, and the lines of our code."""
    message = str(error) if isinstance(error, LumbungError) else None
    return {"class": kind(error), "message": message, "where": whereabouts(error)[:MOST_FRAMES]}


def _write(level: int, fields: Mapping[str, object], begun: float, counts: Mapping[str, int]) -> None:
    seconds = round(perf_counter() - begun, 3)
    words = " ".join(f"{key}={value}" for key, value in counts.items())
    text = f"{fields['stage']} {fields['outcome']} in {seconds} s {words}".rstrip()
    _logger().log(level, text, extra={_FIELDS: {**fields, "seconds": seconds, "counts": dict(counts)}})


def _logger() -> logging.Logger:
    """Ours: to its own handlers alone, never to the terminal."""
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    return logger
