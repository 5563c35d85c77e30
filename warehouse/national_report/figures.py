"""Every figure of a report, asked once from the release; whatever shows one takes it from here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from checks.sql_text import text_of
from warehouse.national_report.choice import HERE, Choice, earlier, reading

Row = dict[str, Any]
Rows = list[Row]

MONTHS_SHOWN: Final = 13
"""A year and the same month of the year before."""

FILE: Final = "angka.json"

QUESTIONS: Final = tuple(sorted(path.stem for path in (HERE / "sql").glob("*.sql") if path.stem != "bulan_terbit"))


@dataclass(frozen=True, slots=True)
class Figures:
    """The answers to all questions under ``sql/``, by the name of the file.

    Attributes:
        period: ``YYYY-MM``.
        before: The month before it.
        answers: Question → its rows; amounts are exact decimals.
    """

    period: str
    before: str
    answers: dict[str, Rows]

    def __getitem__(self, question: str) -> Rows:
        return self.answers[question]

    @property
    def release(self) -> str:
        """The release's id."""
        return str(self["terbitan"][0]["release"])

    @property
    def nation(self) -> Row:
        """The nation's row of the month."""
        return self["nasional"][-1]

    @property
    def nation_before(self) -> Row | None:
        """The nation's row of the month before; None: there is none to compare with."""
        row = next((r for r in self["nasional"] if r["periode"] == self.before), None)
        return row if row and row["upt_melapor"] else None

    def as_json(self) -> str:
        """All of it, amounts as plain digits (``"1234.50"``), for whoever wants to count again."""
        document = {"periode": self.period, "rilis": self.release, "jawaban": self.answers}
        return json.dumps(document, ensure_ascii=False, indent=1, default=_plain)


def ask(choice: Choice) -> Figures:
    """Ask a release everything that the report says.

    Raises:
        UsageError: the release lacks a table.
    """
    given = {"periode": choice.period, "lalu": choice.before, "awal": earlier(choice.period, MONTHS_SHOWN - 1)}
    with reading(choice.database) as con:
        answers = {}
        for question in QUESTIONS:
            sql = text_of(HERE / "sql" / f"{question}.sql")
            bound = {word: value for word, value in given.items() if f"${word}" in sql}
            answers[question] = con.execute(sql, bound).to_arrow_table().to_pylist()
    return Figures(choice.period, choice.before, answers)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
