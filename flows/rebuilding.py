"""Rebuild: the warehouse anew from the ledger and from what was kept of accepted submissions.

Built beside the live file, by the same loading, step by step as the events have it, each step at its own moment: so the
warehouse as it stood at any time stays what it was. It takes the live one's place only when it is whole, and only where
it differs; a crash before that leaves the live one as it is.

Two things stand nowhere but in the warehouse: when a withdrawal that had to wait for a run reached it, and which rows
were put aside at an earlier time and joined later. Both are taken over from it where it can be read and where they fit
what the ledger says; the ledger has the last word on what counts now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from flows.faults import plainly
from flows.publishing import settled_ledger
from flows.releasing import as_known
from flows.settings import Settings
from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.errors import ContractError, TerminalError, TransientError
from sources.home import Home
from warehouse.batch import ASIDE, NOTHING
from warehouse.durable import sync_folder
from warehouse.kept_index import KeptIndex
from warehouse.ledger import Ledger
from warehouse.ledger.aside import rows_put_aside
from warehouse.ledger.record import events_of
from warehouse.ledger.states import State
from warehouse.ledger.submissions import ids_in
from warehouse.load import load
from warehouse.remembered import Remembered, remembered_of
from warehouse.replay import Step, steps_of
from warehouse.run_lock import run_lock
from warehouse.schema import open_warehouse, prepare
from warehouse.table_sums import Compared, compare

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BUILDING = "warehouse.duckdb.building"
SET_ASIDE = "warehouse.duckdb.before-rebuild"


class NotKeptError(TerminalError):
    """The warehouse cannot be rebuilt from what there is; nothing was changed."""


@dataclass(frozen=True)
class Rebuilt:
    """What came of it.

    Attributes:
        tables: Each stored table, before and after.
        was_readable: The live warehouse could be read.
        is_swapped: The new one took its place; the old one stays as :data:`SET_ASIDE` where there was one.
        other_rules: Submissions of which nothing was kept by the rules of the time, only by others.
    """

    tables: Sequence[Compared]
    was_readable: bool
    is_swapped: bool
    other_rules: Sequence[str] = field(default_factory=tuple)

    @property
    def is_identical(self) -> bool:
        """Every table came out as it was."""
        return self.was_readable and all(one.is_same for one in self.tables)

    def as_json(self) -> dict[str, Any]:
        """The document of ``rebuild --json``."""
        tables = [
            {
                "table": t.table, "same": t.is_same, "new_columns": list(t.new_columns),
                "before": None if t.before is None else {"rows": t.before.rows, "checksum": t.before.checksum},
                "after": {"rows": t.after.rows, "checksum": t.after.checksum},
            }
            for t in self.tables
        ]  # fmt: skip
        return {"identical": self.is_identical, "was_readable": self.was_readable, "swapped": self.is_swapped,
                "other_rules": list(self.other_rules), "tables": tables}  # fmt: skip


def rebuild(settings: Settings) -> Rebuilt:
    """Build the warehouse anew, under the run lock, and put it in place where it differs.

    Raises:
        LockHeld: a run is under way.
        HalfWayError: a run was killed half-way: the next ingest has to end it first.
        NotKeptError: something published was not kept, or the ledger does not know it.
    """
    home, contracts = Home(settings.home), load_contracts()
    with plainly(home.root), run_lock(home):
        ledger = settled_ledger(home)
        building = home.root / BUILDING
        _remove(building)
        with _live(home.warehouse, contracts) as live:
            known = remembered_of(live)
            with ledger.read() as tx:
                steps = steps_of(events_of(tx, ids_in(tx, [*State])))
            index = KeptIndex.of(home.accepted)
            other = _kept_otherwise(steps, index, known)
            with open_warehouse(building, contracts) as con:
                _replay(con, settings, ledger, index, known.fitted(steps))
                tables = compare(live, con, contracts)
                con.execute("checkpoint")
        found = Rebuilt(tables, live is not None, False, other)
        if found.is_identical:
            _remove(building)
            return found
        put_in_place(home, building)
        return Rebuilt(tables, found.was_readable, True, other)


def _kept_otherwise(steps: Sequence[Step], index: KeptIndex, known: Remembered) -> list[str]:
    """Submissions kept by other rules than those of the time.

    Raises:
        NotKeptError: one is not kept at all, or only the warehouse has it.
    """
    wanted = {(one, rules) for step in steps for one, rules in step.publish.items()}
    if unknown := sorted(known.published - {one for one, _ in wanted}):
        raise NotKeptError(
            f"{len(unknown)} submissions are published that the ledger never published ({unknown[0]} is one): run"
            " 'lumbung ingest' first, which takes them up, or restore the ledger of the same backup; nothing was done"
        )
    gone = sorted(one for one, rules in wanted if index.rules_for(one, rules) is None)
    if gone:
        raise NotKeptError(
            f"{len(gone)} published submissions were not kept under accepted/ ({gone[0]} is one): restore that folder"
            " from a backup; nothing was changed"
        )
    return sorted({one for one, rules in wanted if index.rules_for(one, rules) != rules})


def _replay(
    con: DuckDBPyConnection, settings: Settings, ledger: Ledger, index: KeptIndex, steps: Sequence[tuple[Step, Any]]
) -> None:
    last = {one: number for number, (step, _) in enumerate(steps) for one in step.publish}
    for number, (step, aside_then) in enumerate(steps):
        if step.withdraw:
            load(con, NOTHING, withdraw=step.withdraw, now=step.at)
        wanted = {one: index.rules_for(one, rules) or rules for one, rules in step.publish.items()}
        for batch in index.batches(wanted):
            ids = batch.submissions["submission_id"].to_pylist()
            now = [one for one in ids if last[one] == number]
            then = pa.Table.from_pylist([row for row in aside_then if row["submission_id"] in {*ids} - {*now}], ASIDE)
            with ledger.read() as tx:
                known = as_known(tx, batch, pa.concat_tables([rows_put_aside(tx, now), then]))
            load(con, known, now=step.at, due_day=settings.due_day)


@contextmanager
def _live(path: Path, contracts: Contracts) -> Iterator[DuckDBPyConnection | None]:
    """The live warehouse as it is; brought to today's tables where it can be. None: there is none that can be read."""
    con = None
    try:
        if path.exists():
            con = duckdb.connect(path)
            prepare(con, contracts)
            con.execute("checkpoint")
    except ContractError:
        pass  # a column is gone, or has another type: both are compared over what they share
    except duckdb.Error as error:
        if "lock" in str(error):
            raise TransientError(
                f"{path}: another process has the warehouse open; wait until it has finished"
            ) from error
        if con is not None:
            con.close()
        con = None
    try:
        yield con
    finally:
        if con is not None:
            con.close()


def put_in_place(home: Home, building: Path) -> None:
    """Let a finished warehouse take the live one's place; whoever opens it meets the old one or the new one, whole."""
    sync_folder(building)
    old = home.root / SET_ASIDE
    _remove(old)
    if home.warehouse.exists():
        old.hardlink_to(home.warehouse)
    _wal(home.warehouse).unlink(missing_ok=True)  # it belongs to the old one
    building.replace(home.warehouse)
    sync_folder(home.root)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _wal(path).unlink(missing_ok=True)


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
