"""What an instance is told from outside: the one place where environment variables are read.

From the strongest: arguments, ``LUMBUNG_*`` variables, ``<home>/lumbung.toml``, the defaults below.
Settings are read when asked for, never at import::

    settings = Settings(home=Path("./lumbung-data"))
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AliasChoices, Field, NonNegativeFloat, NonNegativeInt, PositiveInt
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from sources.limits import Limits
from warehouse.terms import Terms

if TYPE_CHECKING:
    from warehouse.ledger.weighing import Policy

DEFAULT_HOME = Path("lumbung-data")
"""Where an instance lives unless told otherwise, relative to the working folder."""

MEBIBYTE = 1024 * 1024

Cron = Annotated[str, Field(pattern=r"^\S+( \S+){4}$")]
Port = Annotated[int, Field(ge=0, le=65535)]


class Settings(BaseSettings):
    """The settings of one instance.

    Attributes:
        home: The folder that holds everything of the instance.
        places: Where files come from when ``lumbung ingest`` is given no place: folders or URLs.
        workers: Processes that read and check, side by side.
        batch_files: Most files in one batch.
        batch_bytes: Most bytes of files in one batch; one larger file makes a batch of its own.
        read_limits: Memory, processor time and time on the clock that reading one file may take
            (``LUMBUNG_READ_LIMITS='{"memory_mb": 1024}'``, or a table of that name in the file).
        feedback_limits: The same of marking one file for its office (``lumbung feedback``); a file that needs more
            comes back as the list alone.
        min_free_mb: MiB that have to be free on the disk of the home for a run to begin (a nation's month takes 200);
            0: begin in any case.
        due_day: The day of the next month, in Jakarta and itself included, until which a report is on time.
        grace_days: Days after it before an office that has sent nothing is called late; they make no late report one
            in time.
        approve_clean: A submission without anything to mend or confirm needs nobody's approval; False: somebody has to
            look at every one (``lumbung decide ID approve``).
        partial_limit: Share of a submission's rows (0 to 1) that may be put aside while they have to be mended, so that
            the rest goes on as partial; 0: a single one returns the whole.
        judged_again_most: Submissions that one run judges again because rules changed: so many unpublished ones, and
            so many published ones without effect. The rest is left for the next runs; 0: none.
        releases_kept: Automatic releases that stay; those that were made to be cited all do.
        data_docs_kept: Latest runs whose Great Expectations Data Docs stay beside their report; 0 makes none.
        stuck_hours: Hours after which ``lumbung doctor`` calls a submission that is still under way stuck.
        reports_kept: Reports of runs that stay under ``laporan/``; of runs that found nothing new only the last.
        settle_seconds: On schedule, files touched less than so long ago are left for the next run: somebody may still
            be copying them. By hand all are taken, unless ``--settle`` says otherwise.
        ingest_seconds: Time between two ingests on schedule, counted from midnight in ``timezone``.
        publish_cron: When ``lumbung schedule`` publishes, as five cron fields in ``timezone``.
        report_cron: When it writes the report of the day, likewise.
        timezone: Of both; an IANA name.
        lock_wait_seconds: How long a run on schedule waits for another run to end before it leaves the work to its
            successor. By hand nobody waits, unless ``--wait`` says otherwise.
        prefect_port: Where Prefect's pages are served by ``lumbung schedule``, on this machine only; 0: any free
            port.
        prefect_home: Prefect's own files, its database among them; None: ``<home>/prefect``.
        prefect_api_url: A Prefect server to use; None: one of our own (see flows/prefect_server.py).
    """

    model_config = SettingsConfigDict(env_prefix="LUMBUNG_", extra="forbid", frozen=True)

    home: Path = DEFAULT_HOME
    places: list[str] = []
    workers: PositiveInt = 2
    batch_files: PositiveInt = 128
    batch_bytes: PositiveInt = 64 * MEBIBYTE
    read_limits: Limits = Limits()
    feedback_limits: Limits = Limits(memory_mb=1024, cpu_s=60, wall_s=120)
    min_free_mb: NonNegativeInt = 256
    due_day: int = Field(default=5, ge=1, le=28)
    grace_days: NonNegativeInt = 3
    approve_clean: bool = True
    partial_limit: float = Field(default=0.0, ge=0, le=1)
    judged_again_most: NonNegativeInt = 500
    releases_kept: PositiveInt = 3
    data_docs_kept: NonNegativeInt = 3
    stuck_hours: PositiveInt = 6
    reports_kept: PositiveInt = 100
    settle_seconds: NonNegativeFloat = 60.0
    ingest_seconds: PositiveInt = 15 * 60
    publish_cron: Cron = "0 23 * * *"
    report_cron: Cron = "0 7 * * *"
    timezone: str = "Asia/Jakarta"
    lock_wait_seconds: NonNegativeFloat = 600.0
    prefect_port: Port = 4200
    prefect_home: Path | None = Field(default=None, validation_alias=AliasChoices("prefect_home", "PREFECT_HOME"))
    prefect_api_url: str | None = Field(
        default=None, validation_alias=AliasChoices("prefect_api_url", "PREFECT_API_URL")
    )

    def policy(self, today: date) -> Policy:
        """What is said of sign-off, on a day in Jakarta."""
        from warehouse.ledger.weighing import Policy

        return Policy(today, approve_clean=self.approve_clean, partial_limit=self.partial_limit)

    @property
    def terms(self) -> Terms:
        """When reports are due."""
        return Terms(self.due_day, self.grace_days)

    @property
    def prefect_folder(self) -> Path:
        """Where Prefect's own files are, as a full path."""
        return (self.prefect_home or self.home / "prefect").expanduser().resolve()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - not a source of ours
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Adds the file in the home, which arguments or the environment name."""
        home = init_settings().get("home") or env_settings().get("home") or DEFAULT_HOME
        file = TomlConfigSettingsSource(settings_cls, toml_file=Path(home) / "lumbung.toml")
        return init_settings, env_settings, file


@contextmanager
def environment(values: Mapping[str, str], *, defaults: Mapping[str, str] | None = None) -> Iterator[None]:
    """Sets environment variables for as long as the block lasts, then puts everything back.

    Args:
        values: Variables to set whatever they were.
        defaults: Variables to set only where the user has not.
    """
    wanted = {name: value for name, value in (defaults or {}).items() if name not in os.environ} | dict(values)
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
