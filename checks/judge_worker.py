"""Inside a judge process: contracts, offices and Great Expectations are there once, then batch after batch."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from checks.judge import Judgement, judge
from sources.child_process import die_with_parent
from sources.contract import Contracts


@dataclass(frozen=True, slots=True)
class Bench:
    """What a judge process keeps."""

    contracts: Contracts
    offices: pa.Table
    expectations: bool


_bench: list[Bench] = []


def prepare(contracts: Contracts, offices: pa.Table, expectations: bool) -> None:
    """Make this process ready: it dies with its parent and leaves Ctrl-C to it."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bench[:] = [Bench(contracts, offices, expectations)]
    if expectations:
        import checks.expectations.second_judge  # noqa: F401 (imported once here rather than in the first batch)


def judge_batch(batch: Mapping[str, pa.Table], context: Mapping[str, pa.Table], today: date) -> Judgement:
    """Judge one batch with what this process keeps."""
    bench = _bench[0]
    return judge(
        batch,
        bench.contracts,
        context=context,
        today=today,
        offices=bench.offices,
        expectations=bench.expectations,
    )


def data_docs(opinions: pa.Table, run_id: str, folder: Path) -> str | None:
    """Build the pages of a run with what this process keeps."""
    from checks.expectations.data_docs import build_site

    build_site(_bench[0].contracts, opinions, run_id, folder)
    return None


def ready() -> bool:
    """Nothing; the first call makes the pool start its processes."""
    return True
