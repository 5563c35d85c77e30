"""A ledger of an earlier revision, with rows in it, becomes one of today without losing or inventing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from tests.warehouse.ledger_made import NOW, STAMP, received
from warehouse.ledger import Ledger, migration
from warehouse.ledger.schema import decision

ROWS = """
insert into delivery (id, place, path, sha256, size, stated_at, received_at, seen_at) values
    ('S1', 'p', 'a.xlsx', 'aa', 1, '2026-11-01 00:00:00.000000', '2026-11-01 00:00:00.000000', '2026-11-05'),
    ('S2', 'p', 'b.xlsx', 'bb', 1, '2026-11-02 00:00:00.000000', '2026-11-02 00:00:00.000000', '2026-11-05'),
    ('S3', 'p', 'c.xlsx', 'cc', 1, '2026-11-03 00:00:00.000000', '2026-11-03 00:00:00.000000', '2026-11-05');
insert into submission (id, file, kode_upt, periode, state) values
    ('S1', 'a.xlsx', 'U1', '2026-10', 'RETURNED'),
    ('S2', 'b.xlsx', 'U1', '2026-10', 'PUBLISHED'),
    ('S3', 'c.xlsx', null, null, 'RECEIVED');
insert into event (submission_id, at, to_state, actor) values ('S1', '2026-11-05', 'RECEIVED', 'lumbung');
insert into finding (submission_id, finding_id, ordinal, rule, tier, severity, message, status) values
    ('S2', 'F1', 0, 'UMKM-K301', 'K', 'KONFIRMASI', 'm', 'open'),
    ('S1', 'F1', 0, 'UMKM-K301', 'K', 'KONFIRMASI', 'm', 'open'),
    ('S1', 'F1', 1, 'UMKM-K301', 'K', 'KONFIRMASI', 'm', 'open'),
    ('S2', 'F2', 0, 'UMKM-V101', 'V', 'PERBAIKI', 'm', 'open');
"""


def at_revision(path: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migration.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    at_revision(path, "0002")
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(ROWS)
    return path


def test_verdicts_and_first_sights_are_filled_in_from_what_is_known(old: Path):
    ledger = Ledger.open(old)
    with ledger.read() as tx:
        verdicts = [*map(tuple, tx.exec_driver_sql("select id, verdict, predecessor from submission order by id"))]
        seen = [*map(tuple, tx.exec_driver_sql("select finding_id, submission_id, date(at) from first_sight"))]
        kept = tx.exec_driver_sql("select count(*) from event").scalar()
        broken = tx.exec_driver_sql("pragma foreign_key_check").all()
    assert verdicts == [("S1", "returned", None), ("S2", "accepted", None), ("S3", None, None)]
    assert seen == [("F1", "S1", "2026-11-01"), ("F2", "S2", "2026-11-02")]
    assert (kept, broken) == (1, [])


def test_decisions_can_be_neither_changed_nor_removed(ledger: Ledger):
    (one,) = received(ledger, "a.xlsx")
    with ledger.begin() as tx:
        row = {"submission_id": one, "kind": "approve", "reason": "sesuai", "actor": "sari", "at": NOW}
        tx.execute(decision.insert().values(row))
    for attack in ("update decision set actor = 'budi'", "delete from decision"):
        with pytest.raises(IntegrityError, match="append-only"), ledger.begin() as tx:
            tx.exec_driver_sql(attack)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "confirm"},
        {"kind": "approve", "finding_id": "F1"},
        {"kind": "waive_approve", "finding_id": "F1"},
        {"kind": "confirm", "finding_id": "F1", "expires_on": NOW.date()},
        {"kind": "shrug"},
    ],
)
def test_the_store_refuses_decisions_that_make_no_sense(ledger: Ledger, wrong: dict[str, object]):
    (one,) = received(ledger, "a.xlsx")
    row = {"submission_id": one, "reason": "sesuai", "actor": STAMP.actor, "at": NOW} | wrong
    with pytest.raises(IntegrityError, match="CHECK"), ledger.begin() as tx:
        tx.execute(decision.insert().values(row))
