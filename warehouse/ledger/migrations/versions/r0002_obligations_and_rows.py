"""Exceptions from obligations, and the rows that findings point at."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = "exceptions are append-only: write a new one"


def upgrade() -> None:
    """Build both tables, and the triggers that keep exceptions as they are."""
    op.create_table(
        "obligation_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode_upt", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_obligation_exception"),
        sa.CheckConstraint(
            "kind in ('reopened', 'exempt', 'closed', 'revoked')", name=op.f("ck_obligation_exception_kind")
        ),
        sa.CheckConstraint(
            "(kind = 'reopened') = (until is not null)", name=op.f("ck_obligation_exception_until_when_reopened")
        ),
    )
    op.create_index("ix_obligation_exception_periode_kode_upt", "obligation_exception", ["periode", "kode_upt"])
    for what in ("update", "delete"):
        op.execute(
            f"create trigger obligation_exception_no_{what} before {what} on obligation_exception "
            f"begin select raise(abort, '{APPEND_ONLY}'); end"
        )
    op.create_table(
        "flagged_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text()),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flagged_row"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_flagged_row_submission_id"),
    )
    op.create_index("ix_flagged_row_submission_id", "flagged_row", ["submission_id"])
