"""Polluted CSV files (see ``tests/sources/pollution.py``): which share of the unbroken rows comes back verbatim.

The peers are told nothing: pandas finds the delimiter by itself (``sep=None``), DuckDB sniffs.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.sources.pollution import TABLES, Polluted, polluted_files

Rows = list[list[str]]


def main() -> None:
    files = [f for make in TABLES for f in polluted_files(make(), 3)]
    print(f"{len(files)} files")
    for name, read in (("lumbung", _lumbung()), ("pandas", _pandas), ("duckdb", _duckdb)):
        shares = [_share(read, file) for file in files]
        print(
            f"{name}: {sum(shares) / len(shares):.4f} of the rows, {sum(s == 1 for s in shares)} files without a loss"
        )


def _share(read: Callable[[bytes], Rows], file: Polluted) -> float:
    try:
        found = Counter(map(_bare, read(file.data)))
    except Exception:  # noqa: BLE001 (a reader that gives up has found nothing)
        return 0.0
    wanted = Counter(_bare(row) for i, row in enumerate(file.rows, 1) if i != file.broken)
    return sum((found & wanted).values()) / sum(wanted.values())


def _bare(row: list[str]) -> tuple[str, ...]:
    while row and not row[-1]:
        row = row[:-1]
    return tuple(row)


def _lumbung() -> Callable[[bytes], Rows]:
    from sources.clean_csv import csv_lines
    from sources.contract_loader import load_contracts
    from sources.offices import Offices
    from sources.reader import Reader

    reader = Reader(load_contracts(), Offices.load())
    return lambda data: [
        row for table in reader.read_bytes(data, "x.csv").tables for row in csv.reader(csv_lines(table))
    ]


def _pandas(data: bytes) -> Rows:
    import pandas as pd

    frame = pd.read_csv(
        io.BytesIO(data), sep=None, engine="python", dtype=str, keep_default_na=False, on_bad_lines="warn"
    )
    return [list(frame.columns), *frame.fillna("").astype(str).values.tolist()]


def _duckdb(data: bytes) -> Rows:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        path = Path(folder) / "x.csv"
        path.write_bytes(data)
        found = db.read_csv(str(path), all_varchar=True, ignore_errors=True)
        return [list(found.columns), *([c or "" for c in row] for row in found.fetchall())]


if __name__ == "__main__":
    main()
