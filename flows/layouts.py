"""What operators decide about layouts: looking at a file's tables, and recording what they are.

::

    decide(Path("lahat.xlsx"), 1, Decision("penjualan", {"Uang Masuk": "omzet_rp"}, "menurut telepon", "Sari"), desk)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sources.apart import read_apart
from sources.contract import Contracts
from sources.contract_loader import fold
from sources.errors import UsageError
from sources.layout_choices import NOT_OURS, LayoutChoice, LayoutChoices, fingerprint, record
from sources.limits import Limits
from sources.offices import Offices
from sources.periods import parse_period
from sources.reader import Reader
from sources.reading import Reading, TextTable

_ALWAYS = "0000-00"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an operator decides.

    Attributes:
        folder: of the decisions (:attr:`sources.home.Home.layouts`).
        contracts: the datasets to choose from.
        limits: for reading a file.
        now: when it is decided.
    """

    folder: Path
    contracts: Contracts
    limits: Limits
    now: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What an operator says of one table.

    Attributes:
        dataset: which one it is, or ``-``: none.
        columns: heading → field, or ``-``: no part of the report.
        reason: why.
        by: who says so.
        since: first month that it holds for; None: the file's.
        until: last one; None: until further notice.
    """

    dataset: str
    columns: Mapping[str, str]
    reason: str
    by: str
    since: str | None = None
    until: str | None = None


def tables_of(file: Path, desk: Desk) -> dict[str, Any]:
    """A file's office, month and tables: number, sheet, range, dataset, headings with their fields, open questions."""
    reading = _read(file, desk)
    asked = [r for r in reading.remarks if r.kind == "tebakan"]
    return {
        "office": reading.identity.kode_upt,
        "period": reading.identity.periode,
        "tables": [
            {
                "table": number,
                "sheet": t.sheet,
                "range": t.range,
                "layout": _fingerprint(t),
                "dataset": t.dataset,
                "columns": [{"heading": c.name, "field": c.field} for c in t.columns if not c.is_implied],
                "guesses": [f"{r.value}: {r.expected}" for r in asked if r.sheet == t.sheet and r.dataset == t.dataset],
            }
            for number, t in enumerate(reading.tables, start=1)
        ],
    }


def decide(file: Path, number: int, decision: Decision, desk: Desk) -> list[dict[str, str]]:
    """Record a decision about a table of a file, for its office and its headings.

    Args:
        file: that has the table.
        number: of the table, counted from 1.
        decision: about it.
        desk: where it is made.

    Returns:
        The rows that were added.

    Raises:
        UsageError: the file, table, dataset, heading, field or month is not what it should be; nothing is recorded.
    """
    reading = _read(file, desk)
    if not 1 <= number <= len(reading.tables):
        raise UsageError(f"{file}: no table {number}; it has {len(reading.tables)}")
    office = reading.identity.kode_upt
    if office is None:
        raise UsageError(f"{file}: a choice holds for an office, and this file does not say which one sent it")
    table = reading.tables[number - 1]
    chosen = _checked(decision, table, desk.contracts)
    since = _month(decision.since) or reading.identity.periode or _ALWAYS
    until = _month(decision.until) or ""
    if until and until < since:
        raise UsageError(f"the choice would end ({until}) before it begins ({since})")
    if not decision.reason.strip() or not decision.by.strip():
        raise UsageError("say why (--reason) and who decides (--by)")
    common = (since, until, decision.reason.strip(), decision.by.strip(), desk.now.isoformat(timespec="seconds"))
    layout = _fingerprint(table)
    rows = [LayoutChoice(office, layout, "", decision.dataset, "", *common)]
    rows += [LayoutChoice(office, layout, heading, decision.dataset, own, *common) for heading, own in chosen]
    record(desk.folder, rows)
    return [asdict(r) for r in rows]


def decisions(desk: Desk) -> list[dict[str, str]]:
    """Every decision on record, oldest first."""
    return [asdict(r) for r in LayoutChoices.load(desk.folder).rows]


def _read(file: Path, desk: Desk) -> Reading:
    reader = Reader(desk.contracts, Offices.load(), LayoutChoices.load(desk.folder))
    reading = read_apart(reader, file, limits=desk.limits)
    if reading.rejected is not None:
        raise UsageError(f"{file}: {reading.rejected.message} {reading.rejected.fix}")
    return reading


def _fingerprint(table: TextTable) -> str:
    return fingerprint(c.name for c in table.columns if not c.is_implied)


def _checked(decision: Decision, table: TextTable, contracts: Contracts) -> Sequence[tuple[str, str]]:
    """The headings as they stand in the table, with their fields."""
    if decision.dataset == NOT_OURS:
        if decision.columns:
            raise UsageError("a table that belongs to no dataset has no columns to choose")
        return ()
    contract = contracts.datasets.get(decision.dataset)
    if contract is None:
        raise UsageError(f"no dataset {decision.dataset!r}: choose from {', '.join(contracts.datasets)} or -")
    headings = {fold(c.name): c.name for c in table.columns if c.name and not c.is_implied}
    fields = [c.name for c in contract.own_columns]
    found: list[tuple[str, str]] = []
    for heading, own in decision.columns.items():
        if fold(heading) not in headings:
            raise UsageError(f"no heading {heading!r} in that table: it has {', '.join(headings.values())}")
        if own != NOT_OURS and own not in fields:
            raise UsageError(f"no column {own!r} in {contract.name}: choose from {', '.join(fields)} or -")
        found.append((headings[fold(heading)], own))
    chosen = [own for _, own in found if own != NOT_OURS]
    if len(set(chosen)) < len(chosen):
        raise UsageError("two headings cannot mean the same column")
    return found


def _month(text: str | None) -> str | None:
    if text is None:
        return None
    month = parse_period(text)
    if month is None:
        raise UsageError(f"{text!r} is no month: write YYYY-MM, for example 2026-10")
    return month
