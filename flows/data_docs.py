"""Great Expectations' Data Docs beside the report of a run, for the data team: made along with the release.

A judge process builds them (Great Expectations is imported there already), within a time limit. They show what was
judged; that they could not be made undoes nothing.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final

import pyarrow as pa

from flows.run import Run
from sources.home import Home

FOLDER: Final = "data-docs"
INDEX: Final = "index.html"

_GONE: Final = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Data Docs</title></head>
<body><p>Data Docs proses ini tidak disimpan lagi: hanya milik beberapa proses terakhir yang disimpan.
<a href="../index.html">Kembali ke laporan</a></p></body></html>
"""
_log = logging.getLogger(__name__)


def begin_data_docs(run: Run, opinions: Sequence[pa.Table]) -> Future[str | None] | None:
    """Have the pages of a run built in a judge process; None where there is nothing to show, or none are wanted."""
    if not run.settings.data_docs_kept or not any(table.num_rows for table in opinions):
        return None
    return run.judges.data_docs(pa.concat_tables(opinions), run.id, _building(run.home, run.id))


def end_data_docs(run: Run, under_way: Future[str | None] | None) -> str | None:
    """Wait for the pages, put them in place, and let those of earlier runs go.

    Returns:
        Why they could not be made; None: they were, or none were due. Never raises for a fault of theirs.
    """
    if under_way is None:
        return None
    building = _building(run.home, run.id)
    problem = under_way.result()
    try:
        if problem is None:
            place = run.home.reports / run.id
            place.mkdir(exist_ok=True)
            shutil.rmtree(place / FOLDER, ignore_errors=True)
            building.rename(place / FOLDER)
            prune(run.home, run.settings.data_docs_kept)
    except OSError as error:
        problem = str(error)
    if problem is not None:
        shutil.rmtree(building, ignore_errors=True)
        _log.warning("the Data Docs of run %s could not be made: %s", run.id, problem)
    return problem


def prune(home: Home, keep: int) -> None:
    """Of all but the latest runs only a note stays, so that links in their reports still lead somewhere."""
    with_pages = sorted(
        (p.parent for p in home.reports.glob(f"*Z-*/{FOLDER}") if len(list(p.iterdir())) > 1), reverse=True
    )
    for run in with_pages[keep:]:
        shutil.rmtree(run / FOLDER)
        (run / FOLDER).mkdir()
        (run / FOLDER / INDEX).write_text(_GONE, encoding="utf-8")


def _building(home: Home, run_id: str) -> Path:
    """Beside the reports, under a name that is taken for what a crash left."""
    return home.reports / f".{run_id}.{FOLDER}"
