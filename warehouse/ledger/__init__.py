"""The ledger: what happened to every file. Small transactions that survive any crash.

::

    ledger = Ledger.open(home.ledger)
    with ledger.begin() as tx:
        record_deliveries(tx, deliveries, Stamp(at=now, run_id=run_id))
"""

from warehouse.ledger.attempts import Attempt, Numbered, number_attempts, number_unidentified
from warehouse.ledger.deliveries import (
    Delivery,
    KnownDelivery,
    deliveries_of,
    known_deliveries,
    record_deliveries,
    submission_id,
    unfinished_deliveries,
)
from warehouse.ledger.exceptions import ExceptionKind, ObligationException, exceptions_of, record_exception
from warehouse.ledger.findings import (
    IncompleteJudgementError,
    count_by_rule,
    findings_of,
    record_judgement,
    rule_runs_of,
    submissions_with_skipped,
)
from warehouse.ledger.flagged import FlaggedCell, flagged_of, record_flagged
from warehouse.ledger.handled import Handled, handled_in
from warehouse.ledger.migration import LedgerTooNewError
from warehouse.ledger.parts import Part, PartState, parts_of, record_parts, set_part_states
from warehouse.ledger.record import Event, Record, events_of, record_of
from warehouse.ledger.runs import Run, begin_run, end_run, find_run, list_runs, runs_between
from warehouse.ledger.states import FINISHED, ORDER_CHANGED, TRANSITIONS, UNFINISHED, ForbiddenTransitionError, State
from warehouse.ledger.store import Ledger, LedgerBusyError, LedgerError
from warehouse.ledger.submissions import (
    Submission,
    attempts_of,
    get_submissions,
    identify,
    list_submissions,
    neighbours,
    renumber,
)
from warehouse.ledger.transitions import SYSTEM, Stamp, states_of, take_up, transition

__all__ = [
    "FINISHED",
    "ORDER_CHANGED",
    "SYSTEM",
    "TRANSITIONS",
    "UNFINISHED",
    "Attempt",
    "Delivery",
    "Event",
    "ExceptionKind",
    "FlaggedCell",
    "ForbiddenTransitionError",
    "Handled",
    "IncompleteJudgementError",
    "KnownDelivery",
    "Ledger",
    "LedgerBusyError",
    "LedgerError",
    "LedgerTooNewError",
    "Numbered",
    "ObligationException",
    "Part",
    "PartState",
    "Record",
    "Run",
    "Stamp",
    "State",
    "Submission",
    "attempts_of",
    "begin_run",
    "count_by_rule",
    "deliveries_of",
    "end_run",
    "events_of",
    "exceptions_of",
    "find_run",
    "findings_of",
    "flagged_of",
    "get_submissions",
    "handled_in",
    "identify",
    "known_deliveries",
    "list_runs",
    "list_submissions",
    "neighbours",
    "number_attempts",
    "number_unidentified",
    "parts_of",
    "record_deliveries",
    "record_exception",
    "record_flagged",
    "record_judgement",
    "record_of",
    "record_parts",
    "renumber",
    "rule_runs_of",
    "runs_between",
    "set_part_states",
    "states_of",
    "submission_id",
    "submissions_with_skipped",
    "take_up",
    "transition",
    "unfinished_deliveries",
]
