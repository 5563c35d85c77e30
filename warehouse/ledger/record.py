"""Everything about one submission: its delivery, its life so far, and how it was judged last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from sources.errors import UsageError
from warehouse.ledger.chunks import chunks
from warehouse.ledger.decisions import Decision, decisions_of
from warehouse.ledger.deliveries import Delivery, deliveries_of
from warehouse.ledger.findings import BY_PLACE, rows_of
from warehouse.ledger.schema import event, finding, rule_run
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission, get_submissions, with_details


@dataclass(frozen=True, slots=True)
class Event:
    """A transition that happened; ``from_state`` None: the submission began."""

    submission_id: str
    at: datetime
    from_state: State | None
    to_state: State
    actor: str
    reason: str | None
    ruleset: str | None
    run_id: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """All that the ledger knows of one submission.

    Attributes:
        findings: A row each by sheet, row and cell, with the columns of the table, as are ``rule_runs`` by rule.
        decisions: On it and on findings as it has them, made for whichever attempt, oldest first.
    """

    submission: Submission
    delivery: Delivery
    events: tuple[Event, ...]
    findings: tuple[dict[str, Any], ...]
    rule_runs: tuple[dict[str, Any], ...]
    decisions: tuple[Decision, ...] = ()


def record_of(tx: Connection, submission_id: str) -> Record:
    """One submission, whole.

    Raises:
        UsageError: the ledger does not know it.
    """
    found = with_details(tx, get_submissions(tx, [submission_id]))
    if not found:
        raise UsageError(f"the ledger knows no submission {submission_id}; 'lumbung submissions' lists what it knows")
    return Record(
        submission=found[0],
        delivery=deliveries_of(tx, [submission_id])[submission_id],
        events=tuple(events_of(tx, [submission_id])),
        findings=tuple(rows_of(tx, finding, submission_id, BY_PLACE)),
        rule_runs=tuple(rows_of(tx, rule_run, submission_id, ("rule",))),
        decisions=tuple(decisions_of(tx, [submission_id])),
    )


def events_of(tx: Connection, submissions: Iterable[str]) -> list[Event]:
    """The events of submissions, in the order in which they were written."""
    rows: list[RowMapping] = []
    for some in chunks(submissions):
        rows += tx.execute(select(event).where(event.c.submission_id.in_(some))).mappings()
    return [_event(row) for row in sorted(rows, key=lambda row: int(row["id"]))]


def rulesets_of_validation(tx: Connection, submissions: Iterable[str]) -> dict[str, str]:
    """Submission id → hash of the rules by which it was last found valid; without those that never were."""
    query = select(event.c.submission_id, event.c.ruleset).where(event.c.to_state == State.VALIDATED.value)
    found: dict[str, str] = {}
    for some in chunks(submissions):
        rows = tx.execute(query.where(event.c.submission_id.in_(some)).order_by(event.c.id))
        found.update({submission: ruleset for submission, ruleset in rows if ruleset is not None})
    return found


def _event(row: RowMapping) -> Event:
    values = {key: value for key, value in row.items() if key != "id"}
    source = values["from_state"]
    states = {"from_state": None if source is None else State(source), "to_state": State(values["to_state"])}
    return Event(**(values | states))
