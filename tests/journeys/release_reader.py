"""An analyst's program: looks at ``published/current`` again and again, and notes what it saw and every error.

Run as ``python -m tests.journeys.release_reader PUBLISHED NOTES STOP``; a line of JSON a look, until the file STOP is
there. It opens the DuckDB file by its name under ``current``; for Parquet it asks once where ``current`` points, as
docs/analysts.md says.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import duckdb

LOOK_SECONDS = 0.02


def look(published: Path) -> dict[str, object]:
    """Rows a period by DuckDB and by Parquet; nothing where nothing is published yet."""
    current = published / "current"
    if not current.exists():
        return {}
    with duckdb.connect(current / "lumbung.duckdb", read_only=True) as con:
        counted = con.execute("select periode, count(*) from core.produksi group by all order by all").fetchall()
    release = current.resolve()
    parquet = f"{release}/parquet/core.produksi/*/*/*.parquet"
    with duckdb.connect() as con:
        found = con.execute(f"select periode, count(*) from '{parquet}' group by all order by all").fetchall()
    return {"release": release.name, "duckdb": dict(counted), "parquet": dict(found)}


def main(published: Path, notes: Path, stop: Path) -> None:
    """Look until told to stop."""
    with notes.open("a", encoding="utf-8", buffering=1) as out:
        while not stop.exists():
            try:
                seen = look(published)
            except (duckdb.Error, OSError) as error:
                seen = {"error": f"{type(error).__name__}: {error}"}
            out.write(json.dumps(seen) + "\n")
            time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
