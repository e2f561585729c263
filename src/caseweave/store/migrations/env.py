"""Alembic's entry: runs the migrations on the connection that the store opened, in one transaction.

A migration that fails, or is killed, leaves the store as it was.
"""

from alembic import context

from caseweave.store._tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
