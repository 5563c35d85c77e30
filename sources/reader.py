"""A file becomes a :class:`~sources.reading.Reading`: bytes → grids → tables → datasets.

::

    reader = Reader(load_contracts(), Offices.load())
    reading = reader.read_file(Path("lahat.xlsx"))

Never raises for a bad file: what cannot be read comes back as a rejection. A parser of strangers' files can still take
the process down with it: :mod:`sources.pool` reads in limited child processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sources.assembly import Assembled, assemble
from sources.blocks import Layout
from sources.collection import collection_put_off
from sources.contract import Contracts
from sources.delimited import SAMPLE, Delimited, choose_dialect, read_delimited
from sources.explain import Explainer
from sources.feedback_sheet import read_feedback
from sources.headings import Headings
from sources.hidden_parts import hidden_note
from sources.identity import NameParts, OfficeFinder, Statements, is_identity_sheet, parse_name
from sources.known_layout import find_known
from sources.layout import find_tables
from sources.layout_choices import LayoutChoices
from sources.matching import complete, match, titles_of
from sources.reading import Grid, Identity, Reading, Remark, Stated
from sources.rejections import DAMAGED, NO_TABLE, TOO_HEAVY, TOO_LONG, Unreadable, is_panic, rejected
from sources.sniff import HEAD, has_macros, sniff
from sources.template_layout import LISTS_SHEET, STAMP_SHEET
from sources.workbook import read_ole, read_zip

LONGEST_TEXT = 16 << 20
"""Bytes of a delimited file that are read row by row: 7 s and 470 MB, near the limits of a child (a report of one
office and month has 20 KB). A longer one is refused from its beginning: its rule says the figure. ``lumbung inspect``
and ``read`` take it in sets (:mod:`sources.long_csv`)."""
_MACROS = "Berkas memuat makro; makro tidak dijalankan."
_STAMP = re.compile(r"^lumbung \d")


class Reader:
    """Reads files one after the other; keeps what it learns of headings.

    Args:
        contracts: the datasets to recognise, and the words of rejections.
        offices: finds the office that a file names.
        choices: what operators decided about layouts; None: nothing.
    """

    def __init__(self, contracts: Contracts, offices: OfficeFinder, choices: LayoutChoices | None = None) -> None:
        self.contracts = contracts
        self.offices = offices
        self.headings = Headings(contracts)
        self._explainer = Explainer(self.headings, offices, choices or LayoutChoices())

    def read_file(self, path: Path, name: str | None = None) -> Reading:
        """Read a file.

        Args:
            path: where its bytes are.
            name: what it was called when it came (the archive calls it otherwise); None: as the path says.
        """
        file = name or path.name
        with path.open("rb") as stream:
            head = stream.read(SAMPLE)
            size = stream.seek(0, 2)
            if size <= SAMPLE:
                return self.read_bytes(head, file)
            return self._safely(file, lambda: self._read_large(stream, head, size, file))

    def read_bytes(self, data: bytes, name: str) -> Reading:
        """Read the bytes of a file."""
        return self._safely(name, lambda: self._read(data, name))

    def _read_large(self, stream: BinaryIO, head: bytes, size: int, name: str) -> Reading:
        """Say no from the first bytes where they suffice, before the rest is in memory."""
        if sniff(head[:HEAD], size) == "text":
            choose_dialect(head, is_whole=False)
            if size > LONGEST_TEXT:
                raise Unreadable(TOO_LONG, f"{-(-size >> 20)} MB")
        stream.seek(0)
        return self._read(stream.read(), name)

    def _safely(self, name: str, read: Callable[[], Reading]) -> Reading:
        try:
            with collection_put_off():
                return read()
        except Unreadable as refusal:
            return rejected(name, refusal.rule, self.contracts, refusal.detail)
        except (MemoryError, RecursionError) as error:
            return rejected(name, TOO_HEAVY, self.contracts, type(error).__name__)
        except BaseException as error:
            if is_panic(error):
                return rejected(name, DAMAGED, self.contracts, str(error)[:200])
            raise

    def _read(self, data: bytes, name: str) -> Reading:
        kind = sniff(data[:HEAD], len(data))
        parts = parse_name(name)
        if kind == "text":
            return self._read_delimited(read_delimited(data), name, parts)
        grids = read_zip(data) if kind == "zip" else read_ole(data)
        reading = self._read_workbook(grids, name, parts)
        return replace(reading, notes=(*reading.notes, _MACROS)) if has_macros(kind, data) else reading

    def _read_workbook(self, grids: list[Grid], name: str, parts: NameParts | None) -> Reading:
        found, said, titled = Assembled(), Statements(), list[tuple[Grid, Layout]]()
        for grid in grids:
            if grid.hidden and grid.sheet in (STAMP_SHEET, LISTS_SHEET):
                _take_machinery(grid, found, said)
            elif (returned := read_feedback(grid)) is not None:
                said.returned = returned
                _leave_out(grid, found, "feedback")
            elif is_identity_sheet(grid, self.headings):
                used = said.read_labels(grid, self.headings, range(len(grid.rows)))
                assemble(grid, Layout([], dict.fromkeys(range(len(grid.rows)), "note"), cells=used), found)
            else:
                titled.append((grid, self._layout(grid)))
        explained = self._explainer.explain(name, titled, said, parts, found)
        if not found.tables:
            raise Unreadable(NO_TABLE, "no sheet with a table")
        notes = (note for grid, _ in titled if (note := hidden_note(grid)) is not None)
        reading = _reading(name, found, explained, tuple(notes))
        if said.returned is None:
            return reading
        return replace(reading, predecessor=said.returned.submission, reasons=said.returned.reasons)

    def _read_delimited(self, file: Delimited, name: str, parts: NameParts | None) -> Reading:
        found, said = Assembled(), Statements()
        said.read_name(parts)
        grid = file.grid
        dataset = parts.dataset if parts else None
        layout = self._layout(grid, dataset if dataset in self.contracts.datasets else None)
        if not layout.blocks:
            raise Unreadable(NO_TABLE, "text without a table")
        for block in layout.blocks:
            block.leave_out(file.cut.broken, "broken")
        explained = self._explainer.explain(name, [(grid, layout)], said, parts, found)
        notes = (
            f"Pengodean {file.encoding.name}: {file.encoding.why}.",
            f"Pemisah: {file.dialect.why}.",
            *file.remarks(),
        )
        reading = _reading(name, found, explained, notes)
        return replace(reading, encoding=file.encoding.name, delimiter=file.dialect.delimiter)

    def _layout(self, grid: Grid, named: str | None = None) -> Layout:
        named = named or self.headings.dataset_of_sheet(grid.sheet)
        layout = find_known(grid, self.headings, named)
        if layout is not None:
            for block in layout.blocks:
                complete(block, grid, self.headings)
            return layout
        layout = find_tables(grid)
        for block in layout.blocks:
            match(block, grid, self.headings, named, self.headings.dataset_of_title(titles_of(grid, layout, block)))
        return layout


def _reading(
    name: str, found: Assembled, explained: tuple[Identity, tuple[Remark, ...]], notes: tuple[str, ...] = ()
) -> Reading:
    identity, remarks = explained
    return Reading(
        file=name,
        tables=tuple(found.tables),
        identity=identity,
        loose=tuple(found.loose),
        bulk=tuple(sorted(found.bulk.items())),
        n_nonempty=found.n_nonempty,
        n_mapped=found.n_mapped,
        remarks=remarks,
        notes=(*notes, *found.remarks),
    )


def _take_machinery(grid: Grid, found: Assembled, said: Statements) -> None:
    """The hidden sheets of the official workbook: the stamp, and the lists behind the drop-downs."""
    _leave_out(grid, found, "stamp")
    if said.template is None and grid.sheet == STAMP_SHEET:
        stamp = next((text for row in grid.rows for text in row if _STAMP.match(text)), None)
        said.template = Stated(stamp, grid.sheet, "A1") if stamp else None


def _leave_out(grid: Grid, found: Assembled, reason: str) -> None:
    """All cells of a sheet, for one reason."""
    n = grid.n_unread or sum(len(row) - row.count("") for row in grid.rows)
    found.n_nonempty += n
    found.bulk[reason] += n
