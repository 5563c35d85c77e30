"""What people decide, the verdict of the last judging, predecessors, and when a finding was met first."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = "decisions are append-only: write a new one"

VERDICTS = {"PUBLISHED": "accepted", "SUPERSEDED": "accepted", "RETURNED": "returned", "REJECTED": "rejected"}
"""What the last judging must have been, of submissions judged before verdicts were kept; FAILED ones are read anew."""


def upgrade() -> None:
    """Build both tables and columns, and fill in what the ledger knows already."""
    _decisions()
    # Added in place: SQLite would copy a whole table to alter it otherwise, and others refer to this one.
    op.execute("alter table submission add column verdict text")
    link = "constraint fk_submission_predecessor references submission (id)"
    op.execute(f"alter table submission add column predecessor text {link}")
    submission = sa.table("submission", sa.column("state"), sa.column("verdict"))
    for state, verdict in VERDICTS.items():
        op.execute(submission.update().where(submission.c.state == state).values(verdict=verdict))
    _first_sights()


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("kode_upt", sa.Text()),
        sa.Column("periode", sa.Text()),
        sa.Column("finding_id", sa.Text()),
        sa.Column("value_hash", sa.Text()),
        sa.Column("rule", sa.Text()),
        sa.Column("dataset", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text()),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("expires_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_decision_submission_id"),
        sa.CheckConstraint(
            "kind in ('confirm', 'waive_request', 'waive_approve', 'approve', 'return', 'withdraw', 'forget')",
            name=op.f("ck_decision_kind"),
        ),
        sa.CheckConstraint(
            "(kind in ('confirm', 'waive_request', 'waive_approve')) = (finding_id is not null)",
            name=op.f("ck_decision_finding_answered"),
        ),
        sa.CheckConstraint(
            "(kind in ('waive_request', 'waive_approve')) = (expires_on is not null)",
            name=op.f("ck_decision_waiver_expires"),
        ),
    )
    op.create_index("ix_decision_submission_id", "decision", ["submission_id"])
    op.create_index("ix_decision_finding_id", "decision", ["finding_id"])
    for what in ("update", "delete"):
        op.execute(
            f"create trigger decision_no_{what} before {what} on decision "
            f"begin select raise(abort, '{APPEND_ONLY}'); end"
        )


def _first_sights() -> None:
    op.create_table(
        "first_sight",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("finding_id", name="pk_first_sight"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_first_sight_submission_id"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "insert into first_sight (finding_id, at, submission_id) "
        "select finding_id, received_at, submission_id from ("
        "select f.finding_id, d.received_at, f.submission_id, "
        "row_number() over (partition by f.finding_id order by d.received_at, d.sha256, d.id) as place "
        "from finding as f join delivery as d on d.id = f.submission_id) as seen where place = 1"
    )
