"""What every command knows: the home, the time, how much to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sources.errors import UsageError

if TYPE_CHECKING:
    from flows.settings import Settings
    from sources.contract import Contracts
    from sources.home import Home


def parse_time(text: str) -> datetime:
    """A time given on the command line, ISO 8601; without a zone it is UTC.

    Raises:
        typer.BadParameter: not a time.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time: write 2026-11-05 or 2026-11-05T07:00:00Z") from None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


@dataclass
class Session:
    """One call of the command.

    Attributes:
        given_home: ``--home``, or None.
        quiet: Say nothing on standard error but errors.
        now: ``--now``, or None: the clock.
    """

    given_home: Path | None
    quiet: bool = False
    now: datetime | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings of the home."""
        from flows.settings import Settings as Known

        return Known(home=self.given_home) if self.given_home is not None else Known()

    @cached_property
    def home(self) -> Home:
        """The folder of the instance (it may not exist yet)."""
        from sources.home import Home as Known

        # What was named needs no settings, whose package takes a fifth of a second to come in.
        return Known(self.given_home if self.given_home is not None else self.settings.home)

    @property
    def is_default_home(self) -> bool:
        """Whether the command would find this home without being told."""
        from flows.settings import DEFAULT_HOME

        return self.home.root.resolve() == DEFAULT_HOME.resolve()

    @cached_property
    def contracts(self) -> Contracts:
        """The contracts in force."""
        from sources.contract_loader import load_contracts

        return load_contracts()

    @property
    def time(self) -> datetime:
        """Now, in UTC."""
        return self.now or datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day that it is in Jakarta."""
        from sources.moments import jakarta_day

        return jakarta_day(self.time)

    def require_home(self) -> Home:
        """The home of an instance that has been used.

        Raises:
            UsageError: there is none; says how to make one.
        """
        if not self.home.ledger.exists():
            raise UsageError(
                f"no instance in {self.home.root}: run 'lumbung demo' or 'lumbung ingest FOLDER' first, "
                "or name the right folder with --home"
            )
        return self.home


def session_of(ctx: typer.Context) -> Session:
    """The session of a command's context."""
    session = ctx.obj
    if not isinstance(session, Session):  # pragma: no cover - the callback always sets it
        raise TypeError("the command was called without its frame")
    return session
