"""What the house asks of every file and no linter checks."""

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOMS = ("sources", "checks", "warehouse", "flows", "console")
LONGEST_MODULE_LINES = 250


def _files(pattern: str) -> list[Path]:
    return [path for room in ROOMS for path in sorted((REPOSITORY / room).rglob(pattern))]


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    modules = _files("*.py")

    assert len(modules) > len(ROOMS)
    lengths = {str(path.relative_to(REPOSITORY)): len(path.read_text().splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE_LINES} == {}


def test_every_sql_file_opens_with_a_sentence_in_business_words() -> None:
    statements = _files("*.sql")

    assert [str(path) for path in statements if not path.read_text().startswith("-- ")] == []


def test_the_lock_names_no_index_and_no_machine() -> None:
    lines = (REPOSITORY / "requirements.lock").read_text().splitlines()

    requirements = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(requirements) > 100
    assert [line for line in requirements if "==" not in line or "://" in line or " @ " in line] == []
    assert [line for line in lines if line.lstrip().startswith("--") and "--hash=sha256:" not in line] == []


def test_nothing_that_a_run_makes_is_under_version_control() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "lumbung-data", "*.duckdb", "*.sqlite", "uv.lock"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )

    assert listed.stdout == ""


@pytest.fixture(scope="module")
def made_once() -> str:
    """Stands for all that a module makes for its tests."""
    return "made"


def test_what_a_module_makes_is_made_in_one_worker(made_once: str, request: pytest.FixtureRequest) -> None:
    """pytest-xdist writes the group behind the test's name; a pytest that it does not know loses it without a word."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("no workers here: make test has them")
    assert made_once
    assert request.node.nodeid.endswith(f"@{__name__}"), (
        "run with --dist loadgroup, on a pytest that pytest-xdist knows"
    )
