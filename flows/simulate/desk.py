"""An office's desk: writes one file after the other, with the time of its arrival, and notes what becomes of each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.simulate.damage import DAMAGES, NEEDS_WHOLE, damaged
from flows.simulate.delimited import write_delimited
from flows.simulate.dice import dice
from flows.simulate.draft import Draft, Kind
from flows.simulate.fates import Fate, severity_of
from flows.simulate.free import write_foreign, write_free
from flows.simulate.mending import mends
from flows.simulate.messy import Sent
from flows.simulate.month import Report
from flows.simulate.official import write_official
from flows.simulate.outcome import Outcome
from flows.simulate.placing import Written, locate
from flows.simulate.seasons import split
from flows.simulate.spelling import month_words
from flows.simulate.sums import Sums, sums_of
from sources.contract import Contracts
from sources.offices import Offices
from sources.reference import Office

_EXPECTED = {"TOLAK": "rejected", "PERBAIKI": "returned", "KONFIRMASI": "needs_confirmation", "CATATAN": "published"}
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


class Desk:
    """One office in one month.

    Args:
        nation: what it shares with the others.
        office: which.
        period: ``YYYY-MM``.
        fate: what it does.
        right: its rows without mistakes.
    """

    def __init__(self, nation: Nation, office: Office, period: str, fate: Fate, right: Report) -> None:
        self.nation, self.office, self.period, self._fate = nation, office, period, fate
        self.right = right
        self.chance = dice(nation.seed, office.kode_upt, period, "kiriman")
        number = nation.offices.all.index(office) + 1
        turn = "" if period == nation.period else chr(ord("a") + split(period)[1])
        self.number = f"{number:03d}{turn}"
        """For names that say neither office nor month, so that no two files have the same."""
        self.at = self._first_arrival()
        self._hand = self.chance.getstate()
        self._content = b""
        self.outcome = Outcome(office.kode_upt, period)

    def book(self, draft: Draft, name: str, *, is_kept: bool = False) -> str:
        """A workbook; its name. With ``is_kept`` in the hand of the one before: the office went on in that one."""
        path = self._path(f"{name}.xlsx")
        if is_kept:
            self.chance.setstate(self._hand)
        self._hand = self.chance.getstate()
        contracts = self.nation.contracts
        if draft.is_foreign:
            written = write_foreign(path, draft)
        elif self._fate.form == "free":
            written = write_free(path, draft, contracts, self.chance)
        else:
            written = write_official(path, draft, contracts, self.nation.offices, self.chance)
        before, self._content = self._content, path.read_bytes()
        if self._content == before:  # a blank workbook, sent blank once more
            self._take(path, "duplicate")
        else:
            self._judge(path, draft, written, tuple(written.placed))
        return path.name

    def part(self, draft: Draft, dataset: str, name: str, *, is_named: bool) -> None:
        """A delimited file of one dataset."""
        path = self._path(f"{name}.csv")
        contract = self.nation.contracts.datasets[dataset]
        written = write_delimited(path, draft, contract, self.chance, is_named=is_named)
        self._judge(path, draft, written, (dataset,))

    def damaged(self, draft: Draft, name: str, *, suffix: str | None = None) -> None:
        """A file that nobody can read, as the fate has it."""
        rule = self._fate.damage
        assert rule is not None  # noqa: S101 (narrowing: the callers asked)
        kind, own_suffix = DAMAGES[rule]
        whole = b""
        if kind in NEEDS_WHOLE:
            path = self._path(f"{name}{own_suffix}")
            write_official(path, draft, self.nation.contracts, self.nation.offices, self.chance)
            whole = path.read_bytes()
        is_bare = self._fate.turn == 1 and self.period == self.nation.period
        sender = "" if is_bare else f"{self.office.nama_upt} {self.period}"
        path = self._path(f"{name}{suffix or own_suffix}", damaged(kind, whole, sender))
        self._note(path.name, rule)
        self._take(path, "rejected")

    def copy(self, name: str) -> None:
        """A workbook that was sent, once more under another name."""
        data = self._path(f"{name}.xlsx").read_bytes()
        self._take(self._path(f"Salinan {name}.xlsx", data), "duplicate")

    def sent(self, draft: Draft, sent: Sent, datasets: tuple[str, ...]) -> None:
        """A file that was written elsewhere."""
        if sent.rule is not None:
            self._note(sent.name, sent.rule)
        expect = "needs_confirmation" if self._only_asks(sent) else sent.expect
        self._take(self.nation.target / sent.name, expect, self._parts(draft, datasets))

    def stamp(self, path: Path) -> None:
        """A file carries the time of its arrival."""
        stamp = self.at.timestamp()
        os.utime(path, (stamp, stamp))

    def later(self, days: tuple[int, int] = (1, 3)) -> None:
        """Time goes by until the next file."""
        self.at += timedelta(days=self.chance.randint(*days), seconds=self.chance.randint(60, 3600))

    def soon(self) -> None:
        """Some minutes go by."""
        self.at += timedelta(minutes=self.chance.randint(2, 9))

    @property
    def plain_name(self) -> str:
        """A file's name as the manual wants it, without suffix."""
        return f"{self.office.kode_upt}_{self.period}"

    def book_name(self) -> str:
        """A workbook's name as offices write it."""
        words = month_words(self.period)
        return self.chance.choice(
            (self.plain_name, self.plain_name, f"Laporan UMKM {self.office.nama_upt} {words}",
             f"UMKM {words} - {self.office.nama_upt}")
        )  # fmt: skip

    def _only_asks(self, sent: Sent) -> bool:
        rule = self.nation.contracts.rule.get(sent.rule or "")
        return sent.expect == "published" and rule is not None and rule.severity == "KONFIRMASI"

    def _judge(self, path: Path, draft: Draft, written: Written, datasets: tuple[str, ...]) -> None:
        for planted in draft.planted:
            sheet, cell = locate(planted, written)
            cells = mends(planted, draft, self.right, written, self.nation.contracts)
            self._note(path.name, planted.rule, sheet, cell, cells)
        rules = [p.rule for p in draft.planted]
        expect = _EXPECTED[severity_of(rules, self.nation.contracts)] if rules else "published"
        self._take(path, expect, self._parts(draft, datasets))

    def _note(
        self, file: str, rule: str, sheet: str | None = None, cell: str | None = None,
        cells: dict[str, str | None] | None = None,
    ) -> None:  # fmt: skip
        mend = cells or {}
        self.outcome.errors.append(
            {"file": file, "sheet": sheet, "cell": cell, "rule": rule, "right": mend.get(cell or ""), "mend": mend}
        )

    def _parts(self, draft: Draft, datasets: tuple[str, ...]) -> dict[str, Sums]:
        """What a draft brings; a part without rows only where it is said to be nil."""
        rows = {name: list(draft.report.get(name, [])) for name in datasets}
        for name, (row, column) in draft.uncomputed.items():
            rows[name][row] = {**rows[name][row], column: None}
        return {
            name: sums_of(self.nation.contracts.datasets[name], found)
            for name, found in rows.items()
            if found or draft.nihil.get(name) is None
        }

    def _take(self, path: Path, expect: str, parts: dict[str, Sums] | None = None) -> None:
        self.stamp(path)
        self.outcome.take(path.name, expect, parts)

    def _path(self, name: str, data: bytes | None = None) -> Path:
        path = self.nation.target / name
        if data is not None:
            path.write_bytes(data)
        return path

    def _first_arrival(self) -> datetime:
        year, month = split(self.period)
        first = datetime(year + month // 12, month % 12 + 1, 1, 1, tzinfo=UTC)
        is_late = self.chance.random() < 0.12
        day = self.chance.randint(6, _LAST_DAY - 3) if is_late else self.chance.randint(1, 5)
        return first + timedelta(days=day - 1, seconds=self.chance.randint(0, 8 * 3600))
