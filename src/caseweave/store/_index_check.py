"""Whether the index agrees with the log and with itself. Looks and reports; changes nothing.

An index that is behind the log is no fault: the next fold brings it up to date by the digests of
profiles, so what matters is that digests, keys, postings and choices belong together.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from caseweave.link import InMemory, fill
from caseweave.store._check import Fault
from caseweave.store._index import IndexTables
from caseweave.store._tables import digest_of, log

_MEND = "`Store.memory(code).forget()` empties it, and the next build makes it anew"


def check_index(connection: Connection) -> Iterator[Fault]:
    """Mentions of reports that the log does not hold, and rows that follow from no profile."""
    kept = IndexTables(connection)
    digests = kept.digests()
    profiles = kept.profiles(digests)
    torn = [mark for mark, digest in digests.items() if digest_of(profiles[mark]) != digest]
    for mark in sorted(torn):
        yield _fault(f"index entry {mark}", "its profile is not that of its digest")
    if torn:
        return
    plain = InMemory()
    fill(plain, profiles.values())
    cards, wanted = kept.cards(digests), plain.cards(digests)
    reports = set(connection.execute(select(log.c.id).where(log.c.kind == "report")).scalars())
    posted: dict[int, list[tuple[int, int]]] = {}
    for mark, day, key in kept.postings():
        posted.setdefault(mark, []).append((day, key))
    chosen, right = kept.chosen(sorted(digests)), plain.chosen(sorted(digests))
    for mark in sorted(digests):
        where = f"index entry of {cards[mark].id}"
        if cards[mark].report not in reports:
            yield _fault(where, "the log does not hold its report")
        if cards[mark] != wanted.get(mark):
            yield _fault(where, "its keys are not those of its profile")
        elif posted.get(mark, []) != [(cards[mark].day, key) for key, _ in cards[mark].keys]:
            yield _fault(where, "it does not stand under its keys")
        elif chosen[mark] != right[mark]:
            yield _fault(where, "its candidates are not those that the keys give")
    for mark in sorted(posted.keys() - digests.keys()):
        yield _fault(f"index entry {mark}", "it stands under keys and has no card")


def _fault(where: str, because: str) -> Fault:
    return Fault(kind="index", where=where, because=f"{because}; {_MEND}")
