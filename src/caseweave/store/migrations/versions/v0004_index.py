"""The index of candidates and of near copies. Derived from the log; may be thrown away."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables. Written out: a migration must not change when the code does."""
    op.create_table("index_state", sa.Column("code", sa.String(64), primary_key=True))
    op.create_table(
        "index_card",
        _number("mark", primary_key=True),
        sa.Column("report", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.Column("profile", sa.LargeBinary, nullable=False),
    )
    op.create_index("index_card_report", "index_card", ["report"])
    op.create_table(
        "index_posting",
        _number("held", primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        _number("mark", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "index_choice",
        _number("mark", primary_key=True),
        _number("other", primary_key=True),
        sa.Column("day", sa.Integer, nullable=False),
        _number("share"),
        sqlite_with_rowid=False,
    )
    op.create_index("index_choice_other", "index_choice", ["other"])
    op.create_table(
        "index_copied",
        sa.Column("report", sa.String(80), primary_key=True),
        _number("mark", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "index_run",
        _number("run", primary_key=True),
        sa.Column("report", sa.String(80), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "index_text",
        sa.Column("report", sa.String(80), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        _number("told"),
        sa.Column("runs", sa.LargeBinary, nullable=False),
    )
    op.create_index("index_text_told", "index_text", ["told"])
    op.create_table(
        "index_copy",
        sa.Column("report", sa.String(80), primary_key=True),
        sa.Column("other", sa.String(80), primary_key=True),
        sa.Column("copy", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def _number(name: str, *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.BigInteger, primary_key=primary_key, nullable=False, autoincrement=False
    )
