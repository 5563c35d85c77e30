"""What tests of the warehouse share."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.ledger import Ledger


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated ledger without rows: Alembic is run once, the others are copies."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    Ledger.open(path)
    return path.read_bytes()


@pytest.fixture
def ledger(tmp_path: Path, empty_ledger: bytes) -> Ledger:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(empty_ledger)
    return Ledger.open(path)
