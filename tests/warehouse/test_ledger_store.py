"""The ledger's file: made, migrated, locked, refused."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, select, text
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import IntegrityError

from sources.errors import UsageError
from tests.warehouse.ledger_made import NOW, STAMP, delivery, received
from warehouse.ledger import (
    Ledger,
    LedgerBusyError,
    LedgerError,
    LedgerTooNewError,
    begin_run,
    events_of,
    migration,
    record_deliveries,
)
from warehouse.ledger.schema import metadata, run, submission

ROOT = Path(__file__).parents[2]


def test_migrations_build_exactly_the_tables_of_the_schema(ledger: Ledger):
    with ledger.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, metadata) == []
        look = inspect(tx)
        assert sorted(look.get_table_names()) == sorted([*metadata.tables, "alembic_version"])
        built = {(t, c["name"]) for t in metadata.tables for c in look.get_check_constraints(t)}
        keys = {t: (look.get_pk_constraint(t)["constrained_columns"]) for t in metadata.tables}
        links = {t: sorted(k["constrained_columns"][0] for k in look.get_foreign_keys(t)) for t in metadata.tables}
    checks = [(t.name, c) for t in metadata.sorted_tables for c in t.constraints if isinstance(c, CheckConstraint)]
    assert built == {(table, str(check.name)) for table, check in checks}
    assert len(built) == 7
    assert keys == {t.name: [c.name for c in t.primary_key] for t in metadata.sorted_tables}
    assert links == {t.name: sorted(k.parent.name for k in t.foreign_keys) for t in metadata.sorted_tables}


def test_head_is_the_newest_migration():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migration.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [migration.HEAD]


def test_opening_twice_keeps_what_is_there_and_durable_settings(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    again = Ledger.open(ledger.path)
    with again.read() as tx:
        assert tx.scalars(select(submission.c.id)).all() == [one]
        pragmas = [tx.execute(text(f"pragma {p}")).scalar() for p in ("journal_mode", "synchronous", "foreign_keys")]
    assert pragmas == ["wal", 2, 1]


def test_a_ledger_of_a_newer_lumbung_is_left_alone(ledger: Ledger):
    with ledger.begin() as tx:
        tx.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(LedgerTooNewError, match="9999"):
        Ledger.open(ledger.path)


def test_what_is_no_ledger_is_refused_with_the_next_step(tmp_path: Path):
    (tmp_path / "notes.sqlite").write_bytes(b"not a database, but long enough to be taken for one by its first page")
    with pytest.raises(LedgerError, match="lumbung doctor"):
        Ledger.open(tmp_path / "notes.sqlite")
    with pytest.raises(LedgerError, match="unable to open"):
        Ledger.open(tmp_path / "no folder" / "ledger.sqlite")
    with pytest.raises(UsageError, match="lumbung ingest"):
        Ledger.look(tmp_path / "ledger.sqlite")
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_block_that_raises_leaves_no_trace(ledger: Ledger):
    def crash() -> None:
        with ledger.begin() as tx:
            record_deliveries(tx, [delivery("a.xlsx")], STAMP)
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        crash()
    with ledger.read() as tx:
        assert tx.scalars(select(submission.c.id)).all() == []


def test_a_second_writer_is_told_to_come_back_and_a_reader_does_not_wait(ledger: Ledger):
    impatient = Ledger.open(ledger.path)
    hurry = "pragma busy_timeout = 1"
    sqlalchemy_event.listen(impatient.engine, "connect", lambda connection, _: connection.execute(hurry))
    with ledger.begin() as tx:
        begin_run(tx, "r1", at=NOW)
        with impatient.read() as other:
            assert other.execute(select(run)).all() == []
        with pytest.raises(LedgerBusyError), impatient.begin():
            pass


def test_events_can_be_neither_changed_nor_removed_nor_replaced(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    for attack in (
        "update event set reason = 'rewritten'",
        "delete from event",
        "replace into event (id, submission_id, at, to_state, actor) select id, submission_id, at, 'X', 'I' from event",
    ):
        with pytest.raises(IntegrityError, match="append-only"), ledger.begin() as tx:
            tx.execute(text(attack))
    with sqlite3.connect(ledger.path) as plain, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        plain.execute("delete from event")
    plain.close()
    with ledger.read() as tx:
        assert [e.to_state for e in events_of(tx, [one])] == ["RECEIVED"]


def test_rows_of_a_submission_that_nobody_delivered_are_refused(ledger: Ledger):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), ledger.begin() as tx:
        tx.execute(text("insert into submission (id, file, state) values ('S1', 'a', 'RECEIVED')"))


KILLED_IN_A_TRANSACTION = """
import os, signal, sys
from pathlib import Path
from tests.warehouse.ledger_made import STAMP, delivery
from warehouse.ledger import Ledger, record_deliveries

ledger = Ledger.open(Path(sys.argv[1]))
with ledger.begin() as tx:
    record_deliveries(tx, [delivery("a.xlsx")], STAMP)
with ledger.begin() as tx:
    record_deliveries(tx, [delivery(f"{n}.xlsx") for n in range(500)], STAMP)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_keeps_what_was_committed_and_nothing_else(ledger: Ledger):
    command = [sys.executable, "-c", KILLED_IN_A_TRANSACTION, str(ledger.path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with Ledger.open(ledger.path).begin() as tx:
        assert tx.scalars(select(submission.c.file)).all() == ["a.xlsx"]
