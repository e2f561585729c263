"""Numbers said of people in so many words: "we were 23", "the number of those killed is now 33".

Invariant: the words name the people, by a pronoun, by "the number of", or by a list of names.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon, person
from caseweave.extract.people.nouns import Counted, read_noun
from caseweave.extract.people.numbers import Number
from caseweave.extract.people.placed import placed
from caseweave.extract.people.restated import RESTATED
from caseweave.extract.people.surroundings import kind_told
from caseweave.lang import profile, word_sets

_HUMAN, _LISTED = 0.8, 0.75
_SUBJECTS = {"nsubj", "nsubjpass"}
_CLIMB, _NEAR = 4, 6
_PART = "included"
_words = word_sets("people", "stated")


@lru_cache(maxsize=4)
def _lists(language: str) -> tuple[frozenset[str], frozenset[str]]:
    table = profile(language, "people")["restating"]
    return frozenset(table["named"]), frozenset(table["listing"])


def read_stated(doc: Any, number: Number) -> Draft | None:
    """The number where the words around it say that it is people's, else None."""
    if number.kind not in {"digits", "words", "one", "vague"}:
        return None
    return next((found for read in _READERS if (found := read(doc, number)) is not None), None)


def _living(doc: Any, number: Number) -> Draft | None:
    """As in "65 living and three dead": those alive, told beside the dead."""
    tail = doc[number.end : number.end + 5]
    if len(tail) < 3 or tail[0].lower_ not in _words("en")["living"]:
        return None
    if not (tail[1].is_punct or tail[1].pos_ == "CCONJ"):
        return None
    beside = any(t.lower_ in _words("en")["dead"] for t in tail[2:])
    return draft(number, end=number.end + 1, status="rescued", human=_HUMAN) if beside else None


def _in_group(doc: Any, number: Number) -> Draft | None:
    """As in "there were between five and seven in the party", "there were 40 on board"."""
    i, after = number.start - 1, [t.lower_ for t in doc[number.end : number.end + 3]]
    if i < 1 or number.best < 2 or doc[i].lemma_ not in lexicon().words["be"] or len(after) < 2:
        return None
    aboard = after[0] in lexicon().words["aboard"] or after[:2] == ["on", "board"]
    group = len(after) > 2 and after[0] == "in" and after[2] in lexicon().collectives
    if not (aboard or group) or doc[i - 1].dep_ != "expl":
        return None
    people = Counted(end=number.end, head=number.end - 1, person=Person(lemma="person"))
    return draft(number, noun=people, human=_HUMAN)


def _of_pronoun(doc: Any, number: Number) -> Draft | None:
    """As in "we were twenty-three", and no more words to the number."""
    token = doc[number.end - 1]
    if token.dep_ != "attr" or token.head.lemma_ not in lexicon().words["be"] or number.best < 2:
        return None
    doers = [c.lower_ for c in token.head.children if c.dep_ == "nsubj"]
    after = doc[number.end] if number.end < len(doc) else None
    ends = after is None or after.is_punct or after.pos_ in {"CCONJ", "ADP"}
    if not ends or not any(d in _words("en")["pronouns"] for d in doers):
        return None
    people = Counted(end=number.end, head=token.i, person=Person(lemma="person"))
    return draft(number, noun=people, definite=True, human=_HUMAN)


def _of_sort(doc: Any, number: Number) -> Draft | None:
    """As in "six are men and two are children", by word order, which the parser loses."""
    be, noun = (doc[i] if i < len(doc) else None for i in (number.end, number.end + 1))
    if number.kind == "one":
        return _one_of_sort(doc, number)
    if (
        be is None
        or noun is None
        or be.lemma_ not in lexicon().words["be"]
        or noun.tag_ != "NNS"
        or number.best < 2
    ):
        return None
    known = person(noun.lower_, noun.lemma_.lower())
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    ends = after is None or after.is_punct or after.pos_ == "CCONJ"
    if known is None or known.group is None or not ends:
        return None
    people = Counted(end=number.end, head=number.end - 1, person=known)
    return draft(number, noun=people, human=_HUMAN)


def _one_of_sort(doc: Any, number: Number) -> Draft | None:
    """As in "and one is a boy of 14": one of those told just before."""
    tail = doc[number.end : number.end + 4]
    if len(tail) < 3 or tail[0].lemma_ not in lexicon().words["be"]:
        return None
    if tail[1].lower_ not in lexicon().words["articles"]:
        return None
    noun = next((t for t in tail[2:] if t.tag_ == "NN"), None)
    known = person(noun.lower_, noun.lemma_.lower()) if noun is not None else None
    told = any(t.like_num and t.i < number.start for t in doc[number.start].sent)
    if known is None or known.group is None or not told:
        return None
    people = Counted(end=number.end, head=number.end - 1, person=known)
    return draft(number, noun=people, reference=_PART, human=_HUMAN)


def _of_names(doc: Any, number: Number) -> Draft | None:
    """As in "the register carries nineteen names": another number for people told before."""
    named, listing = _lists("en")
    if number.end >= len(doc) or doc[number.end].lemma_.lower() not in named:
        return None
    noun = doc[number.end]
    held = noun.dep_ == "dobj" and noun.head.lemma_.lower() in listing
    # "On it are 38 names", "there are 38 names on the list".
    stand = noun.dep_ in {"attr", "nsubj"} and noun.head.lemma_ in lexicon().words["be"]
    if not (held or stand) or number.best < 2:
        return None
    return draft(
        number, end=number.end + 1, head=noun.i, reference=RESTATED, definite=True, human=_LISTED
    )


def _of_number(doc: Any, number: Number) -> Draft | None:
    """As in "put the number taken in at 17", "the number of people known to have died is 33"."""
    token, words = doc[number.end - 1], _words("en")
    counted = next((n for n in _said_of(token) if n.lemma_.lower() in words["figures"]), None)
    if counted is None:
        return None
    people = [
        o for c in counted.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"
    ]
    known = next((p for o in people if (p := person(o.lower_, o.lemma_.lower()))), None)
    if people and known is None and people[0].lower_ not in lexicon().words["those"]:
        return None
    status = known.status if known is not None else None
    status = status or next((x for t in (*people, counted) if (x := _state(t)) is not None), None)
    if status is None and known is None:
        return None
    noun = Counted(end=number.end, head=token.i, person=known) if known is not None else None
    return draft(number, noun=noun, status=status, human=_HUMAN)


def _of_state(doc: Any, number: Number) -> Draft | None:
    """As in "she put the wounded at seven", "has raised the dead to 40", by word order."""
    i = number.start - 1
    if i < 2 or doc[i].lower_ not in _words("en")["links"]:
        return None
    noun, article = doc[i - 1], doc[i - 2]
    after = doc[number.end] if number.end < len(doc) else None
    ends = after is None or after.is_punct or after.pos_ in {"CCONJ", "SCONJ"}
    revising = profile("en", "people")["restating"]["revising"]
    before = doc[max(doc[i].sent.start, i - _NEAR) : i - 2]
    revised = any(t.lemma_.lower() in revising for t in before)
    if not (ends and revised and article.lower_ in lexicon().words["the"]):
        return None
    known = lexicon().persons.get(noun.lower_)
    status = lexicon().predicates.get(noun.lower_) or (known.status if known is not None else None)
    return draft(number, status=status, human=_HUMAN) if status is not None else None


def _as_number(doc: Any, number: Number) -> Draft | None:
    """As in "gave 26 as the number kidnapped", by word order."""
    tail = doc[number.end : number.end + 5]
    if len(tail) < 4 or tail[0].lower_ not in _words("en")["links"]:
        return None
    if tail[2].lemma_.lower() not in _words("en")["figures"]:
        return None
    status = next((s for t in tail[3:] if (s := lexicon().predicates.get(t.lower_))), None)
    return draft(number, status=status, human=_HUMAN) if status is not None else None


def _for_those(doc: Any, number: Number) -> Draft | None:
    """As in "gave us the figure of 16 for those killed", by word order."""
    tail = [t.lower_ for t in doc[number.end : number.end + 3]]
    if len(tail) < 3 or number.start < 2 or tail[0] not in lexicon().words["for"]:
        return None
    figure = doc[number.start - 2].lemma_.lower() in _words("en")["figures"]
    told = doc[number.start - 1].lower_ in lexicon().words["of"]
    if not (figure and told) or tail[1] not in lexicon().words["those"]:
        return None
    status = lexicon().predicates.get(tail[2])
    return draft(number, status=status, human=_HUMAN) if status is not None else None


def _without_trace(doc: Any, number: Number) -> Draft | None:
    """As in "we are short of four", "of the other three nothing is known"."""
    token = doc[number.end - 1]
    counted = read_noun(doc, number.end)
    if token.dep_ != "pobj" or counted is None or counted.person is not None:
        return None
    hints = status_hints(token)
    if not hints or hints[0].status != "missing":
        return None
    before = {t.lower_ for t in doc[max(0, number.start - 2) : number.start]}
    definite = bool(before & lexicon().words["definite"])
    left = (lexicon().reference.get(w) for w in before)
    other = next((r for r in left if r is not None), None)
    return draft(number, noun=counted, definite=definite, reference=other, human=_LISTED)


def _state(token: Any) -> str | None:
    """What a participle or clause on the noun says of it, also "known to have lost their lives"."""
    for clause in token.rights:
        if clause.dep_ == "prep" and (held := placed(clause, lexicon())):
            return held[0].status  # "the number of those still in captivity"
        if clause.dep_ not in {"acl", "relcl"}:
            continue
        for child in clause.children:
            if child.dep_ == "xcomp" and clause.lemma_.lower() in lexicon().words["known"]:
                plain = lexicon().subject_verbs.get(child.lemma_.lower())
                told = kind_told(child, "subject")
                return plain or (told.status if told is not None else None)
        hints = status_hints(token)
        return hints[0].status if hints and not hints[0].modal else None
    return None


def _said_of(token: Any) -> list[Any]:
    """The nouns that a verb of figures is said of, above the number: subjects and objects."""
    prep = token.head
    if token.dep_ == "attr" and prep.lemma_ in lexicon().words["be"]:
        return [c for c in prep.children if c.dep_ in _SUBJECTS]
    if token.dep_ == "dobj" and prep.lemma_.lower() in lexicon().words["toll_verbs"]:
        return [c for c in prep.children if c.dep_ in _SUBJECTS]  # "has reached 26"
    if token.dep_ != "pobj" or prep.lower_ not in _words("en")["links"]:
        return []
    above, found = prep.head, []
    for _ in range(_CLIMB):
        if above.pos_ in {"VERB", "AUX"}:
            found += [c for c in above.children if c.dep_ in _SUBJECTS | {"dobj"}]
        elif above.lemma_.lower() in _words("en")["figures"]:
            found.append(above)
        if above.head is above:
            break
        above = above.head
    return found


# In this order: the first that reads the number wins.
_READERS = (
    _living,
    _in_group,
    _of_pronoun,
    _of_sort,
    _of_names,
    _of_number,
    _of_state,
    _as_number,
    _for_those,
    _without_trace,
)
