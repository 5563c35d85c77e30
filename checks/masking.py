"""What of a finding's value may be published: what parses as number, date or code, else only its shape.

Long runs of digits (13 and more: NIK has 16, NIB 13; 12 still hold any amount of an office) and numbers with a leading
zero (telephone numbers) are shapes too.
"""

from __future__ import annotations

import duckdb

from checks.cast import CASTING, install_macros
from checks.sql_text import literal, statement, text_of
from sources.contract import Contracts
from sources.contract_loader import fold


def install_masking(connection: duckdb.DuckDBPyConnection, contracts: Contracts) -> None:
    """Make the macro ``samarkan(value)`` known to a connection's database (``Budi Santoso`` → ``Aaaa Aaaaaaa``).

    Args:
        connection: of any database; the casting macros are installed beside it.
        contracts: values, labels and synonyms of their code lists are shown as they are.
    """
    install_macros(connection)
    columns = [column for contract in contracts.datasets.values() for column in contract.columns]
    words = {fold(w) for c in columns for code in c.codes for w in (code.value, code.label, *code.synonyms)}
    connection.execute(text_of(CASTING / "bentuk.sql"))
    connection.execute(statement("casting/samarkan", kode=literal(sorted(words))))
