"""Alembic's part of the ledger: how an older one becomes the present one."""
