"""Drafts of who it befell: people named where the words say what happened to them.

Evidence is the name. Invariant: nobody is a victim by an arrest in a sentence that accuses, and
nobody whom the words call a suspect or an attacker.
"""

from collections.abc import Iterator
from functools import lru_cache

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import PeopleCount
from caseweave.lang import profile
from caseweave.model import NameValue

_SURE = 0.6


@lru_cache(maxsize=4)
def _lists(language: str) -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in profile(language, "actors")["victims"].items()}


def victim_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """A `victim` claim for each mention by name of somebody who was harmed or held."""
    lists = _lists(frame.report.language or "en")
    for index, count in enumerate(frame.counts):
        if count.name is None or count.modal or not _harmed(frame, count, lists):
            continue
        if _a_place(frame, count):
            continue
        yield Draft(
            topic=topics.of_count.get(index, 0),
            attribute="victim",
            value=NameValue(text=frame.words((count.start, count.end)), kind="person"),
            span=(count.start, count.end),
            extractor="people",
            confidence=_SURE,
        )


def _a_place(frame: Frame, count: PeopleCount) -> bool:
    """Whether the name is a place's, which the recogniser took for a person's."""
    span = (count.start, count.end)
    return any(overlaps(span, (p.start, p.end)) for p in frame.places if p.precision)


def _harmed(frame: Frame, count: PeopleCount, lists: dict[str, frozenset[str]]) -> bool:
    statuses = {count.status_hint, *count.hints}
    if count.population in lists["never"] or not statuses & (lists["harmed"] | lists["held"]):
        return False
    if statuses & lists["harmed"]:
        return True
    number = frame.sentence_at(count.start)
    sentence = frame.sentences[number]
    passage = frame.parsed.passages[sentence.passage]
    lemmas = {
        t.lemma_.lower()
        for t in passage.doc
        if sentence.start <= passage.offset + t.idx < sentence.end
    }
    return not lemmas & lists["accusing"]
