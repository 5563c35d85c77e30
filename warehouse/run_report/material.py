"""What a report is made of: values without any markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sources.contract import SEVERITIES
from sources.place import PassedOver
from sources.reference import Office
from warehouse.ledger.flagged import FlaggedCell, Place
from warehouse.ledger.record import Event
from warehouse.ledger.rule_quality import RuleQuality
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission
from warehouse.run_report.answered import Given, Key, Waiver, for_finding
from warehouse.run_report.compared import Against
from warehouse.run_report.figures import Moved
from warehouse.run_report.findings import Shown, folded
from warehouse.run_report.late import Debt
from warehouse.run_report.review import Doubt
from warehouse.run_report.scope import Scope
from warehouse.run_report.wording import StateWords, state_words

NOBODY = "Tidak diketahui"
"""The regional office of a file that does not say whose it is."""


@dataclass(frozen=True, slots=True)
class RuleRuns:
    """How the rules ran on a submission: (outcome, why) → ids of rules; the troubled first."""

    groups: Mapping[tuple[str, str | None], Sequence[str]] = field(default_factory=dict)

    def count(self, outcome: str) -> int:
        """Rules that ended so."""
        return sum(len(rules) for (found, _), rules in self.groups.items() if found == outcome)


@dataclass(frozen=True)
class Entry:
    """A submission that the runs of a report took in or judged again.

    Attributes:
        state: As these runs left it (what happened to it later is in the ledger).
        office: None: nobody knows whose it is.
        answers: What people said to its findings.
        against: How it differs from the office's attempt before; None: it is the first.
        newer: Of one that waits for people, the office's later attempt, where later ones brought all that it holds.
    """

    submission: Submission
    state: State
    place: str
    office: Office | None = None
    findings: Sequence[Shown] = ()
    flagged: Mapping[Place, Sequence[FlaggedCell]] = field(default_factory=dict)
    rule_runs: RuleRuns = field(default_factory=RuleRuns)
    events: Sequence[Event] = ()
    answers: Mapping[Key, Sequence[Given]] = field(default_factory=dict)
    against: Against | None = None
    newer: str | None = None

    @property
    def is_old_question(self) -> bool:
        """It waits for people, but the office has sent all of it again: the later attempt is to be seen to first."""
        return self.newer is not None and self.state in {State.NEEDS_CONFIRMATION, State.IN_REVIEW}

    @property
    def id(self) -> str:
        """Of the submission; the name of its page."""
        return self.submission.id

    @property
    def words(self) -> StateWords:
        """How its state is called."""
        return state_words(self.state)

    @property
    def name(self) -> str:
        """The office's name, or what stands for it."""
        return self.office.nama_upt if self.office else (self.submission.office or "UPT tidak diketahui")

    @property
    def kanwil(self) -> str:
        """The regional office."""
        return self.office.kanwil if self.office else NOBODY

    @cached_property
    def things(self) -> list[list[Shown]]:
        """Its findings, many of the same as one."""
        return folded(self.findings)

    @property
    def severities(self) -> list[tuple[str, int]]:
        """Severity → number of findings, the gravest first."""
        counts = {s: sum(f.severity == s for f in self.findings) for s in SEVERITIES}
        return [(s, n) for s, n in counts.items() if n]

    @property
    def is_personal(self) -> bool:
        """Whether it holds personal data."""
        return any(f.rule is not None and f.rule.confidential for f in self.findings)

    def answers_to(self, one: Shown) -> Sequence[Given]:
        """What people said to a finding as it stands here, oldest first."""
        return for_finding(self.answers, one.finding_id, one.value_hash)

    @property
    def impact(self) -> tuple[int, int, int]:
        """Sorts what matters most last: the gravest finding, how many there are, rows that wait behind them."""
        gravest = max((f.impact for f in self.findings), default=(-9, 0))
        rows = sum(part.n_rows for part in self.submission.parts)
        return gravest[0] * 10 + gravest[1], len(self.things), rows


@dataclass(frozen=True)
class Material:
    """All that the pages of a report say.

    Attributes:
        entries: By regional office, office, period and order of receipt.
        moved: Ids of earlier submissions that these runs put in or out of force.
        passed_over: Files that were not taken and need a person.
        debts: Reports that are overdue.
        waivers: Findings of the whole nation that are let pass, or wait for a second person.
        doubts: Published reports that today's rules would judge otherwise.
        proven: ``(id, title, quality)`` of rules of which something became known.
        questions: About the nation's figures: rows of ``meta.temuan_makro``.
    """

    scope: Scope
    entries: Sequence[Entry]
    moved: Mapping[str, State]
    figures: Moved
    labels: Mapping[str, str]
    passed_over: Sequence[PassedOver] = ()
    debts: Sequence[Debt] = ()
    waivers: Sequence[Waiver] = ()
    doubts: Sequence[Doubt] = ()
    proven: Sequence[tuple[str, str, RuleQuality]] = ()
    questions: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id."""
        return {entry.id: entry for entry in self.entries}

    @property
    def places(self) -> list[str]:
        """Where the files came from: as the runs say, else as the deliveries do."""
        said = {str(p) for s in self.scope.summaries for p in s.get("places") or ()}
        return sorted(said or {entry.place for entry in self.entries})

    @property
    def is_empty(self) -> bool:
        """Nothing was handled, published or left over: there is nothing to look at."""
        return not (self.entries or self.moved or self.passed_over or self.figures.release)
