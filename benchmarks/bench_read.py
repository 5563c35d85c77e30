"""Reading 612 ordinary workbooks, against what python-calamine needs to hand over all of their cells in one process.

In one process: processor time, the best of three; the peers read the same cells and do nothing with them. As an ingest
reads them, in two warm children with limits: the clock, the best of three, beside calamine's clock.
A CSV of 300 MB: ``lumbung read`` (layout, headings, clean CSV) against DuckDB's ``read_csv`` told all, each a process
of its own that writes the same rows; processor time and clock, the best of three, one after the other in turn.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time

PERIOD = "2026-10"
CSV_BYTES = 300_000_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _workbooks(Path(folder) / "kiriman")
        _long_csv(Path(folder) / "besar.csv")


def _best(work: Callable[[], object], times: int = 3, clock: Callable[[], float] = process_time) -> float:
    took = []
    for _ in range(times):
        begun = clock()
        work()
        took.append(clock() - begun)
    return min(took)


def _workbooks(folder: Path) -> None:
    import openpyxl
    import pandas as pd
    import python_calamine

    from flows.simulate import simulate
    from sources.contract_loader import load_contracts
    from sources.offices import Offices
    from sources.reader import Reader

    simulate(folder, period=PERIOD, fmt="xlsx", rows=150, error_rate=0)
    files = sorted(folder.glob("*.xlsx"))[:612]
    reader = Reader(load_contracts(), Offices.load())

    def calamine() -> None:
        for path in files:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

    base = _best(calamine)
    print(f"{len(files)} workbooks; calamine {base:.2f} s")

    def lumbung() -> None:
        for path in files:
            reader.read_file(path)

    ours = _best(lumbung)
    print(f"lumbung:  {ours:.2f} s, {ours / base:.1f} times calamine, {1000 * ours / len(files):.1f} ms a file")
    _in_children(files, calamine)
    few = files[:60]
    share = len(files) / len(few)
    with_pandas = share * _best(lambda: [pd.read_excel(p, sheet_name=None, engine="calamine") for p in few], 1)
    print(f"pandas:   {with_pandas:.2f} s, {with_pandas / base:.1f} times calamine (from {len(few)} files)")

    def cells() -> None:
        for path in few:
            for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
                list(sheet.iter_rows(values_only=True))

    with_openpyxl = share * _best(cells, 1)
    print(f"openpyxl: {with_openpyxl:.2f} s, {with_openpyxl / base:.1f} times calamine (from {len(few)} files)")


def _in_children(files: Sequence[Path], peer: Callable[[], object]) -> None:
    from sources.contract_loader import load_contracts
    from sources.offices import Offices
    from sources.pool import ReaderPool

    with ReaderPool(load_contracts(), Offices.load()) as pool:

        def read() -> None:
            for reading in [pool.read(path) for path in files]:
                reading.result()

        read()  # what a child learns from its first files it knows for the rest of its life
        alone, ours = _best(peer, clock=perf_counter), _best(read, clock=perf_counter)
    print(f"ingest's: {ours:.2f} s on the clock in two children, {ours / alone:.1f} times calamine's {alone:.2f} s")


def _long_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("kode;nama;tanggal;volume;harga;satuan;kanal;keterangan\r\n")
        n = 0
        while stream.tell() < CSV_BYTES:
            stream.write("".join(_row(n + i) for i in range(20_000)))
            n += 20_000
    target = path.with_suffix(".out")
    peer, ours = (
        (sys.executable, "-c", PEER, str(path), str(target)),
        (sys.executable, "-m", "console", "read", str(path)),
    )
    runs = [(run(peer, target.with_suffix(".peer")), run(ours, target)) for _ in range(3)]
    cpu = [min(pair[i][0] for pair in runs) for i in (0, 1)]
    clock = [min(pair[i][1] for pair in runs) for i in (0, 1)]
    print(f"{CSV_BYTES // 10**6} MB, {n} rows, processor time (clock): DuckDB {cpu[0]:.1f} ({clock[0]:.1f}) s,")
    print(f"  lumbung read {cpu[1]:.1f} ({clock[1]:.1f}) s: {cpu[1] / cpu[0]:.2f} ({clock[1] / clock[0]:.2f}) times")
    cpu_s, clock_s = run((*ours[:3], "inspect", "--json", str(path)), target)
    print(f"lumbung inspect of it: {cpu_s:.1f} ({clock_s:.1f}) s")


PEER = """
import sys, duckdb
columns = dict.fromkeys((f"c{i}" for i in range(8)), "VARCHAR")
with duckdb.connect() as db:
    told = dict(header=True, sep=";", quotechar='"', escapechar='"', columns=columns, auto_detect=False)
    db.read_csv(sys.argv[1], **told).write_csv(sys.argv[2])
"""


def run(command: Sequence[str], target: Path) -> tuple[float, float]:
    """Processor time of a command and its children, and time on the clock; its output goes to a file."""
    before, begun = getrusage(RUSAGE_CHILDREN), perf_counter()
    with target.open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    clock, after = perf_counter() - begun, getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, clock


def _row(i: int) -> str:
    unit, channel = ("kg", "unit", "bungkus")[i % 3], ("koperasi", "galeri", "langsung")[i % 3]
    day = f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d}"
    return (
        f'P{i:07d};Tempe {i % 97};{day};{i % 9973},{i % 100:02d};{i * 7 % 1000003};{unit};{channel};"catatan; {i}"\r\n'
    )


if __name__ == "__main__":
    main()
