"""The tables of the ledger. Alembic's migrations build the same ones; a test holds both equal."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from warehouse.ledger.schema_aside import faulty_row
from warehouse.ledger.schema_decisions import decision, first_sight
from warehouse.ledger.schema_rulesets import judging, ruleset, ruleset_part, shadow_verdict
from warehouse.ledger.schema_types import UtcTime, metadata

__all__ = [
    "decision",
    "delivery",
    "event",
    "faulty_row",
    "finding",
    "first_sight",
    "flagged_row",
    "judging",
    "metadata",
    "obligation_exception",
    "part",
    "rule_run",
    "ruleset",
    "ruleset_part",
    "run",
    "shadow_verdict",
    "submission",
]

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("command", Text),
    Column("summary", JSON(none_as_null=True)),
    comment="One execution of the ingest; without an end it is under way, or was killed.",
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Text, primary_key=True, comment="Also the id of its submission."),
    Column("place", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("stated_at", UtcTime, nullable=False, comment="The place's own time, as it says."),
    Column("received_at", UtcTime, nullable=False, comment="The same, never later than seen_at."),
    Column("seen_at", UtcTime, nullable=False),
    Index(None, "place", "path", "sha256", "stated_at", unique=True),
    Index(None, "sha256"),
    comment="A file that a place handed over.",
)

submission = Table(
    "submission",
    metadata,
    Column("id", Text, ForeignKey("delivery.id"), primary_key=True),
    Column("file", Text, nullable=False),
    Column("kode_upt", Text),
    Column("periode", Text),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, comment="Rank among the office's attempts for the period; none for a duplicate."),
    Column("duplicate_of", Text, ForeignKey("submission.id")),
    Column("ruleset", Text),
    Column("run_id", Text, ForeignKey("run.id")),
    Column("verdict", Text, comment="Of its last judging: accepted, returned, rejected, failed; none before one."),
    Column("predecessor", Text, ForeignKey("submission.id"), comment="Whose returned workbook, mended, this one is."),
    Index(None, "kode_upt", "periode"),
    Index(None, "state"),
    comment="What a delivery became.",
)

part = Table(
    "part",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("dataset", Text, primary_key=True),
    Column("kode_upt", Text, nullable=False),
    Column("periode", Text, nullable=False),
    Column("n_rows", BigInteger, nullable=False),
    Column("nihil", Boolean(create_constraint=False), nullable=False),
    Column("state", Text, nullable=False),
    CheckConstraint("state in ('in_force', 'superseded', 'none')", name="state"),
    # At most one part in force per office, period and dataset: the store itself refuses a second.
    Index(
        "uq_part_in_force",
        "kode_upt",
        "periode",
        "dataset",
        unique=True,
        sqlite_where=text("state = 'in_force'"),
        postgresql_where=text("state = 'in_force'"),
    ),
    comment="A dataset within a submission.",
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text),
    Column("ruleset", Text),
    Column("run_id", Text, ForeignKey("run.id")),
    Index(None, "submission_id"),
    comment="Every transition; triggers refuse to change or remove one.",
)

finding = Table(
    "finding",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("finding_id", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("value_hash", Text),
    Column("rule", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("dataset", Text),
    Column("sheet", Text),
    Column("cell", Text),
    Column("row", BigInteger),
    Column("column", Text),
    Column("field", Text),
    Column("value", Text),
    Column("expected", Text),
    Column("difference", Text),
    Column("message", Text, nullable=False),
    Column("fix", Text),
    Column("status", Text, nullable=False, comment="open, confirmed, waived or aside; from the decisions."),
    Index(None, "rule"),
    Index(None, "submission_id", "severity"),
    comment="What a rule found, cell by cell, at the latest judging of a submission.",
)

rule_run = Table(
    "rule_run",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("evaluated", BigInteger),
    Column("passed", BigInteger),
    Column("failed", BigInteger),
    Column("outcome", Text, nullable=False),
    Column("why", Text),
    CheckConstraint("outcome in ('passed', 'failed', 'skipped', 'inconclusive')", name="outcome"),
    sqlite_with_rowid=False,
    comment="That a rule ran on a submission, and how it ended.",
)

obligation_exception = Table(
    "obligation_exception",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kode_upt", Text, nullable=False),
    Column("periode", Text, nullable=False),
    Column("dataset", Text, comment="None: all that the office owes for the period."),
    Column("kind", Text, nullable=False),
    Column("until", Date, comment="The new last day, in Jakarta, of what was re-opened."),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("kind in ('reopened', 'exempt', 'closed', 'revoked')", name="kind"),
    CheckConstraint("(kind = 'reopened') = (until is not null)", name="until_when_reopened"),
    Index(None, "periode", "kode_upt"),
    comment="A dated exception from an obligation, with its reason; the latest one counts, triggers refuse changes.",
)

flagged_row = Table(
    "flagged_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False),
    Column("sheet", Text),
    Column("row", BigInteger, nullable=False),
    Column("cells", JSON, nullable=False, comment="[[letter, heading, text], ...], masked as findings are."),
    Index(None, "submission_id"),
    comment="The row that a finding points at, as submitted, for the pages that show it.",
)
