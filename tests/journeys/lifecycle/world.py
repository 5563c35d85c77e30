"""A small instance that a test plays with: files come, runs take them in or crash, people decide, rules change."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

import duckdb
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from checks.ruleset import Ruleset, ruleset_of
from flows.deciding import Decider
from flows.judging import Question
from flows.pipeline import run_pipeline
from flows.releasing import release_decided
from flows.reporting import Reported
from flows.run import Run
from flows.settings import Settings
from flows.wishes import Action, Wish, record_wish
from sources.archive import Archive
from sources.contract import Contracts
from sources.home import Home
from sources.moments import jakarta_day
from sources.places import place_for
from tests.journeys.lifecycle.contents import Content, write
from tests.journeys.lifecycle.editions import BASE, Edition, Rules, rules_of
from tests.journeys.lifecycle.here import LIST, AtOnce, Here
from tests.warehouse.granary import dimensions
from warehouse.ledger import Ledger
from warehouse.schema import prepare

BEGINNING = datetime(2026, 11, 24, 3, tzinfo=UTC)


class CrashError(BaseException):
    """The process ends here: nothing that catches an ``Exception`` may go on."""


@dataclass(frozen=True)
class Crash:
    """At which call a run ends: before it, or when it has returned."""

    where: str
    before: bool
    nth: int = 1


CRASHES = (
    "flows.reconciling.release_decided",
    "flows.collecting.record_deliveries",
    "flows.round.identify",
    "flows.round._plan",
    "flows.round.load_judged",
    "flows.loading.keep",
    "flows.loading.record_judgement",
    "flows.loading.settle",
    "flows.releasing.load",
    "flows.releasing.set_part_states",
    "flows.loading.follow_warehouse",
    "flows.round.close_overtaken",
    "flows.pipeline.end_run",
)
"""Functions at the boundaries of stages and of the stores' transactions."""


_opened: list[sqlite3.Connection] = []
_ENGINE = create_engine("sqlite+pysqlite://", creator=lambda: _opened[0], poolclass=StaticPool)
"""Of the one world that is open: statements are compiled once for all of them."""


@cache
def _empty_ledger() -> bytes:
    """Made once, the others are copies."""
    path = Path(mkdtemp(prefix="lumbung-ledger-")) / "ledger.sqlite"
    Ledger.open(path)
    with closing(sqlite3.connect(path)) as made:
        made.execute("pragma journal_mode = delete")  # a ledger in memory has no write-ahead log
    return path.read_bytes()


@cache
def _warehouses() -> tuple[duckdb.DuckDBPyConnection, Iterator[int]]:
    """An empty warehouse in memory, of which every world gets a copy; the copies' numbers."""
    con = duckdb.connect(config={"threads": 1})
    prepare(con, rules_of(BASE).contracts, dimensions())
    con.execute("pragma disable_optimizer")  # of no use to a handful of rows
    con.execute("attach ':memory:' as world_0")
    return con, count(1)


def _empty_warehouse() -> duckdb.DuckDBPyConnection:
    con, numbers = _warehouses()
    n = next(numbers)
    con.execute(f"attach ':memory:' as world_{n}; copy from database memory to world_{n}")
    con.execute(f"use world_{n}; detach world_{n - 1}")
    return con


class World:
    """One instance, with its stores open.

    Args:
        partial_limit: Share of a submission's rows that may be put aside.
    """

    def __init__(self, **settings: Any) -> None:
        self.root = Path(mkdtemp(prefix="lumbung-world-", dir=_memory()))
        self.inbox = self.root / "kiriman"
        self.inbox.mkdir()
        self.home = Home(self.root / "home").prepare()
        self.settings = Settings(home=self.home.root, data_docs_kept=0, batch_files=3, **settings)
        self.ledger = _ledger_in_memory(self.home.ledger, _empty_ledger())
        self.con = _empty_warehouse()
        self.now = BEGINNING
        self.rules: Rules = rules_of(BASE)
        self.runs = 0
        self.arrivals = 0

    def close(self) -> None:
        """Let the stores go."""
        _ENGINE.dispose()
        shutil.rmtree(self.root)

    def use(self, edition: Edition) -> None:
        """Somebody edits rules or contracts."""
        self.rules = rules_of(edition)

    def arrive(self, content: Content, office: str, period: str, *, days_late: int = 0) -> datetime:
        """A file comes, or one turns up that was received some days ago.

        Returns:
            When it was received: no two in the same second.
        """
        self.arrivals += 1
        received = self.now - timedelta(days=days_late) + timedelta(seconds=self.arrivals - 3600)
        write(self.inbox / f"{self.arrivals:03}", content, office, period, received.timestamp())
        return received

    def run(self, *, period: str | None = None, crash: Crash | None = None, publishes: bool = False) -> bool:
        """An ingest; whether it came to its end."""
        self.runs += 1
        here: Any = Here(self.rules)
        run = Run(
            id=f"run-{self.runs}", home=self.home, settings=self.settings, contracts=self.rules.contracts, offices=LIST,
            now=self.now, ruleset=self.rules.id, archive=Archive(self.home.archive), ledger=self.ledger,
            warehouse=self.con, readers=here, judges=here,
        )  # fmt: skip
        place = place_for(str(self.inbox), now=self.now)
        quick = {
            "flows.pipeline.report_of_run": lambda _: Reported(),
            "flows.rule_changes.ruleset_of": _ruleset,
            "flows.round.ask": lambda _, tables: Question(tables, {}),  # the answers are known beforehand
        }
        with ExitStack() as stack:
            for name, function in quick.items():
                stack.enter_context(patch(name, function))
            armed = stack.enter_context(_armed(crash))
            try:
                run_pipeline(run, [place], AtOnce(publishes=publishes), lambda _done, _all: None, period=period)
            except CrashError:
                assert armed, "it crashed where nobody wanted it to"
                return False
        return True

    def decide(self, wish: Wish) -> dict[str, int]:
        """A person decides; where that changes figures, it is carried out at once.

        Raises:
            LumbungError: refused; nothing was written.
        """
        policy = self.settings.policy(jakarta_day(self.now))
        with self.ledger.begin() as tx:
            kinds = record_wish(tx, wish, self.rules.contracts, now=self.now, policy=policy)
        release_decided(replace(Decider(self.home, self.settings, self.ledger, self.now), con=self.con))
        return kinds

    def wish(self, submission: str, action: Action, actor: str, **more: Any) -> Wish:
        """What somebody wants."""
        return Wish(submission, action, reason=f"kata {actor}", actor=actor, **more)

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the warehouse answers."""
        return self.con.execute(sql, values).fetchall()


def _ledger_in_memory(path: Path, template: bytes) -> Ledger:
    """A ledger without a file and with one connection: the same SQLite, a tenth of the time."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(template)
    connection.executescript("pragma foreign_keys = on; pragma recursive_triggers = on")
    _opened[:] = [connection]
    _ENGINE.dispose()
    return Ledger(path, _ENGINE)


def _memory() -> str | None:
    """Where files cost least: every commit of the ledger is forced to the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _ruleset(contracts: Contracts) -> Ruleset:
    """Of an edition, worked out once."""
    key = str(contracts.folder)
    if key not in _rulesets:
        _rulesets[key] = ruleset_of(contracts)
    return _rulesets[key]


_rulesets: dict[str, Ruleset] = {}


@contextmanager
def _armed(crash: Crash | None) -> Iterator[bool]:
    if crash is None:
        yield False
        return
    module, name = crash.where.rsplit(".", 1)
    function, calls = getattr(import_module(module), name), 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == crash.nth and crash.before:
            raise CrashError(crash.where)
        result = function(*args, **kwargs)
        if calls == crash.nth:
            raise CrashError(crash.where)
        return result

    with patch(crash.where, wrapped):
        yield True
