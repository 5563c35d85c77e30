"""The tables of rulesets, of which one judged each submission, and of what today's would say of published ones."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Table, Text

from warehouse.ledger.schema_types import UtcTime, metadata

ruleset = Table(
    "ruleset",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_used_at", UtcTime, nullable=False),
    comment="Everything that verdicts depend on besides the data, as it was at some time.",
)

ruleset_part = Table(
    "ruleset_part",
    metadata,
    Column("ruleset", Text, ForeignKey("ruleset.id"), primary_key=True),
    Column("name", Text, primary_key=True, comment="aturan/UMKM-K301, kontrak/penjualan, pembaca, …"),
    Column("hash", Text, nullable=False),
    Column("dataset", Text, comment="Concerns only submissions that bring it; none: all."),
    Column("valid_from", Text),
    Column("valid_to", Text),
    sqlite_with_rowid=False,
    comment="A part of a ruleset: a rule, a dataset's columns, the casting, the reader.",
)

judging = Table(
    "judging",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("ruleset", Text, nullable=False, comment="By which it was judged last."),
    Column("compared_with", Text, nullable=False, comment="The latest ruleset that its verdict was held against."),
    Index(None, "compared_with"),
    sqlite_with_rowid=False,
    comment="By which rules a submission was judged last.",
)

shadow_verdict = Table(
    "shadow_verdict",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("ruleset", Text, nullable=False),
    Column("run_id", Text, ForeignKey("run.id")),
    Column("at", UtcTime, nullable=False),
    Column("was", Text, nullable=False, comment="How its findings of then, with today's answers, would be judged."),
    Column("verdict", Text, nullable=False, comment="accepted, needs_confirmation, returned, rejected or failed."),
    Column("because", JSON(none_as_null=True), nullable=False, comment="Names of the parts that changed."),
    Column("findings", JSON(none_as_null=True), nullable=False, comment="Findings that came or went; no values."),
    comment="A published submission that today's rules would judge otherwise; it stays published.",
)
