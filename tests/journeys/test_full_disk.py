"""A disk that is full or may not be written: a clear message, nothing half done, and a later run ends as it should.

The disks are real: memory file systems of a few megabytes, in a world of mounts of their own. Where that is not allowed
(no root, a strict container), a limit on the size of files takes their place (the last test, which always runs).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.crash_driver import Driver, Running, Scenario
from tests.journeys.crash_world import World, copy_of, plain
from tests.journeys.endings import different, ending

pytestmark = pytest.mark.xdist_group("crashes")

OWN_MOUNTS = ("unshare", "--mount", "--propagation", "private")
CAN_MOUNT = subprocess.run([*OWN_MOUNTS, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False)
needs_mounts = pytest.mark.skipif(CAN_MOUNT.returncode != 0, reason="mounting is not allowed here; see the last test")


@pytest.fixture
def mounts(tmp_path: Path) -> Iterator[Driver]:
    """A driver with mounts of its own; they end with it."""
    (tmp_path / "home").mkdir()
    with Driver(*OWN_MOUNTS) as driver:
        yield driver


def disk_of(driver: Driver, world: World, home: Path, megabytes: float) -> None:
    """A disk of this size for a home that has the first files."""
    driver.shell(f"mount -t tmpfs -o size={int(megabytes * 1024)}k tmpfs {home} && cp -a {world.half}/. {home}/")


def refused(running: Running) -> str:
    """What a run said that could not do its work."""
    assert running.wait() == 2, running.said
    assert "Traceback" not in running.said
    return running.said


def check(driver: Driver, world: World, home: Path) -> None:
    """Now that there is room, a plain run ends as it should."""
    plain(driver, home, world.first, world.later)
    seen = home.with_name("seen")
    driver.shell(f"cp -a {home} {seen}")
    assert different(ending(seen), world.wanted) == []
    assert [*seen.glob("archive/.incoming/*"), *seen.glob("accepted/.*"), *seen.glob("published/.*")] == []


def size_of(home: Path) -> float:
    return sum(f.stat().st_blocks * 512 for f in home.rglob("*") if not f.is_symlink()) / (1 << 20)


@needs_mounts
@pytest.mark.parametrize(
    "share", [0.4, *(pytest.param(s, marks=pytest.mark.full) for s in (0.01, 0.05, 0.2, 0.6, 0.8))]
)
def test_a_full_disk_is_said_and_nothing_is_half_done(world: World, mounts: Driver, tmp_path: Path, share: float):
    """It runs full at another writer each time: archive, ledger, kept rows, warehouse, release."""
    home = tmp_path / "home"
    begin, end = size_of(world.half), size_of(world.whole)
    disk_of(mounts, world, home, begin + share * (end - begin))
    said = refused(mounts.run(Scenario(home, (world.first, world.later))))
    assert "full" in said
    assert str(home) in said
    mounts.shell(f"mount -o remount,size=512m {home}")
    check(mounts, world, home)


@needs_mounts
def test_a_home_for_reading_only_is_said(world: World, mounts: Driver, tmp_path: Path):
    home = tmp_path / "home"
    disk_of(mounts, world, home, 512)
    mounts.shell(f"mount -o remount,ro {home}")
    said = refused(mounts.run(Scenario(home, (world.first, world.later))))
    assert "Read-only file system" in said
    assert f"{home}/run.lock" in said
    mounts.shell(f"mount -o remount,rw {home}")
    check(mounts, world, home)


@needs_mounts
@pytest.mark.parametrize("folder", ["archive", "accepted", "published"])
def test_a_folder_for_reading_only_is_named_before_anything_is_begun(
    world: World, mounts: Driver, tmp_path: Path, folder: str
):
    home = tmp_path / "home"
    disk_of(mounts, world, home, 512)
    mounts.shell(f"mount --bind {home}/{folder} {home}/{folder} && mount -o remount,ro,bind {home}/{folder}")
    said = refused(mounts.run(Scenario(home, (world.first, world.later))))
    assert f"{home}/{folder}" in said
    assert "for reading only" in said
    assert "mount the disk for writing" in said


@needs_mounts
def test_the_command_ends_with_two_and_one_line(world: World, tmp_path: Path):
    """The real command: too little room is said before a server or a pool is started."""
    home = tmp_path / "home"
    home.mkdir()
    command = f"{sys.executable} -m console --home {home} ingest {world.first}"
    script = f"mount -t tmpfs -o size=20m tmpfs {home} && exec {command}"
    said = subprocess.run([*OWN_MOUNTS, "sh", "-c", script], capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "MB are free, a run begins with 256 at least" in said.stderr


@pytest.mark.parametrize("megabytes", [0.3, pytest.param(4.0, marks=pytest.mark.full)])
def test_files_that_may_not_grow_are_said(world: World, tmp_path: Path, megabytes: float):
    """Needs no right to mount: whatever writes more than this to one file is refused by the kernel."""
    home = copy_of(world.half, tmp_path / "home")
    scenario = Scenario(home, (world.first, world.later))
    said = refused(world.driver.run(replace(scenario, largest_file=int(megabytes * (1 << 20)))))
    assert str(home) in said
    world.check(home)
