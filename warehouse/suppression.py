"""Which counts of people a publication for outside must not show, so that none below five can be read or worked out.

A *measure* is what is hidden together, in one month and one region (the nation is region ``''``): a count, the ratios
made of it, and for the split by sex and age all of its columns. It has *parts*, which an outsider can read or get by
subtraction, and which add up to the people at work. Hidden is, to begin with, every measure with a part of one to four;
then, as long as the hidden regions of a month add up to one to four in some part, one more region. What can be worked
out of the hidden is then always nobody or five people and more (decision 26).
"""

from __future__ import annotations

from typing import Final

import duckdb

from warehouse.sql_text import statement

FEWEST: Final = 5
"""People below this number are not counted in public; the what the ministry asks of figures for outside."""


def protect(con: duckdb.DuckDBPyConnection) -> None:
    """Work out what is hidden, into the temporary tables ``_bagian``, ``_samar`` and ``_samar_daftar``.

    Args:
        con: a connection whose unqualified names are those of a release (``core.tenaga_kerja`` …).
    """
    con.execute(statement("samar_bagian"))
    hide(con)
    con.execute(statement("samar_daftar"))


def hide(con: duckdb.DuckDBPyConnection) -> None:
    """Fill ``_samar`` (``periode, wilayah, ukuran``) from ``_bagian``, until nothing needs hiding any more."""
    con.execute(statement("samar_langsung", batas=str(FEWEST)))
    added = 1
    while added:
        added = _added(con, statement("samar_ikutan")) + _added(con, statement("samar_pelengkap", batas=str(FEWEST)))


def _added(con: duckdb.DuckDBPyConnection, insert: str) -> int:
    row = con.execute(insert).fetchone()
    return int(row[0]) if row else 0
