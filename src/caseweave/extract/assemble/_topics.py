"""Which incident of a report each sentence, event and count belongs to.

A report that labels its cases is split by its labels; one that headings or datelines divide is read
part by part; any other from top to bottom. In a round-up every topic is a main one.
"""

from caseweave.extract.assemble._divided import parts_of
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._joined import joined
from caseweave.extract.assemble._reader import Reader
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._sections import sections
from caseweave.extract.assemble._topic import Topics

__all__ = ["Topics", "find_topics"]


def find_topics(frame: Frame, roles: Roles) -> Topics:
    """Split a report into its incidents."""
    labelled = sections(frame)
    if labelled is not None:
        return _by_sections(frame, labelled)
    parts = parts_of(frame)
    read = [Reader(frame, roles, part) for part in parts]
    found = [reader.read() for reader in read]
    return found[0] if len(found) == 1 else joined(read, found)


def _by_sections(frame: Frame, parts: tuple[int, ...]) -> Topics:
    """The incidents of a report that labels its cases: each section is one."""
    pairs = list(zip(frame.sentences, parts, strict=True))
    return Topics(
        of_sentence=parts,
        of_event={e: part for s, part in pairs for e in s.events},
        of_count={c: part for s, part in pairs for c in s.counts},
        count=max(parts) + 1,
        main=frozenset(parts),
        labelled=frozenset(parts),
    )
