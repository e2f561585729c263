"""One person told without a number: "a teenager", "his wife", "another man", a named victim.

Such phrases are plentiful and few of them count the incident's people, so each is marked
`individual` with a low `human`. Invariant: never inside a span that carries a number.
"""

from typing import Any

from caseweave.extract.people.ages import ADULT, INFANT_YEARS
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon
from caseweave.extract.people.nouns import Counted, read_noun

_SINGULAR = {"NN", "NNP", "JJ", "VBN"}


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
    if word not in words["articles"] | words["possessives"] | {"the"} or token.i + 1 >= len(doc):
        return None
    aged = _age(doc, token.i + 1)
    counted = read_noun(doc, token.i + 1)
    if counted is not None and counted.person is not None and _fits(doc, counted, word):
        people = counted.person
    elif aged is not None and word not in lexicon().words["possessives"]:
        counted = Counted(end=aged[0] + 1, head=aged[0], person=Person(lemma="person"))
        people = counted.person or Person(lemma="person")
    else:
        return _bare_ordinal(doc, token)
    head = doc[counted.head]
    if word == "the" and not (aged is not None or _described(head) or _beside_count(head)):
        return None
    # "the victim, a 40-year-old": one person; "14 refugees, among them a woman": one of them.
    plural = head.head.tag_ in {"NNS", "NNPS", "CD"} and head.head.lower_ not in {"one", "1"}
    named = head.dep_ == "appos" and not plural and not in_row(head)
    if named or head.dep_ in {"attr", "compound", "amod", "nmod"} or _generic(head):
        return None
    hints = status_hints(head)
    return Draft(
        start=token.i,
        end=counted.end,
        head=counted.head,
        low=1,
        best=1,
        high=1,
        noun=counted,
        group=_group(people.group, aged),
        definite=word == "the",
        individual=True,
        reference="other" if word == "another" or _further(doc, token) else None,
        human=0.75 if hints else 0.55,
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
    return Draft(
        start=token.i,
        end=token.i + 2,
        head=after.i,
        low=1,
        best=1,
        high=1,
        individual=True,
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


def _age(doc: Any, i: int) -> tuple[int, str, int] | None:
    """Of "9-year-old" at token `i`: its last token, the unit and the age."""
    words = [t.lower_ for t in doc[i : i + 5]]
    units = lexicon().words["age_units"]
    if len(words) > 2 and words[0].isdigit() and words[1] in units and words[2] == "old":
        return i + 2, words[1], int(words[0])
    if len(words) == 5 and words[0].isdigit() and words[2] in units and words[4] == "old":
        return i + 4, words[2], int(words[0])
    return None


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


def _beside_count(head: Any) -> bool:
    """As in "the man and two women": coordinated with a counted phrase."""
    return any(any(c.dep_ == "nummod" for c in other.children) for other in head.conjuncts)


def _generic(head: Any) -> bool:
    """As in "as a refugee", "like a soldier": a role, nobody in particular."""
    return head.dep_ == "pobj" and head.head.lower_ in {"as", "like", "than"}
