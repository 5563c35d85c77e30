"""Run by Alembic: migrates the connection that :mod:`warehouse.ledger.migration` hands over, in its transaction."""

from alembic import context

from warehouse.ledger.schema import metadata

# SQLite alters a table by copying it (batch); its DDL is transactional, so a crash half way leaves nothing.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
