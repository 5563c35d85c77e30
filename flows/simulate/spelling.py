"""How people write values into a text file: Indonesian numbers, amounts, dates in words, synonyms of codes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from sources.contract import Column

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def month_words(period: str) -> str:
    """``2026-10`` → ``Oktober 2026``."""
    year, _, month = period.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def number_words(value: int | Decimal) -> str:
    """Points between thousands, a comma before decimals: ``1.234.567,5``."""
    whole, _, fraction = f"{Decimal(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    fraction = fraction.rstrip("0")
    return f"{grouped},{fraction}" if fraction else grouped


def date_words(value: date) -> str:
    """``15 Januari 2026``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


class Hand:
    """One person's way of writing, kept throughout a file.

    Args:
        chance: decides which way.
        is_amount_text: amounts carry ``Rp``.
    """

    def __init__(self, chance: Random, *, is_amount_text: bool = True) -> None:
        self._amount = chance.choice(("Rp {},-", "Rp. {}", "{}", "Rp{},00")) if is_amount_text else "{}"
        self._date = chance.choice(("words", "slash", "iso"))
        self._yes = chance.choice((("ya", "tidak"), ("Ya", "Tidak"), ("YA", "TIDAK")))
        self._synonym = chance.randrange(4)

    def write(self, column: Column, value: object) -> str:
        """A value as text; text stays as it is (a code becomes its label or a synonym)."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._yes[0] if value else self._yes[1]
        if isinstance(value, int | Decimal):
            is_plain_amount = column.unit == "rupiah" and value >= 0
            return (self._amount if is_plain_amount else "{}").format(number_words(value))
        if isinstance(value, date):
            slash = f"{value.day:02d}/{value.month:02d}/{value.year}"
            return {"words": date_words(value), "slash": slash, "iso": value.isoformat()}[self._date]
        code = next((c for c in column.codes if c.value == value), None)
        if code is None:
            return str(value)
        words = (code.label, code.label.upper(), *code.synonyms[:1])
        return words[self._synonym % len(words)]
