"""What an instance is told from outside: the one place where environment variables are read.

From the strongest: arguments, ``LUMBUNG_*`` variables, ``<home>/lumbung.toml``, the defaults below.
Settings are read when asked for, never at import::

    settings = Settings(home=Path("./lumbung-data"))
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import AliasChoices, Field, PositiveInt
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from sources.pool import Limits

DEFAULT_HOME = Path("lumbung-data")
"""Where an instance lives unless told otherwise, relative to the working folder."""

MEBIBYTE = 1024 * 1024


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
        prefect_api_url: A Prefect server to use; None starts an embedded one for each run.
    """

    model_config = SettingsConfigDict(env_prefix="LUMBUNG_", extra="forbid", frozen=True)

    home: Path = DEFAULT_HOME
    places: list[str] = []
    workers: PositiveInt = 2
    batch_files: PositiveInt = 128
    batch_bytes: PositiveInt = 64 * MEBIBYTE
    read_limits: Limits = Limits()
    prefect_api_url: str | None = Field(
        default=None, validation_alias=AliasChoices("prefect_api_url", "PREFECT_API_URL")
    )

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
