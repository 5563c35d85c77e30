"""Rulesets part by part, which of them judged each submission, and shadow verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Build the tables. By which rules earlier submissions were judged is known, but not what those rules were."""
    op.create_table(
        "ruleset",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ruleset"),
    )
    op.create_table(
        "ruleset_part",
        sa.Column("ruleset", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text()),
        sa.Column("valid_from", sa.Text()),
        sa.Column("valid_to", sa.Text()),
        sa.PrimaryKeyConstraint("ruleset", "name", name="pk_ruleset_part"),
        sa.ForeignKeyConstraint(["ruleset"], ["ruleset.id"], name="fk_ruleset_part_ruleset"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "judging",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("ruleset", sa.Text(), nullable=False),
        sa.Column("compared_with", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name="pk_judging"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_judging_submission_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_judging_compared_with", "judging", ["compared_with"])
    op.create_table(
        "shadow_verdict",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("ruleset", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name="pk_shadow_verdict"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_shadow_verdict_submission_id"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_shadow_verdict_run_id"),
    )
    op.execute(
        "insert into judging (submission_id, ruleset, compared_with) "
        "select id, ruleset, ruleset from submission where ruleset is not null and verdict is not null"
    )
