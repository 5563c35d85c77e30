"""What a contract says, as values. Made by :mod:`sources.contract_loader`; nothing else makes them.

A contract is the one definition of a dataset: how its columns are recognised in anybody's sheet, what
their cells mean, which rules guard them. Template, casting, checks, tables and dictionary are read from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

Kind = Literal["text", "code", "decimal", "integer", "date", "yesno", "period"]
Constraint = Literal["type", "required", "codes", "range", "length", "pattern", "unique"]
RuleKind = Literal["field", "sql", "reader", "macro"]
Severity = Literal["TOLAK", "PERBAIKI", "KONFIRMASI", "CATATAN"]
Tier = Literal["P", "S", "V", "K", "R", "M"]

SEVERITIES: tuple[Severity, ...] = ("TOLAK", "PERBAIKI", "KONFIRMASI", "CATATAN")
"""Worst first."""

LINEAGE = ("_submission_id", "_sheet", "_row")
"""Carried by every row from the cell to the mart: submission, sheet (NULL in a delimited file), 1-based row."""

ENVELOPE = "pengiriman"
"""The contract of the submission itself: office and period (which every dataset carries), rules of tiers P and S."""


@dataclass(frozen=True, slots=True)
class Code:
    """One allowed value of a coded column, with the words that people write for it."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()
    factors: tuple[tuple[str, str], ...] = ()
    """Named decimal factors as text, e.g. ``(("faktorKg", "100"),)`` on *kuintal*."""

    def factor(self, name: str) -> str | None:
        """The factor of that name, or None where the code has none (*ekor* is no mass)."""
        return dict(self.factors).get(name)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A column computed as ``source × factor(by)``; NULL where the code has no such factor."""

    source: str
    by: str
    factor: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what is asked, how bad a failure is, and what people are told.

    ``message``, ``fix`` and ``expected`` are Indonesian templates; ``{label}``, ``{nilai}``, ``{harapan}``,
    ``{selisih}``, ``{sheet}`` and ``{sel}`` are filled in for each finding.
    """

    id: str
    dataset: str
    tier: Tier
    severity: Severity
    kind: RuleKind
    title: str
    message: str
    fix: str
    fields: tuple[str, ...] = ()
    constraint: Constraint | None = None
    expected: str = ""
    maturity: Literal["uji", "aktif", "pensiun"] = "aktif"
    impact: int = 2
    waivable: bool = True
    confidential: bool = False
    """What it finds is personal data: the value is carried nowhere, only the cell is named."""
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Datasets of the other side: neither in the submission nor published → the rule is *skipped*."""
    history: tuple[str, ...] = ()
    """Datasets of whose earlier months it reads ``riwayat_<dataset>``; where there is none → the rule is *skipped*."""
    peers: tuple[str, ...] = ()
    """Datasets of which it reads what other offices report (``rekan_<dataset>``); such a rule is always on trial."""
    sql: str | None = None
    """Path of the rule's SQL below the rules folder (``penjualan/UMKM-K301.sql``); for kinds ``sql`` and ``macro``."""
    valid_from: str | None = None
    valid_to: str | None = None
    """Periods (``YYYY-MM``, both ends included) in which the rule holds; None: without end."""

    def holds_in(self, period: str) -> bool:
        """Whether the rule is in force for a period."""
        return (self.valid_from or "0000-00") <= period <= (self.valid_to or "9999-99")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its names among people, its type and unit, and what may stand in it."""

    name: str
    label: str
    kind: Kind
    sql_type: str
    description: str
    synonyms: tuple[str, ...] = ()
    unit: str | None = None
    help: str = ""
    examples: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False
    key_position: int | None = None
    codes: tuple[Code, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    """Bounds, both included, as written in the contract (numbers in plain digits, dates in ISO form)."""
    max_length: int | None = None
    pattern: str | None = None
    derivation: Derivation | None = None
    shown: bool = False
    """Names things, never people: operators' pages show its text as submitted (others only its shape)."""

    @property
    def is_derived(self) -> bool:
        """Derived columns are computed at casting: offices never fill them in."""
        return self.derivation is not None

    @property
    def is_of_mixed_units(self) -> bool:
        """Another column of the row says the unit: a sum over rows says that something moved, and no more."""
        return (self.unit or "").startswith("sesuai kolom")

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a heading may say for this column: name, label, synonyms."""
        return (self.label, self.name, *self.synonyms)


@dataclass(frozen=True)
class Contract:
    """One dataset."""

    name: str
    label: str
    description: str
    grain: str
    version: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    synonyms: tuple[str, ...] = ()
    owner: str = ""
    path: Path = field(default=Path(), compare=False)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns that an office fills in: without office and period, without derived ones."""
        return tuple(c for c in self.columns if not c.is_derived and c.name not in ("kode_upt", "periode"))

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The business key within office and period, in order."""
        keyed = [c for c in self.columns if c.key_position is not None]
        return tuple(c.name for c in sorted(keyed, key=lambda c: c.key_position or 0))


@dataclass(frozen=True)
class Contracts:
    """All contracts of an installation: the six datasets (or seven) and the envelope around them."""

    datasets: dict[str, Contract]
    envelope: Contract
    folder: Path

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, envelope first, then by dataset, each in the order of its contract."""
        return (*self.envelope.rules, *(rule for c in self.datasets.values() for rule in c.rules))

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}
