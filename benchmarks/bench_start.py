"""What a command costs before it begins, and what reading a file apart costs beside reading it.

Processor time (clock) of a process, the best of seven: ``--help``, ``inspect`` and ``read`` of a small CSV. Then the
clock for each of 50 small files, the best of seven: read in this process, in the warm pool, and in forked children; the
difference is what keeping strangers' files out of our process costs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.bench_read import run

FILES = 50


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "kecil.csv"
        small.write_text("kode;nama;omzet\n" + "".join(f"P{i};Tempe {i};{i}.500\n" for i in range(20)))
        for words in (["--help"], ["inspect", str(small)], ["inspect", "--json", str(small)], ["read", str(small)]):
            took = [run((sys.executable, "-m", "console", *words), Path(folder) / "out") for _ in range(7)]
            cpu, clock = (min(t[i] for t in took) for i in (0, 1))
            print(f"lumbung {' '.join(words[:-1]) or '--help'}: {cpu:.2f} ({clock:.2f}) s")
        _apart(small)


def _apart(small: Path) -> None:
    from sources.apart import run_all_apart
    from sources.contract_loader import load_contracts
    from sources.limits import DEFAULT_LIMITS
    from sources.offices import Offices
    from sources.pool import ReaderPool
    from sources.reader import Reader

    contracts, offices = load_contracts(), Offices.load()
    reader = Reader(contracts, offices)

    def clock(work: Callable[[], object]) -> float:
        took = []
        for _ in range(7):
            begun = perf_counter()
            work()
            took.append(perf_counter() - begun)
        return 1000 * min(took) / FILES

    here = clock(lambda: [reader.read_file(small) for _ in range(FILES)])
    with ReaderPool(contracts, offices, workers=1) as pool:
        warm = clock(lambda: [pool.read(small).result() for _ in range(FILES)])
    works = [lambda: reader.read_file(small)] * FILES
    forked = clock(lambda: list(run_all_apart(works, DEFAULT_LIMITS, side_by_side=1)))
    one = clock(lambda: [next(run_all_apart(works[:1], DEFAULT_LIMITS)) for _ in range(FILES)])
    print(f"a file in this process {here:.1f} ms; in the warm pool {warm - here:+.1f} ms, in a forked child")
    print(f"  for all {forked - here:+.1f} ms, in one for each {one - here:+.1f} ms")


if __name__ == "__main__":
    main()
