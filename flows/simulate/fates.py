"""Who sends what, how, how often, and what goes wrong: drawn once a month for the whole nation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from flows.simulate.damage import DAMAGES
from flows.simulate.dice import dice, shuffled
from flows.simulate.draft import Kind
from flows.simulate.kinds_fields import field_kinds
from flows.simulate.kinds_rows import row_kinds
from flows.simulate.kinds_sheets import sheet_kinds
from sources.contract import SEVERITIES, Contracts, Severity
from sources.reference import Office

Form = Literal["workbook", "csv", "free"]
Format = Literal["mixed", "xlsx", "csv"]
Again = Literal["", "whole", "part", "copy", "nil"]
Story = Literal["", "twice", "late", "waived", "explained", "resent", "changed", "withdrawn"]

CSV_ORDER = ("produk", "tenaga_kerja", "produksi", "penjualan", "panen", "kegiatan")
"""In which order an office sends its delimited files: what a rule looks at comes first."""
_CSV_SHARE = 0.06
_AGAIN_SHARES: dict[Again, float] = {"nil": 0.02, "whole": 0.02, "part": 0.025, "copy": 0.015}
_GROUP_SHARES = (("KONFIRMASI", 0.16), ("damage", 0.14), ("TOLAK", 0.22))
"""Of the submissions with mistakes; the rest has some that must be mended."""
_MISTAKES = {"TOLAK": 1, "PERBAIKI": 6, "KONFIRMASI": 4}
_CORRECTED_SHARE = 0.7
_CSV_DAMAGES = ("UMKM-P001", "UMKM-P004", "UMKM-P005")


@dataclass(frozen=True, slots=True)
class Fate:
    """What an office does in one month.

    Attributes:
        form: how it reports.
        kinds: mistakes of its first attempt, as positions in :func:`all_kinds`.
        limit: at most so many of them.
        dataset: which of its delimited files holds them.
        damage: the rule that refuses its first attempt as a file.
        turn: its number among the month's files that are damaged that way, from 1.
        is_corrected: it sends again without mistakes.
        again: what else it sends; ``nil``: it has nothing to report.
        story: how it goes on over the months (:mod:`flows.simulate.stories`): *twice* the second attempt is still
            wrong, *late* it is mended after the next month's report, *waived* mistakes are let pass, *explained*
            reasons are given, *resent* and the file comes again, *changed* with another value, *withdrawn* what it
            sent again is taken back.
    """

    form: Form = "workbook"
    kinds: tuple[int, ...] = ()
    limit: int = 0
    dataset: str | None = None
    damage: str | None = None
    turn: int = 0
    is_corrected: bool = False
    again: Again = ""
    story: Story = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """Of a nation.

    Attributes:
        error_rate: share of offices whose first attempt has mistakes.
        messy: share of workbooks that are not the official one.
        fmt: what is sent.
    """

    error_rate: float = 0.08
    messy: float = 0.0
    fmt: Format = "mixed"


def all_kinds(contracts: Contracts) -> tuple[Kind, ...]:
    """Every kind of mistake that can be made against these contracts, always in the same order."""
    return (*field_kinds(contracts), *row_kinds(contracts), *sheet_kinds(contracts))


def severity_of(rules: Iterable[str], contracts: Contracts) -> Severity:
    """The worst severity of some rules."""
    return min((contracts.rule[rule].severity for rule in rules), key=SEVERITIES.index)


def draw_fates(offices: Sequence[Office], contracts: Contracts, chance: Random, *, habits: Habits) -> dict[str, Fate]:
    """The fate of each office in one month.

    Args:
        offices: who reports.
        contracts: against which mistakes are made.
        chance: of the month.
        habits: of the nation.
    """
    order = shuffled(offices, chance)
    csv = {"mixed": round(len(order) * _CSV_SHARE), "xlsx": 0, "csv": len(order)}[habits.fmt]
    forms: dict[str, Form] = {o.kode_upt: "csv" for o in order[:csv]}
    books = order[csv:]
    forms |= {o.kode_upt: "free" if i < round(len(books) * habits.messy) else "workbook" for i, o in enumerate(books)}
    order = shuffled(order, chance)
    fates = {o.kode_upt: Fate(forms[o.kode_upt]) for o in order}
    mistaken = round(len(order) * habits.error_rate)
    wrong, right = order[:mistaken], order[mistaken:]
    fates |= _Mistaken(contracts, chance).draw([(o, fates[o.kode_upt]) for o in wrong])
    position = 0
    for again, share in _AGAIN_SHARES.items():
        able = [o for o in right[position:] if fates[o.kode_upt].form == "workbook"]
        count = max(round(len(order) * share), 1 if len(right) > 8 else 0)
        for office in able[:count]:
            fates[office.kode_upt] = replace(fates[office.kode_upt], again=again)
            position = max(position, right.index(office) + 1)
    return fates


class _Mistaken:
    """Deals mistakes out, so that a month has as many kinds of them as its mistaken submissions can hold."""

    def __init__(self, contracts: Contracts, chance: Random) -> None:
        self._contracts = contracts
        self._chance = chance
        self._kinds = all_kinds(contracts)
        self._decks: dict[str, list[int]] = {"TOLAK": [], "PERBAIKI": [], "KONFIRMASI": []}
        for position in shuffled(range(len(self._kinds)), chance):
            severity = severity_of(self._kinds[position].rules, contracts)
            self._decks["KONFIRMASI" if severity == "CATATAN" else severity].append(position)
        self._dealt: Counter[str] = Counter()
        self._damages = [d for d in shuffled(sorted(DAMAGES), chance) if d in contracts.rule]

    def draw(self, wrong: Sequence[tuple[Office, Fate]]) -> dict[str, Fate]:
        groups: list[str] = []
        for name, share in _GROUP_SHARES:
            groups += [name] * round(len(wrong) * share)
        groups += ["PERBAIKI"] * (len(wrong) - len(groups))
        # Files and identities go wrong in workbooks: delimited files come last, with mistakes in their rows. Women's
        # prisons come first, for some questions are only asked of them.
        ordered = sorted(wrong, key=lambda pair: (pair[1].form != "workbook", pair[0].kekhususan != "Perempuan"))
        return {o.kode_upt: self._one(o, fate, group) for (o, fate), group in zip(ordered, groups, strict=True)}

    def _one(self, office: Office, fate: Fate, group: str) -> Fate:
        is_corrected = self._chance.random() < _CORRECTED_SHARE
        damages = [d for d in self._damages if fate.form != "csv" or d in _CSV_DAMAGES]
        if group == "damage" and damages:
            damage = damages[0]
            self._damages.remove(damage)
            self._damages.append(damage)
            self._dealt[damage] += 1
            dataset = "penjualan" if fate.form == "csv" else None
            return replace(fate, damage=damage, turn=self._dealt[damage], dataset=dataset, is_corrected=is_corrected)
        group = group if group in self._decks else "PERBAIKI"
        dealt = self._deal(office, fate.form, self._decks[group], _MISTAKES[group])
        dataset = self._kinds[dealt[0]].dataset if dealt and fate.form == "csv" else None
        is_corrected = is_corrected and group != "KONFIRMASI"
        return replace(fate, kinds=tuple(dealt), limit=_MISTAKES[group], dataset=dataset, is_corrected=is_corrected)

    def _deal(self, office: Office, form: Form, deck: list[int], count: int) -> list[int]:
        """The first ``count`` of a deck that suit; they go to its end. Those that need an untouched file lead."""
        dealt: list[int] = []
        for position in list(deck):
            kind = self._kinds[position]
            fits = form in kind.forms and kind.suits(office) and (kind.dataset != "panen" or office.jenis != "Bapas")
            if fits and (form != "csv" or self._fits_delimited(kind, dealt)):
                dealt.append(position)
            if len(dealt) == count:
                break
        for position in dealt:
            deck.remove(position)
            deck.append(position)
        return sorted(dealt, key=lambda p: (self._kinds[p].dataset is not None, -p))

    def _fits_delimited(self, kind: Kind, dealt: Sequence[int]) -> bool:
        """One file of an office holds all of its mistakes, and what their rules look at has arrived before."""
        if kind.dataset not in CSV_ORDER or (dealt and self._kinds[dealt[0]].dataset != kind.dataset):
            return False
        before = CSV_ORDER[: CSV_ORDER.index(kind.dataset)]
        return all(need in before for rule in kind.rules for need in self._contracts.rule[rule].needs)


def month_dice(seed: int, period: str) -> Random:
    """The dice of a month's fates."""
    return dice(seed, period, "nasib")
