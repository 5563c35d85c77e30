"""The folders of reports: written whole or not at all, listed, and not kept for ever."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from warehouse.durable import point, sync_folder
from warehouse.run_report.scope import DAILY

INDEX: Final = "index.html"
LATEST: Final = "terbaru"
NATION: Final = "nasional"
"""Where the national reports of months lie (:mod:`warehouse.national_report`)."""

DATA_DOCS: Final = "data-docs"
"""Great Expectations' own pages beside a run's: made elsewhere, kept when the report is made again."""

MOST_LISTED: Final = 60
_RUN: Final = re.compile(r"\d{8}T\d{6}Z-\w+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of all reports (``home.reports``)."""

    root: Path

    def has_data_docs(self, folder: str) -> bool:
        """Whether the data team's pages of a report are there."""
        return (self.root / folder / DATA_DOCS / INDEX).exists()

    def put(self, folder: str, pages: Iterable[tuple[str, str | bytes]]) -> Path:
        """Write a report; whoever has the old one open sees the old one or the new one.

        Args:
            folder: Below the root.
            pages: Path within the folder, and text or bytes.

        Returns:
            Its first page.
        """
        target = self.root / folder
        target.parent.mkdir(parents=True, exist_ok=True)
        building = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(building, ignore_errors=True)
        made: set[Path] = set()
        for name, content in pages:
            file = building / name
            if file.parent not in made:
                file.parent.mkdir(parents=True)
                made.add(file.parent)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        old = target.with_name(f".{target.name}.lama.{os.getpid()}")
        if target.exists():
            if (target / DATA_DOCS).exists():
                (target / DATA_DOCS).rename(building / DATA_DOCS)
            target.rename(old)
        building.rename(target)
        sync_folder(target.parent)
        shutil.rmtree(old, ignore_errors=True)
        return target / INDEX

    def runs(self) -> list[str]:
        """Runs that have a report, newest first."""
        return sorted((p.name for p in self.root.glob("*T*Z-*") if _RUN.fullmatch(p.name)), reverse=True)

    def days(self) -> list[date]:
        """Days that have a report, newest first."""
        names = (p.name for p in (self.root / DAILY).glob("*-*-*") if _DAY.fullmatch(p.name))
        return sorted((date.fromisoformat(name) for name in names), reverse=True)

    def months(self) -> list[str]:
        """Months that have a national report (``YYYY-MM``), newest first."""
        return sorted((p.name for p in (self.root / NATION).glob("*-*") if _MONTH.fullmatch(p.name)), reverse=True)

    def is_about_submissions(self, run: str) -> bool:
        """Whether a report has submissions to show: most scheduled runs find nothing new."""
        return (self.root / run / "kiriman").exists()

    def prune(self, keep: int) -> None:
        """Remove the oldest reports of runs, and of runs that found nothing all but the newest; days stay."""
        runs = self.runs()
        busy = [run for run in runs if self.is_about_submissions(run)]
        idle = [run for run in runs[1:] if run not in set(busy)]
        for run in [*busy[keep:], *idle]:
            shutil.rmtree(self.root / run, ignore_errors=True)
        for left in (*self.root.glob(".*Z-*.*"), *(self.root / DAILY).glob(".*")):
            shutil.rmtree(left, ignore_errors=True)

    def point_at(self, run: str) -> None:
        """Let ``terbaru`` name a report of a run."""
        point(self.root / LATEST, run)

    def write(self, name: str, text: str) -> None:
        """Write one file of the root, whole or not at all."""
        temporary = self.root / f".{name}.{os.getpid()}"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(self.root / name)
