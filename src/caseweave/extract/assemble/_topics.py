"""Which incident of a report each sentence, event and count belongs to.

A report that labels its cases is split by its labels; one that headings or datelines divide is read
part by part; any other from top to bottom. In a round-up every topic is a main one.
"""

from caseweave.extract.assemble._divided import parts_of
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._joined import joined
from caseweave.extract.assemble._otherness import Otherness
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
    """The incidents of a report that labels its cases: each section is one.

    What a sentence sets beside its case ("not the group that was ...") is one more.
    """
    pairs = list(zip(frame.sentences, parts, strict=True))
    of_event = {e: part for s, part in pairs for e in s.events}
    of_count = {c: part for s, part in pairs for c in s.counts}
    key = max(parts) + 1
    apart = Otherness(frame)
    for sentence in frame.sentences:
        at = apart.beside_at(sentence)
        if at is None:
            continue
        events = [e for e in sentence.events if frame.events[e].start >= at]
        counts = [c for c in sentence.counts if frame.counts[c].start >= at]
        of_event |= dict.fromkeys(events, key)
        of_count |= dict.fromkeys(counts, key)
        key += bool(events or counts)
    return Topics(
        of_sentence=parts,
        of_event=of_event,
        of_count=of_count,
        count=key,
        main=frozenset(parts),
        labelled=frozenset(range(key)),
    )
