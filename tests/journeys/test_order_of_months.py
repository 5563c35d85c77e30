"""Months of an office in whatever order they reach us: rules that look back find the same, the same is published."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.checks.rules.past import months
from tests.journeys.test_order import take_in
from tests.practice import NOW
from warehouse.ledger import Ledger, findings_of

PERIODS = [*months(6), "2026-10", "2026-06"]
"""Seven months, each sent a day after the one before, and at last June once more."""
HEADER = "Kode Produk;Nama Produk;Kategori;Produk Unggulan;Satuan;Harga Satuan (Rp)\n"
SUGAR = "GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;{price}\n"
CHAIR = "KRS-01;Kursi Rotan;Kerajinan;tidak;buah;400.000\n"

End = tuple[dict[str, str], dict[str, list[Any]], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """In October the sugar is ten times as dear and the chair is gone; in June, sent again, all is as it was."""
    folder = tmp_path_factory.mktemp("bulanan")
    files = []
    for day, period in enumerate(PERIODS, 1):
        text = HEADER + SUGAR.format(price="250.000" if period == "2026-10" else f"25.{day}00")
        file = folder / str(day) / f"LP2A-LAHAT_{period}_produk.csv"
        file.parent.mkdir()
        file.write_text(text + ("" if period == "2026-10" else CHAIR), encoding="utf-8")
        os.utime(file, (NOW.timestamp() - 86400 * (20 - day),) * 2)
        files.append(file)
    return files


def _end(root: Path, sent: Sequence[Path], order: Sequence[int], cuts: set[int]) -> End:
    """States, published tables, and what was found by whom, after the files came in this order and these portions."""
    edges = [0, *sorted(cuts), len(order)]
    states, tables = take_in(root, [[sent[i] for i in order[a:b]] for a, b in pairwise(edges)])
    with Ledger.look(root / "home/ledger.sqlite").read() as tx:
        found = findings_of(tx).select(["rule", "severity", "value", "expected", "finding_id", "value_hash"])
    return states, tables, sorted(tuple(map(str, row.values())) for row in found.to_pylist())


@pytest.fixture(scope="module")
def at_once(sent: list[Path], tmp_path_factory: pytest.TempPathFactory) -> End:
    return _end(tmp_path_factory.mktemp("at_once"), sent, range(len(sent)), set())


@pytest.mark.full
def test_october_is_asked_about_what_the_months_before_say(at_once: End):
    states, tables, found = at_once
    assert [state for _, state in sorted(states.items(), key=lambda s: s[0][-25:])] == [
        *["PUBLISHED"] * 2, "SUPERSEDED", *["PUBLISHED"] * 3, "NEEDS_CONFIRMATION", "PUBLISHED",
    ]  # fmt: skip
    assert len(tables["core.produk"]) == 12
    usual = "biasanya sekitar 25350 menurut 6 catatan sebelumnya"  # June as it was first sent
    assert [row[:4] for row in found if row[0].startswith("UMKM-R")] == [
        ("UMKM-R101", "KONFIRMASI", "250.000", usual), ("UMKM-R104", "KONFIRMASI", "KRS-01", "None"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "cuts"),
    [
        pytest.param([7, 6, 5, 4, 3, 2, 1, 0], {2}, marks=pytest.mark.full),
        pytest.param([7, 6, 5, 4, 3, 2, 1, 0], {1, 2, 3, 4, 5, 6, 7}, marks=pytest.mark.full),
        pytest.param([6, 3, 0, 7, 5, 2, 1, 4], {1, 2, 3, 4, 5, 6, 7}, marks=pytest.mark.full),
        pytest.param([4, 7, 1, 0, 6, 2, 5, 3], {3, 6}, marks=pytest.mark.full),
    ],
    ids=str,
)
def test_any_order_of_months_ends_in_the_same_tables(
    sent: list[Path], at_once: End, tmp_path: Path, order: list[int], cuts: set[int]
):
    assert _end(tmp_path / "other", sent, order, cuts) == at_once
