"""Values arrive in DuckDB as they were, and pandas stays out of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import duckdb
import pytest

from tests.warehouse.granary import at
from warehouse.made_tables import make_table

TYPES = {"teks": "VARCHAR", "angka": "BIGINT", "ya": "BOOLEAN", "hari": "DATE", "saat": "TIMESTAMP"}
ROWS: list[tuple[str | None, int | None, bool | None, date | None, datetime | None]] = [
    ("kata 'kutip' \"ganda\"\n\t\\ 日本 $today", -(2**60), True, date(2026, 10, 31), at("2026-11-05 16:59:59.999999")),
    (None, None, None, None, None),
    ("", 0, False, date(1, 1, 1), at("2026-01-01")),
]


@pytest.mark.parametrize("rows", [ROWS, []])
def test_every_kind_of_value_arrives(rows):
    with duckdb.connect() as con:
        make_table(con, "isi", TYPES, rows)
        assert con.execute("from isi").fetchall() == rows
        assert [str(kind) for _, kind, *_ in con.execute("describe isi").fetchall()] == list(TYPES.values())


def test_what_has_no_place_is_refused():
    with duckdb.connect() as con, pytest.raises(TypeError, match="bytes"):
        make_table(con, "isi", {"a": "VARCHAR"}, [(b"x",)])


def test_a_status_starts_without_pandas():
    code = (
        "import sys, duckdb\n"
        "from warehouse.obligations import OBLIGATIONS\n"
        "from warehouse.made_tables import make_table\n"
        "con = duckdb.connect()\n"
        "make_table(con, 't', {'a': 'VARCHAR'}, [('x',)])\n"
        "con.execute('from t').to_arrow_table().to_pylist()\n"
        "print('pandas' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
