"""Five years of the nation, 612 offices x 60 months: publishing, publishing after one more report, and the answers.

The bars: publishing after one more report at most 10 s; that report loads in at most 1.2 times the time that it takes
in an empty warehouse; every mart answers over the whole range in under 1 s; opening and the first query under 0.3 s.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.nation_years import multiply

PERIOD = "2026-10"
REPORTS = 3
"""Single reports that are taken in, one after another, into the full home and into an empty one."""

FIRST_QUERY = """
import sys, time, duckdb
begun = time.perf_counter()
duckdb.connect(sys.argv[1], read_only=True).execute(
    "select periode, omzet_rp from mart.ringkasan_bulanan where tingkat = 'nasional' order by periode"
).fetchall()
print(time.perf_counter() - begun)
"""


def main() -> None:
    measure()


def measure(months: int = 60, offices: int = 612, rows: int = 150, reports: int = REPORTS) -> None:
    """The whole of it; smaller numbers for a trial. Each figure is printed beside its bar."""
    from flows.ingest import ingest
    from flows.publishing import refresh_now
    from flows.settings import Settings
    from flows.simulate import simulate

    with tempfile.TemporaryDirectory() as folder:
        full, empty = Settings(home=Path(folder) / "full"), Settings(home=Path(folder) / "empty")
        files = Path(folder) / "kiriman"
        simulate(files, period=PERIOD, offices=offices, rows=rows)
        ingest(full, [str(files)], with_prefect=False)
        begun = perf_counter()
        facts = multiply(full.home, months)
        print(f"{offices} offices x {months} months, {facts} rows of facts, written in {perf_counter() - begun:.1f} s")
        begun, used = perf_counter(), process_time()
        refresh_now(full, datetime.now(UTC))
        print(f"publish, all of it new: {perf_counter() - begun:.1f} s ({process_time() - used:.1f} s of processor)")
        took: dict[Path, list[Mapping[str, float]]] = {full.home: [], empty.home: []}
        for number in range(reports):
            one = Path(folder) / f"satu{number}"
            # The same office with a row more each time: with other figures it would be asked why they changed so much.
            simulate(one, period=PERIOD, offices=1, error_rate=0, rows=rows + 1 + number)
            for settings in (empty, full):
                took[settings.home].append(ingest(settings, [str(one)], with_prefect=False).seconds)
        load, publish = (
            {home: median(one[what] for one in stages) for home, stages in took.items()} for what in ("load", "publish")
        )
        print(f"one more report, load: {load[full.home]:.2f} s, into an empty warehouse {load[empty.home]:.2f} s")
        _beside("load, full to empty", load[full.home] / load[empty.home], 1.2, "x")
        _beside("publish after one more report", publish[full.home], 10, "s")
        _answers(full.home / "published" / "current" / "lumbung.duckdb")


def _beside(what: str, found: float, bar: float, unit: str) -> None:
    print(f"{what}: {found:.3f} {unit} (bar {bar} {unit}: {'met' if found <= bar else 'MISSED'})", flush=True)


def _answers(file: Path) -> None:
    """Every mart over its whole range, all columns of all rows; and the first query of all."""
    import duckdb

    print(f"published file: {file.stat().st_size / 2**20:.0f} MB")
    first = [subprocess.run([sys.executable, "-c", FIRST_QUERY, str(file)], capture_output=True, text=True, check=True)
             for _ in range(3)]  # fmt: skip
    _beside("open and first query", min(float(run.stdout) for run in first), 0.3, "s")
    with duckdb.connect(file, read_only=True) as con:
        for (mart,) in con.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall():
            begun = perf_counter()
            con.execute(f"select count(*), sum(hash(columns(*))) from mart.{mart}").fetchall()  # noqa: S608
            _beside(f"mart.{mart}, every column of every row", perf_counter() - begun, 1, "s")


if __name__ == "__main__":
    main()
