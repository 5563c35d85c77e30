"""Findings as a release shows them: whose they are, and values of which only the harmless are readable."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from checks.masking import install_masking
from sources.contract import Contracts
from warehouse.records import Records
from warehouse.relations import given
from warehouse.sql_text import statement

_TEXTS_BEFORE = ("submission_id", "file", "kode_upt", "periode", "dataset", "sheet", "cell")
_TEXTS_AFTER = ("field", "rule", "tier", "severity", "value", "expected", "message", "status")
PUBLIC = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS_BEFORE),
        ("row", pa.int64()),
        *((name, pa.string()) for name in _TEXTS_AFTER),
    ]
)
"""Columns of ``meta.finding``."""


def public_findings(records: Records, contracts: Contracts) -> pa.Table:
    """``meta.finding``, sorted by period, office and place in the file.

    Args:
        records: findings with values as submitted.
        contracts: words of their code lists may be shown.

    Returns:
        Columns :data:`PUBLIC`.
    """
    if not records.findings.num_rows:
        return PUBLIC.empty_table()
    with duckdb.connect() as con:
        install_masking(con, contracts)
        with given(con, _temuan=records.findings, _kiriman=records.submissions):
            return con.execute(statement("temuan_terbit")).to_arrow_table().cast(PUBLIC)
