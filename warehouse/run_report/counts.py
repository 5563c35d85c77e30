"""Counts over all submissions of a report: by verdict, rule, office and regional office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sources.contract import SEVERITIES
from warehouse.ledger.states import State
from warehouse.run_report.material import NOBODY, Entry
from warehouse.run_report.wording import RARE, STATES, UNFINISHED, StateWords


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict and the submissions that have it."""

    words: StateWords
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule and what it found.

    Attributes:
        n: Findings.
        things: The same, many of the same kind in a column counted as one.
        submissions: With at least one.
    """

    id: str
    title: str
    severity: str
    n: int
    things: int
    submissions: int


@dataclass(slots=True)
class Group:
    """An office or a regional office: its submissions by verdict, and their findings."""

    name: str
    kanwil: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """All findings."""
        return sum(len(e.findings) for e in self.entries)

    @property
    def things(self) -> int:
        """Findings, many of the same as one."""
        return sum(len(e.things) for e in self.entries)

    @property
    def to_mend(self) -> int:
        """Findings that send a report back."""
        return sum(n for e in self.entries for s, n in e.severities if s in {"TOLAK", "PERBAIKI"})

    @property
    def offices(self) -> int:
        """Offices among them."""
        return len({e.submission.office for e in self.entries if e.office is not None})

    def count(self, *states: State) -> int:
        """Submissions in any of these states."""
        return sum(e.state in states for e in self.entries)


def verdicts(entries: Iterable[Entry]) -> list[Verdict]:
    """All verdicts in their order, those that nobody got too; the rare ones only where there is any."""
    found: dict[State, list[Entry]] = {state: [] for state in STATES}
    rest: list[Entry] = []
    for entry in entries:
        found.get(entry.state, rest).append(entry)
    listed = [Verdict(words, found[state]) for state, words in STATES.items() if found[state] or state not in RARE]
    return [*listed, Verdict(UNFINISHED, rest)] if rest else listed


def by_rule(entries: Iterable[Entry]) -> list[RuleCount]:
    """Rules that found something: the most submissions first, then the gravest severity."""
    n: Counter[tuple[str, str]] = Counter()
    things: Counter[tuple[str, str]] = Counter()
    where: Counter[tuple[str, str]] = Counter()
    titles: dict[str, str] = {}
    for entry in entries:
        n.update((f.id, f.severity) for f in entry.findings)
        things.update((thing[0].id, thing[0].severity) for thing in entry.things)
        where.update({(f.id, f.severity) for f in entry.findings})
        titles.update({f.id: f.rule.title for f in entry.findings if f.rule})
    counts = [RuleCount(k[0], titles.get(k[0], ""), k[1], n[k], things[k], where[k]) for k in n]
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    return sorted(counts, key=lambda c: (-c.submissions, order[c.severity], -c.n, c.id))  # type: ignore[index]


def by_office(entries: Iterable[Entry]) -> list[Group]:
    """Offices with findings, the most to mend first."""
    groups: dict[str, Group] = {}
    for entry in entries:
        key = entry.submission.office or NOBODY
        groups.setdefault(key, Group(entry.name, entry.kanwil)).entries.append(entry)
    found = [g for g in groups.values() if g.findings]
    return sorted(found, key=lambda g: (-g.to_mend, -g.findings, g.name))


def by_region(entries: Iterable[Entry]) -> list[Group]:
    """Regional offices in alphabetical order, those whose office nobody knows last."""
    groups: dict[str, Group] = {}
    for entry in entries:
        groups.setdefault(entry.kanwil, Group(entry.kanwil, entry.kanwil)).entries.append(entry)
    return sorted(groups.values(), key=lambda g: (g.name == NOBODY, g.name))
