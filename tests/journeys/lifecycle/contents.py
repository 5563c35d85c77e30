"""What offices send in these tests: few enough contents that each is read and judged only once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sources.offices import Offices
from sources.template import write_template
from tests.journeys.lifecycle.editions import BASE, DATASETS, rules_of

OFFICES = ("LP2A-LAHAT", "RT2A-BALIKPAPAN")
PERIODS = ("2026-09", "2026-10")


@dataclass(frozen=True)
class Row:
    """A row of either dataset, as the office writes it."""

    key: str
    rupiah: str
    pieces: int = 1

    @property
    def is_number(self) -> bool:
        return self.rupiah.isdigit()


@dataclass(frozen=True, repr=False)
class Content:
    """What a file says, whoever sends it.

    Attributes:
        name: Of the content, for people.
        rows: Dataset → its rows; none: the office says "nihil". Empty: a file with nothing in it.
    """

    name: str
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        return self.name

    @property
    def is_csv(self) -> bool:
        return len(self.rows) < 2 and all(self.rows.values())

    def file_name(self, office: str, period: str) -> str:
        if not self.rows:
            return "kosong.csv"
        if self.is_csv:
            return f"{office}_{period}_{next(iter(self.rows))}.csv"
        return f"{office}_{period}_laporan.xlsx"


_A, _B = Row("A", "100"), Row("B", "200", 3)
_SHEETS = {
    "good": (_A, _B),
    "other": (Row("A", "150"), _B),
    "unusual": (Row("A", "2000"), _B),  # asks for a reason
    "unusual too": (Row("A", "2000"), Row("B", "3000", 4)),  # the same, and one more
    "unusual once more": (Row("A", "2500"), _B),  # another value in the same place: a reason of before falls
    "middling": (Row("A", "600"), _B),  # asks where the rules are strict
    "no number": (Row("A", "mahal"), _B),
    "many": (_A, Row("B", "200", 15)),  # has to be mended, unless the rules are lenient
    "dear": (Row("A", "7000"), _B),  # has to be mended, unless the contract is wide; and asks
    "mixed": (Row("A", "mahal"), Row("B", "2000", 3), Row("C", "300", 15)),
    "heavy": tuple(Row(key, "100", 9) for key in "ABCDEFGH"),  # no single row is to blame
    "long": (*(Row(key, "100") for key in "ABCDEFGHI"), Row("J", "mahal")),
}
CONTENTS = (
    Content("empty file"),
    *(Content(f"{name} ({d})", {d: rows}) for name, rows in _SHEETS.items() for d in DATASETS),
    *(
        Content(f"{one} + {two}", dict(zip(DATASETS, (_SHEETS.get(one, ()), _SHEETS.get(two, ())), strict=True)))
        for one, two in (
            ("good", "good"), ("good", "nil"), ("nil", "other"), ("unusual", "good"), ("good", "no number"),
            ("many", "unusual"), ("long", "middling"),
        )
    ),
)  # fmt: skip
BY_NAME = {c.name: c for c in CONTENTS}


@cache
def bytes_of(content: Content, office: str, period: str) -> bytes:
    """The file: a workbook where there are two datasets or a nil mark, else a CSV."""
    if content.is_csv:
        return "".join(_csv(dataset, rows) for dataset, rows in content.rows.items()).encode()
    path = Path(mkdtemp(prefix="lumbung-workbook-")) / "laporan.xlsx"
    rows = {
        d: [
            {f"kode_{d}": r.key, "nilai_rp": int(r.rupiah) if r.is_number else r.rupiah, "jumlah": r.pieces}
            for r in rows
        ]
        for d, rows in content.rows.items()
    }
    nihil = [d for d, rows in content.rows.items() if not rows]
    write_template(path, rules_of(BASE).contracts, Offices.load(), office=office, period=period, rows=rows, nihil=nihil)
    return path.read_bytes()


def _csv(dataset: str, rows: tuple[Row, ...]) -> str:
    lines = [f"Kode {dataset};Nilai {dataset} (Rp);Jumlah {dataset}", *(f"{r.key};{r.rupiah};{r.pieces}" for r in rows)]
    return "\n".join(lines) + "\n"


def write(folder: Path, content: Content, office: str, period: str, received: float) -> Path:
    """Lay the file into a folder as if it had come at that moment (seconds since 1970)."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / content.file_name(office, period)
    path.write_bytes(bytes_of(content, office, period))
    os.utime(path, (received, received))
    return path
