"""Files built to do harm end in a reading or a rejection with the next step, within the limits; nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.contract import Contracts
from sources.offices import Offices
from sources.pool import Limits, ReaderPool
from tests.sources.hostile import HOSTILE

LIMITS = Limits()

pytestmark = pytest.mark.xdist_group("hostile")


@pytest.fixture(scope="module")
def pool(contracts: Contracts, offices: Offices) -> Iterator[ReaderPool]:
    with ReaderPool(contracts, offices, 1, LIMITS) as made:
        yield made


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files(pool: ReaderPool, tmp_path: Path, case: str) -> None:
    rules, make = HOSTILE[case]
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(make())
    begun = time.monotonic()
    reading = pool.read(path).result()
    assert time.monotonic() - begun < LIMITS.wall_s + 10
    if reading.rejected is None:
        assert "UMKM-P007" not in rules
        assert reading.n_nonempty == reading.n_mapped + sum(reading.ignored.values()) + len(reading.unexplained)
    else:
        assert reading.rejected.rule in rules, reading.notes
        assert reading.rejected.fix
