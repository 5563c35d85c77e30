"""The table of rows that something is wrong with, and of which some are put aside."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from warehouse.ledger.schema_types import metadata

faulty_row = Table(
    "faulty_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False),
    Column("dataset", Text, nullable=False),
    Column("sheet", Text),
    Column("row", BigInteger, nullable=False),
    Column("is_aside", Boolean(create_constraint=False), nullable=False, comment="Not loaded; the rest goes on."),
    Index(None, "submission_id", "dataset", "sheet", "row", unique=True),
    comment="A data row with findings of severity PERBAIKI; only where some rows may be put aside.",
)
