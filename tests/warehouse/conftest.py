"""What tests of the warehouse share: the built-in contracts, an empty warehouse, an empty ledger."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.contract import Contracts
from sources.contract_loader import load_contracts
from tests.warehouse import granary
from warehouse.ledger import Ledger
from warehouse.schema import open_warehouse


@pytest.fixture(scope="session")
def contracts() -> Contracts:
    return load_contracts()


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory, contracts: Contracts) -> Path:
    """A warehouse with its tables and three offices: made once, the others are copies."""
    path = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    with open_warehouse(path, contracts, granary.dimensions()):
        return path


@pytest.fixture
def con(tmp_path: Path, empty_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path / "in-use.duckdb"
    shutil.copy(empty_warehouse, path)
    with duckdb.connect(path) as connection:
        yield connection


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
