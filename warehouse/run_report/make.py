"""Make a report: gather, write its pages, list it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sources.home import Home
from warehouse.ledger.runs import list_runs
from warehouse.ledger.store import Ledger
from warehouse.run_report.figures import FILE
from warehouse.run_report.gathering import Known, gather
from warehouse.run_report.pages import STYLE, TEMPLATES, environment, render
from warehouse.run_report.scope import DAILY, Scope
from warehouse.run_report.shelf import INDEX, MOST_LISTED, Shelf

KEEP: Final = 100
"""Reports of runs that stay, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was made.

    Attributes:
        index: Its first page.
        is_empty: Nothing happened that anybody would look at.
        pages: How many there are.
    """

    index: Path
    is_empty: bool = False
    pages: int = 0


def make_report(home: Home, ledger: Ledger, scope: Scope, known: Known, *, keep: int = KEEP) -> Report:
    """Write the pages of a report anew, then the list of all reports.

    Raises:
        LedgerError: the ledger cannot be read.
        OSError: the pages cannot be written.
    """
    shelf = Shelf(home.reports)
    material, numbers = gather(home, ledger, scope, known)
    pages = dict(render(material, data_docs=shelf.has_data_docs(scope.folder)))
    if numbers is not None:
        pages[FILE] = json.dumps(numbers, ensure_ascii=False, sort_keys=True)
    index = shelf.put(scope.folder, pages.items())
    if not scope.folder.startswith(f"{DAILY}/"):
        shelf.prune(keep)
    list_reports(home, ledger)
    return Report(index, material.is_empty, len(pages))


def list_reports(home: Home, ledger: Ledger) -> None:
    """Write ``laporan/index.html``, and let ``laporan/terbaru`` name the newest report of a run."""
    shelf = Shelf(home.reports)
    names = shelf.runs()
    with ledger.read() as tx:
        known = {run.id: run for run in list_runs(tx, limit=10 * MOST_LISTED)}
    runs = [(known[name], shelf.is_about_submissions(name)) for name in names if name in known][:MOST_LISTED]
    page = environment().get_template("rak.html")
    shelf.write(STYLE, (TEMPLATES / STYLE).read_text(encoding="utf-8"))
    days, months = shelf.days()[:MOST_LISTED], shelf.months()[:MOST_LISTED]
    shelf.write(INDEX, page.render(runs=runs, days=days, months=months, up=""))
    if names:
        shelf.point_at(names[0])
