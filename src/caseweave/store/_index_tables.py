"""The tables of the index of candidates: derived from the log, and never part of it.

Under each key the mentions stand in order of time; a look-up is one place in a B-tree.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from caseweave.store._tables import metadata

state = Table("index_state", metadata, Column("code", String(64), primary_key=True))

card = Table(
    "index_card",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("report", String(80), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("card", LargeBinary, nullable=False),
    Column("profile", LargeBinary, nullable=False),
    Index("index_card_report", "report"),
)

posting = Table(
    "index_posting",
    metadata,
    Column("held", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

choice = Table(
    "index_choice",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Column("share", BigInteger, nullable=False),
    Index("index_choice_other", "other"),
    sqlite_with_rowid=False,
)

copied = Table(
    "index_copied",
    metadata,
    Column("report", String(80), primary_key=True),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

run = Table(
    "index_run",
    metadata,
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("report", String(80), primary_key=True),
    sqlite_with_rowid=False,
)

text = Table(
    "index_text",
    metadata,
    Column("report", String(80), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("told", BigInteger, nullable=False),
    Column("runs", LargeBinary, nullable=False),
    Index("index_text_told", "told"),
)

copy = Table(
    "index_copy",
    metadata,
    Column("report", String(80), primary_key=True),
    Column("other", String(80), primary_key=True),
    Column("copy", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Every table that `clear` empties; the state is kept apart.
DERIVED = (card, posting, choice, copied, run, text, copy)
