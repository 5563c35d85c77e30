"""A ledger of 100,000 findings: what its commands take, and what writing it adds to an ingest.

Processor time of a whole command, from the start of the interpreter: what a person waits for on a machine that has
nothing else to do. The target is under one second each.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time, thread_time
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlalchemy import Connection

    from warehouse.ledger import Ledger

OFFICES, MONTHS, FINDINGS = 612, 6, 100_000
LARGEST = 20_000
"""Findings of one submission, the first: a sheet with a wrong column."""
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        largest = make_ledger(home)
        size = (home / "ledger.sqlite").stat().st_size / 2**20
        print(f"ledger: {OFFICES * MONTHS} submissions, {FINDINGS} findings, {size:.0f} MB")
        for words in (
            ["--help"], ["show", largest], ["submissions"], ["status"], ["submissions", "--state", "RETURNED"],
        ):  # fmt: skip
            for more in ([], ["--json"]) if words != ["--help"] else ([],):
                command = ["--home", folder, "--now", f"{NOW:%Y-%m-%dT%H:%M:%SZ}", *words, *more]
                print(f"lumbung {' '.join([*words, *more]):<42} {cpu_seconds(command):.2f} s")
    print(ingest_share())


def cpu_seconds(words: list[str], best_of: int = 3) -> float:
    """Processor time of a command, the least of some runs."""
    return min(_once(words) for _ in range(best_of))


def _once(words: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = "from console.cli.app import main; main()"
    subprocess.run([sys.executable, "-c", code, *words], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_ledger(home: Path) -> str:
    """A nation's half year in a ledger; the id of the submission with the most findings."""
    from warehouse.ledger import (
        Delivery,
        Ledger,
        Part,
        Stamp,
        State,
        identify,
        record_deliveries,
        record_parts,
        submission_id,
        transition,
    )

    ledger = Ledger.open(home / "ledger.sqlite")
    stamp = Stamp(NOW, reason="bench", ruleset="r" * 64)
    offices = [f"UPT-{n:03d}" for n in range(OFFICES)]
    deliveries, whose = [], {}
    for month in range(5, 5 + MONTHS):
        for number, office in enumerate(offices):
            at, path = NOW - timedelta(days=30 * (11 - month), minutes=number), f"{office}_2026-{month:02d}.xlsx"
            sha256 = f"{month:02d}{number:062x}"
            key = submission_id(place="file:///kiriman", path=path, sha256=sha256, received_at=at)
            deliveries.append(Delivery(key, "file:///kiriman", path, sha256, 40_000, at, at, NOW))
            whose[key] = (office, f"2026-{month:02d}")
    ids = list(whose)
    with ledger.begin() as tx:
        record_deliveries(tx, deliveries, stamp)
        identify(tx, whose)
        parts = [Part(i, d, *whose[i], 30) for i in ids for d in _DATASETS]
        record_parts(tx, ids, parts)
        for state in (State.PARSED, State.VALIDATED):
            transition(tx, ids, state, stamp)
    write_judgement(ledger, ids)
    with ledger.begin() as tx:
        transition(tx, ids[:300], State.RETURNED, stamp)
    return ids[0]


_DATASETS = ("produk", "produksi", "penjualan", "tenaga_kerja", "panen", "kegiatan")


def write_judgement(ledger: Ledger, ids: list[str]) -> None:
    """Findings and rule runs of these submissions."""
    from warehouse.ledger import record_judgement

    with ledger.begin() as tx:
        record_judgement(tx, ids, findings=_findings(ids), rule_runs=_rule_runs(ids))


def _findings(ids: list[str]) -> pa.Table:
    import pyarrow as pa

    others = FINDINGS - LARGEST
    of = [ids[0]] * LARGEST + [ids[1 + n % (len(ids) - 1)] for n in range(others)]
    count = len(of)
    severities = ("PERBAIKI", "PERBAIKI", "KONFIRMASI", "CATATAN")
    same = {
        "tier": "V", "dataset": "penjualan", "sheet": "Penjualan", "column": "Omzet (Rp)", "field": "omzet_rp",
        "expected": "angka, misalnya 1.500.000", "difference": None, "message": "Omzet tidak terbaca sebagai angka.",
        "fix": "Tulis angkanya saja, tanpa kata.", "status": "open",
    }  # fmt: skip
    columns = {
        "submission_id": of,
        "finding_id": [f"{n:016x}" for n in range(count)],
        "ordinal": [0] * count,
        "value_hash": [f"{n:016x}" for n in range(count)],
        "rule": [f"UMKM-V{300 + n % 40}" for n in range(count)],
        "severity": [severities[n % 4] for n in range(count)],
        "cell": [f"F{n + 7}" for n in range(count)],
        "row": [n + 7 for n in range(count)],
        "value": [f"{n} ribu" for n in range(count)],
        **{name: [value] * count for name, value in same.items()},
    }
    return pa.table(columns)


def _rule_runs(ids: list[str]) -> pa.Table:
    import pyarrow as pa

    rules = [f"UMKM-V{n:03d}" for n in range(250)]
    pairs = [(i, r) for i in ids for r in rules]
    return pa.table(
        {
            "submission_id": [i for i, _ in pairs],
            "rule": [r for _, r in pairs],
            "evaluated": [30] * len(pairs),
            "passed": [30] * len(pairs),
            "failed": [0] * len(pairs),
            "outcome": ["passed"] * len(pairs),
            "why": pa.array([None] * len(pairs), pa.string()),
        }
    )


def ingest_share() -> str:
    """What writing the ledger takes of an ingest of a nation's month in which every other report has mistakes."""
    from flows.ingest import ingest
    from flows.settings import Settings
    from flows.simulate import simulate
    from warehouse.ledger import Ledger

    spent = [0.0]
    plain = Ledger.begin

    @contextmanager
    def timed(ledger: Ledger) -> Iterator[Connection]:
        begun = thread_time()
        with plain(ledger) as tx:
            yield tx
        spent[0] += thread_time() - begun

    with tempfile.TemporaryDirectory() as folder, patch.object(Ledger, "begin", timed):
        files = Path(folder) / "kiriman"
        simulate(files, period="2026-10", fmt="xlsx", rows=150, error_rate=0.5)
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), process_time()
        ingest(Settings(home=Path(folder) / "home"), [str(files)], with_prefect=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole = process_time() - begun + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"an ingest of 612 reports: {whole:.1f} s of processor, {spent[0]:.1f} s ({spent[0] / whole:.1%}) the ledger"


if __name__ == "__main__":
    main()
