"""What can be wrong with a store, in words: where it is, the fault, and how to mend it."""

from caseweave.model import CaseweaveError


class StoreError(CaseweaveError):
    """The store cannot be used; the text says which, why and what to do."""

    def __init__(self, where: str, fault: str, mend: str) -> None:
        self.where, self.fault, self.mend = where, fault, mend
        super().__init__(f"The store {where} {fault}. {mend}")


def from_database(where: str, error: Exception) -> StoreError:
    """The StoreError for what a database driver raised, on either engine."""
    words = str(getattr(error, "orig", error)).strip()
    for sign, fault, mend in _FAULTS:
        if sign in words.lower():
            return StoreError(where, fault, mend)
    first = words.splitlines()[0] if words else type(error).__name__
    return StoreError(
        where, f"gave an error: {first}", "Check the disk and the server, then try again."
    )


# (what the driver's message holds, the fault, the mend); the first that fits is taken.
_FAULTS = (
    (
        "database is locked",
        "is locked: another process is writing to it",
        "Wait until that build or desk has finished, or stop it, then try again.",
    ),
    (
        "lock timeout",
        "is locked: another process is writing to it",
        "Wait until that build or desk has finished, or stop it, then try again.",
    ),
    (
        "file is not a database",
        "is not a Caseweave store: the file is no SQLite database",
        "Name another file with --store, or move this one away.",
    ),
    (
        "readonly database",
        "is read-only",
        "Give yourself permission to write to the file and its folder, or copy it elsewhere.",
    ),
    (
        "read-only transaction",
        "is read-only",
        "Connect as a user who may write, or to the primary server.",
    ),
    (
        "unable to open database file",
        "cannot be opened",
        "Check that its folder exists and that you may read and write there.",
    ),
    (
        "malformed",
        "is damaged: SQLite calls its file malformed",
        "Restore it from a backup, or build a new store from the reports.",
    ),
    (
        "database or disk is full",
        "cannot grow: the disk is full",
        "Free some space, then run the command again; nothing already stored is lost.",
    ),
    (
        "does not exist",
        "does not exist on that server",
        "Create the database first (createdb NAME), or correct the URL.",
    ),
    (
        "authentication failed",
        "refused the user or password",
        "Correct them in the URL, or in the password file of the server's client.",
    ),
    (
        "permission denied",
        "does not let this user in",
        "Grant the user the right to create and write tables there.",
    ),
    (
        "connection",
        "cannot be reached",
        "Start the server, or correct host and port in the URL.",
    ),
)
