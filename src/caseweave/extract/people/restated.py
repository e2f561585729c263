"""Numbers that say anew how many the people told before are, and those that leave some of them out.

"The ministry corrected the number to 21", "the agency registered 184", "all but two". Invariant:
such a number counts people only where a figure told before is near it in size; else it is dropped.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.numbers import Number
from caseweave.extract.people.parts import read_partitive
from caseweave.lang import profile, word_sets

ESTIMATED = "estimated"
RESTATED, CORRECTING, EXCEPTED = "restated", "correcting", "excepted"
TAKEN_BACK = "taken back"
_HUMAN = 0.75
_SENTENCES_BACK = 4
# Tokens back in which the figure stands that replaces one taken back.
_REACH = 20
# Tokens before and behind a figure in which "on board" or "in all" stands.
_NEAR, _BEHIND = 5, 3
# A number more than so many times larger or smaller tells of something else.
_APART = 3
# The state of people of whom only the number in all is told.
_WHOLE = "people"
_words = word_sets("people", "restating")


def read_restated(doc: Any, number: Number) -> Draft | None:
    """The number as a figure for people told before, where the words around it say so."""
    token = doc[number.end - 1]
    if number.kind not in {"digits", "words"}:
        return None
    if _taken_back(doc, number):
        return draft(number, reference=TAKEN_BACK, definite=True, human=_HUMAN)
    if _estimated(token) and _ends(doc, number.end):
        return draft(
            number, reference=RESTATED, definite=True, hint=whole_hint(doc, number), human=_HUMAN
        )
    if _existing(token) and _ends(doc, number.end):
        return draft(number, reference=CORRECTING, definite=True, human=_HUMAN)
    if token.right_edge.i - token.i > 1:
        return None
    stated = _corrected(token) or _declared(token) or _registered(token)
    if not stated:
        return None
    return draft(
        number, reference=RESTATED, definite=True, hint=whole_hint(doc, number), human=_HUMAN
    )


def whole_hint(doc: Any, number: Number) -> str | None:
    """The state `people` where the figure is of all of them: "the number on board", "67 in all"."""
    sentence = doc[number.core].sent
    near = [
        *doc[max(sentence.start, number.start - _NEAR) : number.start],
        *doc[number.end : min(sentence.end, number.end + _BEHIND)],
    ]
    known = frozenset(profile("en", "people_bare")["figures"]["whole"])
    return _WHOLE if any(t.lower_ in known for t in near) else None


def read_excepted(doc: Any, number: Number) -> Draft | None:
    """As in "all but two of the 11", "everyone except three": those left are told."""
    words = _words("en")
    start = number.start - 2
    if start < 0 or doc[start + 1].lower_ not in words["but"]:
        return None
    if doc[start].lower_ not in words["everybody"]:
        return None
    part = read_partitive(doc, number)
    if part is None or part.of is None:
        return draft(
            number, start=start, head=start, reference=EXCEPTED, definite=True, human=_HUMAN
        )
    left = part.of - part.best
    return msgspec.structs.replace(
        part, start=start, head=start, low=left, best=left, high=left, reference="remaining"
    )


def _corrected(token: Any) -> bool:
    """As in "corrected the number to 21", "put the figure at 24"."""
    words = _words("en")
    prep = token.head
    if token.dep_ != "pobj" or prep.lower_ not in words["links"]:
        return False
    verb = prep.head
    if verb.lemma_.lower() in words["counting"] and prep.lower_ in lexicon().words["as"]:
        return True  # "whom she counts as 23"
    if verb.lemma_.lower() in words["figures"]:
        verb = verb.head
    nouns = [c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"}]
    if verb.lemma_.lower() not in words["revising"]:
        return False
    told = [n for n in nouns if n.dep_ == "dobj" and n.lower_ in words["pronouns"]]
    return any(_is_figure(n) for n in nouns) or bool(told)  # "reduced it to 22"


def _is_figure(noun: Any) -> bool:
    """A figure of nothing else: "the number", not "the number of boats"."""
    of = any(c.dep_ == "prep" and c.lower_ in lexicon().words["of"] for c in noun.children)
    return noun.lemma_.lower() in _words("en")["figures"] and not of


def _declared(token: Any) -> bool:
    """As in "the true number is 55", "it is 174"."""
    words = _words("en")
    verb = token.head
    if _said_of_it(token):
        return True
    if token.dep_ != "attr" or verb.lemma_ not in lexicon().words["be"]:
        return False
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    return any(d.lower_ in words["pronouns"] or _is_figure(d) for d in doers)


def _estimated(token: Any) -> bool:
    """As in "stood by its figure of eight"."""
    noun = (
        token.head.head
        if token.dep_ == "pobj" and token.head.lower_ in lexicon().words["of"]
        else None
    )
    return noun is not None and noun.lemma_.lower() in _words("en")["estimates"]


def _ends(doc: Any, i: int) -> bool:
    """Whether nothing is counted at token `i`: "the figure of 27 given last week", "of 113,"."""
    if i >= len(doc):
        return True
    joined = doc[i].text in {"-", "–", "/", "%"}
    return not joined and doc[i].tag_ not in {"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "HYPH", "$"}


def _taken_back(doc: Any, number: Number) -> bool:
    """As in "corrected to 30 from 32", "seven, not eight": bare, after another number."""
    i = number.start - 1
    if i < 1 or doc[i].lower_ not in _words("en")["taken_back"]:
        return False
    after = doc[number.end] if number.end < len(doc) else None
    bare = after is None or after.is_punct or after.lower_ in lexicon().words["as_after"]
    before = doc[max(doc[i].sent.start, i - _REACH) : i]
    other = any(t.like_num for t in before)
    if doc[i].lower_ in lexicon().words["from"]:
        return bare and other and doc[i - 1].like_num and _revised(before)
    return bare and other


def _revised(before: Any) -> bool:
    return any(t.lemma_.lower() in _words("en")["revising"] for t in before)


def _said_of_it(token: Any) -> bool:
    """As in "it was sixteen after all", by word order: no hour, nor a number of something."""
    doc, words, i = token.doc, _words("en"), token.i
    if (
        i < 2
        or doc[i - 1].lemma_ not in lexicon().words["be"]
        or doc[i - 2].lower_ not in words["pronouns"]
    ):
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is None or after.is_punct or after.tag_ == "RB" or after.lower_ == "after"


def _existing(token: Any) -> bool:
    """As in "there were five", after what was reported first."""
    verb = token.head
    attr = token.dep_ == "attr" and any(c.dep_ == "expl" for c in verb.children)
    # "There are fourteen, not twelve": the parser joins the two numbers.
    near = token.i > 1 and token.nbor(-1).lemma_ in lexicon().words["be"]
    if not (attr or (near and token.nbor(-2).dep_ == "expl")):
        return False
    start = token.sent.start
    first = token.doc[start - 1].sent.start if start else start
    return any(t.lower_ in _words("en")["earlier"] for t in token.doc[first : token.i])


def _registered(token: Any) -> bool:
    """As in "the agency registered 184": who keeps a list of the people gives another number."""
    verb = token.head
    told = any(c.dep_ == "nsubj" for c in verb.children)
    return token.dep_ == "dobj" and told and verb.lemma_.lower() in _words("en")["counting"]


def resolve(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, each restating one with what it restates; those that restate nothing are out."""
    found: list[PeopleCount] = []
    for count in counts:
        if count.reference == ESTIMATED:
            found.append(_as_told(found, count))
            continue
        if count.reference not in {RESTATED, CORRECTING, EXCEPTED, TAKEN_BACK}:
            found.append(count)
            continue
        told = _told_before(found, count)
        if told is None:
            if _of_uncounted(count):
                gone = count.reference == TAKEN_BACK
                found.append(
                    msgspec.structs.replace(count, reference=None, definite=False, corrected=gone)
                )
            continue
        if count.reference == CORRECTING and told.best != count.best:
            found[found.index(told)] = msgspec.structs.replace(told, corrected=True)
        if count.reference == EXCEPTED:
            found.append(_rest(count, told))
            continue
        again = _restating(count, told)
        gone = count.reference == TAKEN_BACK
        found.append(msgspec.structs.replace(again, corrected=True) if gone else again)
    return found


def _of_uncounted(count: PeopleCount) -> bool:
    """Whether a figure has the state of people told without a number (`antecedent`)."""
    state = count.status_hint
    return count.reference != EXCEPTED and state not in {None, _WHOLE} and count.hint_word == state


def _as_told(found: Sequence[PeopleCount], count: PeopleCount) -> PeopleCount:
    """Another figure with a noun, in the state of those told before: "counts eleven migrants"."""
    told = _told_before(found, count)
    plain = msgspec.structs.replace(count, reference=None)
    # Of a wreck's people some die and some are saved: a figure with a noun may be of all aboard.
    outcome = profile("en", "people")["outcomes"]["apart"]
    state = told is not None and told.status_hint not in {None, *outcome} and not told.modal
    same = told is not None and (told.population, told.of) == (count.population, None)
    if told is None or not (state and same):
        return plain
    return msgspec.structs.replace(
        plain, restates=(told.start, told.end), status_hint=told.status_hint, hints=told.hints
    )


def _told_before(found: Sequence[PeopleCount], count: PeopleCount) -> PeopleCount | None:
    """The largest fitting count of the nearest sentence before that has one."""
    parts = {span for c in found for span in c.members}
    back: list[tuple[int, int]] = []
    best: PeopleCount | None = None
    for old in reversed(found):
        if old.sentence not in back:
            if best is not None or len(back) == _SENTENCES_BACK:
                break
            back.append(old.sentence)
        # "There were seven", without more, tells less of them than the sentence before it.
        plain = old.noun is None and old.status_hint is None and not old.definite
        fits = (old.start, old.end) not in parts and not plain and _fits(count, old)
        if fits and (best is None or (old.best or 0) > (best.best or 0)):
            best = old
    return best


def _fits(count: PeopleCount, old: PeopleCount) -> bool:
    aside = old.individual or old.statistic or old.reference in {"other", "more", EXCEPTED}
    if aside or not old.best or not count.best or old.best < 2:
        return False
    if count.reference == EXCEPTED:
        return old.best > count.best
    return max(old.best, count.best) <= _APART * min(old.best, count.best)


def _restating(count: PeopleCount, told: PeopleCount) -> PeopleCount:
    """The same people with another number: noun, role and state are those told before."""
    own = count.status or count.status_hint == _WHOLE
    state = {} if own else {"status_hint": told.status_hint, "hints": told.hints}
    return msgspec.structs.replace(
        count,
        restates=(told.start, told.end),
        reference=RESTATED,
        noun=count.noun or told.noun,
        population=told.population,
        nationality=told.nationality,
        status=count.status or (None if own else told.status),
        statistic=False,
        **state,
    )


def _rest(count: PeopleCount, told: PeopleCount) -> PeopleCount:
    """Those left when the ones named are taken from the whole."""
    whole = told.best or 0
    left = whole - (count.best or 0)
    gone = whole - left
    return msgspec.structs.replace(
        count,
        low=max(0, (told.low or 0) - gone),
        best=left,
        high=None if told.high is None else told.high - gone,
        qualifier=told.qualifier,
        of=whole,
        reference="remaining",
        population=told.population,
    )
