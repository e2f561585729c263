"""One person who died or was hurt by their own hand: "killed his wife and himself", "shot himself".

Told of somebody whom no other words count so. Invariant: only what the words call a death is one;
"turned the gun on himself" does not say that anybody died.
"""

from collections.abc import Iterator
from typing import Any

from caseweave.extract.factuality import factuality
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.surroundings import is_idiom
from caseweave.extract.syntax import subjects
from caseweave.lang import word_sets

_SURE = 0.7
_CLIMB = 4
# How an object hangs on its verb, where the parser loses it at the end of a list too.
_OBJECTS = {"dobj", "conj", "appos", "dep", "npadvmod", "punct"}
_UNDERGOING = {"dobj", "conj", "appos", "pobj"}
_TITLE = 25


def find_own_hand(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """What people did to themselves in one passage, outside the drafts, not of anybody in them."""
    busy = {i for d in drafts for i in range(d.start, d.end)}
    words = frozenset().union(*(_words("en")[k] for k in ("reflexives", "lives", "suicides")))
    if not any(t.lower_ in words for t in doc):
        return []
    dead = {d.head for d in drafts if any(h.status == "dead" for h in status_hints(doc[d.head]))}
    found: list[Draft] = []
    for token in doc:
        verb = _verb_of_death(token) if token.lower_ in words and token.i not in busy else None
        told = verb is not None and (factuality(verb) == "happened" or _titled(verb))
        if told and not _counted(verb, dead) and all(f.head != token.i for f in found):
            found.append(_draft(token, "dead", beside=any(doc[h].sent == token.sent for h in dead)))
        elif verb is None and token.lower_ in _words("en")["reflexives"] and token.i not in busy:
            found.extend(_hurt(token, drafts))
    return found


def _hurt(token: Any, drafts: list[Draft]) -> Iterator[Draft]:
    """As in "hitting himself and his cousin": hurt, of somebody not counted as hurt already."""
    verb = _governor(token)
    if verb is None or lexicon().object_verbs.get(verb.lemma_.lower()) != "injured":
        return
    told = factuality(verb) == "happened" or _titled(verb)
    doc = token.doc
    near = [d for d in drafts if doc[d.head].sent == token.sent]
    hurt = {d.head for d in near if any(h.status == "injured" for h in status_hints(doc[d.head]))}
    others = {h for h in hurt if doc[h].dep_ in _UNDERGOING or h > token.i}
    # "Teen critical after shooting himself": whoever else is hurt here may be who did it.
    if told and hurt == others and not is_idiom(verb):
        yield _draft(token, "injured", beside=any(h < token.i for h in hurt))


def _draft(token: Any, status: str, *, beside: bool) -> Draft:
    """`beside`: the sentence tells of others so; else it may be the one told elsewhere."""
    return Draft(
        start=token.i,
        end=token.i + 1,
        head=token.i,
        low=1,
        best=1,
        high=1,
        status=status,
        individual=True,
        definite=not beside,
        reference="more" if beside else None,
        human=_SURE,
    )


_words = word_sets("people", "own_hand")


def _verb_of_death(token: Any) -> Any | None:
    """The verb that tells of a death by one's own hand, where `token` is its object."""
    words, lower = _words("en"), token.lower_
    verb = _governor(token)
    if verb is None:
        return None
    if lower in words["reflexives"] and _kills(verb):
        return verb
    own = any(c.lower_ in lexicon().words["own"] for c in token.children) or (
        token.i > 0 and token.nbor(-1).lower_ in lexicon().words["own"]
    )
    if lower in words["lives"] and own and verb.lemma_.lower() in words["taking"]:
        return verb
    named = lower in words["suicides"] and verb.lemma_.lower() in words["committing"]
    return verb if named else None


def _titled(verb: Any) -> bool:
    """A title tells in the present what happened: "Man kills wife, self"."""
    said = [c for c in verb.children if c.dep_ in {"aux", "neg", "mark"}]
    title = len(verb.sent) < _TITLE and not verb.sent[-1].is_punct
    return verb.tag_ == "VBZ" and title and not said


def _governor(token: Any) -> Any | None:
    """The verb above an object, through what it is coordinated with or appended to."""
    for _ in range(_CLIMB):
        if token.i == 0 or token.head == token:
            return None
        link, token = token.dep_, token.head
        if token.pos_ == "VERB":
            return token if link in _OBJECTS else None
    return None


def _kills(verb: Any) -> bool:
    """Whether the verb, or one coordinated with it, tells of a death ("shot and killed")."""
    if any(c.lower_ in lexicon().words["fatal"] for c in verb.children):
        return True
    if any(c.lower_ == "dead" for c in verb.children):
        return True
    chain = [verb, *(c for c in verb.children if c.dep_ == "conj")]
    return any(lexicon().object_verbs.get(v.lemma_.lower()) == "dead" for v in chain)


def _counted(verb: Any, dead: set[int]) -> bool:
    """Whether the one who does it is counted among the dead already."""
    return any(s.i in dead for s in subjects(verb))
