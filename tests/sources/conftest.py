"""Contracts, offices and a reader, loaded once a test process."""

from __future__ import annotations

import pytest

from sources.contract import Contracts
from sources.contract_loader import load_contracts
from sources.headings import Headings
from sources.offices import Offices
from sources.reader import Reader


@pytest.fixture(scope="session")
def contracts() -> Contracts:
    return load_contracts()


@pytest.fixture(scope="session")
def offices() -> Offices:
    return Offices.load()


@pytest.fixture(scope="session")
def reader(contracts: Contracts, offices: Offices) -> Reader:
    return Reader(contracts, offices)


@pytest.fixture(scope="session")
def headings(contracts: Contracts) -> Headings:
    return Headings(contracts)
