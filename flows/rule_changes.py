"""Changed rules reach what was judged before them: the unpublished with effect, the published without.

When a run begins, every verdict that was last held against other rules is looked at. Where no part that changed
concerns the submission, that is all. Else it is *stale*: unpublished ones go back to RECEIVED with the reason, and this
run judges them from their kept bytes like new ones; published ones are judged in shadow (:mod:`flows.shadow`). A figure
that is published never changes because of rules alone (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from checks.rule_changes import changes_between, named
from checks.ruleset import ruleset_of
from flows.run import Run
from warehouse.ledger.forgotten import forgotten_ids
from warehouse.ledger.rulesets import (
    Earlier,
    judged_by_others,
    knows_ruleset,
    parts_of_ruleset,
    record_compared,
    record_ruleset,
)
from warehouse.ledger.states import State
from warehouse.ledger.transitions import transition

UNPUBLISHED: Final = (State.RETURNED, State.REJECTED, State.NEEDS_CONFIRMATION, State.IN_REVIEW)
REASON: Final = "rules changed"


@dataclass(frozen=True, slots=True)
class Stale:
    """What changed rules concern, as far as this run goes.

    Attributes:
        again: Unpublished ones that this run judges again.
        published: Published ones to be judged without effect → the names of what changed for them.
        waiting: How many more there are, for the next runs.
        unconcerned: How many others were held against the changes.
    """

    again: Collection[str] = ()
    published: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waiting: int = 0
    unconcerned: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the log."""
        counts = {"again": len(self.again), "published": len(self.published)}
        return counts | {"waiting": self.waiting, "unconcerned": self.unconcerned}


def take_up_stale(run: Run) -> Stale:
    """Find what changed rules concern; take up the unpublished. One transaction: a crash leaves all of it or nothing.

    Raises:
        LumbungError: the ledger cannot be used.
    """
    with run.ledger.begin() as tx:
        if not knows_ruleset(tx, run.ruleset):
            record_ruleset(tx, run.ruleset, ruleset_of(run.contracts).parts, at=run.now)
        gone = forgotten_ids(tx)  # these stay as they are, even where another submission keeps their bytes
        earlier = [e for e in judged_by_others(tx, run.ruleset, [*UNPUBLISHED, State.PUBLISHED]) if e.id not in gone]
        today = parts_of_ruleset(tx, run.ruleset)
        compared = {e.compared_with for e in earlier}
        changes = {ruleset: changes_between(parts_of_ruleset(tx, ruleset), today) for ruleset in compared}
        concerned = {e.id: tuple(c for c in changes[e.compared_with] if c.concerns(e.who)) for e in earlier}
        unconcerned = [i for i, found in concerned.items() if not found]
        record_compared(tx, unconcerned, run.ruleset)
        stale = [e for e in earlier if concerned[e.id]]
        most = run.settings.judged_again_most
        again = [e for e in stale if e.state is not State.PUBLISHED and _is_kept(run, e)]
        published = [e for e in stale if e.state is State.PUBLISHED and _is_kept(run, e)]
        reasons = {e.id: f"{REASON}: {named(concerned[e.id])}" for e in again[:most]}
        transition(tx, list(reasons), State.RECEIVED, run.stamp(), reasons=reasons)
    return Stale(
        again=list(reasons),
        published={e.id: tuple(change.word for change in concerned[e.id]) for e in published[:most]},
        waiting=len(again[most:]) + len(published[most:]),
        unconcerned=len(unconcerned),
    )


def _is_kept(run: Run, earlier: Earlier) -> bool:
    """Whether its bytes are still there."""
    return run.archive.path(earlier.sha256).exists()
