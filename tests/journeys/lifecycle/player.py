"""Plays with an instance and the model side by side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flows.wishes import Action
from sources.errors import LumbungError
from tests.journeys.lifecycle import seen
from tests.journeys.lifecycle.contents import Content
from tests.journeys.lifecycle.editions import Edition
from tests.journeys.lifecycle.model import LOADED, WAITING, Answer, Decided, Filed
from tests.journeys.lifecycle.watcher import Watcher
from tests.journeys.lifecycle.world import Crash
from tests.journeys.lifecycle.wrongs import ASK, MEND, Wrong

PEOPLE = ("Sari", "Budi")


class Player(Watcher):
    """An instance that things happen to."""

    def arrive(self, content: Content, office: str, period: str, *, days_late: int = 0) -> None:
        received = self.world.arrive(content, office, period, days_late=days_late)
        self.sent.append((content, office, period, received))

    def run(self, *, period: str | None = None, crash: Crash | None = None) -> None:
        self._pass_time(timedelta(hours=1))
        published = {i: s for i, s in seen.submissions(self.world).items() if s.state == "PUBLISHED"}
        was_half_way, before = self.half_way, set(self.model.filed)
        joining = {i for i in published if not self.half_way and self.can_join(self.model.filed[i])}
        ended = self.world.run(period=period, crash=crash)
        self.look()
        self.half_way = not ended
        if not ended:
            return
        for i, is_answer in self.decided_meanwhile:
            self.model.after_decision(i, self.today, is_answer=is_answer)
        self.decided_meanwhile.clear()
        again = {i for i in published if i in self.judged}
        self.model.after_run(self.judged, self.today)
        self.ran_by, self.waited = self.edition, set(self.waiting)
        if not was_half_way:
            asked = {f.month for i, f in self.model.filed.items() if i not in before}
            asked |= {f.month for f in self.model.filed.values() if period == f.period and f.id in self.judged}
            asked |= {self.model.filed[i].month for i in (self.judged - again) | joining}
            assert joining <= self.judged, "rows put aside are clean now, and did not join"
            for i in again - joining:
                assert self.model.filed[i].month in asked, f"{i} is published, and was judged again for no reason"
        self.expect_shadows(published, was_half_way=was_half_way)
        self.judged = set()

    def edit_rules(self, edition: Edition) -> None:
        self.world.use(edition)

    def days_pass(self, days: int) -> None:
        self._pass_time(timedelta(days=days))

    def decide(self, submission: str, action: Action, who: str, *, days: int = 0) -> bool:
        """Whether it was accepted; the model has to agree."""
        self._pass_time(timedelta(hours=1))
        about_findings = action in (Action.CONFIRM, Action.WAIVE)
        more: dict[str, Any] = {"every": True} if about_findings else {}
        if action is Action.WAIVE:
            more["until"] = self.today + timedelta(days=days)
        one = self.model.filed[submission]
        shown = self.findings()[submission]
        open_ = {w for w, s in shown.items() if s == "open"}
        expected = self._may(one, action, who, open_)
        try:
            self.world.decide(self.world.wish(submission, action, who, **more))
        except LumbungError as error:
            said = str(error)
        else:
            said = ""
        assert self.half_way or expected == (not said), f"{who}: {action} {submission} ({one.state}): {said or 'done'}"
        if said:
            return False
        if about_findings:
            self._take_down(one, action, who, open_, more.get("until"))
        else:
            seen_by_them = frozenset(w for w, s in shown.items() if s != "aside")
            one.decided = Decided(str(action.value), seen_by_them, self.model.tick())
        self.look()
        if self.half_way:
            self.decided_meanwhile.append((submission, about_findings))
        else:
            self.model.after_decision(submission, self.today, is_answer=about_findings)
        return True

    def _pass_time(self, by: timedelta) -> None:
        self.world.now += by

    def _may(self, one: Filed, action: Action, who: str, open_: set[Wrong]) -> bool:
        keys = [(*one.month, w) for w in one.found]
        match action:
            case Action.CONFIRM:
                return one.state in (*WAITING, *LOADED) and any(w.severity == ASK for w in open_)
            case Action.WAIVE:
                wanted = [(*one.month, w) for w in open_ if w.severity == MEND]
                own = any((pending := self._pending(k)) is not None and pending.actor == who for k in wanted)
                return one.state in (*WAITING, *LOADED) and bool(wanted) and not own
            case Action.APPROVE:
                left = {w for w in one.found if self.model.answered(one, w, self.today) == "open"}
                left -= {w for w in one.found if w.severity == MEND and (w.dataset, w.row) in one.aside}
                answered = {a.actor for k in keys for a in self.model.said.get(k, ())}
                return one.state in (*WAITING, "WITHDRAWN") and not left and who not in answered
            case Action.RETURN:
                return one.state in WAITING
            case _:
                return one.state in (*LOADED, "WITHDRAWN")

    def _pending(self, key: tuple[str, str, Wrong]) -> Answer | None:
        pending = self.model.asked.get(key)
        return pending if pending is not None and pending.until is not None and pending.until >= self.today else None

    def _take_down(self, one: Filed, action: Action, who: str, open_: set[Wrong], until: date | None) -> None:
        at = self.model.tick()
        if action is Action.CONFIRM:
            for w in open_:
                if w.severity == ASK:
                    self.model.answers.setdefault((*one.month, w), []).append(Answer(who, at))
                    self.model.said.setdefault((*one.month, w), []).append(Answer(who, at))
        else:
            assert until is not None
            for w in open_:
                if w.severity == MEND:
                    self._waive((*one.month, w), Answer(who, at, until))

    def _waive(self, key: tuple[str, str, Wrong], wanted: Answer) -> None:
        pending = self._pending(key)
        if pending is None:
            self.model.asked[key] = wanted
            self.model.said.setdefault(key, []).append(wanted)
            return
        assert wanted.until is not None
        assert pending.until is not None
        granted = Answer(wanted.actor, wanted.at, min(wanted.until, pending.until))
        self.model.answers.setdefault(key, []).append(granted)
        del self.model.asked[key]
