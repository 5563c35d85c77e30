"""The tables of what people decided, and of when a finding was met first."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text

from warehouse.ledger.schema_types import UtcTime, metadata

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False, comment="The attempt decided on."),
    Column("kode_upt", Text),
    Column("periode", Text),
    Column("finding_id", Text, comment="None: the decision is on the submission as a whole."),
    Column("value_hash", Text, comment="Of the value that was answered for; the answer falls with it."),
    Column("rule", Text),
    Column("dataset", Text),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reason_code", Text, comment="The reason, where it is one of the rule's own list."),
    Column("actor", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("expires_on", Date, comment="Last day, in Jakarta, on which a waiver holds."),
    CheckConstraint(
        "kind in ('confirm', 'waive_request', 'waive_approve', 'approve', 'return', 'withdraw', 'forget')", name="kind"
    ),
    CheckConstraint(
        "(kind in ('confirm', 'waive_request', 'waive_approve')) = (finding_id is not null)", name="finding_answered"
    ),
    CheckConstraint("(kind in ('waive_request', 'waive_approve')) = (expires_on is not null)", name="waiver_expires"),
    Index(None, "submission_id"),
    Index(None, "finding_id"),
    comment="What a person decided, and why; triggers refuse to change or remove one.",
)

first_sight = Table(
    "first_sight",
    metadata,
    Column("finding_id", Text, primary_key=True),
    Column("at", UtcTime, nullable=False, comment="When the earliest attempt that showed it was received."),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False),
    sqlite_with_rowid=False,
    comment="When a finding was met first, whatever became of that attempt.",
)
