"""The doctor names what is wrong and how to mend it, and touches nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from sources.archive import Archive
from sources.home import Home
from tests.warehouse.ledger_made import NOW, STAMP
from warehouse.doctor import Check, Expected, examine
from warehouse.doctor_packages import read_pins
from warehouse.ledger import Delivery, Ledger, State, begin_run, end_run, record_deliveries, transition
from warehouse.run_lock import run_lock


@pytest.fixture
def home(tmp_path: Path, empty_ledger: bytes, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A healthy instance: one delivered and rejected file, one run that ended, room on the disk."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**11, total=10**12))
    home = Home(tmp_path / "home").prepare()
    home.ledger.write_bytes(empty_ledger)
    (tmp_path / "a.xlsx").write_bytes(b"a report")
    stored = Archive(home.archive).put(tmp_path / "a.xlsx")
    one = Delivery("S1", "file:///in", "a.xlsx", stored.sha256, stored.size, NOW, NOW, NOW)
    with Ledger.open(home.ledger).begin() as tx:
        begin_run(tx, "r1", at=NOW)
        record_deliveries(tx, [one], STAMP)
        transition(tx, ["S1"], State.REJECTED, STAMP)
        end_run(tx, "r1", at=NOW, summary={})
    return home


def troubles(home: Home, **options) -> dict[str, Check]:
    now = options.pop("now", NOW)
    checks = examine(home, now=now, expected=Expected(**options))
    assert len({c.check for c in checks}) == 18
    assert [c for c in checks if "could not be looked at" in c.found] == []
    bad = {c.check: c for c in checks if not c.ok}
    assert [c for c in bad.values() if not c.fix] == []
    return bad


def test_a_healthy_instance_has_no_trouble(home: Home):
    assert troubles(home) == {}


def test_a_home_that_is_not_there_is_one_trouble_and_stays_that_way(tmp_path: Path):
    assert set(troubles(Home(tmp_path / "none"))) == {"home"}
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_others_can_enter_is_said(home: Home):
    home.root.chmod(0o755)
    assert "chmod 700" in troubles(home)["home"].fix


def test_a_full_disk_is_said(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6, total=10**12))
    assert "0.0 GB free of 1000.0 GB" in troubles(home)["disk"].found


def test_a_lost_or_damaged_ledger_is_said(home: Home):
    content = home.ledger.read_bytes()
    home.ledger.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    checks = {c.check: c for c in examine(home, now=NOW)}
    assert [checks[name].ok for name in ("ledger", "stuck", "disk")] == [False, False, True]
    assert "could not be looked at" in checks["stuck"].found
    home.ledger.unlink()
    assert "there is no ledger" in troubles(home)["ledger"].found


def test_an_older_ledger_is_said_and_not_migrated(home: Home):
    with Ledger.open(home.ledger).begin() as tx:
        tx.exec_driver_sql("update alembic_version set version_num = '0000'")
    before = home.ledger.read_bytes()
    assert "revision 0000" in troubles(home)["ledger"].found
    assert home.ledger.read_bytes() == before


def test_what_a_killed_run_left_is_said_unless_a_run_is_at_work(home: Home):
    with Ledger.open(home.ledger).begin() as tx:
        begin_run(tx, "r2", at=NOW + timedelta(minutes=1))
        transition(tx, ["S1"], State.PARSED, STAMP, reasons={"S1": "judged again"})
    found = troubles(home)
    assert "1 PARSED" in found["submissions"].found
    assert "r2 began" in found["latest run"].found
    with run_lock(home):
        assert troubles(home) == {}


def test_damaged_bytes_are_said(home: Home):
    (kept,) = home.archive.glob("??/*")
    kept.chmod(0o600)
    kept.write_bytes(b"another ")
    assert kept.name[:12] in troubles(home)["archive"].found


def test_a_clock_that_went_back_is_said(home: Home):
    assert set(troubles(home, now=NOW - timedelta(days=1))) == {"clock"}
    assert troubles(home, now=NOW - timedelta(minutes=1)) == {}


def test_a_package_that_was_not_tested_is_said(home: Home, tmp_path: Path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        f"sqlalchemy=={version('sqlalchemy')} \\\n    --hash=sha256:00\npywin32==1 ; sys_platform == 'win32'\n"
    )
    assert troubles(home, lock_file=lock) == {}
    lock.write_text("sqlalchemy==0.1\n    # via lumbung\n")
    found = troubles(home, lock_file=lock)["packages"]
    assert f"sqlalchemy {version('sqlalchemy')} (tested: 0.1)" in found.found
    assert found.fix == "make install"


def test_pins_are_read_by_canonical_name_with_all_their_versions():
    text = "Foo_Bar==1.0 ; python_version < '3.12'\nfoo-bar==2.0 \\\n    --hash=sha256:1\n# x==3\n"
    assert read_pins(text) == {"foo-bar": {"1.0", "2.0"}}
