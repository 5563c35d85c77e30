"""The rows that findings point at, as submitted, so that a person sees a cell among its neighbours.

What may be seen of them: docs/decisions/0014.
"""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa

from checks.masking import install_masking
from checks.sql_text import statement
from sources.contract import Contracts

FLAGGED = pa.schema(
    [("submission_id", pa.string()), ("sheet", pa.string()), ("row", pa.int64()), ("cells", pa.string())]
)
"""One row a flagged row; ``cells`` is JSON, ``[[letter, heading, text], …]`` from left to right, "" where empty."""

MOST_ROWS: Final = 15
"""Rows kept for a rule and sheet: sixteen or more of the same findings fold into one line wherever they are shown."""


def flagged_rows(connection: duckdb.DuckDBPyConnection, contracts: Contracts) -> pa.Table:
    """Rows of :data:`FLAGGED`, sorted by submission, sheet and row.

    Args:
        connection: of a judge whose engine has concluded.
        contracts: say which columns name things (their text is shown), and which words are codes.
    """
    install_masking(connection, contracts)
    rows = connection.execute(statement("steps/baris_bertanda", terbanyak=str(MOST_ROWS)))
    return rows.to_arrow_table().cast(FLAGGED)
