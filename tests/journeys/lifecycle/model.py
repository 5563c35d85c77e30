"""What should become of submissions, worked out plainly from rules-and-lifecycle.md: no SQL, no stores.

The model is told what happened (files, judgings, decisions) and says where everything stands.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.journeys.lifecycle.contents import Content, Row
from tests.journeys.lifecycle.editions import Edition
from tests.journeys.lifecycle.wrongs import ASK, MEND, REFUSE, Wrong, found_in


@dataclass(frozen=True)
class Decided:
    """What a person decided on a submission as a whole.

    Attributes:
        seen: What was found, but for what is to be mended in rows put aside: an approval is of the rest (ADR 22).
    """

    kind: str
    seen: frozenset[Wrong]
    at: int


@dataclass(frozen=True)
class Answer:
    """A reason or a waiver; it holds for the office and month while the value stands."""

    actor: str
    at: int
    until: date | None = None


@dataclass
class Filed:
    """A submission.

    Attributes:
        judged_by: The edition by which it was judged last; None: not yet.
        state: Where it stands.
        aside: (dataset, row) that are put aside.
        repeats: Which one it is a copy of, where it is one.
    """

    id: str
    office: str
    period: str
    content: Content
    received: datetime
    judged_by: Edition | None = None
    attempt: int | None = None
    state: str = "RECEIVED"
    aside: frozenset[tuple[str, str]] = frozenset()
    repeats: str | None = None
    decided: Decided | None = None
    status: dict[Wrong, str] = field(default_factory=dict)

    @property
    def month(self) -> tuple[str, str]:
        return self.office, self.period

    @property
    def found(self) -> frozenset[Wrong]:
        return found_in(self.content, self.judged_by) if self.judged_by else frozenset()

    @property
    def asks(self) -> set[tuple[str, str | None, str | None]]:
        """What is found, whatever the values."""
        return {(w.rule, w.dataset, w.row) for w in self.found}

    def rows(self, dataset: str) -> list[Row]:
        return [row for row in self.content.rows[dataset] if (dataset, row.key) not in self.aside]

    @property
    def parts(self) -> list[str]:
        """Datasets that it brings: rows that are not put aside, or a nil mark."""
        return [d for d, rows in self.content.rows.items() if not rows or self.rows(d)]


LOADED = ("PUBLISHED", "SUPERSEDED")
WAITING = ("RETURNED", "NEEDS_CONFIRMATION", "IN_REVIEW")
Key = tuple[str, str, Wrong]


@dataclass
class Model:
    """All submissions, and what people said.

    Attributes:
        partial_limit: Share of a submission's rows that may be put aside.
        answers: (office, month, finding) → who confirmed it, or who granted its waiver.
        asked: The same → who asked for a waiver that nobody has granted yet, and until when.
        said: The same → everybody who gave a reason or asked for a waiver: they may not approve.
    """

    partial_limit: float = 0.0
    filed: dict[str, Filed] = field(default_factory=dict)
    answers: dict[Key, list[Answer]] = field(default_factory=dict)
    asked: dict[Key, Answer] = field(default_factory=dict)
    said: dict[Key, list[Answer]] = field(default_factory=dict)
    clock: int = 0

    def tick(self) -> int:
        """The number of the next decision."""
        self.clock += 1
        return self.clock

    def after_run(self, judged: Collection[str], today: date) -> None:
        """Say where everything stands after a run that came to its end.

        Args:
            judged: Those that were judged since the last time.
            today: In Jakarta.
        """
        self._number()
        for one in self.filed.values():
            has_waiver = one.state in WAITING and "waived" in one.status.values()
            if one.judged_by is not None and (one.id in judged or has_waiver):
                self._weigh(one, today)
        self._close()
        self._publish()

    def after_decision(self, submission: str, today: date, *, is_answer: bool = False) -> None:
        """Say where everything stands after a decision on a submission.

        Args:
            submission: Its id.
            today: In Jakarta.
            is_answer: It was on its findings, and holds for every attempt that waits with one of them.
        """
        one = self.filed[submission]
        for other in self.filed.values() if is_answer else ():
            if other.month == one.month and other.state in WAITING and other.asks & one.asks:
                self._weigh(other, today)
        if one.state not in LOADED or ((said := self.decided(one)) is not None and said.kind == "withdraw"):
            self._weigh(one, today)
        self._publish()

    def _number(self) -> None:
        for month in {f.month for f in self.filed.values() if f.content.rows}:
            latest, count = None, 0
            for one in self.attempts(month):
                if latest is not None and one.content == latest.content:
                    one.state, one.attempt, one.judged_by = "DUPLICATE", None, None
                    one.repeats = latest.id
                    continue
                one.repeats = None
                count += 1
                latest, one.attempt = one, count
                if one.state == "DUPLICATE":
                    one.state = "RECEIVED"
        empty = sorted((f for f in self.filed.values() if not f.content.rows), key=lambda f: f.received)
        for one in empty[1:]:
            one.state, one.judged_by = "DUPLICATE", None

    def decided(self, one: Filed) -> Decided | None:
        """The last that a person said of it, or of a copy of it."""
        said = [f.decided for f in self.filed.values() if f.decided and one.id in (f.id, f.repeats)]
        return max(said, key=lambda d: d.at, default=None)

    def attempts(self, month: tuple[str, str]) -> list[Filed]:
        """All of an office and month, in the order in which they were received; of those whose office is known."""
        known = [f for f in self.filed.values() if f.month == month and f.content.rows]
        return sorted(known, key=lambda f: f.received)

    def answered(self, one: Filed, wrong: Wrong, today: date) -> str:
        """open, confirmed or waived."""
        for answer in self.answers.get((*one.month, wrong), ()):
            if wrong.severity == ASK:
                return "confirmed"
            if answer.until is not None and answer.until >= today:
                return "waived"
        return "open"

    def _weigh(self, one: Filed, today: date) -> None:
        status = {w: self.answered(one, w, today) for w in one.found}
        to_mend = [w for w, s in status.items() if w.severity == MEND and s == "open"]
        rows = {(str(w.dataset), w.row) for w in to_mend if w.row is not None}
        n_rows = sum(len(rows) for rows in one.content.rows.values())
        one.aside = frozenset()
        if to_mend and all(w.row for w in to_mend) and len(rows) <= self.partial_limit * n_rows:
            one.aside = frozenset((d, str(row)) for d, row in rows)
            to_mend = []
        to_answer = [w for w, s in status.items() if w.severity == ASK and s == "open"]
        one.status = {
            w: "aside" if w.severity == MEND and (w.dataset, w.row) in one.aside and s == "open" else s
            for w, s in status.items()
        }
        decided = self.decided(one)
        kind = decided.kind if decided else None
        if any(w.severity == REFUSE for w in status):
            one.state = "REJECTED"
        elif kind == "withdraw":
            one.state = "WITHDRAWN"
        elif kind == "return" or to_mend:
            one.state = "RETURNED"
        elif to_answer:
            one.state = "NEEDS_CONFIRMATION"
        elif self._is_signed(one) or set(one.status.values()) <= {"aside"}:
            one.state = "APPROVED"
        else:
            one.state = "IN_REVIEW"

    def _is_signed(self, one: Filed) -> bool:
        """Approved by a person who saw these findings, and nothing was answered since."""
        shown = {w for w, s in one.status.items() if s != "aside"}
        decided = self.decided(one)
        if decided is None or decided.kind != "approve" or decided.seen != shown:
            return False
        answers = [a for w in one.found for a in self.answers.get((*one.month, w), ())]
        return all(answer.at < decided.at for answer in answers)

    def _close(self) -> None:
        for one in self.filed.values():
            if one.state in ("RETURNED", "REJECTED") and one.content.rows:
                later = [f for f in self.attempts(one.month) if f.attempt and f.received > one.received]
                brought = {d for f in later if f.judged_by for d in f.content.rows}
                if brought and set(one.content.rows) <= brought:
                    one.state = "CLOSED"

    def _publish(self) -> None:
        for one in self.filed.values():
            if one.state == "APPROVED":
                one.state = "PUBLISHED"
        counted = {f.id for f in self.in_force().values()}
        for one in self.filed.values():
            if one.state in LOADED:
                one.state = "PUBLISHED" if one.id in counted else "SUPERSEDED"

    def in_force(self) -> dict[tuple[str, str, str], Filed]:
        """(office, month, dataset) → the submission that counts: the last one loaded that brings it."""
        found: dict[tuple[str, str, str], Filed] = {}
        for one in sorted(self.filed.values(), key=lambda f: f.received):
            if one.state in LOADED:
                found.update({(*one.month, d): one for d in one.parts})
        return found
