"""Alembic migrations of the store, run when an older store is opened."""
