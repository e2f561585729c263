"""Stores to test on: a SQLite file, and a database of a throw-away PostgreSQL cluster."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.conftest import leave_out

_NUMBERS = count()


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps it."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found and shutil.which("pg_ctl") else None


def _run(command: list[str]) -> None:
    # The server refuses to run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, *command], check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL server of our own on a unix socket; its URL without a database name."""
    programs = _programs()
    if programs is None:
        leave_out("no PostgreSQL server: install postgresql")
    assert programs is not None
    root = Path(tempfile.mkdtemp(prefix="caseweave-pg-"))
    if os.geteuid() == 0:
        shutil.chown(root, "postgres", "postgres")
    data = root / "data"
    options = f"-k {root} -h '' -F"
    initdb, pg_ctl = programs / "initdb", programs / "pg_ctl"
    make = f"{initdb} -D {data} -U caseweave -A trust -E UTF8 -N".split()
    start = [*f"{pg_ctl} -D {data} -l {root / 'log'} -w start -o".split(), options]
    stop = f"{pg_ctl} -D {data} -m immediate stop".split()
    _run(make)
    _run(start)
    try:
        yield f"host={root} user=caseweave"
    finally:
        _run(stop)
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a store, on each of the two engines."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    import psycopg

    where = request.getfixturevalue("cluster")
    name = f"store{next(_NUMBERS)}"
    with psycopg.connect(f"{where} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    host, user = (part.split("=", 1)[1] for part in where.split())
    return f"postgresql://{user}@/{name}?host={host}"
