"""One person told without a number: "a teenager", "his wife", "another man", a named victim.

Such phrases are plentiful and few of them count the incident's people, so each is marked
`individual` with a low `human`. Invariant: never inside a span that carries a number.
"""

from typing import Any

from caseweave.extract.people.ages import ADULT, INFANT_YEARS
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon, person
from caseweave.extract.people.nouns import Counted, read_noun
from caseweave.lang import profile

_SINGULAR = {"NN", "NNP", "JJ", "VBN"}
# The statuses that an event gives its possessor ("his death", but not "the guard's arrests").
_BEFALLING = {"dead", "injured"}
_REACH, _SURE = 8, 0.6
_DESCRIBING = {"JJ", "VBG", "VBN"}


def find_singles(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """Single people of one passage outside the token ranges `taken`, in order."""
    busy = {i for a, b in taken for i in range(a, b)}
    found: list[Draft] = []
    for token in doc:
        if token.i in busy:
            continue
        single = _single(doc, token)
        if single is not None and not busy.intersection(range(single.start, single.end)):
            found.append(single)
            busy.update(range(single.start, single.end))
    return found


def _single(doc: Any, token: Any) -> Draft | None:
    word, words = token.lower_, lexicon().words
    if token.tag_ == "POS":
        return _someones_kin(doc, token)
    if word not in words["articles"] | words["possessives"] | {"the"} or token.i + 1 >= len(doc):
        return None
    possessor = _possessor(doc, token)
    if possessor is not None:
        return possessor
    aged = age_at(doc, token.i + 1) or _aged_behind(doc, token)
    counted = read_noun(doc, token.i + 1)
    if counted is not None and counted.person is not None and _fits(doc, counted, word):
        people = counted.person
    elif aged is not None and word not in lexicon().words["possessives"]:
        people = Person(lemma="person")
        counted = Counted(end=aged[0] + 1, head=aged[0], person=people)
    else:
        return _bare_ordinal(doc, token)
    head = doc[counted.head]
    if word == "the" and not (
        aged is not None or _described(head) or _beside_count(head) or _befallen(head)
    ):
        return None
    # "the victim, a 40-year-old": one person; "14 refugees, among them a woman": one of them.
    plural = head.head.tag_ in {"NNS", "NNPS", "CD"} and head.head.lower_ not in {"one", "1"}
    named = head.dep_ == "appos" and not plural and not in_row(head)
    if named or head.dep_ in {"attr", "compound", "amod", "nmod"} or _generic(head):
        return None
    hints = status_hints(head)
    return _one(
        (token.i, counted.end),
        head=counted.head,
        noun=counted,
        group=_group(people.group, aged),
        definite=word == "the",
        reference="other" if _is_other(doc, token) else None,
        human=0.75 if hints else 0.55,
    )


def _one(span: tuple[int, int], **given: Any) -> Draft:
    """A draft of one person over the tokens of `span`."""
    return Draft(start=span[0], end=span[1], low=1, best=1, high=1, individual=True, **given)


def _someones_kin(doc: Any, mark: Any) -> Draft | None:
    """As in "the boy's mother", "a deputy's 4-year-old son": kin of somebody named before."""
    counted = read_noun(doc, mark.i + 1) if mark.i + 1 < len(doc) else None
    if counted is None or counted.person is None or counted.person.lemma not in lexicon().kin:
        return None
    head = doc[counted.head]
    whose = mark.head
    held = whose.dep_ == "poss" and whose.head == head and whose.ent_type_ not in {"ORG", "GPE"}
    hints = status_hints(head) if held and head.tag_ in _SINGULAR else ()
    if not hints or head.dep_ in {"attr", "compound", "amod", "nmod", "appos"} or _generic(head):
        return None
    return _one(
        (mark.i + 1, counted.end),
        head=counted.head,
        noun=counted,
        group=_group(counted.person.group, age_at(doc, mark.i + 1)),
        human=0.75,
    )


def _possessor(doc: Any, article: Any) -> Draft | None:
    """As in "her young son's death", "a 9-year-old's shooting": of whom an event is told."""
    mark = next((t for t in doc[article.i + 2 : article.i + _REACH] if t.tag_ == "POS"), None)
    if mark is None or mark.nbor(-1).head == mark.nbor(-1):
        return None
    noun, aged = doc[mark.i - 1], age_at(doc, article.i + 1)
    people = person(noun.lower_, noun.lemma_.lower())
    known = people is not None and people.human >= _SURE and noun.tag_ in _SINGULAR
    whole = noun.left_edge.i <= article.i and article.head in {noun, noun.head}
    hints = status_hints(noun) if (known or aged) and whole and noun.dep_ == "poss" else ()
    if not hints or hints[0].status not in _BEFALLING:
        return None
    people = people if known and people is not None else Person(lemma="person")
    return _one(
        (article.i, mark.i),
        head=noun.i,
        noun=Counted(end=mark.i, head=noun.i, person=people),
        group=_group(people.group, aged),
        definite=article.lower_ == "the" and aged is None,
        human=0.75,
    )


def in_row(noun: Any) -> bool:
    """As in "killed his wife, son and daughter": kin told one after the other, each a person."""
    kin, above = lexicon().kin, noun.head
    if noun.dep_ not in {"appos", "conj"} or noun.lemma_.lower() not in kin:
        return False
    if any(c.dep_ == "prep" for c in noun.children):
        return False
    closed = noun.dep_ == "conj" or any(c.dep_ in {"conj", "punct"} for c in noun.rights)
    while above.dep_ in {"appos", "conj"} and above.pos_ == "NOUN":
        above = above.head
    return closed and above.pos_ == "NOUN" and above.dep_ in {"dobj", "pobj"}


def _is_other(doc: Any, article: Any) -> bool:
    """As in "another man", "the other victim", "a fourth man"."""
    others = lexicon().words["another"] | lexicon().words["the_other"]
    told = others & {article.lower_, doc[article.i + 1].lower_}
    return bool(told) or _further(doc, article)


def _further(doc: Any, article: Any) -> bool:
    """As in "a fourth man": one more than those told before."""
    return article.lower_ in {"a", "the"} and _ordinal(doc, article)


def _ordinal(doc: Any, article: Any) -> bool:
    return doc[article.i + 1].lower_ in lexicon().words["ordinals"]


def _bare_ordinal(doc: Any, token: Any) -> Draft | None:
    """As in "and a fourth was wounded", without a noun."""
    after = doc[token.i + 1]
    bare = after.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
    if token.lower_ != "a" or not _further(doc, token) or not bare or not status_hints(after):
        return None
    return _one(
        (token.i, token.i + 2),
        head=after.i,
        reference="other",
        human=0.75,
    )


def _fits(doc: Any, counted: Counted, word: str) -> bool:
    head, people = doc[counted.head], counted.person
    if (
        "unborn" in counted.words
        or people is None
        or people.human < 0.6
        or head.tag_ not in _SINGULAR
    ):
        return False
    adjective = head.tag_ in {"JJ", "VBN"} and people.group != "infants"
    if adjective or people.lemma in lexicon().words["masses"] or head.ent_type_ in {"ORG", "FAC"}:
        return False
    if people.event and people.lemma not in lexicon().words["bodies"]:
        return False
    return word not in lexicon().words["possessives"] or people.lemma in lexicon().kin


def _aged_behind(doc: Any, article: Any) -> tuple[int, str, int] | None:
    """As in "hit a sleeping 6-year-old": the age behind a word that describes."""
    return age_at(doc, article.i + 2) if doc[article.i + 1].tag_ in _DESCRIBING else None


def age_at(doc: Any, i: int) -> tuple[int, str, int] | None:
    """Of "9-year-old", "18-month old" at token `i`: its last token, the unit and the age."""
    span = doc[i : i + 5]
    words = [t.lower_ for t in span if t.text != "-"]
    if len(words) < 3 or words[1] not in lexicon().words["age_units"] or words[2] != "old":
        return None
    years = words[0] if words[0].isdigit() else _number(words[0])
    last = next(t.i for t in span if t.lower_ == "old")
    return (last, words[1], int(years)) if years is not None else None


def _number(word: str) -> int | None:
    """The value of a number word, as in "two-year-old"."""
    table = profile("en", "numbers")
    found = table["units"].get(word, table["tens"].get(word))
    return int(found) if found is not None else None


def _group(group: str | None, aged: tuple[int, str, int] | None) -> str | None:
    if aged is None or group == "infants":
        return group
    _, unit, age = aged
    if unit.startswith(("month", "week", "day")) or age < INFANT_YEARS:
        return "infants"
    return "children" if age < ADULT else None if group == "children" else group


def _described(head: Any) -> bool:
    """As in "the man in his 30s": told for the first time although definite."""
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.lower_ == "in":
            for obj in prep.children:
                if obj.dep_ == "pobj" and obj.text[:1].isdigit() and obj.text.endswith("s"):
                    return True
    return False


def _befallen(head: Any) -> bool:
    """As in "the teenager killed near the school": told by what befell them, although definite."""
    return any(c.dep_ == "acl" and c.tag_ == "VBN" for c in head.rights) and bool(
        status_hints(head)
    )


def _beside_count(head: Any) -> bool:
    """As in "the man and two women": coordinated with a counted phrase."""
    return any(any(c.dep_ == "nummod" for c in other.children) for other in head.conjuncts)


def _generic(head: Any) -> bool:
    """As in "as a refugee", "like a soldier": a role, nobody in particular."""
    return head.dep_ == "pobj" and head.head.lower_ in {"as", "like", "than"}
