"""When reports are due: the day of the next month, and the days of grace after it. Days are Jakarta's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sources.moments import jakarta_day


@dataclass(frozen=True, slots=True)
class Terms:
    """When reports are due.

    Attributes:
        due_day: Day of the next month, itself included.
        grace_days: Days after it before an office that has not reported is late.
    """

    due_day: int = 5
    grace_days: int = 3

    def due(self, period: str) -> date:
        """The last day on which a report for a period (``YYYY-MM``) is on time."""
        year, month = (int(part) for part in period.split("-"))
        return date(year + month // 12, month % 12 + 1, self.due_day)

    def latest_due(self, now: datetime) -> str:
        """The newest period whose due day has come."""
        today = jakarta_day(now)
        months = today.year * 12 + today.month - (2 if today.day >= self.due_day else 3)
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
