"""What a table of the warehouse is: its columns, their meaning and unit, and for a view the query behind it.

Made by :mod:`warehouse.catalog` from the contracts and from the descriptions kept beside the SQL; DDL, comments,
``meta.column`` and the data dictionary are all read from these values, so nothing is said twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

Scope = Literal["both", "warehouse", "published"]
"""Where a table exists: in the file that is loaded into, in the published one, or in both."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column as analysts see it."""

    name: str
    sql_type: str
    label: str
    description: str
    unit: str | None = None
    required: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    """Allowed values with their labels; empty where anything goes."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that guard it."""

    @property
    def comment(self) -> str:
        """Label, meaning and unit: the text of ``COMMENT ON COLUMN``."""
        return f"{self.label}: {self.description}" + (f" Satuan: {self.unit}." if self.unit else "")


@dataclass(frozen=True)
class Table:
    """A table, or a view where it has a query."""

    schema: str
    name: str
    label: str
    description: str
    grain: str
    columns: tuple[TableColumn, ...]
    source: Path
    """The file to mend when something about it is wrong."""
    query: str | None = None
    scope: Scope = "both"
    reads: tuple[str, ...] = ()
    """Datasets without which it cannot be made; an installation without their contracts goes without it."""
    window: int | None = None
    """Of a mart: a month of reports shows in its own rows and in those of so many months after; None: in any."""

    @property
    def full_name(self) -> str:
        """``schema.name``."""
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        """The text of ``COMMENT ON TABLE``."""
        return f"{self.label}: {self.description} {self.grain}"

    @cached_property
    def by_name(self) -> dict[str, TableColumn]:
        """Columns by name."""
        return {column.name: column for column in self.columns}
