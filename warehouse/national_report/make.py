"""Make the report: ask, compose, render three times, put it on its place whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from sources.errors import UsageError
from warehouse.national_report.annex import workbook
from warehouse.national_report.choice import Choice
from warehouse.national_report.document import compose
from warehouse.national_report.figures import FILE, ask
from warehouse.national_report.pages import page
from warehouse.national_report.pdf import pdf
from warehouse.run_report.shelf import INDEX, Shelf

STEPS: Final = 5

Advance = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made."""

    period: str
    release: str
    index: Path
    pdf: Path
    xlsx: Path
    figures: Path


def make(choice: Choice, folder: Path, advance: Advance) -> Made:
    """Make the report of a month; whoever has the old one open sees the old one or the new one.

    Args:
        choice: Release and month.
        folder: Written whole. Anything else but an earlier report in it is left alone, and refused.
        advance: Told how far it is, of how much.

    Raises:
        UsageError: the folder holds something else, or the release lacks a table.
        OSError: the folder cannot be written.
    """
    names = {"pdf": f"laporan-nasional-{choice.period}.pdf", "xlsx": f"laporan-nasional-{choice.period}.xlsx"}
    _must_be_ours(folder)
    advance(0, STEPS)
    figures = ask(choice)
    advance(1, STEPS)
    document = compose(figures)
    advance(2, STEPS)
    published = figures["terbitan"][0]["diterbitkan_pada"].replace(tzinfo=UTC)
    files: list[tuple[str, str | bytes]] = [(FILE, figures.as_json()), (INDEX, page(document))]
    advance(3, STEPS)
    files.append((names["pdf"], pdf(document, published)))
    advance(4, STEPS)
    files.append((names["xlsx"], workbook(document, published)))
    Shelf(folder.parent).put(folder.name, files)
    advance(5, STEPS)
    return Made(
        choice.period, figures.release, folder / INDEX, folder / names["pdf"], folder / names["xlsx"], folder / FILE
    )


def _must_be_ours(folder: Path) -> None:
    """A folder is replaced as a whole, so it may hold nothing but an earlier report.

    Raises:
        UsageError: it does.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder with --out")
    ours = {FILE, INDEX}
    other = [p.name for p in folder.iterdir() if p.name not in ours and not p.name.startswith("laporan-nasional-")]
    if other:
        raise UsageError(
            f"{folder} holds {', '.join(sorted(other)[:3])}, which is no national report, and the folder would be "
            "replaced: name a new or an empty one with --out"
        )
