"""Publish: the warehouse and what the ledger knows become a release, if anything changed."""

from __future__ import annotations

import functools
from dataclasses import asdict
from datetime import UTC, datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from flows.deciding import Decider
from flows.faults import plainly
from flows.releasing import release_decided
from flows.run import Run
from flows.settings import Settings
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.errors import TerminalError
from sources.home import Home
from warehouse.citable import Citation, Cited, cite
from warehouse.compliance import refresh_obligations
from warehouse.ledger import Ledger, findings_of, rule_runs_of
from warehouse.ledger.decisions import all_decisions
from warehouse.ledger.released import last_judged, submissions_to_publish
from warehouse.ledger.states import State
from warehouse.ledger.submissions import ids_in
from warehouse.obligations import load_register
from warehouse.publish import Published, publish
from warehouse.records import DECISIONS, Records, RuleRuns
from warehouse.run_lock import run_lock
from warehouse.schema import open_warehouse


class HalfWayError(TerminalError):
    """A release made now would show half of what was sent."""


def publish_release(run: Run) -> Published:
    """Refresh the current release at the end of a run, if anything changed."""
    return _publish(run.warehouse, run.ledger, run.settings, run.contracts, run.now)


def refresh_now(settings: Settings, now: datetime) -> Published:
    """Refresh the current release outside of a run, under the run lock.

    Raises:
        LockHeld: a run is under way; it publishes itself.
        HalfWayError: the latest run was killed half-way.
    """
    contracts = load_contracts()
    home = Home(settings.home)
    with plainly(home.root), run_lock(home), open_warehouse(home.warehouse, contracts) as con:
        ledger = settled_ledger(home)
        release_decided(Decider(home, settings, ledger, now, con))
        return _publish(con, ledger, settings, contracts, now)


def publish_now(settings: Settings, now: datetime, citation: Citation | None = None) -> Cited:
    """Make a citable release of what there is now, under the run lock; it is kept for ever.

    Raises:
        LockHeld: a run is under way.
        HalfWayError: the latest run was killed half-way.
        UsageError: the release to compare with is not there.
        TerminalError: it cannot be read, so nobody could say what changed.
    """
    contracts = load_contracts()
    home = Home(settings.home)
    with plainly(home.root), run_lock(home), open_warehouse(home.warehouse, contracts) as con:
        ledger = settled_ledger(home)
        release_decided(Decider(home, settings, ledger, now, con))
        _publish(con, ledger, settings, contracts, now)
        keep = settings.releases_kept
        return cite(con, home.published, contracts, citation or Citation(), now=_naive(now), keep=keep)


def settled_ledger(home: Home) -> Ledger:
    """The ledger, unless a run was killed: then the warehouse may have half of a period, and nobody shall read it."""
    ledger = Ledger.open(home.ledger)
    with ledger.read() as tx:
        left = ids_in(tx, [State.RECEIVED, State.PARSED, State.VALIDATED])
    if left:
        raise HalfWayError(
            f"a run was killed and left {len(left)} submissions half-way ({left[0]} is one); nothing was published:"
            " run 'lumbung ingest' first, which ends what was begun and publishes it"
        )
    return ledger


def _publish(
    con: DuckDBPyConnection, ledger: Ledger, settings: Settings, contracts: Contracts, now: datetime
) -> Published:
    with ledger.read() as tx:
        refresh_obligations(con, tx, load_register(contracts.datasets), now=now, terms=settings.terms)
    published = Home(settings.home).published
    return publish(con, published, contracts, records_of(ledger), now=_naive(now), keep=settings.releases_kept)


def _naive(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(tzinfo=None)


def records_of(ledger: Ledger) -> Records:
    """What the ledger hands over to a release: all submissions and their findings; rule runs when asked for."""
    with ledger.read() as tx:
        submissions, judged = submissions_to_publish(tx), last_judged(tx)
        findings = findings_of(tx)
        answers = [asdict(one) for one in all_decisions(tx) if one.finding_id is not None]
    for one in answers:
        one["at"] = _naive(one["at"])
    decisions = pa.Table.from_pylist([{n: one[n] for n in DECISIONS.names} for one in answers], schema=DECISIONS)

    @functools.lru_cache(maxsize=2)  # a month that was judged again is read for its checksum, then to be published
    def read(ids: tuple[str, ...]) -> pa.Table:
        with ledger.read() as tx:
            return rule_runs_of(tx, ids)

    return Records(submissions, findings, RuleRuns(judged, lambda ids: read(tuple(ids))), decisions)
