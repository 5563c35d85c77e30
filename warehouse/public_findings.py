"""Findings as a release shows them: whose they are, and values of which only the harmless are readable."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from checks.masking import install_masking
from sources.contract import Contracts
from warehouse.records import Records
from warehouse.relations import given
from warehouse.sql_text import statement


def public_findings(records: Records, contracts: Contracts) -> pa.Table:
    """``meta.finding``, sorted by period, office and place in the file.

    Args:
        records: findings with values as submitted.
        contracts: words of their code lists may be shown.
    """
    with duckdb.connect() as con:
        install_masking(con, contracts)
        with given(con, _temuan=records.findings, _kiriman=records.submissions):
            return con.execute(statement("temuan_terbit")).to_arrow_table()
