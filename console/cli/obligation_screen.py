"""Obligations on the screen: a line a regional office, and heat maps; colours on a terminal, letters everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from console.cli.heat_map import Cell, HeatMap, print_counts, print_heat_map, shade
from console.cli.output import Table, number, print_table
from warehouse.obligation_states import OPEN_STATES, REPORTED_STATES, ObligationState

if TYPE_CHECKING:
    from warehouse.terms import Terms

Row = dict[str, Any]
_S = ObligationState

SENT_BACK: Final = ("RETURNED", "REJECTED")
_MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_HEADINGS: Final = ("UPT", "wajib", "tepat", "lambat", "nihil", "belum", "kembali", "kecuali", "lapor%", "tepat%")

_WORDS: Final = (
    "tepat, lambat: terbit dan datang sebelum, sesudah jatuh tempo · kembali: dikirim, lalu dikembalikan\n"
    "kecuali: dikecualikan atau ditutup kosong · hitungan dalam kewajiban: UPT × dataset"
)

RETURNED: Final = Cell("K", "#f08c3c")
CELLS: Final = {
    _S.FULFILLED: Cell("T", "#4caf6a"),
    _S.FULFILLED_LATE: Cell("L", "#b8cc5a"),
    _S.NIL: Cell("N", "#7fb6d6"),
    _S.EXPECTED: Cell(".", "#c8c8c8"),
    _S.DUE: Cell("J", "#f2d45c"),
    _S.LATE: Cell("X", "#d9534f"),
    _S.EXEMPT: Cell("D", "#a9a9c9"),
    _S.CLOSED_EMPTY: Cell("O", "#9a8478"),
}
MEANING: Final = (
    (CELLS[_S.FULFILLED], "tepat waktu"),
    (CELLS[_S.FULFILLED_LATE], "datang terlambat"),
    (CELLS[_S.NIL], "nihil"),
    (CELLS[_S.EXPECTED], "belum jatuh tempo"),
    (CELLS[_S.DUE], "dalam tenggang"),
    (CELLS[_S.LATE], "terlambat, belum datang"),
    (RETURNED, "belum, kiriman dikembalikan"),
    (CELLS[_S.EXEMPT], "dikecualikan"),
    (CELLS[_S.CLOSED_EMPTY], "ditutup kosong"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen is about: month, moment, datasets in their order, regional office (None: all), terms."""

    period: str
    now: datetime
    datasets: tuple[str, ...]
    kanwil: str | None
    terms: Terms


@dataclass(frozen=True, slots=True)
class Count:
    """Obligations counted; ``owed`` without those that are exempt."""

    states: Counter[str]
    sent_back: int
    on_time: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Count:
        """Count some obligations."""
        found = list(rows)
        reported = [r for r in found if r["state"] in REPORTED_STATES]
        return cls(
            Counter(r["state"] for r in found), sum(map(is_sent_back, found)), sum(bool(r["on_time"]) for r in reported)
        )

    @property
    def owed(self) -> int:
        """All but the exempt ones."""
        return self.states.total() - self.states[_S.EXEMPT]

    @property
    def reported(self) -> int:
        """Fulfilled in whatever way."""
        return sum(self.states[s] for s in REPORTED_STATES)

    @property
    def reporting_rate(self) -> float | None:
        """Percent of what is owed; None where nothing is."""
        return 100 * self.reported / self.owed if self.owed else None

    @property
    def on_time_rate(self) -> float | None:
        """Percent of what was reported; None where nothing was."""
        return 100 * self.on_time / self.reported if self.reported else None


def is_sent_back(row: Row) -> bool:
    """Whether the office has sent something, and it was returned or rejected, with nothing published."""
    return row["state"] in OPEN_STATES and row["last_attempt_state"] in SENT_BACK


def print_nation(asked: Asked, rows: Sequence[Row]) -> None:
    """A line a regional office, then regional office × dataset with reporting rates."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["kanwil"]].append(row)
    everything = {**dict(sorted(groups.items())), "Nasional": list(rows)}
    print_counts(title(asked), _HEADINGS, {name: _counts(some) for name, some in everything.items()})
    print(f"{_WORDS}\n\n{_summary(rows)}")
    by_dataset = {
        name: [_rate(r for r in some if r["dataset"] == d) for d in asked.datasets] + [_rate(some)]
        for name, some in everything.items()
    }
    print_heat_map(HeatMap("Porsi melapor, persen", [*asked.datasets, "semua"], by_dataset))


def print_regional_office(asked: Asked, rows: Sequence[Row]) -> None:
    """Office × dataset, a letter an obligation."""
    offices: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        offices[row["nama_upt"]][row["dataset"]] = row
    lines = {
        name: [_letter(owed[d]) if d in owed else Cell("") for d in asked.datasets] for name, owed in offices.items()
    }
    print_heat_map(HeatMap(title(asked), asked.datasets, lines, MEANING))
    print("\n" + _summary(rows))


def print_list(asked: Asked, state: str, rows: Sequence[Row]) -> None:
    """A line an office, with the datasets in this state."""
    offices: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        offices[row["kanwil"], row["nama_upt"], row["kode_upt"]].append(row)
    lines = [(kanwil, code, _datasets(asked, some), _last(some)) for (kanwil, _, code), some in offices.items()]
    columns = ("Kantor wilayah", "Kode UPT", "Dataset", "Kiriman terakhir")
    name = f"{title(asked)}\n{state}: {number(len(rows))} kewajiban dari {number(len(lines))} UPT"
    print_table(Table(name, columns, lines, whole=(1,), empty="tidak ada"))


def title(asked: Asked) -> str:
    """Which month, when it is due, and when one looked."""
    year, month = asked.period.split("-")
    place = f" · {asked.kanwil}" if asked.kanwil else ""
    due = asked.terms.due(asked.period)
    looked = jakarta(asked.now.astimezone(UTC).replace(tzinfo=None))
    return (
        f"Kewajiban {_MONTHS[int(month) - 1]} {year}{place}\n"
        f"jatuh tempo {day(due)}, tenggang {asked.terms.grace_days} hari; dilihat {looked} WIB"
    )


def day(value: date) -> str:
    """``5 November 2026``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def jakarta(moment: datetime) -> str:
    """A naive UTC moment as clocks in Jakarta show it: ``24-11-2026 15.04``."""
    from sources.moments import JAKARTA

    return f"{moment.replace(tzinfo=UTC).astimezone(JAKARTA):%d-%m-%Y %H.%M}"


def _counts(rows: Sequence[Row]) -> tuple[str, ...]:
    count = Count.of(rows)
    states = count.states
    numbers = (
        len({r["kode_upt"] for r in rows}),
        count.owed,
        states[_S.FULFILLED],
        states[_S.FULFILLED_LATE],
        states[_S.NIL],
        sum(states[s] for s in OPEN_STATES),
        count.sent_back,
        states[_S.EXEMPT] + states[_S.CLOSED_EMPTY],
    )
    return (*map(number, numbers), number(count.reporting_rate, 1), number(count.on_time_rate, 1))


def _summary(rows: Sequence[Row]) -> str:
    count = Count.of(rows)
    late, waiting = count.states[_S.LATE], sum(count.states[s] for s in OPEN_STATES)
    return (
        f"{number(count.reported)} dari {number(count.owed)} kewajiban dilaporkan "
        f"({number(count.reporting_rate, 1)} %); {number(count.on_time_rate, 1)} % di antaranya tepat waktu.\n"
        f"Belum {number(waiting)}: {number(late)} lewat tenggang, {number(count.sent_back)} sudah dikirim tetapi "
        "dikembalikan atau ditolak.\n"
    )


def _rate(rows: Iterable[Row]) -> Cell:
    rate = Count.of(rows).reporting_rate
    return Cell("–") if rate is None else Cell(f"{int(rate)}", shade(rate))


def _letter(row: Row) -> Cell:
    return RETURNED if is_sent_back(row) else CELLS[ObligationState(row["state"])]


def _datasets(asked: Asked, rows: Sequence[Row]) -> str:
    names = [row["dataset"] for row in rows]
    return "semua" if len(names) == len(asked.datasets) else ", ".join(names)


def _last(rows: Sequence[Row]) -> str:
    attempts = {(r["last_attempt_at"], r["last_attempt_state"]) for r in rows if r["last_attempt"] is not None}
    if not attempts:
        return "tidak ada"
    at, state = max(attempts)
    return f"{jakarta(at)} {state}"
