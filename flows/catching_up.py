"""Rules that waited for a dataset run when it is in force: at the end of the run that brought it, or found it approved.

The submission alone is judged again, with what is in force now. What came later than it only notes (CATATAN), so its
verdict stands; what came earlier and was approved late counts as if it had been there.
"""

from __future__ import annotations

from checks.finding import WAITING
from flows.reading import TextRows, deliveries_by_id
from flows.round import WAITED, Tally, fail_unread, read, run_wave
from flows.run import Run
from flows.stages import Stages
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission, get_submissions
from warehouse.ledger.transitions import transition
from warehouse.ledger.waited import months_decided, months_of, waited_for


def catch_up(run: Run, stages: Stages, tally: Tally) -> int:
    """Judge once more whatever waited for what the run brought, or for what people have decided.

    Returns:
        How many were judged.
    """
    needs = {rule.id: rule.needs for rule in run.contracts.rules if rule.needs}
    done: set[str] = set()
    while True:
        with run.ledger.begin() as tx:
            months = months_of(tx, tally.handled) | months_decided(tx)
            found = waited_for(tx, months, needs, because=WAITING, ruleset=run.ruleset)
            ids = [i for i in found if i not in done]
            transition(tx, ids, State.PARSED, run.stamp(WAITED))
            waves = _one_a_month(get_submissions(tx, ids))
        if not ids:
            return len(done)
        done.update(ids)
        rows = TextRows()
        read(run, stages, deliveries_by_id(run, ids), rows)
        fail_unread(run, rows)
        for wave in waves:
            run_wave(run, stages, [i for i in wave if i not in rows.failed], rows, tally)
        tally.handled.update(ids)


def _one_a_month(submissions: list[Submission]) -> list[list[str]]:
    """Waves with at most one attempt of an office and month each, in the order of receipt."""
    turns: dict[tuple[str | None, str | None], int] = {}
    waves: list[list[str]] = []
    for one in sorted(submissions, key=lambda s: s.as_attempt.order):
        turn = turns.get((one.office, one.period), 0)
        turns[one.office, one.period] = turn + 1
        if turn == len(waves):
            waves.append([])
        waves[turn].append(one.id)
    return waves
