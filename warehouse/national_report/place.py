"""Where reports lie in a home, and how they get onto its list of reports."""

from __future__ import annotations

from pathlib import Path

from sources.home import Home
from warehouse.ledger.store import Ledger
from warehouse.run_report.make import list_reports
from warehouse.run_report.shelf import INDEX, NATION


def folder_of(home: Home, period: str) -> Path:
    """``laporan/nasional/<period>`` of the home."""
    return home.reports / NATION / period


def listed(home: Home) -> None:
    """Name the national reports in ``laporan/index.html``, where there is one (the first ingest makes it).

    Raises:
        LedgerError: the ledger cannot be read.
    """
    if (home.reports / INDEX).exists():
        list_reports(home, Ledger.look(home.ledger))
