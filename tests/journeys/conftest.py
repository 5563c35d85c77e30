"""Fixtures of the tests that kill runs and swap stores."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.journeys.crash_driver import Driver
from tests.journeys.crash_files import make_files
from tests.journeys.crash_world import World, decide_on, plain
from tests.journeys.endings import ending


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Files, homes that took them in undisturbed, and the driver of further runs. Its tests share a worker."""
    root = tmp_path_factory.mktemp("crashes")
    first, later = make_files(root)
    with Driver() as driver:
        half, whole = root / "half", root / "whole"
        plain(driver, half, first)
        decide_on(half)
        shutil.copytree(half, whole, symlinks=True)
        plain(driver, whole, first, later)
        yield World(root, driver, first, later, half, whole, ending(whole))
