"""Counts that are parts of a whole: "10 of the original 14", "nine of them", "half of the 30".

Invariant: `of` is set only where the whole's figure stands in the words.
"""

from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import lexicon, person
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, numbers_within
from caseweave.extract.people.reject import rejected
from caseweave.lang import profile

_PLURALS = {"NNS", "NNPS", "JJ", "VBN"}
_OTHERS = "other"
_FINITE = {"VBD", "VBP", "VBZ", "MD"}
_ADJECTIVES = {"JJ", "JJR", "RB", "VBN"}


def read_partitive(doc: Any, number: Number) -> Draft | None:
    """As in "dozens of migrants", "10 of the original 14", "nine of them"."""
    tail = [t.lower_ for t in doc[number.end : number.end + 2]]
    words = lexicon().words
    out = len(tail) > 1 and tail[0] in words["out"] and tail[1] in words["of"]
    if not (out or (tail and tail[0] in words["of"])):
        return None
    i = number.end + (2 if out else 1)
    while i < len(doc) and (doc[i].lower_ in words["determiners"] or doc[i].tag_ == "PRP$"):
        i += 1
    if i >= len(doc):
        return None
    definite = out or i > number.end + 1
    those = doc[i - 1].lower_ in words["those"] and not doc[i].like_num
    if those or doc[i].lower_ in words["partitive_pronouns"]:
        return _of_pronoun(doc, number, i)
    whole = (
        next((n for n in numbers_within(doc[i : i + 4]) if n.core <= 2), None)
        if definite or doc[i].like_num
        else None
    )
    plain = whole is not None and all(t.tag_ in _ADJECTIVES for t in doc[i : i + whole.core])
    if whole is not None and plain and (definite or whole.best > number.best):
        return _of_number(doc, number, i, whole) or _of_those(doc, number, i, whole)
    counted = read_noun(doc, i)
    if counted is None or counted.person is None:
        return None
    head = doc[counted.head]
    if definite and head.tag_ not in _PLURALS and counted.person.lemma not in words["mass_nouns"]:
        return None
    others = counted.person.lemma == _OTHERS
    human = counted.person.human if not definite or others else counted.person.human - 0.05
    node = number.end - 1
    status = _undergone(doc, counted.end) if definite else None
    return draft(number, end=counted.end, head=node, noun=counted, status=status, human=human)


def _undergone(doc: Any, i: int) -> str | None:
    """As in "six of the people expelled are refugees": what befell all befell the six."""
    verb = i + 1 < len(doc) and doc[i].tag_ in {"VBN", "VBD"} and doc[i + 1].tag_ in _FINITE
    return lexicon().predicates.get(doc[i].lower_) if verb else None


def _of_pronoun(doc: Any, number: Number, i: int) -> Draft | None:
    """As in "nine of them", "four of those arrested": the whole is not said in numbers."""
    if doc[i].lower_ in lexicon().words["of_things"]:
        return None
    # "four of those arrested": the participle says what happened to them.
    participle = doc[i - 1].lower_ in lexicon().words["those"]
    all_of = bool(number.start) and doc[number.start - 1].lower_ in lexicon().words["all"]
    whole = all_of or _all_of_us(doc, number, i)
    return draft(
        number,
        start=number.start - all_of,
        end=i if participle else i + 1,
        head=number.end - 1,
        definite=number.kind != "vague",
        status=lexicon().predicates.get(doc[i].lower_) if participle else None,
        hint=None if participle else _behind(doc, i + 1),
        reference=None if whole else "included",
        group=None if participle else _said_after(doc, i + 1) or _sort_before(doc, number, i),
        human=0.75,
    )


def _sort_before(doc: Any, number: Number, i: int) -> str | None:
    """The sort of "14 children, three of whom": so many of the children."""
    at = number.start - 2
    if at < 1 or doc[i].lower_ not in lexicon().words["who"] or doc[at + 1].text != ",":
        return None
    known = person(doc[at].lower_, doc[at].lemma_.lower()) if doc[at].tag_ == "NNS" else None
    return known.group if known is not None else None


def _all_of_us(doc: Any, number: Number, i: int) -> bool:
    """As in "there were nine of us", "all men, twenty-two of us": the speakers count themselves."""
    token = doc[number.end - 1]
    before = doc[max(0, number.start - 2) : number.start]
    existing = token.dep_ == "attr" and any(c.dep_ == "expl" for c in token.head.children)
    # "there were 26 of them", by word order too.
    existing = existing or [t.dep_ for t in before[:1]] == ["expl"]
    if doc[i].lower_ not in lexicon().words["speakers_of"]:
        return existing and doc[i].lower_ in lexicon().words["plural_pronouns"]
    return existing or token.dep_ in {"ROOT", "appos"}


def _behind(doc: Any, i: int) -> str | None:
    """What the words right behind say: "26 of them dead", "six of whom nothing is known"."""
    if i < len(doc) and doc[i].tag_ in {"JJ", "VBN", "NN"}:
        after = doc[i + 1] if i + 1 < len(doc) else None
        ends = after is None or after.is_punct or after.pos_ in {"CCONJ", "ADP", "ADV"}
        state = lexicon().predicates.get(doc[i].lower_) if ends else None
        if state is not None:
            return state
    return _lost(doc, i) or _hurt(doc, i)


def _lost(doc: Any, i: int) -> str | None:
    """As in "six of whom nothing is known": the words right behind say that they are missing."""
    if i >= len(doc) or doc[i].lower_ not in lexicon().words["nothing"]:
        return None
    lost = any(t.lemma_.lower() in lexicon().words["told_of"] for t in doc[i + 1 : i + 5])
    return "missing" if lost else None


def _hurt(doc: Any, i: int) -> str | None:
    """As in "one of them with a broken wrist", by word order."""
    lex = lexicon()
    if i >= len(doc) or doc[i].lower_ not in lex.words["bearing"]:
        return None
    after = doc[i + 1 : i + 5]
    broken = any(t.lower_ in lex.words["broken"] for t in after)
    hurt = any(
        (broken and t.lemma_.lower() in lex.words["body_parts"])
        or (lex.placed.get(t.lemma_.lower()) == "injured" and t.pos_ == "NOUN")
        for t in after
    )
    return "injured" if hurt else None


def _said_after(doc: Any, i: int) -> str | None:
    """The part of a group that a bare noun says right after: "four of them children"."""
    if i >= len(doc) or doc[i].tag_ != "NNS":
        return None
    known = person(doc[i].lower_, doc[i].lemma_.lower())
    after = doc[i + 1] if i + 1 < len(doc) else None
    ends = after is None or after.is_punct or after.pos_ in {"CCONJ", "ADP", "AUX"}
    return known.group if known is not None and ends else None


def _of_number(doc: Any, number: Number, i: int, whole: Number) -> Draft | None:
    end = i + whole.end
    between = doc[i : i + whole.core]
    counted = read_noun(doc, end)
    if counted is None or rejected(doc, _shift(whole, i)):
        return None
    if counted.person is None and doc[number.end].lower_ in lexicon().words["out"]:
        return None
    lex = lexicon()
    reference = next((lex.reference[t.lower_] for t in between if t.lower_ in lex.reference), None)
    human = counted.person.human if counted.person is not None else 0.7
    return draft(
        number,
        end=counted.end,
        head=number.end - 1,
        of=whole.best,
        noun=counted,
        human=human,
        reference=reference or counted.reference,
    )


def _of_those(doc: Any, number: Number, i: int, whole: Number) -> Draft | None:
    """As in "two of those five need help", whatever the parser takes for their noun."""
    if doc[i - 1].lower_ not in lexicon().words["those"] or whole.best <= number.best:
        return None
    return draft(number, end=i + whole.end, head=number.end - 1, of=whole.best, human=0.7)


def _shift(number: Number, by: int) -> Number:
    return Number(
        start=number.start + by,
        core=number.core + by,
        end=number.end + by,
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        kind=number.kind,
    )


def read_fraction(doc: Any, number: Number) -> Draft | None:
    """As in "half of the 30 prisoners", "two-thirds of the nine"."""
    table = profile("en", "numbers")["fractions"]
    before = [t.lower_ for t in doc[max(0, number.start - 6) : number.start]]
    words = lexicon().words
    if not before or before[-1] not in words["the"]:
        return None
    of = len(before) > 1 and before[-2] in words["of"]
    before = before[:-2] if of else before[:-1]
    for phrase, share in table.items():
        key = phrase.split()
        if before[-len(key) :] != key:
            continue
        counted = read_noun(doc, number.end)
        if counted is None:
            return None
        value = round(share * number.best)
        start = (
            number.start - 1 - len(key) - (doc[number.start - 2].lower_ in lexicon().words["of"])
        )
        human = counted.person.human if counted.person is not None else 0.6
        return draft(
            number,
            start=start,
            end=counted.end,
            head=start + len(key) - 1,
            low=value,
            best=value,
            high=value,
            of=number.best,
            noun=counted,
            human=human,
        )
    return None
