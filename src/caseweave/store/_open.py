"""Open a store by file name or URL. SQLite is the default; PostgreSQL by its URL.

The SQLite file is created for its owner alone (0600) before a byte is written to it; its WAL and
shared-memory files take the same mode.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from caseweave.store._errors import StoreError, from_database
from caseweave.store._migrate import HEAD, bring_up_to_date, check_usable, condition
from caseweave.store._store import Store

# How long to wait for another writer before saying that the store is locked.
PATIENCE_SECONDS = 10.0


def open_store(place: str | Path, *, create: bool = True, patience: float | None = None) -> Store:
    """The store at `place`: a file name, `sqlite:///FILE` or `postgresql://HOST/NAME`.

    `create`: make it where there is none (else that is a StoreError). `patience`: seconds to
    wait for a lock. Raises StoreError, whose text says what, where and how to mend it.
    """
    wait = PATIENCE_SECONDS if patience is None else patience
    url = _url(str(place))
    where = _shown(url)
    if url.get_backend_name() == "sqlite":
        _prepare_file(url, where, create=create)
    engine = _engine(url, where, wait)
    try:
        with engine.connect() as connection:
            found = condition(connection)
        check_usable(found, where)
        if found.version is None and not create:
            raise _missing(where)
        if found.version != HEAD:
            with _writer(engine) as connection, connection.begin():
                bring_up_to_date(connection, where)
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise from_database(where, error) from error
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, where)


def _writer(engine: Engine) -> Connection:
    return engine.connect().execution_options(caseweave_writes=True)


def _url(place: str) -> URL:
    if not place.strip():
        raise StoreError(place, "has no name", "Write a file name or postgresql://HOST/NAME.")
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise StoreError(
            place, "is no URL of a database", "Write a file name or postgresql://HOST/NAME."
        ) from error
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(
            _shown(url),
            f"is of a kind that is not supported ({url.get_backend_name()})",
            "Use a SQLite file or a PostgreSQL database.",
        )
    return url


def _shown(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or "(in memory)"
    return url.render_as_string(hide_password=True)


def _prepare_file(url: URL, where: str, *, create: bool) -> None:
    if not url.database or url.database == ":memory:" or "uri" in url.query:
        return
    path = Path(url.database)
    if path.is_dir():
        raise StoreError(where, "is a folder", "Name a file, such as caseweave.db in that folder.")
    if path.exists():
        return
    if not create:
        raise _missing(where)
    try:
        # Whoever comes second finds the file there: that is no fault.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            where,
            f"cannot be created ({(error.strerror or 'no reason given').lower()})",
            "Check that its folder exists and that you may write there.",
        ) from error


def _missing(where: str) -> StoreError:
    return StoreError(
        where,
        "does not exist yet",
        "Run `caseweave build FOLDER` first, or name the right one with --store.",
    )


def _engine(url: URL, where: str, wait: float) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, wait)
        return _postgres(url, wait)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            where,
            "needs a driver that is not installed",
            "Run `pip install 'psycopg[binary]'`, or use a SQLite file.",
        ) from error


def _sqlite(url: URL, wait: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait})

    # The driver's own transactions start too late (at the first write): we begin them ourselves,
    # as writers where we write, so that two builds queue up instead of failing half-way.
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(wait * 1000)}")
        if not _is_foreign(cursor):
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("caseweave_alone", False):
            return
        writes = options.get("caseweave_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _is_foreign(cursor: Any) -> bool:
    # A file of another program is left as it is: WAL is set on an empty file or on our own only.
    tables = {row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    return bool(tables) and "caseweave_version" not in tables


def _postgres(url: URL, wait: float) -> Engine:
    options = f"-c lock_timeout={int(wait * 1000)}"
    return create_engine(url, connect_args={"options": options, "connect_timeout": 10})
