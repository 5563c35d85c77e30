"""Published tables as pandas DataFrames with the right types.

::

    from warehouse.frames import read

    sales = read("penjualan", periode="2026-10")                      # one month
    sales = read("penjualan", periode=["2026-08", "2026-10"])         # two months
    sales = read("penjualan", periode=("2026-01", "2026-12"))         # from, to
    summary = read("mart.ringkasan_bulanan", home="/srv/lumbung")

Types: amounts and quantities are ``decimal128`` of Arrow (sums stay exact to the last rupiah; ``.astype(float)`` where
something else is wanted), counts ``Int64``, yes/no ``boolean``, days and moments ``datetime64``, texts ``str``; what
was not filled in is NA in each of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import duckdb
import pyarrow as pa

from sources.errors import UsageError
from sources.home import Home
from warehouse.release import current_database
from warehouse.sql_text import literal, name, statement

if TYPE_CHECKING:
    import pandas as pd

Periods: TypeAlias = str | list[str] | tuple[str, str]

DEFAULT_HOME = Path("lumbung-data")


def read(table: str, periode: Periods | None = None, *, home: Path | str = DEFAULT_HOME) -> pd.DataFrame:
    """A table of the published release.

    Args:
        table: ``penjualan``, or with its schema ``core.penjualan``, ``mart.panen_raya``; without one, a dataset or
            another table of core comes before a mart of the same name.
        periode: months as ``YYYY-MM``: one, a list of them, or a pair (from, to), both included. None: all.
        home: the folder of the instance.

    Returns:
        One row a row of the table, sorted as it is published.

    Raises:
        UsageError: nothing is published, there is no such table (names those that there are), or it has no periods.
    """
    with duckdb.connect(current_database(Home(Path(home)).published), read_only=True) as con:
        schema, known, columns = _find(con, table)
        relation = con.sql(statement("salin", origin=name(schema, known)))
        if periode is not None:
            if "periode" not in columns:
                raise UsageError(f"{schema}.{known} has no periods: leave periode out")
            relation = relation.filter(f"periode {_within(periode)}")
        rows = relation.to_arrow_table()
    return to_frame(rows)


def to_frame(rows: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame, with the types named above."""
    import pandas as pd

    others: dict[pa.DataType, object] = {
        pa.string(): pd.StringDtype(na_value=float("nan")),
        pa.bool_(): pd.BooleanDtype(),
        pa.int64(): pd.Int64Dtype(),
    }

    def fitting(data_type: pa.DataType) -> object | None:
        return pd.ArrowDtype(data_type) if pa.types.is_decimal(data_type) else others.get(data_type)

    frame: pd.DataFrame = rows.to_pandas(types_mapper=fitting, date_as_object=False)
    return frame


def _find(con: duckdb.DuckDBPyConnection, table: str) -> tuple[str, str, set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for schema, known, column in con.execute(
        "select schema_name, table_name, column_name from duckdb_columns() where not internal"
    ).fetchall():
        found.setdefault((schema, known), set()).add(column)
    wanted = [tuple(table.split(".", 1))] if "." in table else [(s, table) for s in ("core", "mart", "meta")]
    for key in wanted:
        if key in found:
            return (*key, found[key])
    there = ", ".join(sorted(f"{s}.{t}" for s, t in found if not t.endswith("_rows")))
    raise UsageError(f"there is no table {table!r}: choose from {there}")


def _within(periode: Periods) -> str:
    match periode:
        case str():
            return f"= {literal(periode)}"
        case (first, last) if isinstance(periode, tuple):
            return f"between {literal(first)} and {literal(last)}"
        case list() if periode:
            return f"in ({', '.join(literal(p) for p in periode)})"
    raise UsageError(f"periode {periode!r}: give one month, a list of months, or a pair (from, to)")
