"""The ledger as it began: deliveries, submissions, parts, events, findings, rule runs, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = "events are append-only: write a new one"


def upgrade() -> None:
    """Build every table, and the triggers that keep events as they are."""
    _runs_and_deliveries()
    _submissions_and_parts()
    _events()
    _findings()


def _runs_and_deliveries() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("command", sa.Text()),
        sa.Column("summary", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index(
        "ix_delivery_place_path_sha256_stated_at", "delivery", ["place", "path", "sha256", "stated_at"], unique=True
    )
    op.create_index("ix_delivery_sha256", "delivery", ["sha256"])


def _submissions_and_parts() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("kode_upt", sa.Text()),
        sa.Column("periode", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer()),
        sa.Column("duplicate_of", sa.Text()),
        sa.Column("ruleset", sa.Text()),
        sa.Column("run_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.ForeignKeyConstraint(["id"], ["delivery.id"], name="fk_submission_id"),
        sa.ForeignKeyConstraint(["duplicate_of"], ["submission.id"], name="fk_submission_duplicate_of"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_submission_run_id"),
    )
    op.create_index("ix_submission_kode_upt_periode", "submission", ["kode_upt", "periode"])
    op.create_index("ix_submission_state", "submission", ["state"])
    op.create_table(
        "part",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("kode_upt", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("n_rows", sa.BigInteger(), nullable=False),
        sa.Column("nihil", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "dataset", name="pk_part"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_part_submission_id"),
        sa.CheckConstraint("state in ('in_force', 'superseded', 'none')", name=op.f("ck_part_state")),
    )
    op.create_index(
        "uq_part_in_force",
        "part",
        ["kode_upt", "periode", "dataset"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("from_state", sa.Text()),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("ruleset", sa.Text()),
        sa.Column("run_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_event_submission_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_event_run_id"),
    )
    op.create_index("ix_event_submission_id", "event", ["submission_id"])
    op.execute(
        f"create trigger event_is_never_updated before update on event begin select raise(abort, '{APPEND_ONLY}'); end"
    )
    op.execute(
        f"create trigger event_is_never_deleted before delete on event begin select raise(abort, '{APPEND_ONLY}'); end"
    )


def _findings() -> None:
    op.create_table(
        "finding",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("value_hash", sa.Text()),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text()),
        sa.Column("sheet", sa.Text()),
        sa.Column("cell", sa.Text()),
        sa.Column("row", sa.BigInteger()),
        sa.Column("column", sa.Text()),
        sa.Column("field", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.Column("expected", sa.Text()),
        sa.Column("difference", sa.Text()),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "finding_id", "ordinal", name="pk_finding"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_finding_submission_id"),
    )
    op.create_index("ix_finding_rule", "finding", ["rule"])
    op.create_index("ix_finding_submission_id_severity", "finding", ["submission_id", "severity"])
    op.create_table(
        "rule_run",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("evaluated", sa.BigInteger()),
        sa.Column("passed", sa.BigInteger()),
        sa.Column("failed", sa.BigInteger()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", "rule", name="pk_rule_run"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_rule_run_submission_id"),
        sa.CheckConstraint(
            "outcome in ('passed', 'failed', 'skipped', 'inconclusive')", name=op.f("ck_rule_run_outcome")
        ),
        sqlite_with_rowid=False,
    )
