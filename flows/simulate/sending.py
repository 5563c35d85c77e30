"""An office's month: its files, written one after the other, and what should become of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.simulate.damage import DAMAGES, NEEDS_WHOLE, damaged
from flows.simulate.delimited import write_delimited
from flows.simulate.dice import dice
from flows.simulate.draft import Draft, Kind
from flows.simulate.fates import CSV_ORDER, Fate, severity_of
from flows.simulate.free import write_foreign, write_free
from flows.simulate.messy import Sent, write_messy, write_messy_text
from flows.simulate.month import Report, copied, report_of
from flows.simulate.official import write_official
from flows.simulate.placing import Written, locate
from flows.simulate.revision import revised
from flows.simulate.seasons import split
from flows.simulate.spelling import month_words
from flows.simulate.sums import Sums, sums_of
from sources.contract import Contracts
from sources.offices import Offices
from sources.reference import Office

_EXPECTED = {"TOLAK": "rejected", "PERBAIKI": "returned", "KONFIRMASI": "published", "CATATAN": "published"}
_TEXT_SHARE = 0.12
"""Of the reports that are not on the official workbook: those that come as text."""
_LAST_DAY = 12
"""Of the month after, when the last files arrive; reports are due on the fifth."""


@dataclass(frozen=True, slots=True)
class Nation:
    """What all offices of a practice nation share."""

    target: Path
    contracts: Contracts
    offices: Offices
    kinds: tuple[Kind, ...]
    period: str
    """The last month."""
    rows: int
    seed: int


@dataclass(slots=True)
class Outcome:
    """What an office's month comes to: expected states by file, mistakes, and the sums of its parts in force."""

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    errors: list[dict[str, str | None]] = field(default_factory=list)
    in_force: dict[str, Sums] = field(default_factory=dict)


class Sender:
    """One office in one month.

    Args:
        nation: what it shares with the others.
        office: which.
        period: ``YYYY-MM``.
        fate: what it does.
    """

    def __init__(self, nation: Nation, office: Office, period: str, fate: Fate) -> None:
        self._nation, self._office, self._period, self._fate = nation, office, period, fate
        self._chance = dice(nation.seed, office.kode_upt, period, "kiriman")
        self._number = nation.offices.all.index(office) + 1
        self._published: dict[str, tuple[str, Sums]] = {}
        self._brought: list[str] = []
        self._at = self._first_arrival()
        self.outcome = Outcome()

    def send(self) -> Outcome:
        """Write the office's files with the times of their arrival."""
        report = report_of(self._office, self._period, rows=self._nation.rows, seed=self._nation.seed)
        if self._fate.again == "nil":
            report = {name: [] for name in report}
        if self._fate.form == "csv":
            self._send_delimited(report)
        elif self._fate.form == "free" and not self._fate.kinds and self._fate.damage is None:
            self._send_messy(report)
        else:
            self._send_books(report)
        for name in self._brought:
            if name not in {file for file, _ in self._published.values()}:
                self.outcome.files[name]["expect"] = "superseded"
        self.outcome.in_force = {dataset: sums for dataset, (_, sums) in self._published.items()}
        return self.outcome

    def _send_books(self, report: Report) -> None:
        fate = self._fate
        draft = self._spoiled(report)
        name = f"{draft.name} {self._number:03d}" if draft.name else self._book_name()
        if fate.damage is not None:
            self._send_damaged(draft, name)
        else:
            self._send_book(draft, name)
        if fate.is_corrected or fate.again == "whole":
            again = report if fate.is_corrected else revised(report, self._chance)
            self._later()
            self._send_book(Draft(self._office, self._period, copied(again)), f"{self._plain_name()}_rev1")
        if fate.again == "part":
            self._later()
            part = Draft(self._office, self._period, revised(report, self._chance))
            self._send_part(part, "penjualan", f"{self._plain_name()}_penjualan", is_named=True)
        if fate.again == "copy":
            self._later()
            sent = self._path(f"{name}.xlsx")
            self._finish(self._path(f"Salinan {name}.xlsx", sent.read_bytes()), "duplicate")

    def _send_messy(self, report: Report) -> None:
        """On sheets of the office's own, or as a text file a dataset."""
        number, words = f"{self._number:03d}", month_words(self._period)
        contracts = self._nation.contracts
        if self._chance.random() >= _TEXT_SHARE:
            draft = Draft(self._office, self._period, report)
            names = (self._book_name(), f"Laporan UMKM {number} {words}")
            sent = write_messy(self._nation.target, names, draft, contracts, self._chance)
            self._settle(draft, sent, tuple(d for d, rows in report.items() if rows))
            return
        for dataset in CSV_ORDER:
            if report[dataset]:
                draft = Draft(self._office, self._period, report)
                name = f"{contracts.datasets[dataset].label} {number} {words}"
                sent = write_messy_text(self._nation.target, name, draft, contracts.datasets[dataset], self._chance)
                self._settle(draft, sent, (dataset,))
                self._at += timedelta(minutes=self._chance.randint(2, 9))

    def _settle(self, draft: Draft, sent: Sent, datasets: tuple[str, ...]) -> None:
        path = self._nation.target / sent.name
        if sent.rule is not None:
            self.outcome.errors.append({"file": path.name, "sheet": None, "cell": None, "rule": sent.rule})
        self._take(path, draft, sent.expect, datasets)

    def _send_book(self, draft: Draft, name: str) -> None:
        path = self._path(f"{name}.xlsx")
        if draft.is_foreign:
            written = write_foreign(path, draft)
        elif self._fate.form == "free":
            written = write_free(path, draft, self._nation.contracts, self._chance)
        else:
            written = write_official(path, draft, self._nation.contracts, self._nation.offices, self._chance)
        self._judge(path, draft, written, tuple(written.placed))

    def _send_delimited(self, report: Report) -> None:
        fate = self._fate
        for dataset in CSV_ORDER:
            if not report[dataset]:
                continue
            is_wrong = dataset == fate.dataset
            draft = self._spoiled(report) if is_wrong else Draft(self._office, self._period, report)
            name = f"{self._plain_name()}_{dataset}"
            if is_wrong and fate.damage is not None:
                self._send_damaged(draft, name, suffix=".csv")
            else:
                self._send_part(draft, dataset, name, is_named=True)
            self._at += timedelta(minutes=self._chance.randint(2, 9))
        if fate.dataset is not None and fate.is_corrected:
            self._later()
            draft = Draft(self._office, self._period, report)
            self._send_part(draft, fate.dataset, f"{self._plain_name()}_{fate.dataset}_v2", is_named=False)

    def _send_part(self, draft: Draft, dataset: str, name: str, *, is_named: bool) -> None:
        path = self._path(f"{name}.csv")
        contract = self._nation.contracts.datasets[dataset]
        written = write_delimited(path, draft, contract, self._chance, is_named=is_named)
        self._judge(path, draft, written, (dataset,))

    def _send_damaged(self, draft: Draft, name: str, *, suffix: str | None = None) -> None:
        rule = self._fate.damage
        assert rule is not None  # noqa: S101 (narrowing: the callers asked)
        kind, own_suffix = DAMAGES[rule]
        whole = b""
        if kind in NEEDS_WHOLE:
            path = self._path(f"{name}{own_suffix}")
            write_official(path, draft, self._nation.contracts, self._nation.offices, self._chance)
            whole = path.read_bytes()
        is_bare = self._fate.turn == 1 and self._period == self._nation.period
        sender = "" if is_bare else f"{self._office.nama_upt} {self._period}"
        path = self._path(f"{name}{suffix or own_suffix}", damaged(kind, whole, sender))
        self.outcome.errors.append({"file": path.name, "sheet": None, "cell": None, "rule": rule})
        self._finish(path, "rejected")

    def _spoiled(self, report: Report) -> Draft:
        """The first attempt: a copy of the report with the mistakes of the fate."""
        draft = Draft(self._office, self._period, copied(report))
        made = 0
        for position in self._fate.kinds:
            if made == self._fate.limit:
                break
            planted = self._nation.kinds[position].apply(draft, self._chance)
            if planted:
                draft.planted += planted
                made += 1
        return draft

    def _judge(self, path: Path, draft: Draft, written: Written, datasets: tuple[str, ...]) -> None:
        for planted in draft.planted:
            sheet, cell = locate(planted, written)
            self.outcome.errors.append({"file": path.name, "sheet": sheet, "cell": cell, "rule": planted.rule})
        rules = [p.rule for p in draft.planted]
        expect = _EXPECTED[severity_of(rules, self._nation.contracts)] if rules else "published"
        self._take(path, draft, expect, datasets)

    def _take(self, path: Path, draft: Draft, expect: str, datasets: tuple[str, ...]) -> None:
        """What becomes of a file, and of its parts where they are published."""
        self._finish(path, expect)
        if expect != "published":
            return
        self._brought.append(path.name)
        for dataset in datasets:
            rows = draft.report.get(dataset, [])
            if rows or draft.nihil.get(dataset) is None:
                self._published[dataset] = (path.name, sums_of(self._nation.contracts.datasets[dataset], rows))

    def _finish(self, path: Path, expect: str) -> None:
        stamp = self._at.timestamp()
        os.utime(path, (stamp, stamp))
        self.outcome.files[path.name] = {"office": self._office.kode_upt, "period": self._period, "expect": expect}

    def _path(self, name: str, data: bytes | None = None) -> Path:
        path = self._nation.target / name
        if data is not None:
            path.write_bytes(data)
        return path

    def _first_arrival(self) -> datetime:
        year, month = split(self._period)
        first = datetime(year + month // 12, month % 12 + 1, 1, 1, tzinfo=UTC)
        is_late = self._chance.random() < 0.12
        day = self._chance.randint(6, _LAST_DAY - 3) if is_late else self._chance.randint(1, 5)
        return first + timedelta(days=day - 1, seconds=self._chance.randint(0, 8 * 3600))

    def _later(self) -> None:
        self._at += timedelta(days=self._chance.randint(1, 3), seconds=self._chance.randint(60, 3600))

    def _plain_name(self) -> str:
        return f"{self._office.kode_upt}_{self._period}"

    def _book_name(self) -> str:
        words = month_words(self._period)
        return self._chance.choice(
            (self._plain_name(), self._plain_name(), f"Laporan UMKM {self._office.nama_upt} {words}",
             f"UMKM {words} - {self._office.nama_upt}")
        )  # fmt: skip
