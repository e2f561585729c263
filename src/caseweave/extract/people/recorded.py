"""Figures out of records, and what a place holds: statistics, and nobody's head-count.

"Figures from the bureau show that 3,418 were sent back between May and October", "the camp hosts
2,740 people". Invariant: the words name a record and a period, or a place that holds people.
"""

from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.extract.people.totals import has_period
from caseweave.lang import profile, word_sets

_HUMAN = 0.7
# Fewer than so many, out of a record, are cases at hand; fewer in a place are a group.
_FEW, _CROWD = 10, 100
_REACH = 4
_BEHIND = 8
_KINDS = {"digits", "words"}
_words = word_sets("people_bare", "records")


def mark_recorded(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those out of records or of a place's capacity marked as statistics."""
    found = [_marked(doc, d) for d in drafts]
    busy = {i for d in found for i in range(d.start, d.end)}
    found += [
        draft(number, statistic=True, human=_HUMAN)
        for number in find_numbers(doc)
        if number.kind in _KINDS and number.start not in busy and _built(doc, number)
    ]
    return sorted(found, key=lambda d: d.start)


def _marked(doc: Any, d: Draft) -> Draft:
    ordinal = d.status is not None and d.definite and d.best > 1 and d.end - d.start > 1
    small = d.best < _FEW and not (ordinal and _is_ordinal(doc, d))
    if d.statistic or d.individual or d.of is not None or small:
        return d
    if _from_records(doc, d) or _held(doc, d) or _crowded(doc, d):
        return msgspec.structs.replace(d, statistic=True, reference=None, definite=False)
    return d


def _is_ordinal(doc: Any, d: Draft) -> bool:
    """As in "the fourth death": a number among those on record."""
    values = profile("en", "people")["ordinal_values"]
    return any(t.lower_ in values or t.lower_[:-2].isdigit() for t in doc[d.start : d.end])


def _from_records(doc: Any, d: Draft) -> bool:
    """Whether the sentence names a record and a period: "going by the group's records, in 2024"."""
    sentence = doc[d.head].sent
    if not has_period(sentence.text):
        return False
    if d.definite and not _is_ordinal(doc, d):
        return False
    words = _words("en")
    named = any(t.lemma_.lower() in words["records"] and t.pos_ == "NOUN" for t in sentence)
    total = [t.lower_ for t in doc[max(0, d.start - 2) : d.start]]
    return named or (total[-1:] == ["of"] and total[:1] != [] and total[0] in words["totals"])


def _held(doc: Any, d: Draft) -> bool:
    """As in "the prison holds 612 people": how many a place has, by a present tense."""
    if d.best < _CROWD or d.start < 2:
        return False
    # By word order: a headline's "hosts" passes for a noun.
    words, verb, subject = _words("en"), doc[d.start - 1], doc[d.start - 2]
    holds = {verb.lemma_.lower(), verb.lower_.removesuffix("s")} & words["holding"]
    present = verb.tag_ in {"VBZ", "VBP", "NNS"}
    return bool(holds) and present and subject.lemma_.lower() in words["places"]


def _crowded(doc: Any, d: Draft) -> bool:
    """As in "1,100 inmates in a building for 600": how many a place has, beside its room."""
    behind = doc[d.end : d.end + _BEHIND]
    if d.best < _CROWD or len(behind) < _REACH or behind[0].lower_ not in _words("en")["inside"]:
        return False
    return any(
        number.kind in _KINDS and number.start > d.end and _built(doc, number)
        for number in find_numbers(doc)
        if number.start < d.end + _BEHIND
    )


def _built(doc: Any, number: Number) -> bool:
    """As in "was built for 380", "a capacity of 1,500": no people, and nothing else either."""
    words, i = _words("en"), number.start - 1
    if i < 1 or rejected(doc, number) or doc[i].lower_ not in words["for"] or number.best < _FEW:
        return False
    counted = read_noun(doc, number.end)
    before = {t.lemma_.lower() for t in doc[max(0, i - _REACH) : i]}
    return bool(before & words["built"]) and (counted is not None or number.end >= len(doc))
