"""From ledger and releases to the material of a report. Reads; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from sources.contract import Contracts
from sources.home import Home
from sources.moments import jakarta_day
from sources.offices import Offices
from sources.place import PassedOver
from warehouse.ledger.chunks import chunks
from warehouse.ledger.deliveries import deliveries_of
from warehouse.ledger.findings import findings_of
from warehouse.ledger.flagged import flagged_of
from warehouse.ledger.handled import handled_in
from warehouse.ledger.record import Event, events_of
from warehouse.ledger.schema import rule_run
from warehouse.ledger.states import State
from warehouse.ledger.store import Ledger
from warehouse.ledger.submissions import get_submissions, with_details
from warehouse.ledger.weighing import overtaken_by
from warehouse.run_report.answered import answers_of, waivers
from warehouse.run_report.compared import against_before
from warehouse.run_report.figures import FILE, moved
from warehouse.run_report.findings import shown
from warehouse.run_report.late import overdue
from warehouse.run_report.material import Entry, Material, RuleRuns
from warehouse.run_report.review import doubts, proven, questions
from warehouse.run_report.scope import Scope
from warehouse.terms import Terms

_OUTCOMES = ("failed", "inconclusive", "skipped", "passed")


@dataclass(frozen=True, slots=True)
class Known:
    """What does not change from run to run."""

    contracts: Contracts
    offices: Offices
    terms: Terms = field(default_factory=Terms)


def gather(home: Home, ledger: Ledger, scope: Scope, known: Known) -> tuple[Material, Any]:
    """Everything that a report about some runs says.

    Returns:
        The material, and the numbers of the release to keep beside the pages (None: nothing to keep).
    """
    labels = {d.name: d.label for d in known.contracts.datasets.values()}
    with ledger.read() as tx:
        handled = handled_in(tx, scope.ids)
        entries = _entries(tx, handled.taken, known)
        debts = overdue(tx, labels, now=scope.at, terms=known.terms)
        passing = waivers(tx, known.offices, today=jakarta_day(scope.at))
        doubted, quality = doubts(tx, known.offices), proven(tx, known.contracts)
    periods = {e.submission.period for e in entries if e.submission.period}
    figures, numbers = moved(home.published, scope.releases, periods, _kept(home, scope))
    material = Material(
        scope=scope, entries=entries, moved=handled.moved, figures=figures, labels=labels,
        passed_over=_passed_over(scope), debts=debts, waivers=passing, doubts=doubted, proven=quality,
        questions=questions(home.published, scope.releases),
    )  # fmt: skip
    return material, numbers


def _kept(home: Home, scope: Scope) -> Path:
    return home.reports / scope.folder / FILE


def _entries(tx: Connection, states: dict[str, State], known: Known) -> list[Entry]:
    ids = list(states)
    submissions = with_details(tx, get_submissions(tx, ids))
    places = {i: d.place for i, d in deliveries_of(tx, ids).items()}
    findings = shown(findings_of(tx, ids), known.contracts, {s.id: s.file for s in submissions})
    flagged, runs, events = flagged_of(tx, ids), _rule_runs(tx, ids), _by_submission(events_of(tx, ids))
    answers, against = answers_of(tx, ids), against_before(tx, submissions)
    newer = overtaken_by(tx, (State.NEEDS_CONFIRMATION, State.IN_REVIEW))
    entries = [
        Entry(
            submission=s,
            state=states[s.id],
            place=places[s.id],
            office=known.offices.by_code.get(s.office or ""),
            findings=findings.get(s.id, ()),
            flagged=flagged.get(s.id, {}),
            rule_runs=runs.get(s.id, RuleRuns()),
            events=events.get(s.id, ()),
            answers=answers.get(s.id, {}),
            against=against.get(s.id),
            newer=newer.get(s.id),
        )
        for s in submissions
    ]
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[object, ...]:
    s = entry.submission
    return entry.office is None, entry.kanwil, entry.name, s.period or "", s.received_at, s.sha256, s.id


def _rule_runs(tx: Connection, ids: Iterable[str]) -> dict[str, RuleRuns]:
    """Outcomes of the rules, gathered by the store: a nation has 160,000 of them, a few hundred kinds."""
    c = rule_run.c
    query = select(c.submission_id, c.outcome, c.why, func.group_concat(c.rule)).group_by(
        c.submission_id, c.outcome, c.why
    )
    found: dict[str, dict[tuple[str, str | None], list[str]]] = {}
    for some in chunks(ids):
        for key, outcome, why, rules in tx.execute(query.where(c.submission_id.in_(some))):
            found.setdefault(key, {})[outcome, why] = sorted(rules.split(","))
    return {
        key: RuleRuns(dict(sorted(groups.items(), key=lambda g: (_OUTCOMES.index(g[0][0]), g[0][1] or ""))))
        for key, groups in found.items()
    }


def _by_submission(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.submission_id, []).append(event)
    return found


def _passed_over(scope: Scope) -> Sequence[PassedOver]:
    """What the last run that ended had to leave where it lies; earlier ones of the same day said the same."""
    said: dict[str, PassedOver] = {}
    for summary in scope.summaries[-1:]:
        for one in summary.get("passed_over") or ():
            if one.get("needs_attention"):
                said[one["path"]] = PassedOver(one["path"], one["why"], needs_attention=True)
    return list(said.values())
