"""The lines of the log on Prefect's own page of a run, as they are in the file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.logging.handlers import APILogHandler

from flows.journal import NAME


@contextmanager
def lines_in_prefect() -> Iterator[None]:
    """Send what the stages of a run write to Prefect as well. Inside a flow, in the flow's own thread."""
    logger, handler = logging.getLogger(NAME), APILogHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
