"""Reports on sheets of an office's own, in the forms that offices send; and what should become of each.

Most forms say everything that is needed and should end *published*; some leave a question open, on purpose, and
should come back (*returned*, *rejected*).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from flows.simulate.draft import Draft
from flows.simulate.messy_files import save_pages, write_text
from flows.simulate.messy_headings import STRANGE, renamed, reordered, with_units
from flows.simulate.messy_pages import Line, Page, Style, letterhead, signatures, table
from flows.simulate.messy_wide import wide_table
from flows.simulate.office_spellings import place_of, spelling
from flows.simulate.seasons import months_until, split
from flows.simulate.spelling import Hand, month_words
from sources.contract import Contract, Contracts

_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written: the file's name, what should become of it, and the rule that sends it back."""

    name: str
    expect: str = "published"
    rule: str | None = None


class _Office:
    """One office at its desk: what it has to report, and how it writes."""

    def __init__(self, draft: Draft, contracts: Contracts, chance: Random) -> None:
        self.draft, self.contracts, self.chance = draft, contracts, chance
        self.name = spelling(draft.office, chance)
        self.month = month_words(draft.period)
        self.parts = [c for c in contracts.datasets.values() if draft.report.get(c.name)]

    def title(self, contract: Contract | None = None) -> str:
        """A title that says the month, in one of many ways."""
        what = contract.label.upper() if contract is not None else "KEGIATAN KERJA DAN UMKM"
        year, number = split(self.draft.period)
        last = _LAST_DAYS[number - 1]
        forms = (
            f"LAPORAN {what} BULAN {self.month.upper()}",
            f"Laporan {what.title()} Periode 1 s/d {last} {self.month}",
            f"REKAP {what} - BULAN : {self.month.upper()}",
            f"Data {what.title()} Bulan {self.month.split()[0]} Tahun {year}",
        )
        return self.chance.choice(forms)

    def rows(self, contract: Contract, style: Style) -> list[Line]:
        """The table of a dataset."""
        return table(contract, self.draft.report[contract.name], style)

    def page(self, contract: Contract, style: Style, name: str | None = None) -> Page:
        """A sheet with letterhead, table and signatures."""
        page = Page(name or contract.label)
        page.add(*letterhead(self.name, self.title(contract)))
        page.add(*self.rows(contract, style))
        self.sign(page)
        return page

    def sign(self, page: Page) -> None:
        """Signatures, and a note now and then."""
        if self.chance.random() < 0.4:
            page.add([], ["Catatan: data per akhir bulan, dapat berubah setelah rekonsiliasi."])
        day = f"3 {month_words(_next(self.draft.period))}"
        page.add(*signatures(self.name, place_of(self.draft.office), day, self.chance))


def _next(period: str) -> str:
    year, month = split(period)
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def _sheets(desk: _Office) -> list[Page]:
    """Letterhead, table, sum and signatures, a sheet a dataset."""
    style = Style(has_numbers=desk.chance.random() < 0.5, has_sum=desk.chance.random() < 0.7)
    return [desk.page(c, style) for c in desk.parts]


def _stacked(desk: _Office) -> list[Page]:
    """All tables on one sheet, one below the other, each under its title."""
    page = Page("Laporan")
    page.add(*letterhead(desk.name, desk.title()))
    style = Style(has_sum=desk.chance.random() < 0.6, has_numbers=desk.chance.random() < 0.4)
    for number, contract in enumerate(desk.parts):
        page.add([f"{chr(65 + number)}. {contract.label.upper()}"], *desk.rows(contract, style), [], [])
    desk.sign(page)
    return [page]


def _beside(desk: _Office) -> list[Page]:
    """Two tables side by side on the first sheet, the others on sheets of their own."""
    left, right = desk.parts[0], next(c for c in desk.parts if c.name == "tenaga_kerja")
    page = Page("Rekap")
    page.add(*letterhead(desk.name, desk.title()))
    style = Style()
    one, two = desk.rows(left, style), desk.rows(right, style)
    top = len(page.lines)
    page.beside(one, top, 0)
    page.beside(two, top, len(one[0]) + 1)
    return [page, *(desk.page(c, style) for c in desk.parts if c not in (left, right))]


def _wide(desk: _Office) -> list[Page]:
    """Months laid out wide for people at work and for output; sales as ever."""
    measures = {
        "tenaga_kerja": ("laki_laki_orang", "perempuan_orang", "anak_orang"),
        "produksi": ("volume", "biaya_bahan_rp", "wbp_terlibat_orang", "hari_kerja"),
    }
    pages = []
    for contract in desk.parts:
        if contract.name not in measures:
            pages.append(desk.page(contract, Style()))
            continue
        page = Page(contract.label)
        page.add(*letterhead(desk.name, desk.title(contract)))
        rows = desk.draft.report[contract.name]
        page.add(*wide_table(contract, rows, desk.draft.period, measures[contract.name], desk.chance))
        pages.append(page)
    return pages


def _renamed(desk: _Office) -> list[Page]:
    """Other headings in another order."""
    style = Style(renamed(desk.contracts, desk.chance), order=reordered(desk.contracts, desk.chance))
    return [desk.page(c, style) for c in desk.parts]


def _units(desk: _Office) -> list[Page]:
    """Amounts in thousands, areas in hectares."""
    return [desk.page(c, with_units(desk.chance)) for c in desk.parts]


def _typed(desk: _Office) -> list[Page]:
    """Everything typed as text: ``Rp 1.500.000,-``, dates in words, ``ya``."""
    style = Style(hand=Hand(desk.chance), has_sum=desk.chance.random() < 0.5)
    return [desk.page(c, style) for c in desk.parts]


def _merged(desk: _Office) -> list[Page]:
    """Headings over two rows, the upper one merged over the people that it counts."""
    pages = []
    for contract in desk.parts:
        page = desk.page(contract, Style())
        if contract.name == "tenaga_kerja":
            top = next(i for i, line in enumerate(page.lines) if "Bidang Kerja" in line)
            upper: Line = ["Bidang Kerja", "Jumlah WBP", None, None, *page.lines[top][4:]]
            page.lines[top : top + 1] = [upper, [None, "Laki-laki", "Perempuan", "Anak"]]
            page.merged += [(top, 1, top, 3), (top, 0, top + 1, 0)]
        if desk.chance.random() < 0.4:
            page.hidden.append(len(contract.own_columns) + 1)
        pages.append(page)
    return pages


def _months(desk: _Office) -> list[Page]:
    """A sheet a month with the same table; the other datasets on sheets of their own."""
    first, *others = desk.parts
    pages = [desk.page(c, Style()) for c in others]
    for period in months_until(desk.draft.period, 3):
        page = Page(month_words(period))
        rows = desk.draft.report[first.name]
        page.add([f"{first.label} Bulan {month_words(period)}"], [], *table(first, rows, Style()))
        pages.append(page)
    return pages


def _strange(desk: _Office) -> list[Page]:
    """A heading that nobody can read."""
    keys = [k for k in STRANGE if any(c.name == k[0] for c in desk.parts)]
    key = desk.chance.choice(keys)
    style = Style({key: desk.chance.choice(STRANGE[key])})
    return [desk.page(c, style) for c in desk.parts]


def _other_month(desk: _Office) -> list[Page]:
    """One sheet's title still says last month."""
    pages = _sheets(desk)
    last = month_words(next(months_until(desk.draft.period, 2)))
    pages[-1].lines[2] = [f"LAPORAN {pages[-1].name.upper()} BULAN {last.upper()}"]
    return pages


def _somewhere(desk: _Office) -> list[Page]:
    """The office is a kind and a class; there are many of them."""
    desk.name = f"{desk.draft.office.jenis} Kelas {desk.draft.office.kelas or 'I'}"
    return _sheets(desk)


Form = Callable[[_Office], list[Page]]
FORMS: Final[tuple[tuple[Form, str, str | None], ...]] = (
    (_sheets, "published", None), (_stacked, "published", None), (_beside, "published", None),
    (_wide, "published", None), (_renamed, "published", None), (_units, "published", None),
    (_typed, "published", None), (_merged, "published", None), (_months, "published", None),
    (_strange, "returned", "UMKM-S012"), (_other_month, "returned", "UMKM-P022"),
    (_somewhere, "rejected", "UMKM-P011"),
)  # fmt: skip
"""The forms, what should become of each, and the rule that says why."""


def write_messy(folder: Path, names: tuple[str, str], draft: Draft, contracts: Contracts, chance: Random) -> Sent:
    """Write one report in one of the forms.

    Args:
        folder: where.
        names: of the file, without suffix: its usual one, and one that says nothing of the office.
        draft: what the office reports; nothing wrong has been put in.
        contracts: of the datasets.
        chance: decides form and hand.
    """
    desk = _Office(draft, contracts, chance)
    form, expect, rule = chance.choice(FORMS)
    pages = form(desk)
    if form is _strange and any(STRANGE_REQUIRED & {str(c) for line in p.lines for c in line} for p in pages):
        expect, rule = "rejected", "UMKM-S001"
    path = save_pages(folder / names[form is _somewhere], pages, chance)
    return Sent(path.name, expect, rule)


STRANGE_REQUIRED = frozenset(
    word
    for (dataset, column), words in STRANGE.items()
    for word in words
    if column in ("omzet_rp", "wbp_terlibat_orang")
)
"""Strange headings over columns that must be there."""


def write_messy_text(folder: Path, name: str, draft: Draft, contract: Contract, chance: Random) -> Sent:
    """Write one dataset as text, with letterhead above and a sum below, as an Indonesian Excel saves it."""
    style = Style(hand=Hand(chance), has_sum=True, has_numbers=chance.random() < 0.3)
    desk = _Office(draft, Contracts({contract.name: contract}, contract, Path()), chance)
    page = desk.page(contract, replace(style))
    path = folder / f"{name}{chance.choice(('.csv', '.csv', '.txt', '.tsv'))}"
    write_text(path, page, chance)
    return Sent(path.name)
