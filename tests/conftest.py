"""Fixtures that several rooms' tests share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice import Nation, make_nation


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """Forty offices' month, made and taken in once, for tests that only look. Tests that use it share a worker."""
    return make_nation(tmp_path_factory.mktemp("nation"))


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the marks in this hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all that look at the practice nation, and one for what a module makes for its tests: once each."""
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        if "nation" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("nation"))
        elif isinstance(item, pytest.Function) and any(_is_made_by(f, item.module.__name__) for f in _fixtures(item)):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


def _is_made_by(fixture: Any, module: str) -> bool:
    return bool(fixture.scope == "module" and fixture.func.__module__ == module)


def _fixtures(item: pytest.Item) -> list[Any]:
    found = getattr(item, "_fixtureinfo", None)
    return [] if found is None else [one for several in found.name2fixturedefs.values() for one in several]
