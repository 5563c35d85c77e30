"""The ledger's file, and transactions on it.

::

    ledger = Ledger.open(home.ledger)
    with ledger.begin() as tx:      # writes: all or nothing; one writer at a time, others wait
        record_deliveries(tx, found)
    with ledger.read() as tx:       # a consistent look that never waits for a writer
        rows = list_submissions(tx, state=State.RETURNED)

The other modules of this package take such a ``tx``. Nothing stays open between transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from sources.errors import TerminalError, TransientError, UsageError
from warehouse.ledger.findings import count_by_rule
from warehouse.ledger.migration import HEAD, migrate, revision

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

WAIT_SECONDS: Final = 30.0
"""How long a transaction waits for another writer. The longest of ours (a nation's findings and rule runs): 1 s."""

_PASSING: Final = ("locked", "busy")

WRITING: Final = ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "recursive_triggers = on")
"""Committed means on the disk; REPLACE counts as the deletion that it is."""

READING: Final = ("query_only = on",)

_OF_THE_FILE: Final = (OperationalError, DatabaseError)
"""Errors of the file or its disk; their other subclasses are about the rows, and the caller's."""


class LedgerError(TerminalError):
    """The ledger's file cannot be opened, read or written."""


class LedgerBusyError(TransientError):
    """Another process kept the ledger for longer than we wait."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What happened to every file: deliveries, submissions, parts, events, findings, rule runs."""

    path: Path
    engine: Engine

    @classmethod
    def open(cls, path: Path) -> Ledger:
        """Open the ledger, making it where there is none and migrating an older one.

        Raises:
            LedgerError: no folder, no permission, no space, or no ledger in that file.
            LedgerTooNewError: a newer Lumbung wrote it.
        """
        ledger = cls(path, _engine(path, mode="rwc"))
        with ledger.read() as tx:
            found = revision(tx)
        if found != HEAD:
            with ledger.begin() as tx:
                migrate(tx)
        return ledger

    @classmethod
    def look(cls, path: Path) -> Ledger:
        """Open an existing ledger for reading only, of whatever revision; nothing is made or migrated.

        Raises:
            UsageError: there is none.
        """
        if not path.exists():
            raise UsageError(f"there is no ledger at {path}: run 'lumbung ingest FOLDER' first")
        return cls(path, _engine(path, mode="ro"))

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that writes. It commits at the end of the block, or leaves no trace when the block raises.

        Raises:
            LedgerBusyError: another writer did not end in time.
            LedgerError: the file cannot be read or written.
        """
        with self._transaction("begin immediate") as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the ledger as it is now.

        Raises:
            LedgerError: the file cannot be read.
        """
        with self._transaction("begin") as tx:
            yield tx

    def checkpoint(self) -> None:
        """Bring everything committed into the file itself, so that no journal keeps what was there before."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")

    def findings_by_rule(self) -> dict[str, int]:
        """Rule id → number of its findings over all submissions."""
        with self.read() as tx:
            return count_by_rule(tx)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql(begin)
                yield connection
                connection.commit()
        except DatabaseError as error:
            if type(error) not in _OF_THE_FILE:
                raise
            cause = str(error.orig)
            if any(word in cause for word in _PASSING):
                raise LedgerBusyError(f"{self.path}: another process holds the ledger ({cause}); try again") from error
            raise LedgerError(
                f"{self.path}: the ledger cannot be used ({cause}); see whether the folder exists, may be written "
                "and has space: lumbung doctor"
            ) from error


def _engine(path: Path, *, mode: str) -> Engine:
    url = URL.create("sqlite+pysqlite", database=f"{path.absolute().as_uri()}", query={"mode": mode, "uri": "true"})
    # Without isolation_level, the driver would begin transactions by its own rules, and not for DDL.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS, "isolation_level": None})
    pragmas = READING if mode == "ro" else WRITING
    event.listen(engine, "connect", lambda connection, _: _set(connection, pragmas))
    return engine


def _set(connection: DBAPIConnection, pragmas: tuple[str, ...]) -> None:
    cursor = connection.cursor()
    try:
        for pragma in pragmas:
            cursor.execute(f"pragma {pragma}")
        cursor.close()
    except BaseException:
        connection.close()  # the pool does not know it yet
        raise
