"""How a warehouse in use, and rows kept by earlier contracts, become what the contracts of today say; nothing is lost.

``migrations.yaml`` says which columns got another name and which are asked no more. Types may only become wider.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sources.contract_source import Document

if TYPE_CHECKING:
    import pyarrow as pa

FILE: Final = Path(__file__).parent / "migrations.yaml"

_DIGITS: Final = {"TINYINT": 3, "SMALLINT": 5, "INTEGER": 10, "BIGINT": 19, "HUGEINT": 39}
"""Most digits that a whole number of the type has."""

_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


@dataclass(frozen=True)
class Migrations:
    """What became of columns.

    Attributes:
        renamed: ``schema.table`` → old name → new name.
        gone: ``schema.table`` → columns that are asked no more; the warehouse keeps what it has of them.
    """

    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gone: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self, table: str) -> Mapping[str, str]:
        """Old name → new name, of a table's columns."""
        return self.renamed.get(table, {})

    def is_gone(self, table: str, column: str) -> bool:
        """Whether a column is asked no more."""
        return column in self.gone.get(table, frozenset())

    def renewed(self, table: str, rows: pa.Table) -> pa.Table:
        """Rows as an earlier contract had them, with the names of today and without what is asked no more."""
        names = [self.names(table).get(column, column) for column in rows.column_names]
        if names != rows.column_names:
            rows = rows.rename_columns(names)
        kept = [column for column in names if not self.is_gone(table, column)]
        return rows if kept == names else rows.select(kept)


@functools.cache
def declared_migrations() -> Migrations:
    """As ``migrations.yaml`` has them."""
    data = Document(FILE).data
    return Migrations(data["renamed"], {table: frozenset(columns) for table, columns in data["gone"].items()})


def is_wider(new: str, old: str) -> bool:
    """Whether a type holds every value of another unchanged: more digits before and behind the decimal point."""
    wide, narrow = _digits(new), _digits(old)
    if wide is None or narrow is None:
        return (old, new) == ("DATE", "TIMESTAMP")
    return all(w >= n for w, n in zip(wide, narrow, strict=True)) and new != old


def _digits(sql_type: str) -> tuple[int, int] | None:
    if found := _DECIMAL.fullmatch(sql_type):
        digits, scale = int(found[1]), int(found[2])
        return digits - scale, scale
    return (_DIGITS[sql_type], 0) if sql_type in _DIGITS else None
