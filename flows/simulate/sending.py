"""An office's month: what it sends in which order, what is decided meanwhile, and what should become of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flows.simulate.answers import Voices
from flows.simulate.desk import Desk, Nation
from flows.simulate.dice import dice
from flows.simulate.draft import Draft
from flows.simulate.fates import CSV_ORDER, Fate
from flows.simulate.messy import write_messy, write_messy_text
from flows.simulate.messy_files import pack
from flows.simulate.month import Report, copied, report_of
from flows.simulate.outcome import Error, Outcome
from flows.simulate.revision import revised
from flows.simulate.spelling import month_words
from flows.simulate.stories import touched_up, with_another_value
from sources.reference import Office

_TEXT_SHARE = 0.12
"""Of the reports that are not on the official workbook: those that come as text."""
_ZIP_SHARE = 0.3
"""Of the reports that come as text: those whose files come together in a zip."""
_SOON, _WEEKS, _NEXT_MONTH = (1, 3), (2, 9), (28, 34)
"""Days until an office sends again: a single month is over by the twelfth, over several months people take longer."""


def send(nation: Nation, office: Office, period: str, fate: Fate) -> Outcome:
    """Write the files of an office's month with the times of their arrival."""
    report = report_of(office, period, rows=nation.rows, seed=nation.seed)
    if fate.again == "nil":
        report = {name: [] for name in report}
    sender = _Sender(Desk(nation, office, period, fate, report), fate, report)
    if fate.form == "csv":
        sender.send_delimited()
    elif fate.form == "free" and not fate.kinds and fate.damage is None:
        sender.send_messy()
    else:
        sender.send_books()
    return sender.desk.outcome


class _Sender:
    """One office in one month."""

    def __init__(self, desk: Desk, fate: Fate, report: Report) -> None:
        self.desk, self._fate, self._report = desk, fate, report
        self._voices = Voices(desk.office, desk.nation.contracts)

    def send_books(self) -> None:
        fate, desk, report = self._fate, self.desk, self._report
        draft = self._spoiled(fate.limit)
        name = f"{draft.name} {desk.number}" if draft.name else desk.book_name()
        if fate.damage is not None:
            desk.damaged(draft, name)
        else:
            self._go_on(draft, desk.book(draft, name))
        if fate.is_corrected or fate.again == "whole":
            again = report if fate.is_corrected else revised(report, desk.chance)
            desk.later(_NEXT_MONTH if fate.story == "late" else _SOON)
            second = desk.book(self._draft(copied(again)), f"{desk.plain_name}_rev1")
            if fate.story == "withdrawn":
                desk.outcome.decisions.append(self._voices.withdraw(second, desk.at + timedelta(days=2)))
                desk.outcome.decide(second, "withdrawn")
        if fate.again == "part":
            desk.later()
            part = self._draft(revised(report, desk.chance))
            desk.part(part, "penjualan", f"{desk.plain_name}_penjualan", is_named=True)
        if fate.again == "copy":
            desk.later()
            desk.copy(name)

    def send_messy(self) -> None:
        """On sheets of the office's own, or as a text file a dataset."""
        desk, report = self.desk, self._report
        number, words = desk.number, month_words(desk.period)
        contracts, target = desk.nation.contracts, desk.nation.target
        if desk.chance.random() >= _TEXT_SHARE:
            draft = self._draft(report)
            names = (desk.book_name(), f"Laporan UMKM {number} {words}")
            sent = write_messy(target, names, draft, contracts, desk.chance)
            desk.sent(draft, sent, tuple(d for d, rows in report.items() if rows))
            return
        box = f"Laporan {number} {words}.zip" if desk.chance.random() < _ZIP_SHARE else None
        packed: list[Path] = []
        for dataset in CSV_ORDER:
            if report[dataset]:
                draft = self._draft(report)
                name = f"{contracts.datasets[dataset].label} {number} {words}"
                sent = write_messy_text(target, name, draft, contracts.datasets[dataset], desk.chance)
                packed.append(target / sent.name)
                desk.sent(draft, sent, (dataset,))
                if box is None:
                    desk.soon()
        if box is not None:
            pack(target / box, packed)
            desk.stamp(target / box)

    def send_delimited(self) -> None:
        fate, desk, report = self._fate, self.desk, self._report
        for dataset in CSV_ORDER:
            if not report[dataset]:
                continue
            is_wrong = dataset == fate.dataset
            draft = self._spoiled(fate.limit) if is_wrong else self._draft(report)
            name = f"{desk.plain_name}_{dataset}"
            if is_wrong and fate.damage is not None:
                desk.damaged(draft, name, suffix=".csv")
            else:
                desk.part(draft, dataset, name, is_named=True)
            desk.soon()
        if fate.dataset is not None and fate.is_corrected:
            desk.later()
            desk.part(self._draft(report), fate.dataset, f"{desk.plain_name}_{fate.dataset}_v2", is_named=False)

    def _go_on(self, draft: Draft, first: str) -> None:
        """What comes of the first attempt, before a report without mistakes."""
        desk, story = self.desk, self._fate.story
        if story == "twice":
            desk.later(_WEEKS)
            second = self._spoiled(1)
            name = f"{second.name} {desk.number}" if second.name else desk.plain_name
            desk.book(second, f"{name}_perbaikan")
        elif story == "waived":
            self._let_pass(first)
        elif story in {"explained", "resent", "changed"} and self._explain(first) and story != "explained":
            self._send_again(draft, first, with_value=story == "changed")

    def _let_pass(self, first: str) -> None:
        """What is wrong is waived by two people, what is asked is explained, the whole is signed."""
        desk, voices = self.desk, self._voices
        mistakes = self._found(first, "PERBAIKI")
        desk.outcome.decisions += voices.waive(first, mistakes, desk.at + timedelta(days=1))
        desk.outcome.decisions += voices.confirm(first, self._found(first, "KONFIRMASI"), desk.at + timedelta(days=1))
        self._sign(first, days=3)

    def _explain(self, first: str) -> bool:
        """Reasons for all that is asked, and a signature; False where nothing is asked."""
        questions = self._found(first, "KONFIRMASI")
        if questions:
            self.desk.outcome.decisions += self._voices.confirm(first, questions, self.desk.at + timedelta(hours=20))
            self._sign(first, days=1)
        return bool(questions)

    def _send_again(self, draft: Draft, first: str, *, with_value: bool) -> None:
        """The report comes again: reasons hold where the value stands, and fall where it does not."""
        desk = self.desk
        changed = with_another_value(draft) if with_value else None
        desk.later(_WEEKS)
        again = changed[0] if changed is not None else touched_up(draft)
        second = desk.book(again, f"{desk.plain_name}_tambahan", is_kept=True)
        fallen = 1 if changed is not None else 0
        desk.outcome.carried_over += len(self._found(first, "KONFIRMASI")) - fallen
        if not fallen:
            self._sign(second, days=1)

    def _sign(self, file: str, *, days: int) -> None:
        time = self.desk.at + timedelta(days=days, hours=3)
        self.desk.outcome.decisions.append(self._voices.approve(file, time))
        self.desk.outcome.decide(file, "published")

    def _found(self, file: str, severity: str) -> list[Error]:
        rule = self.desk.nation.contracts.rule
        errors = self.desk.outcome.errors
        return [one for one in errors if one["file"] == file and rule[str(one["rule"])].severity == severity]

    def _draft(self, report: Report) -> Draft:
        return Draft(self.desk.office, self.desk.period, copied(report))

    def _spoiled(self, limit: int) -> Draft:
        """A copy of the report with so many of the mistakes of the fate."""
        desk, draft = self.desk, self._draft(self._report)
        again = limit < self._fate.limit
        chance = dice(desk.nation.seed, desk.office.kode_upt, desk.period, "lagi") if again else desk.chance
        made = 0
        for position in self._fate.kinds:
            if made == limit:
                break
            planted = desk.nation.kinds[position].apply(draft, chance)
            if planted:
                draft.planted += planted
                made += 1
        return draft
