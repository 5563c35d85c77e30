"""How it goes on with a report over the months: mended at once or late, still wrong, explained, waived, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import cycle
from random import Random

from flows.simulate.draft import Draft, Kind
from flows.simulate.fates import Fate, Story, severity_of
from flows.simulate.month import Row, copied
from sources.contract import Contracts

_MENDED: Sequence[Story] = ("twice", "waived", "", "late", "twice", "")
_ASKED: Sequence[Story] = ("resent", "changed", "explained", "")
_PERIODS_LATE = 1
"""A report of a month may be mended after the next one was sent."""


def _more(column: str, times: str) -> Callable[[Row], Row]:
    return lambda row: {column: Decimal(str(row[column])) * Decimal(times)}


_OTHER_VALUES: Mapping[str, Callable[[Row], Row]] = {
    "UMKM-K202": lambda _: {"nama_produk": "Wuwung Xylofon Kuarta"},
    "UMKM-K208": _more("biaya_bahan_rp", "1.5"),
    "UMKM-K209": lambda row: {"wbp_terlibat_orang": int(str(row["wbp_terlibat_orang"])) + 2},
    "UMKM-K302": lambda _: {"nama_produk": "Wuwung Xylofon Kuarta"},
    "UMKM-K305": lambda row: {
        name: Decimal(str(row[name])) * Decimal("1.2") for name in ("omzet_rp", "pnbp_rp", "premi_rp", "modal_rp")
    },
    "UMKM-K406": lambda _: {"anak_orang": 3},
    "UMKM-K407": lambda _: {"laki_laki_orang": 3},
    "UMKM-K504": _more("hasil", "1.25"),
    "UMKM-K508": _more("nilai_rp", "1.25"),
}
"""Another value in the same cell that asks the same question."""


def draw_stories(
    fates: Mapping[str, Fate], kinds: Sequence[Kind], contracts: Contracts, chance: Random, *, left: int
) -> dict[str, Fate]:
    """The fates of a month with what comes of them afterwards.

    Args:
        fates: By office.
        kinds: Of mistakes.
        contracts: For the severity of their rules.
        chance: Of the month.
        left: Months after this one in which something can still be sent.
    """
    begin = chance.randrange(len(_ASKED))
    asked, mended = cycle([*_ASKED[begin:], *_ASKED[:begin]]), cycle(_MENDED)
    found = dict(fates)
    is_withdrawn = left % 2 == 0
    for office, fate in fates.items():
        if fate.form != "workbook" or fate.damage is not None:
            continue
        if fate.kinds:
            story = _of_mistakes(fate, kinds, contracts, asked, mended, left)
            is_corrected = story in {"twice", "late"} or (fate.is_corrected and story != "waived")
            found[office] = replace(fate, story=story, is_corrected=is_corrected)
        elif fate.again in {"", "whole"} and is_withdrawn:
            found[office] = replace(fate, again="whole", story="withdrawn")
            is_withdrawn = False
    return found


def _of_mistakes(  # noqa: PLR0913, PLR0917
    fate: Fate,
    kinds: Sequence[Kind],
    contracts: Contracts,
    asked: Iterator[Story],
    mended: Iterator[Story],
    left: int,
) -> Story:
    rules = {rule for position in fate.kinds for rule in kinds[position].rules}
    worst = severity_of(rules, contracts)
    if worst == "KONFIRMASI":
        story = next(asked)
        return "resent" if story == "changed" and rules.isdisjoint(_OTHER_VALUES) else story
    if worst != "PERBAIKI":
        return ""
    story = next(mended)
    if story == "waived" and not all(contracts.rule[rule].waivable for rule in rules):
        return "twice"
    return "" if story == "late" and left < _PERIODS_LATE else story


def touched_up(draft: Draft) -> Draft:
    """The same report, sent again for another reason: a number that nobody asked about was a little off."""
    again = replace(draft, report=copied(draft.report), planted=list(draft.planted))
    for dataset, column, step in (("kegiatan", "peserta_petugas_orang", 1), ("produksi", "hari_kerja", -1)):
        touched = {p.row for p in draft.planted if p.dataset == dataset}
        for index, row in enumerate(again.report[dataset]):
            value = row[column]
            if index not in touched and isinstance(value, int | Decimal) and value > 1:
                row[column] = value + step
                return again
    raise LookupError(f"{draft.office.kode_upt} {draft.period}: no number to touch up")


def with_another_value(draft: Draft) -> tuple[Draft, int] | None:
    """The same report with another value where one was asked about, and the position of that mistake.

    None where no mistake can be changed so that it is still found.
    """
    for position, planted in enumerate(draft.planted):
        if planted.dataset is not None and planted.rule in _OTHER_VALUES:
            again = touched_up(draft)
            row = again.report[planted.dataset][planted.row]
            row.update(_OTHER_VALUES[planted.rule](row))
            return again, position
    return None
