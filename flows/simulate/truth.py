"""``truth.json``: what should become of the files of a practice nation.

==================  ====================================================================================================
``totals``          dataset → month → ``rows`` and exact sums of what ends in force if nobody decides anything
``totals_decided``  the same once all ``decisions`` are carried out
``files``           name → ``office``, ``period``, ``expect`` (its state if nobody decides anything; an attempt that was
                    sent back stays ``returned`` or ``rejected``), ``decided`` (its state after all decisions)
``errors``          ``file``, ``sheet``, ``cell``, ``rule``; ``right``: what the cell should hold, as text (or None);
                    ``mend``: cell → text, all that has to change for it (empty: the file has to be sent anew)
``decisions``       in order of time: ``file``, ``rule``, ``sheet``, ``cell`` (none: the whole submission), ``action``,
                    ``reason``, ``by``, ``at``, ``until`` (waivers), ``after``: the file that has to be taken in before
``carried_over``    answers that hold in a later attempt for which nobody gave them
``rates``           ``first_time_right``: month → share of offices whose first file needed no mending
==================  ====================================================================================================
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flows.simulate.outcome import Answer, Error, Outcome
from flows.simulate.sums import Sums, add, plain
from sources.contract import Contracts

Totals = dict[str, dict[str, Sums]]


class Truth:
    """Collects what the offices' months come to."""

    def __init__(self, contracts: Contracts) -> None:
        self._totals: Totals = {name: {} for name in contracts.datasets}
        self._decided: Totals = {name: {} for name in contracts.datasets}
        self._files: dict[str, dict[str, str]] = {}
        self._errors: list[Error] = []
        self._decisions: list[Answer] = []
        self._carried_over = 0
        self._offices: Counter[str] = Counter()
        self._first_right: Counter[str] = Counter()

    @property
    def done(self) -> int:
        """Offices' months so far."""
        return self._offices.total()

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Take in what some offices' months come to."""
        for outcome in outcomes:
            if clash := self._files.keys() & outcome.files.keys():
                raise LookupError(f"two files are called {min(clash)}: one has overwritten the other")
            self._files |= outcome.files
            self._errors += outcome.errors
            self._decisions += outcome.decisions
            self._carried_over += outcome.carried_over
            self._offices[outcome.period] += 1
            self._first_right[outcome.period] += outcome.is_first_right
            for totals, is_decided in ((self._totals, False), (self._decided, True)):
                for dataset, sums in outcome.in_force(is_decided=is_decided).items():
                    add(totals[dataset].setdefault(outcome.period, {}), sums)

    def told(self) -> dict[str, Any]:
        """The whole of it, in an order that does not depend on who wrote what when."""
        offices = sorted(self._offices.items())
        rates = {period: round(self._first_right[period] / count, 6) for period, count in offices}
        return {
            "totals": _plain(self._totals),
            "totals_decided": _plain(self._decided),
            "files": dict(sorted(self._files.items())),
            "errors": sorted(self._errors, key=lambda e: _key(e, "file", "sheet", "cell", "rule")),
            "decisions": sorted(
                self._decisions, key=lambda d: _key(d, "at", "file", "action", "sheet", "cell", "rule")
            ),
            "carried_over": self._carried_over,
            "rates": {"first_time_right": rates},
        }


def _key(entry: Error | Answer, *names: str) -> tuple[str, ...]:
    return tuple(str(entry[name]) for name in names)


def _plain(totals: Totals) -> dict[str, dict[str, Any]]:
    return {name: {period: plain(sums) for period, sums in sorted(months.items())} for name, months in totals.items()}
