"""Native values as text: numbers in their shortest plain decimal form, dates in ISO form; and as people write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

_EXACT = 1 << 53
"""Below it a float that is whole is exact."""


def number_text(value: float) -> str:
    """The shortest decimal that reads back as the same float, without exponent.

    Examples:
        >>> number_text(0.1), number_text(1e21), number_text(-0.0)
        ('0.1', '1000000000000000000000', '0')
    """
    if value.is_integer() and -_EXACT < value < _EXACT:
        return str(int(value))
    text = repr(value)
    if text.endswith(".0"):
        return text[:-2]
    return format(Decimal(text), "f") if "e" in text else text


def with_points(digits: str) -> str:
    """Plain digits as people here write them.

    Examples:
        >>> with_points("-1000000.5"), with_points("0")
        ('-1.000.000,5', '0')
    """
    whole, _, decimals = digits.lstrip("-").partition(".")
    sign = "-" if digits.startswith("-") else ""
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{decimals}" if decimals else "")


def date_text(value: date) -> str:
    """ISO form; a time of day only where there is one: ``2025-01-31``, ``2025-01-31T10:05:00``."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat()
    return value.isoformat()


def duration_text(value: timedelta) -> str:
    """Hours and minutes as Excel shows ``[h]:mm:ss``: 2.5 days → ``60:00:00``."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
