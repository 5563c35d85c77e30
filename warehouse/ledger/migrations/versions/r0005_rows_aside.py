"""Rows that are put aside while the rest of a submission goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the table; until now a submission was loaded whole or not at all."""
    op.create_table(
        "faulty_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text()),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("is_aside", sa.Boolean(create_constraint=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_faulty_row"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_faulty_row_submission_id"),
    )
    op.create_index(
        "ix_faulty_row_submission_id_dataset_sheet_row",
        "faulty_row",
        ["submission_id", "dataset", "sheet", "row"],
        unique=True,
    )
