"""Publish: the warehouse and what the ledger knows become a release, if anything changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from flows.run import Run
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.home import Home
from warehouse.ledger import Ledger, findings_of, list_submissions, rule_runs_of
from warehouse.publish import Published, publish
from warehouse.records import SUBMISSIONS, Records
from warehouse.run_lock import run_lock
from warehouse.schema import open_warehouse


def publish_release(run: Run) -> Published:
    """Publish at the end of a run."""
    return _publish(run.warehouse, run.ledger, run.home, run.contracts, run.now)


def publish_now(home: Home, now: datetime) -> Published:
    """Publish by hand, under the run lock.

    Raises:
        LockHeld: a run is under way; it publishes itself.
    """
    contracts = load_contracts()
    with run_lock(home), open_warehouse(home.warehouse, contracts) as con:
        return _publish(con, Ledger.open(home.ledger), home, contracts, now)


def _publish(con: DuckDBPyConnection, ledger: Ledger, home: Home, contracts: Contracts, now: datetime) -> Published:
    naive = now.astimezone(UTC).replace(tzinfo=None)
    return publish(con, home.published, contracts, records_of(ledger), now=naive)


def records_of(ledger: Ledger) -> Records:
    """What the ledger hands over to a release: all submissions, their findings and rule runs."""
    with ledger.read() as tx:
        submissions = list_submissions(tx)
        findings, rule_runs = findings_of(tx), rule_runs_of(tx)
    rows = [
        {
            "submission_id": s.id,
            "file": s.file,
            "sha256": s.sha256,
            "kode_upt": s.office,
            "periode": s.period,
            "diterima_pada": s.received_at.astimezone(UTC).replace(tzinfo=None),
            "state": s.state.value,
            "percobaan": s.attempt,
        }
        for s in submissions
    ]
    table = pa.Table.from_pylist([{n: r[n] for n in SUBMISSIONS.names} for r in rows], schema=SUBMISSIONS)
    return Records(table, findings, rule_runs)
