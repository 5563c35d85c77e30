"""The doctor on the files of an instance: each thing is broken, said with its mend, and well again after the mend."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sources.home import Home
from tests.warehouse.doctor_made import follow, found
from warehouse import doctor_files


@pytest.fixture
def home(tmp_path: Path, empty_ledger: bytes, empty_warehouse: Path) -> Home:
    """An instance without reports."""
    home = Home(tmp_path / "home").prepare()
    home.ledger.write_bytes(empty_ledger)
    shutil.copy(empty_warehouse, home.warehouse)
    return home


@pytest.mark.parametrize("folder", ["archive", "accepted", "laporan", "logs", "prefect", "feedback"])
def test_a_file_where_a_folder_should_be(home: Home, folder: str):
    path = home.root / folder
    shutil.rmtree(path, ignore_errors=True)
    path.write_text("")
    check = found(home, "home")
    assert f"{path} is a file" in check.found
    follow(check.fix.split(";")[0])
    home.prepare()
    assert found(home, "home").ok


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("name", ["ledger.sqlite", "logs/lumbung.jsonl", "laporan/x"])
def test_a_file_of_another_user(home: Home, name: str):
    (home.root / name).touch()
    os.chown(home.root / name, 4321, 4321)
    check = found(home, "home")
    assert f"{home.root / name} belongs to another user" in check.found
    follow(check.fix.split(",")[0])
    assert found(home, "home").ok


@pytest.mark.skipif(os.getuid() == 0, reason="root can write everywhere")
@pytest.mark.parametrize("folder", ["laporan", "logs"])
def test_a_folder_that_cannot_be_written(home: Home, folder: str):
    (home.root / folder).chmod(0o500)
    assert f"{home.root / folder} cannot be written" in found(home, "home").found
    (home.root / folder).chmod(0o700)
    assert found(home, "home").ok


def test_a_disk_without_room_for_the_releases_to_come(home: Home, monkeypatch):
    monkeypatch.setattr(doctor_files, "MIN_FREE_BYTES", 0)
    usage = type("Usage", (), {"free": 7 * home.warehouse.stat().st_size, "total": 10**12})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    check = found(home, "disk", releases_kept=3)
    assert not check.ok
    assert "releases_kept" in check.fix
    assert found(home, "disk", releases_kept=2).ok


@pytest.mark.parametrize(
    ("check", "file", "limit"),
    [("logs", "logs/old.log", "MOST_LOG_BYTES"), ("prefect", "prefect/prefect.db", "MOST_PREFECT_BYTES")],
)
def test_files_that_grew_too_large(home: Home, monkeypatch, check: str, file: str, limit: str):
    monkeypatch.setattr(doctor_files, limit, 1000)
    (home.root / file).parent.mkdir(exist_ok=True)
    (home.root / file).write_bytes(b"x" * 1001)
    os.utime(home.root / file, (0, 0))
    trouble = found(home, check)
    assert not trouble.ok
    command = trouble.fix.split(", start" if check == "prefect" else ", or")[0].removeprefix(
        "stop 'lumbung schedule', "
    )
    subprocess.run(command, shell=True, check=True)  # the advice, word for word
    assert found(home, check).ok
