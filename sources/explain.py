"""From layouts and statements to a reading: who reports, which month, operators' choices, then tables and remarks.

The order matters. Office and month come first, from everything that the file says; only then can a choice that an
operator made for that office be looked up, and the month's columns of a wide table be told from the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from sources.addresses import address
from sources.amounts import scale_amounts
from sources.assembly import Assembled, assemble
from sources.blocks import Block, Layout
from sources.chosen_layout import apply
from sources.headings import Headings
from sources.identity import NameParts, OfficeFinder, Statements
from sources.layout_choices import LayoutChoices, fingerprint
from sources.month_choice import choose_month
from sources.month_columns import month_label
from sources.number_doubts import number_doubts
from sources.periods import parse_period
from sources.reading import Grid, Identity, Remark

_WORDS = {
    "tebakan": "{value}: belum pasti; mungkin {expected}.",
    "mirip": "Judul {value} dibaca sebagai {expected}.",
    "satuan": "Angka di kolom {value} dibaca dalam satuannya: {expected}.",
    "bulan": "Bulan lain tidak dibaca dari tabel ini: {value}.",
    "jumlah_bulan": "Jumlah {value} di {cell} bukan jumlah bulan-bulannya, yaitu {expected}.",
    "pernyataan": "{value} tidak sejalan dengan {expected} yang tertulis di tempat lain.",
    "angka": "{value} di {cell} dapat berarti ribuan atau desimal: di kolom yang sama ada {expected}.",
    "nama": "Nama {value} dibaca sebagai {expected}.",
}


@dataclass(frozen=True, slots=True)
class Explainer:
    """What is known before a file is opened."""

    headings: Headings
    offices: OfficeFinder
    choices: LayoutChoices

    def explain(
        self, file: str, titled: list[tuple[Grid, Layout]], said: Statements, parts: NameParts | None, into: Assembled
    ) -> tuple[Identity, tuple[Remark, ...]]:
        """Add all tables; returns who reports for which month, and what people are to be told.

        Args:
            file: its name.
            titled: sheets with their layouts.
            said: what identity sheets said already.
            parts: what the file's name says by its form.
            into: takes the tables.
        """
        months = _months_of_sheets(titled)
        for grid, layout in titled:
            # A sheet that is one of several months' says nothing of the month that the file is for.
            own = said if grid.sheet not in months else Statements()
            layout.cells |= own.read_labels(grid, self.headings, layout.titles)
        common = [(grid, layout) for grid, layout in titled if grid.sheet not in months]
        for grid, layout in common:
            said.read_columns(grid, layout)
        said.read_name(parts)
        said.read_titles(chain(_titles(common), [(PurePath(file).stem, None, None)]), self.offices)
        if not months:
            _read_sheet_names(titled, said)
        identity = said.identity(self.offices)
        remarks = list(said.remarks(identity, self.offices))
        for grid, layout in titled:
            month = months.get(grid.sheet or "")
            if month is not None and identity.periode is not None and not identity.periode.endswith(month):
                remarks += _left_out(grid, layout, identity.periode)
            for block in layout.blocks:
                remarks += self._decide(grid, layout, block, identity)
            remarks += _sharing_rows(grid, layout)
            assemble(grid, layout, into)
        into.remarks += [_WORDS[r.kind].format(**r._asdict()) for r in remarks]
        return identity, tuple(remarks)

    def _decide(self, grid: Grid, layout: Layout, block: Block, identity: Identity) -> Iterator[Remark]:
        if self.choices:
            decided = self.choices.find(identity.kode_upt, fingerprint(block.names), identity.periode)
            if decided is not None:
                apply(decided, block, grid, self.headings)
        yield from choose_month(grid, layout, block, identity.periode)
        scale_amounts(grid, layout, block, self.headings)
        yield from _of_block(grid, block, self.headings)
        if block.dataset is not None:
            yield from number_doubts(grid, block, self.headings.contracts.datasets[block.dataset])


def _read_sheet_names(titled: list[tuple[Grid, Layout]], said: Statements) -> None:
    for grid, layout in titled:
        if grid.sheet is not None and layout.blocks:
            said.read_sheet_name(grid.sheet)


def _titles(titled: list[tuple[Grid, Layout]]) -> Iterator[tuple[str, str | None, str | None]]:
    for grid, layout in titled:
        for i in layout.titles:
            for j, text in enumerate(grid.rows[i]):
                if text and (i, j) not in layout.cells:
                    yield text, grid.sheet, address(grid.first_row + i, grid.first_column + j)


def _months_of_sheets(titled: list[tuple[Grid, Layout]]) -> dict[str, str]:
    """Sheets with tables that are named after months → ``-MM`` or ``YYYY-MM``; empty where fewer than two are."""
    found: dict[str, str] = {}
    for grid, layout in titled:
        if grid.sheet is None or not layout.blocks:
            continue
        label, period = month_label(grid.sheet), parse_period(grid.sheet)
        if period is not None:
            found[grid.sheet] = period
        elif label is not None:
            found[grid.sheet] = f"-{label[0]:02d}"
    return found if len(set(found.values())) > 1 else {}


def _left_out(grid: Grid, layout: Layout, period: str) -> Iterator[Remark]:
    """The tables of a sheet that is named after another month than the submission's belong to no dataset here."""
    for block in layout.blocks:
        if block.dataset is None:
            continue
        yield Remark("bulan", grid.sheet, None, grid.sheet, period, block.dataset)
        block.dataset, block.fields, block.marks = None, (None,) * len(block.columns), {}
        block.measures, block.implied = {}, {}


def _sharing_rows(grid: Grid, layout: Layout) -> Iterator[Remark]:
    """Tables of one dataset side by side: a row's number would no longer say which of them it comes from."""
    seen: dict[str, set[int]] = {}
    for block in layout.blocks:
        if block.dataset is None or block.header is None:
            continue
        others = seen.setdefault(block.dataset, set())
        if not others.isdisjoint(block.data):
            cell = address(grid.first_row + block.header[1], grid.first_column + block.columns[0])
            said = "satu tabel di bawah yang lain, atau satu tabel saja"
            yield Remark("tebakan", grid.sheet, cell, "Tabel kedua di samping yang pertama", said, block.dataset)
        others.update(block.data)


def _of_block(grid: Grid, block: Block, headings: Headings) -> Iterator[Remark]:
    top = grid.first_row + block.header[1] if block.header is not None else None
    if block.dataset is None:
        if block.guesses:
            cell = address(top, grid.first_column + block.columns[0]) if top is not None else None
            names = ", ".join(n for n in block.names if n)
            yield Remark("tebakan", grid.sheet, cell, f"Tabel dengan judul {names[:120]}", ", ".join(block.guesses))
        return
    contract = headings.contracts.datasets[block.dataset]
    for position, mark in sorted(block.marks.items()):
        cell = address(top, grid.first_column + block.columns[position]) if top is not None else None
        own = block.fields[position]
        base = Remark("tebakan", grid.sheet, cell, block.names[position], dataset=block.dataset, field=own)
        if mark.note or mark.guesses:
            yield base._replace(expected=mark.note or ", ".join(mark.guesses))
        if own is None:
            continue
        if mark.how in ("mirip", "isi"):
            yield base._replace(kind="mirip", expected=contract.by_name[own].label)
        if mark.times is not None:
            yield base._replace(kind="satuan", expected=f"dikalikan {mark.times:f}".replace(".", ","))
    for name, (position, code) in block.implied.items():
        cell = address(top, grid.first_column + block.columns[position]) if top is not None else None
        said = f"{contract.by_name[name].label} {code}"
        yield Remark("satuan", grid.sheet, cell, block.names[position], said, block.dataset, name)
