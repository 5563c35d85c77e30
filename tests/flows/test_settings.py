"""Where a setting comes from, and which source wins."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import DEFAULT_HOME, Settings, environment


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("LUMBUNG_") or name == "PREFECT_API_URL":
            monkeypatch.delenv(name)


def test_defaults_need_nothing() -> None:
    settings = Settings()

    assert settings.home == DEFAULT_HOME
    assert (settings.batch_files, settings.batch_bytes, settings.workers) == (128, 64 * 1024 * 1024, 2)
    assert settings.prefect_api_url is None


def test_the_file_in_the_home_gives_way_to_the_environment_and_that_to_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lumbung.toml").write_text('workers = 3\nbatch_files = 30\nplaces = ["masuk"]\n')
    monkeypatch.setenv("LUMBUNG_WORKERS", "4")
    monkeypatch.setenv("LUMBUNG_BATCH_BYTES", "400")

    settings = Settings(home=tmp_path, batch_bytes=5)

    assert (settings.batch_files, settings.workers, settings.batch_bytes) == (30, 4, 5)
    assert settings.places == ["masuk"]


def test_the_home_of_the_environment_is_where_the_file_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lumbung.toml").write_text('prefect_api_url = "http://127.0.0.1:4200/api"\n')
    monkeypatch.setenv("LUMBUNG_HOME", str(tmp_path))

    settings = Settings()

    assert settings.home == tmp_path
    assert settings.prefect_api_url == "http://127.0.0.1:4200/api"


def test_a_misspelt_setting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lumbung.toml").write_text("wokers = 3\n")

    with pytest.raises(ValidationError, match="wokers"):
        Settings(home=tmp_path)


def test_prefects_own_variable_names_its_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4201/api")

    assert Settings().prefect_api_url == "http://127.0.0.1:4201/api"


def test_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUMBUNG_A", "before")
    monkeypatch.setenv("LUMBUNG_C", "the user's")

    with environment({"LUMBUNG_A": "1", "LUMBUNG_B": "2"}, defaults={"LUMBUNG_C": "3", "LUMBUNG_D": "4"}):
        inside = [os.environ[name] for name in ("LUMBUNG_A", "LUMBUNG_B", "LUMBUNG_C", "LUMBUNG_D")]

    assert inside == ["1", "2", "the user's", "4"]
    assert os.environ["LUMBUNG_A"] == "before"
    assert "LUMBUNG_B" not in os.environ
    assert "LUMBUNG_D" not in os.environ
