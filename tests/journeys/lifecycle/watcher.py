"""Holds an instance to the model: what is seen is told to it, and what it says has to be there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sources.moments import jakarta_day
from tests.journeys.lifecycle import seen
from tests.journeys.lifecycle.contents import Content
from tests.journeys.lifecycle.editions import EDITIONS, Edition, rules_of
from tests.journeys.lifecycle.model import WAITING, Filed, Model
from tests.journeys.lifecycle.world import World
from tests.journeys.lifecycle.wrongs import ASK, MEND, Wrong, found_in

STEPS = {
    (None, "RECEIVED"), ("RECEIVED", "DUPLICATE"), ("RECEIVED", "REJECTED"), ("RECEIVED", "PARSED"),
    ("PARSED", "DUPLICATE"), ("PARSED", "REJECTED"), ("PARSED", "VALIDATED"), ("VALIDATED", "RETURNED"),
    ("VALIDATED", "NEEDS_CONFIRMATION"), ("VALIDATED", "IN_REVIEW"), ("VALIDATED", "WITHDRAWN"),
    ("RETURNED", "NEEDS_CONFIRMATION"), ("RETURNED", "IN_REVIEW"), ("NEEDS_CONFIRMATION", "IN_REVIEW"),
    ("NEEDS_CONFIRMATION", "RETURNED"), ("IN_REVIEW", "RETURNED"), ("IN_REVIEW", "APPROVED"), ("APPROVED", "RETURNED"),
    ("APPROVED", "PUBLISHED"), ("APPROVED", "SUPERSEDED"), ("PUBLISHED", "SUPERSEDED"), ("SUPERSEDED", "PUBLISHED"),
    ("PUBLISHED", "APPROVED"), ("SUPERSEDED", "APPROVED"), ("PUBLISHED", "WITHDRAWN"), ("SUPERSEDED", "WITHDRAWN"),
    ("WITHDRAWN", "IN_REVIEW"), ("RETURNED", "CLOSED"), ("REJECTED", "CLOSED"),
}  # fmt: skip
"""The steps of rules-and-lifecycle.md; PARSED and RECEIVED may be returned to from anywhere, with why."""

DUE_DAY = 5
"""Of the next month (datasets.md); no month of these lives is a December."""

Part = tuple[str, str, str]
Facts = dict[Part, set[tuple[Any, ...]]]


class Watcher:
    """An instance, and what should become of it.

    Attributes:
        decided_meanwhile: What people decided on after a crash.
        ran_by: The rules of the last run that came to its end.
        waited: What waited for people when it did.
        half_way: A run crashed: until the next one ends, only what must hold at any time is looked at.
    """

    def __init__(self, partial_limit: float = 0.0) -> None:
        self.world = World(partial_limit=partial_limit) if partial_limit else World()
        self.model = Model(partial_limit)
        self.sent: list[tuple[Content, str, str, datetime]] = []
        self.half_way = False
        self.decided_meanwhile: list[tuple[str, bool]] = []
        self.judged: set[str] = set()
        self.ran_by: Edition | None = None
        self.waited: set[str] = set()
        self._history: list[seen.Event] = []
        self._compared: dict[str, Edition] = {}
        self._shadows: dict[str, str] = {}
        self._moments: list[tuple[datetime, dict[Part, str]]] = []

    @property
    def today(self) -> date:
        return jakarta_day(self.world.now)

    @property
    def edition(self) -> Edition:
        return self.world.rules.edition

    @property
    def known(self) -> list[str]:
        """Ids of what was taken in, in the order of arrival."""
        return sorted(self.model.filed, key=lambda i: self.model.filed[i].received)

    @property
    def waiting(self) -> list[str]:
        """Those of them that wait for people."""
        return [i for i in self.known if self.model.filed[i].state in WAITING]

    @property
    def answered(self) -> list[str]:
        """Those of them for which somebody gave a reason that holds."""
        return [i for i in self.known if "confirmed" in self.model.filed[i].status.values()]

    @property
    def partial(self) -> list[str]:
        """Those of them that are published without some of their rows."""
        return [i for i in self.known if self.model.filed[i].state == "PUBLISHED" and self.model.filed[i].aside]

    @property
    def refused(self) -> list[str]:
        """Those of them that were returned or rejected, of a known month."""
        return [
            i for i in self.known if (f := self.model.filed[i]).state in ("RETURNED", "REJECTED") and f.content.rows
        ]

    def close(self) -> None:
        """What was in force at each moment still is what was in force then."""
        try:
            published = seen.publications(self.world)
            for moment, was in self._moments:
                assert seen.in_force(published, moment) == was, f"what was published by {moment} has changed"
        finally:
            self.world.close()

    def look(self) -> None:
        """Who is there now, and who was judged by which rules."""
        for i, shown in seen.submissions(self.world).items():
            if i not in self.model.filed:
                content, office, period, received = self.sent[int(shown.path[:3]) - 1]
                self.model.filed[i] = Filed(i, office, period, content, received)
        history = seen.events(self.world)
        assert history[: len(self._history)] == self._history, "history was rewritten"
        editions = {rules_of(e).id: e for e in EDITIONS}
        for event in history[len(self._history) :]:
            if event.target == "VALIDATED" or (event.target == "REJECTED" and event.source != "CLOSED"):
                assert event.ruleset is not None
                self.judged.add(event.submission)
                self.model.filed[event.submission].judged_by = editions[event.ruleset]
        self._history = history

    def findings(self) -> dict[str, dict[Wrong, str]]:
        return seen.findings(self.world, {i: f.content for i, f in self.model.filed.items()})

    def expect_shadows(self, published: dict[str, seen.Shown], *, was_half_way: bool) -> None:
        """Published ones are held against changed rules, once, with the answers of that day."""
        found = seen.shadows(self.world)
        for i, one in self.model.filed.items():
            if i in self.judged:
                self._compared[i] = one.judged_by or self.edition
                self._shadows.pop(i, None)
            elif i in published and self._compared[i] != self.edition and one.judged_by is not None:
                self._compared[i] = self.edition
                was, now = (self._outcome(one, found_in(one.content, e)) for e in (one.judged_by, self.edition))
                self._shadows.pop(i, None)
                if was != now:
                    self._shadows[i] = now
        if was_half_way:
            self._shadows = {i: s for i, s in self._shadows.items() if i not in published} | found
            self._compared = dict.fromkeys(self._compared, self.edition) | {
                i: e for i, e in self._compared.items() if i not in published
            }
        told = {i: s for i, s in self._shadows.items() if self.model.filed[i].state == "PUBLISHED"}
        assert found == told, "notices of changed rules on published submissions"

    def can_join(self, one: Filed) -> bool:
        """Whether rows of it that are aside are clean by rules that changed, and nothing else about it would change."""
        if not one.aside or one.judged_by is None or self._compared[one.id] == self.edition:
            return False
        now = found_in(one.content, self.edition)
        open_ = {w for w in now if self.model.answered(one, w, self.today) == "open"}
        to_mend = {w for w in open_ if w.severity == MEND}
        still = {(str(w.dataset), str(w.row)) for w in to_mend if w.row is not None}
        asked = {w for w in now if w not in to_mend or (w.dataset, w.row) not in still}
        asked_before = {w for w in one.found if w.severity == ASK or (w.dataset, w.row) not in one.aside}
        return still < one.aside and all(w.row for w in to_mend) and open_ == to_mend and asked == asked_before

    def _outcome(self, one: Filed, found: frozenset[Wrong]) -> str:
        left = {w.severity for w in found if self.model.answered(one, w, self.today) == "open"}
        return "returned" if MEND in left else "needs_confirmation" if ASK in left else "accepted"

    def check(self) -> None:
        """Everything that can be looked at now."""
        shown, facts = seen.submissions(self.world), seen.facts(self.world)
        in_force = seen.in_force(seen.publications(self.world))
        self._check_history(shown)
        self._check_facts(facts)
        if not self.half_way:
            self._check_states(shown, facts, in_force)
            self._check_findings()
            self._check_flags()
        now = self.world.now.astimezone(UTC).replace(tzinfo=None) + timedelta(minutes=30)
        self._moments.append((now, in_force))

    def _check_history(self, shown: dict[str, seen.Shown]) -> None:
        """Every step is an event that follows from the one before it, with who, when, by which rules, and why."""
        last: dict[str, str | None] = {}
        for event in self._history:
            assert last.get(event.submission) == event.source, f"a step of {event.submission} is missing"
            last[event.submission] = event.target
            again = event.source is not None and event.target in ("PARSED", "RECEIVED")
            assert (event.source, event.target) in STEPS or again, f"{event.source} to {event.target} is no step"
            assert event.actor
            assert event.at
            if event.target in ("VALIDATED", "REJECTED"):
                assert event.ruleset
            if again and (event.source, event.target) != ("RECEIVED", "PARSED"):
                assert event.reason, f"{event.submission}: {event.source} to {event.target}, and nobody knows why"
            if event.target in ("WITHDRAWN", "CLOSED"):
                assert event.reason
        assert {i: s.state for i, s in shown.items()} == last, "a state changed without an event"

    def _check_facts(self, facts: Facts) -> None:
        """Analysts see one submission a part, rows that it has, and only what was approved once."""
        approved = {e.submission for e in self._history if e.target == "APPROVED"}
        for part, rows in facts.items():
            ids = {row[0] for row in rows}
            assert len(ids) == 1, f"{part}: several submissions in force"
            assert ids <= approved, f"{part}: counts, and was never approved"
            sent = {row.key for row in self.model.filed[ids.pop()].content.rows[part[2]]}
            assert {row[1] for row in rows} <= sent, f"{part}: rows that nobody sent"

    def _check_states(self, shown: dict[str, seen.Shown], facts: Facts, published: dict[Part, str]) -> None:
        """Everything stands where the model says, in the ledger and in the warehouse."""
        assert {i: (s.state, s.attempt) for i, s in shown.items()} == {
            i: (f.state, f.attempt) for i, f in self.model.filed.items()
        }
        in_force = {part: one.id for part, one in self.model.in_force().items()}
        assert {(*self.model.filed[i].month, d): i for i, s in shown.items() for d in s.parts} == in_force
        assert published == in_force
        wanted = {
            part: {(f.id, r.key, int(r.rupiah) if r.is_number else None, r.pieces) for r in f.rows(part[2])}
            for part, f in self.model.in_force().items()
        }
        assert facts == {part: rows for part, rows in wanted.items() if rows}

    def _check_findings(self) -> None:
        """What is open is what the model says; what waits was judged by the rules of the last run that ended."""
        for i, status in self.findings().items():
            one = self.model.filed[i]
            if one.judged_by is None:
                continue
            assert set(status) == one.found, i
            if one.state in WAITING:
                assert status == one.status, i
                if i in self.waited and self.ran_by is not None:
                    assert found_in(one.content, self.ran_by) == one.found, f"{i} waits by rules that have changed"

    def _check_flags(self) -> None:
        flags = seen.flags(self.world)
        for one in self.model.in_force().values():
            year, month = (int(part) for part in one.period.split("-"))
            due = date(year, month + 1, DUE_DAY)
            status = list(one.status.values())
            assert one.judged_by is not None
            assert flags[one.id] == {
                "percobaan": one.attempt, "tepat_waktu": jakarta_day(one.received) <= due,
                "ruleset": rules_of(one.judged_by).id, "sebagian": bool(one.aside),
                "n_pengecualian": status.count("waived"), "n_konfirmasi": status.count("confirmed"),
            }, one.id  # fmt: skip
