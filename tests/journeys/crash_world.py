"""What tests that kill runs and swap stores begin with, and what they hold a home to in the end."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sources.home import Home
from tests.journeys.crash_driver import Driver, Scenario
from tests.journeys.endings import Ending, different, ending
from warehouse.run_lock import holder


@dataclass(frozen=True)
class World:
    """Files, and how a home ends that took in the first ones, and then all, without a crash."""

    root: Path
    driver: Driver
    first: Path
    later: Path
    half: Path
    """A home that has the first files."""
    whole: Path
    """The same, that has all of them."""
    wanted: Ending

    def check(self, home: Path) -> None:
        """A plain run now ends as it should, and leaves nothing behind."""
        plain(self.driver, home, self.first, self.later)
        assert different(ending(home), self.wanted) == []
        assert holder(Home(home)) is None
        litter = [*home.glob("archive/.incoming/*"), *home.glob("accepted/.*"), *home.glob("published/.*")]
        assert litter == []


def copy_of(home: Path, other: Path) -> Path:
    """A home of its own to spoil."""
    shutil.copytree(home, other, symlinks=True)
    return other


def plain(driver: Driver, home: Path, *places: Path) -> None:
    """A run that nobody disturbs."""
    running = driver.run(Scenario(home, places))
    code = running.wait()
    assert code == 0, running.said
    assert not running.said, running.said
