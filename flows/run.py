"""A run and what it works with. Opened once, closed in order whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from checks.judge_pool import JudgePool
from checks.ruleset import fingerprint
from flows.settings import Settings
from sources.archive import Archive
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.layout_choices import LayoutChoices
from sources.moments import jakarta_day
from sources.offices import Offices
from sources.pool import ReaderPool
from warehouse.batch import sweep
from warehouse.ledger import Ledger
from warehouse.ledger.transitions import Stamp
from warehouse.ledger.weighing import Policy
from warehouse.schema import open_warehouse

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of the ingest.

    Attributes:
        id: ``20261105T070000Z-1a2b``: sorts by time, unique.
        now: When it began (``--now`` in tests), UTC; everything it writes carries this time.
        ruleset: Hash of contracts, rules and casting.
    """

    id: str
    home: Home
    settings: Settings
    contracts: Contracts
    offices: Offices
    now: datetime
    ruleset: str
    archive: Archive
    ledger: Ledger
    warehouse: DuckDBPyConnection
    readers: ReaderPool
    judges: JudgePool

    @property
    def naive_now(self) -> datetime:
        """Now as the warehouse stores it: UTC without a zone."""
        return self.now.astimezone(UTC).replace(tzinfo=None)

    @property
    def today(self) -> date:
        """The day of the run in Jakarta, where periods begin and end."""
        return jakarta_day(self.now)

    @property
    def policy(self) -> Policy:
        """What the settings say of sign-off, today."""
        return self.settings.policy(self.today)

    def stamp(self, reason: str | None = None) -> Stamp:
        """The mark on everything that this run writes into the ledger."""
        return Stamp(self.now, reason=reason, ruleset=self.ruleset, run_id=self.id)


@contextmanager
def open_run(run_id: str, home: Home, settings: Settings, now: datetime) -> Iterator[Run]:
    """Open stores and start the pools; the caller holds the run lock.

    Raises:
        LumbungError: a contract, the ledger or the warehouse cannot be used.
    """
    contracts, offices = load_contracts(), Offices.load()
    Archive(home.archive).sweep()
    sweep(home.accepted)
    with ExitStack() as stack:
        judges = stack.enter_context(JudgePool(contracts, offices, settings.workers))
        readers = stack.enter_context(_readers(home, contracts, offices, settings))
        yield Run(
            id=run_id,
            home=home.prepare(),
            settings=settings,
            contracts=contracts,
            offices=offices,
            now=now,
            ruleset=fingerprint(contracts),
            archive=Archive(home.archive),
            ledger=Ledger.open(home.ledger),
            warehouse=stack.enter_context(open_warehouse(home.warehouse, contracts)),
            readers=readers,
            judges=judges,
        )


def _readers(home: Home, contracts: Contracts, offices: Offices, settings: Settings) -> ReaderPool:
    choices = LayoutChoices.load(home.layouts)
    return ReaderPool(contracts, offices, settings.workers, settings.read_limits, choices=choices)
