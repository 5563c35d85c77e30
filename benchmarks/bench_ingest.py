"""A nation's month, 612 workbooks of 150 rows: from folder to published, time by the clock and peak memory.

The peer reads the same workbooks with pandas (calamine engine) and does nothing else with them: no lineage, no casting,
no check, no load. Both run in one go on the same machine, without Prefect's server.
"""

from __future__ import annotations

import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psutil

PERIOD = "2026-10"


@contextmanager
def measured():
    """Time by the clock, and the most memory (PSS) that this process and its children had at one moment."""
    took = {"seconds": 0.0, "peak_mb": 0.0}
    stop = threading.Event()

    def watch() -> None:
        me = psutil.Process()
        while not stop.wait(0.25):
            total = 0
            for process in [me, *me.children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            took["peak_mb"] = max(took["peak_mb"], total / 2**20)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    begun = perf_counter()
    try:
        yield took
    finally:
        took["seconds"] = perf_counter() - begun
        stop.set()
        thread.join()


def main() -> None:
    from flows.ingest import ingest
    from flows.settings import Settings
    from flows.simulate import simulate

    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "kiriman"
        begun = perf_counter()
        simulate(files, period=PERIOD, fmt="xlsx", rows=150, error_rate=0.08)
        n = len(list(files.iterdir()))
        print(f"simulate: {n} files in {perf_counter() - begun:.1f} s")
        with measured() as took:
            summary = ingest(Settings(home=Path(folder) / "home"), [str(files)], with_prefect=False)
        stages = ", ".join(f"{stage} {s:.1f}" for stage, s in summary.seconds.items())
        print(f"lumbung:  {took['seconds']:.1f} s, peak {took['peak_mb']:.0f} MB ({stages}); {dict(summary.endings)}")
        with measured() as took:
            sheets = _read_with_pandas(files)
        print(f"pandas:   {took['seconds']:.1f} s, peak {took['peak_mb']:.0f} MB to read alone ({sheets} sheets)")


def _read_with_pandas(files: Path) -> int:
    import pandas as pd

    sheets = 0
    for path in sorted(files.glob("*.xlsx")):
        try:
            sheets += len(pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="calamine"))
        except Exception:  # noqa: BLE001, S112 - the damaged ones
            continue
    return sheets


if __name__ == "__main__":
    main()
