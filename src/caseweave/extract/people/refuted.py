"""Figures that the report itself takes back: "reported a disaster with 45 dead; this is incorrect".

Invariant: "this is false" takes a figure back in the report's own words only; a speaker's is a
denial and is read where statements are. What anybody calls a false figure nobody asserts.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import Parsed, PeopleCount, Span
from caseweave.extract.people.lexicon import lexicon
from caseweave.lang import word_sets

_COUNTING = {"quantmod", "nummod"}
_QUOTES = set('"“”„«»')
_words = word_sets("people", "refuted")


def take_back(parsed: Parsed, counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, those in a clause that the report calls false marked as corrected."""
    spans = [s for p in parsed.passages for s in _refuted(p.doc, p.offset)]
    return [
        msgspec.structs.replace(c, corrected=True)
        if any(a <= c.start < b for a, b in spans) and not c.statistic
        else c
        for c in counts
    ]


def _refuted(doc: Any, offset: int) -> list[Span]:
    """Spans of the clause or sentence before "this is false", "which is not true"."""
    found: list[Span] = []
    before: Span | None = None
    for sentence in doc.sents:
        span = (offset + sentence.start_char, offset + sentence.end_char)
        judged = next((t for t in sentence if _judges(t)), None)
        if judged is not None and not _spoken(sentence, judged):
            subject = min(c.i for c in judged.head.children if c.dep_ == "nsubj")
            if subject > sentence.start + 1:
                found.append((span[0], offset + sentence.doc[subject].idx))
            elif before is not None:
                found.append(before)
        found += [_of(t, offset) for t in sentence if _false_figures(t)]
        before = span
    return found


def _false_figures(noun: Any) -> bool:
    """As in "fanciful tolls of 20", "reports of 20 dead are false": whoever says so denies them."""
    words = _words("en")
    if noun.lemma_.lower() not in words["figures"]:
        return False
    if any(c.lower_ in words["made_up"] for c in noun.lefts if c.dep_ == "amod"):
        return True
    subject = noun
    while subject.dep_ in _COUNTING:
        subject = subject.head  # "reports of 40 dead": the parser hangs "reports" on the number
    if subject.dep_ != "nsubj" or subject.head.lemma_ not in lexicon().words["be"]:
        return False
    denied = any(c.dep_ == "neg" for c in subject.head.children)
    said = {c.lower_ for c in subject.head.rights if c.dep_ in {"acomp", "attr"}}
    return bool(said & (words["true"] if denied else words["false"] | words["made_up"]))


def _of(noun: Any, offset: int) -> Span:
    """The span of a noun with all that hangs on it, up to the verb of its sentence."""
    last, verb = noun.right_edge, noun.sent.root
    end = verb.idx if verb.i > last.i else last.idx + len(last.text)
    return offset + noun.left_edge.idx, offset + end


def _spoken(sentence: Any, judged: Any) -> bool:
    """Whether the judgement is somebody else's: quoted, or followed by a verb of saying."""
    speaking = lexicon().words["speaking"]
    return any(
        t.text in _QUOTES or (t.i > judged.i and t.lemma_.lower() in speaking) for t in sentence
    )


def _judges(token: Any) -> bool:
    """Whether the token is the predicate of "this is incorrect" or "that was not true"."""
    if token.dep_ not in {"acomp", "attr"} or token.head.lemma_ not in lexicon().words["be"]:
        return False
    words, verb = _words("en"), token.head
    pointing = [c for c in verb.children if c.dep_ == "nsubj"]
    if not any(c.lower_ in words["pointing"] for c in pointing):
        return False
    denied = any(c.dep_ == "neg" for c in verb.children)
    return token.lower_ in words["true" if denied else "false"]
