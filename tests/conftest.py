"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import pytest

from tests.practice import Nation, make_nation


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """Forty offices' month, made and taken in once, for tests that only look. Tests that use it share a worker."""
    return make_nation(tmp_path_factory.mktemp("nation"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all that look at the practice nation: it is made once."""
    for item in items:
        if "nation" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("nation"))
