"""The same judgement over Parquet, for a worker on another machine: a folder in, a folder out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from checks.judge import judge
from checks.text_batch import SCHEMAS
from sources.contract import Contracts
from sources.offices import Offices

CONTEXT = ("konteks_", "riwayat_", "rekan_")
"""How the relations are called that come from what is published."""


def write_batch(folder: Path, batch: dict[str, pa.Table]) -> None:
    """Write the tables of a text batch (and of its context) as ``<name>.parquet``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in batch.items():
        pq.write_table(table, folder / f"{name}.parquet")


def judge_folder(source: Path, target: Path, contracts: Contracts, *, today: date, expectations: bool = True) -> None:
    """Judge the batch in a folder.

    Args:
        source: as :func:`write_batch` made it: the batch, and relations called :data:`CONTEXT` where something is
            published.
        target: receives ``findings.parquet``, ``rule_runs.parquet``, ``parts.parquet``, ``flagged.parquet``,
            ``verdicts.parquet`` (submission_id, word) and ``typed/<dataset>.parquet``.
        contracts: datasets and rules.
        today: the day of the run.
        expectations: have Great Expectations judge beside the SQL.
    """
    given = {path.stem: pq.read_table(path) for path in source.glob("*.parquet")}
    names = {*SCHEMAS, *(f"teks_{dataset}" for dataset in contracts.datasets)}
    judgement = judge(
        {name: given[name] for name in names},
        contracts,
        context={name: table for name, table in given.items() if name.startswith(CONTEXT)},
        today=today,
        offices=Offices.load().table(),
        expectations=expectations,
    )
    words = [verdict.word for verdict in judgement.verdicts.values()]
    verdicts = pa.table({"submission_id": list(judgement.verdicts), "word": words})
    results = {"findings": judgement.findings, "rule_runs": judgement.rule_runs, "parts": judgement.parts}
    write_batch(target, results | {"flagged": judgement.flagged, "verdicts": verdicts})
    write_batch(target / "typed", judgement.typed)
