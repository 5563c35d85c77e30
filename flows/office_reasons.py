"""Reasons that an office wrote into the workbook that it got back become its answers; somebody else has to approve.

They hold like any other reason, for the finding and its value. They publish nothing: what needed a reason is never
clean, so it waits in review for a person who is not the office (docs/decisions/0029).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from checks.feedback.marks import Position, corners, position_of
from checks.feedback.notice import AND_ALIKE, AND_MORE
from checks.feedback.wording import HIDDEN
from checks.shown_numbers import Shower
from flows.answering import Asked, about
from flows.reading import TextRows
from sources.contract import Contracts
from sources.given_reasons import one_line
from warehouse.ledger.answers import MUST_CONFIRM
from warehouse.ledger.decisions import Decision, DecisionKind, decisions_of, record_decisions
from warehouse.ledger.predecessors import record_predecessors
from warehouse.ledger.schema import finding
from warehouse.ledger.submissions import Submission, get_submissions

if TYPE_CHECKING:
    from sources.given_reasons import GivenReason

Key = tuple[str, str | None]
"""A finding's id, and the hash of its value."""
MOST_CELLS: Final = 100_000
"""That the lines with reasons of one workbook may name: each finding stands in one line, and no office has so many."""
NOWHERE: Final[Position] = (0, 0)


@dataclass(frozen=True, slots=True)
class Question:
    """A finding that asks for a reason.

    Attributes:
        asked: What an answer to it says.
        messages: As the ledger has it, and with its numbers as the office was shown them.
    """

    asked: Asked
    sheet: str | None
    cell: str | None
    field: str | None
    messages: frozenset[str]

    @property
    def key(self) -> Key:
        """What an answer holds for."""
        return self.asked.finding_id, self.asked.value_hash


_AtCells = defaultdict[Position, list[Question]]


def record_office_reasons(
    tx: Connection, submissions: Collection[str], rows: TextRows, contracts: Contracts, *, at: datetime
) -> set[str]:
    """Write offices' reasons as answers, for what they were asked about and is still asked about the same value.

    A reason counts where its line stands in what the predecessor's office got back, where the predecessor is believed
    (same office and month), and where the new attempt shows the same finding with the same value. What is answered
    already stays as it is, so doing this twice does nothing.

    Args:
        tx: A writing transaction; the findings of these submissions are written.
        submissions: Judged, and refused by no rule.
        rows: What their files say.
        contracts: For the reasons that a rule lists itself.
        at: When the run began.

    Returns:
        The submissions with an answer that was not known before.
    """
    # Once more: the one that a file names may have reached us only after it.
    believed = record_predecessors(tx, {i: claimed for i, claimed in rows.predecessors.items() if i in submissions})
    given = {i: said for i, said in rows.reasons.items() if i in believed}
    rules, shower = {rule.id: rule for rule in contracts.rules}, Shower(contracts)
    written: set[str] = set()
    before = {s.id: s for s in get_submissions(tx, {believed[i] for i in given})}
    for one in get_submissions(tx, given):
        reasons = answers_by_question(given[one.id], _questions(tx, before[believed[one.id]], shower))
        for decision in decisions_of(tx, [one.id]) if reasons else ():
            if decision.kind is DecisionKind.CONFIRM and decision.finding_id is not None:
                reasons.pop((decision.finding_id, decision.value_hash), None)
        still = {q.key: q for q in _questions(tx, one, shower)} if reasons else {}
        answers = [about(_said(one, reasons[key], at), still[key].asked, rules) for key in reasons if key in still]
        record_decisions(tx, answers)
        written |= {one.id} if answers else set()
    return written


def _questions(tx: Connection, submission: Submission, shower: Shower) -> Sequence[Question]:
    query = select(finding).where(finding.c.submission_id == submission.id, finding.c.severity == MUST_CONFIRM)
    rows = map(dict, tx.execute(query.order_by(finding.c.finding_id, finding.c.ordinal)).mappings())
    return [
        Question(
            Asked(row["finding_id"], row["value_hash"], row["rule"], row["dataset"], row["severity"], row["status"]),
            row["sheet"],
            row["cell"],
            row["field"],
            frozenset({one_line(row["message"]), one_line(shower.shown(row, submission.file)["message"])}),
        )
        for row in rows
    ]


def _said(one: Submission, text: str, at: datetime) -> Decision:
    return Decision(
        one.id, DecisionKind.CONFIRM, text, f"UPT {one.office}", at, kode_upt=one.office, periode=one.period
    )


def answers_by_question(reasons: Sequence[GivenReason], questions: Sequence[Question]) -> dict[Key, str]:
    """Finding and value → the reason that was written to its line."""
    by_message: defaultdict[str, _AtCells] = defaultdict(lambda: defaultdict(list))
    by_column: defaultdict[tuple[str | None, ...], _AtCells] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        at = position_of(question.cell or "")
        for message in question.messages:
            by_message[message][at].append(question)
        by_column[question.asked.rule, question.sheet, question.field][at].append(question)
    found: dict[Key, str] = {}
    left = MOST_CELLS
    for reason in reasons:
        cells = _cells(reason, left)
        left -= len(cells or ())
        said = _at(by_message.get(reason.message.removesuffix(AND_ALIKE), {}), cells, reason.sheet)
        if said and reason.message.endswith(AND_ALIKE):
            said = _at(by_column[said[0].asked.rule, said[0].sheet, said[0].field], cells, reason.sheet)
        for question in said:
            found.setdefault(question.key, reason.text)
    return found


def _cells(reason: GivenReason, most: int) -> list[Position] | None:
    """The cells that a line names as people read them (``F17:F40, F45``); None: more of its column than it names.

    A line without any stands for the whole sheet or file. Areas beyond ``most`` cells are left out.
    """
    named, _, more = reason.cells.partition(AND_MORE)
    if more:
        return None
    cells: list[Position] = []
    for area in named.split(", "):
        (top, left), (bottom, right) = corners(area)
        if top and bottom and 0 <= (bottom - top + 1) * (right - left + 1) <= most - len(cells):
            cells += [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return cells or [NOWHERE]


def _at(
    questions: Mapping[Position, Sequence[Question]], cells: Iterable[Position] | None, sheet: str
) -> list[Question]:
    """The questions at these cells of a sheet; a delimited file has one sheet, whatever its workbook calls it."""
    shown = sheet.split(HIDDEN, maxsplit=1)[0]
    there = [q for cell in (questions if cells is None else cells) for q in questions.get(cell, ())]
    return [q for q in there if q.sheet is None or one_line(q.sheet) == shown]
