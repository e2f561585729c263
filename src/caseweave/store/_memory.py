"""What was worked out before, kept beside the log: disposable, and no part of what the store says.

Invariant: rows of another program's code are never read, and nothing here is ever evidence; to
empty the table loses time alone.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, insert, select

from caseweave.store._index_tables import DERIVED
from caseweave.store._tables import metadata, raw

Connecting = Callable[[], AbstractContextManager[Connection]]

memory = Table(
    "memory",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# Of these only the newest result is worth keeping: it is of everything at once.
_OF_ALL = ("copies", "linking")
# Asked for one by one, again and again while a store stays open: kept here up to so many bytes.
_ONE_BY_ONE = "incident"
_MOST_BYTES = 64_000_000
# Variables of one statement: SQLite of old takes no more than 999.
_AT_ONCE = 400


class Remembered:
    """One program's memory in a store; `code` names the program and all that it depends on.

    What is kept is written by `flush`, in one transaction; until then it is recalled from here.
    """

    def __init__(self, reading: Connecting, writing: Connecting, code: str) -> None:
        self._reading = reading
        self._writing = writing
        self._code = code
        self._new: dict[tuple[str, str], bytes] = {}
        self._kept: dict[str, bytes] = {}
        self._bytes = 0

    def recall(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Those of the keys that are known."""
        found = {key: self._new[kind, key] for key in keys if (kind, key) in self._new}
        if kind == _ONE_BY_ONE:
            found |= {key: self._kept[key] for key in keys if key in self._kept}
        wanted = sorted(set(keys) - set(found))
        with self._reading() as connection:
            for first in range(0, len(wanted), _AT_ONCE):
                query = select(memory.c.key, memory.c.payload).where(
                    memory.c.code == self._code,
                    memory.c.kind == kind,
                    memory.c.key.in_(wanted[first : first + _AT_ONCE]),
                )
                found |= {key: raw(payload) for key, payload in connection.execute(query)}
        if kind == _ONE_BY_ONE and self._bytes < _MOST_BYTES:
            self._bytes += sum(len(found[key]) for key in found.keys() - self._kept.keys())
            self._kept |= found
        return found

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        """Remember these; what stood under a key is replaced."""
        self._new.update({(kind, key): payload for key, payload in found.items()})

    def flush(self) -> None:
        """Write what is new; drop what another program kept, and earlier results of everything."""
        if not self._new:
            return
        with self._writing() as connection:
            connection.execute(delete(memory).where(memory.c.code != self._code))
            anew = sorted({kind for kind, _ in self._new} & set(_OF_ALL))
            connection.execute(delete(memory).where(memory.c.kind.in_(anew)))
            for kind, key in sorted(self._new):
                connection.execute(
                    delete(memory).where(
                        memory.c.code == self._code, memory.c.kind == kind, memory.c.key == key
                    )
                )
            rows = [
                {"code": self._code, "kind": kind, "key": key, "payload": payload}
                for (kind, key), payload in sorted(self._new.items())
            ]
            connection.execute(insert(memory), rows)
        self._new.clear()

    def drop(self) -> None:
        """Let go of what is new and not written."""
        self._new.clear()

    def forget(self) -> None:
        """Empty the memory, and the index too, as after a source was removed from the store."""
        self._new.clear()
        self._kept.clear()
        self._bytes = 0
        with self._writing() as connection:
            for table in (memory, *DERIVED):
                connection.execute(delete(table))
