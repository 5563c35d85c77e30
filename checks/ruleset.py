"""Which rules judged: a hash for everything that a verdict depends on besides the data, part by part.

Parts are compared, so that a change of one rule concerns those submissions only that the rule speaks of
(:mod:`checks.rule_changes`). Wording, comments and layout are left out of the hashes: they change no verdict.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checks.code_version import code_version
from checks.rule_views import rule_folders
from checks.sql_text import HERE, text_of
from sources.contract import ENVELOPE, Column, Contract, Contracts, Rule
from sources.reference import FOLDER as REFERENCE_FOLDER

OFFICES: Final = "acuan/upt"
"""The part of the list of offices: it concerns those only whose office or period is not known."""

CONTRACT: Final = "kontrak/"
"""How the parts begin that say how a dataset is recognised and read."""

_OFFICE_LISTS = ("kanwil.csv", "upt.csv", "upt_riwayat.csv")
_KEPT_OR_BLANK = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:--[^\n]*|/\*.*?\*/|\s)+""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RulesetPart:
    """One thing that verdicts depend on.

    Attributes:
        name: ``aturan/UMKM-K301``, ``kontrak/penjualan``, ``pembaca`` …; unique in a ruleset.
        hash: 16 hex digits over what it says.
        dataset: Concerns only submissions that bring this dataset; None: all.
        valid_from: First period (``YYYY-MM``) in which it holds; None: without end.
        valid_to: Last period, likewise.
    """

    name: str
    hash: str
    dataset: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    def holds_in(self, period: str | None) -> bool:
        """Whether it is in force for a period; where nobody knows the period, it is."""
        return period is None or (self.valid_from or "0000-00") <= period <= (self.valid_to or "9999-99")


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All parts of an installation, sorted by name."""

    parts: tuple[RulesetPart, ...]

    @property
    def id(self) -> str:
        """16 hex digits: the same for the same contracts, rules, casting and code, wherever they lie."""
        return _hash(*map(repr, self.parts))


def ruleset_of(contracts: Contracts) -> Ruleset:
    """The ruleset of contracts, their rule files, and this version's code. Reads a few hundred small files."""
    return Ruleset(tuple(sorted(_parts(contracts), key=lambda p: p.name)))


def fingerprint(contracts: Contracts) -> str:
    """The id of the ruleset."""
    return ruleset_of(contracts).id


def bare(sql: str) -> str:
    """SQL without its comments, with one blank wherever there is any: what stands in quotes is kept as it is."""
    return _KEPT_OR_BLANK.sub(lambda found: found.group(1) or " ", sql).strip()


def _parts(contracts: Contracts) -> Iterator[RulesetPart]:
    yield RulesetPart("pembaca", code_version("sources.reader", "python-calamine"))
    yield RulesetPart("pemeriksa", code_version("checks.judge", "duckdb"))
    for folder in ("casting", "steps"):
        texts = (f"{path.name} {bare(text_of(path))}" for path in sorted((HERE / folder).glob("*.sql")))
        yield RulesetPart(f"langkah/{folder}", _hash(*texts))
    yield RulesetPart(OFFICES, _hash(*((REFERENCE_FOLDER / name).read_text("utf-8") for name in _OFFICE_LISTS)))
    for contract in (contracts.envelope, *contracts.datasets.values()):
        yield RulesetPart(f"{CONTRACT}{contract.name}", _hash(*_recognised(contract)), _only(contract.name))
    folders = rule_folders(contracts)
    for rule in contracts.rules:
        # A retired rule does not run: it is no part, and leaving is a change. Rules of tier M judge no submission.
        if rule.maturity != "pensiun" and rule.kind != "macro":
            said = _hash(*_asked(rule, contracts, folders))
            yield RulesetPart(f"aturan/{rule.id}", said, _only(rule.dataset), rule.valid_from, rule.valid_to)


def _only(dataset: str) -> str | None:
    return None if dataset == ENVELOPE else dataset


def _recognised(contract: Contract) -> Iterator[str]:
    """How a dataset is found and cast; descriptions, helps, examples and bounds (which are rules) left out."""
    yield repr((contract.name, contract.label, contract.synonyms))
    for c in contract.columns:
        yield repr((c.name, c.names, c.kind, c.sql_type, c.unit, c.key_position, c.codes, c.derivation))


def _asked(rule: Rule, contracts: Contracts, folders: tuple[Path, ...]) -> Iterator[str]:
    """What a rule finds, and what follows from that; its sentences left out."""
    severity = "CATATAN" if rule.maturity == "uji" else rule.severity
    yield repr((rule.kind, severity, rule.fields, rule.confidential, rule.needs, rule.history, rule.peers))
    if rule.constraint is not None and rule.dataset in contracts.datasets:
        yield bare(text_of(HERE / "constraints" / f"{rule.constraint}.sql"))
        yield _bounds(rule, contracts.datasets[rule.dataset].by_name[rule.fields[0]])
    if rule.sql is not None:
        found = [folder / rule.sql for folder in folders if (folder / rule.sql).is_file()]
        yield bare(found[0].read_text(encoding="utf-8")) if found else ""


def _bounds(rule: Rule, column: Column) -> str:
    """The bounds that the rule's own constraint names (allowed codes are read too: they belong to the contract)."""
    bounds = {
        "range": (column.minimum, column.maximum),
        "length": (column.max_length,),
        "pattern": (column.pattern,),
    }
    return repr((rule.constraint, bounds.get(str(rule.constraint))))


def _hash(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()[:16]
