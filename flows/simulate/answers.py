"""What people decide about a report of the practice nation, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from flows.simulate.outcome import Answer, Error
from sources.contract import Contracts
from sources.reference import Office

Action = Literal["confirm", "waive", "approve", "return", "withdraw"]

_WAIVED_FOR = timedelta(days=180)
_REASONS = {
    "confirm": "sudah diperiksa pada bukti pengiriman, nilainya memang demikian",
    "waive": "catatan aslinya hilang karena banjir, angka lain pada lembar ini benar",
    "approve": "isi sudah diperiksa",
    "withdraw": "dikirim untuk latihan, bukan laporan resmi",
}
_CENTRE = "verifikator pusat"


@dataclass(frozen=True, slots=True)
class Voices:
    """Who decides about an office's reports; nobody approves what he answered for."""

    office: Office
    contracts: Contracts

    def confirm(self, file: str, questions: Sequence[Error], time: datetime) -> list[Answer]:
        """The office gives a reason for each question."""
        by = f"petugas pelaporan {self.office.kode_upt}"
        return [self._about(one, file, "confirm", by, time) for one in questions]

    def waive(self, file: str, mistakes: Sequence[Error], time: datetime) -> list[Answer]:
        """The office asks to let mistakes pass, and the central office grants it the day after."""
        by, later = f"petugas pelaporan {self.office.kode_upt}", time + timedelta(days=1)
        asked = [self._about(one, file, "waive", by, time) for one in mistakes]
        granted = [self._about(one, file, "waive", _CENTRE, later) for one in mistakes]
        until = (time + _WAIVED_FOR).date().isoformat()
        return [{**one, "until": until} for one in (*asked, *granted)]

    def approve(self, file: str, time: datetime) -> Answer:
        """The regional office signs the whole report."""
        return self._about({}, file, "approve", f"verifikator {self.office.kanwil}", time)

    def withdraw(self, file: str, time: datetime) -> Answer:
        """The central office takes a published report back."""
        return self._about({}, file, "withdraw", _CENTRE, time)

    def _about(self, one: Error, file: str, action: Action, by: str, time: datetime) -> Answer:
        rule = str(one["rule"]) if one else None
        own = self.contracts.rule[rule].reasons if rule is not None and action == "confirm" else ()
        where = {key: None if one.get(key) is None else str(one[key]) for key in ("sheet", "cell")}
        return {
            "file": file, "rule": rule, **where, "action": action, "reason": own[0] if own else _REASONS[action],
            "by": by, "at": f"{time:%Y-%m-%dT%H:%M:%SZ}", "until": None, "after": file,
        }  # fmt: skip
