"""Bring a store to this program's version, or say why it cannot be used.

Invariant: a store is either of a known version or untouched; foreign databases are never written.
"""

import msgspec
from sqlalchemy import Connection, inspect, text

from caseweave.store._errors import StoreError
from caseweave.store._tables import VERSION_TABLE

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")


class Condition(msgspec.Struct, frozen=True):
    """What stands in a database: `version` None and `empty` False is somebody else's."""

    version: str | None
    empty: bool


def condition(connection: Connection) -> Condition:
    """Look, without changing anything."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        return Condition(None, empty=not tables)
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return Condition(found, empty=found is None)


def bring_up_to_date(connection: Connection, where: str) -> None:
    """Create or migrate the tables within the caller's transaction.

    Raises StoreError for a foreign database and for a store of a newer program.
    """
    found = condition(connection)
    check_usable(found, where)
    if found.version != HEAD:
        _upgrade(connection)


def check_usable(found: Condition, where: str) -> None:
    """Raise StoreError unless this is an empty database or a store of a known version."""
    if found.version is not None and found.version not in KNOWN:
        raise StoreError(
            where,
            f"was written by a newer Caseweave (its version is {found.version}, "
            f"this program knows {HEAD})",
            "Install the newer Caseweave, or name another store with --store.",
        )
    if found.version is None and not found.empty:
        raise StoreError(
            where,
            "is not a Caseweave store: it holds other tables",
            "Name another file or an empty database with --store.",
        )


def _upgrade(connection: Connection) -> None:
    # Loaded here, as nearly every store that is opened needs no migration.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "caseweave.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
