"""What an office's month comes to: the state in which each file ends, twice, and what is then in force.

Once as the files alone decide it, once as people's decisions do: a report that asks for reasons waits for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from flows.simulate.sums import Sums

Error = dict[str, object]
"""``file``, ``sheet``, ``cell``, ``rule``; ``right`` and ``mend``, what has to stand there."""
Answer = dict[str, str | None]
"""A decision that somebody makes: :func:`flows.simulate.answers.decision`."""

_NOT_WRONG = frozenset({"published", "superseded", "needs_confirmation"})


@dataclass(frozen=True, slots=True)
class _Sent:
    expect: str
    decided: str
    parts: Mapping[str, Sums]


@dataclass(slots=True)
class Outcome:
    """An office's month.

    Attributes:
        office: Its code.
        period: ``YYYY-MM``.
        errors: What was put in wrongly.
        decisions: What people decide, in order of time.
        carried_over: Answers that hold in a file for which nobody gave them.
    """

    office: str
    period: str
    errors: list[Error] = field(default_factory=list)
    decisions: list[Answer] = field(default_factory=list)
    carried_over: int = 0
    _sent: dict[str, _Sent] = field(default_factory=dict)

    def take(self, name: str, expect: str, parts: Mapping[str, Sums] | None = None) -> None:
        """A file arrived, after those before it.

        Args:
            name: Its name.
            expect: Its state if nobody decides anything; ``published`` becomes ``superseded`` by what comes later.
            parts: What it brings, by dataset, once it is published.
        """
        self._sent[name] = _Sent(expect, expect, parts or {})

    def decide(self, name: str, state: str) -> None:
        """The state of a file once people's decisions are carried out."""
        self._sent[name] = replace(self._sent[name], decided=state)

    @property
    def is_first_right(self) -> bool:
        """Nothing of the file that came first had to be mended or sent again (reasons may have been asked for)."""
        return next(iter(self._sent.values())).expect in _NOT_WRONG

    @property
    def files(self) -> dict[str, dict[str, str]]:
        """By name: whose, for which month, its state without and with decisions."""
        expect = self._ends({name: one.expect for name, one in self._sent.items()})
        decided = self._ends({name: one.decided for name, one in self._sent.items()})
        who = {"office": self.office, "period": self.period}
        return {name: {**who, "expect": expect[name], "decided": decided[name]} for name in self._sent}

    def in_force(self, *, is_decided: bool) -> dict[str, Sums]:
        """Dataset → sums of the part in force, without or with decisions."""
        states = {name: one.decided if is_decided else one.expect for name, one in self._sent.items()}
        return {dataset: self._sent[name].parts[dataset] for dataset, name in self._last(states).items()}

    def _last(self, states: Mapping[str, str]) -> dict[str, str]:
        """Dataset → the last file that brought it and is published."""
        return {d: name for name, one in self._sent.items() if states[name] == "published" for d in one.parts}

    def _ends(self, states: Mapping[str, str]) -> dict[str, str]:
        holding: Collection[str] = set(self._last(states).values())
        return {n: "superseded" if s == "published" and n not in holding else s for n, s in states.items()}
