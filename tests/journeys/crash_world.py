"""What tests that kill runs and swap stores begin with, and what they hold a home to in the end."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.deciding import Action, Wish, decide
from flows.settings import Settings
from sources.home import Home
from tests.journeys.crash_driver import Driver, Scenario
from tests.journeys.crash_files import ASKED, TAKEN_BACK
from tests.journeys.endings import Ending, different, ending
from tests.practice import NOW
from warehouse.ledger import Ledger, list_submissions
from warehouse.run_lock import holder, run_lock


@dataclass(frozen=True)
class World:
    """Files, and how a home ends that took in the first ones, and then all, without a crash."""

    root: Path
    driver: Driver
    first: Path
    later: Path
    half: Path
    """A home that has the first files, with decisions that have not been carried out."""
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


def decide_on(home: Path) -> None:
    """While a run holds the lock: what asks for a reason gets one and is approved, and something is taken back.

    The decisions are in the ledger then, and the warehouse knows nothing of them.
    """
    settings = Settings(home=home)

    def say(file: str, action: Action, actor: str, *, every: bool = False) -> None:
        with Ledger.look(home / "ledger.sqlite").read() as tx:
            submission = next(s.id for s in list_submissions(tx) if s.file == file)
        decide(settings, Wish(submission, action, "sudah diperiksa", actor, every=every), now=NOW)

    with run_lock(Home(home)):
        say(f"{ASKED}.xlsx", Action.CONFIRM, "Sari", every=True)
        say(f"{ASKED}.xlsx", Action.APPROVE, "Budi")
        say(f"{TAKEN_BACK}.xlsx", Action.WITHDRAW, "Budi")


def plain(driver: Driver, home: Path, *places: Path) -> None:
    """A run that nobody disturbs."""
    running = driver.run(Scenario(home, places))
    code = running.wait()
    assert code == 0, running.said
    assert not running.said, running.said
