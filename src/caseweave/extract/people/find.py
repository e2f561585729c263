"""Counts of people with a number: from each number phrase to the people it counts.

One reader per construction, tried in a fixed order; the first that reads the number wins.
Invariant: drafts do not overlap, and a number that no reader can read as people is left out.
"""

from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import Counted, read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.extract.people.tolls import read_toll
from caseweave.lang import profile

_PRONOUNS = {"them", "us", "you", "whom", "those", "these", "which", "whose"}
_MEMBER_UNITS = {"member", "person", "man", "woman", "strong", "people", "men"}
_DETERMINERS = {"the", "these", "those", "his", "her", "their", "its", "our", "all", "both"}
_ELIDED_ROLES = {"nsubj", "nsubjpass", "dobj", "attr", "oprd"}
_CERTAIN_NOUN = 0.6


def find_numbered(doc: Any) -> list[Draft]:
    """Every count with a number, number word or quantity word in one passage, in order."""
    found: list[Draft] = []
    taken = 0
    for number in find_numbers(doc):
        if number.core < taken:
            continue
        read = _read(doc, number, found)
        if read is not None:
            found.append(read)
            taken = read.end
    return found


def _read(doc: Any, number: Number, earlier: list[Draft]) -> Draft | None:
    sized = _sized_group(doc, number)
    if sized is not None:
        return sized
    if rejected(doc, number) or _preconjunction(doc, number):
        return None
    if number.kind == "zero":
        return _zero(doc, number)
    return _fraction(doc, number) or _partitive(doc, number) or _plain(doc, number, earlier)


def _preconjunction(doc: Any, number: Number) -> bool:
    """ "both Anna and Ben": the word pairs two phrases and counts nobody."""
    token = doc[number.core]
    return number.kind == "both" and token.dep_ in {"preconj", "cc"}


def _sized_group(doc: Any, number: Number) -> Draft | None:
    """ "a 14-member group", "a five-person crew", "a 40-strong team"."""
    tail = doc[number.end : number.end + 4]
    if len(tail) < 3 or tail[0].text != "-" or tail[1].lower_ not in _MEMBER_UNITS:
        return None
    for token in doc[number.end + 2 : number.end + 5]:
        if token.lemma_.lower() in lexicon().collectives:
            start = number.start
            if start and doc[start - 1].tag_ in {"DT", "PRP$"}:
                start -= 1
            words = Counted(end=token.i + 1, head=token.i, population=_crew(token))
            definite = doc[start].lower_ in _DETERMINERS
            return draft(
                number, start=start, end=token.i + 1, head=token.i, noun=words, definite=definite
            )
        if token.tag_ not in {"JJ", "NN", "NNP", "HYPH"}:
            break
    return None


def _crew(token: Any) -> str | None:
    return "crew" if token.lemma_.lower() == "crew" else None


def _fraction(doc: Any, number: Number) -> Draft | None:
    """"half of the 30 prisoners", "two-thirds of the nine"."""
    table = profile("en", "numbers")["fractions"]
    before = [t.lower_ for t in doc[max(0, number.start - 6) : number.start]]
    if before[-1:] != ["the"]:
        return None
    before = before[:-2] if before[-2:-1] == ["of"] else before[:-1]
    for words, share in table.items():
        key = words.split()
        if before[-len(key) :] != key:
            continue
        counted = read_noun(doc, number.end)
        if counted is None:
            return None
        value = round(share * number.best)
        start = number.start - 1 - len(key) - (doc[number.start - 2].lower_ == "of")
        human = counted.person.human if counted.person is not None else 0.6
        return draft(
            number, start=start, end=counted.end, head=start + len(key) - 1, low=value,
            best=value, high=value, of=number.best, noun=counted, human=human,
        )
    return None


def _zero(doc: Any, number: Number) -> Draft | None:
    """ "no survivors", "no one was injured": kept only where a status is denied of everyone."""
    head = doc[number.end - 1]
    if number.end - number.core > 1 or head.lower_ in {"nobody", "none"}:
        hints = status_hints(head)
        return draft(number, head=head.i, human=0.9) if hints else None
    counted = read_noun(doc, number.end)
    if counted is None or counted.person is None or counted.person.human < _CERTAIN_NOUN:
        return None
    said = counted.person.status or counted.person.event or counted.person.lemma in {"victim"}
    if not said and not status_hints(doc[counted.head]):
        return None
    return draft(number, end=counted.end, head=counted.head, noun=counted, human=0.9)


def _partitive(doc: Any, number: Number) -> Draft | None:
    """ "dozens of migrants", "10 of the original 14", "nine of them", "one of the nine women"."""
    tail = [t.lower_ for t in doc[number.end : number.end + 2]]
    if tail[:1] != ["of"] and tail != ["out", "of"]:
        return None
    out = tail[0] == "out"
    i = number.end + (2 if out else 1)
    while i < len(doc) and (doc[i].lower_ in _DETERMINERS or doc[i].tag_ == "PRP$"):
        i += 1
    if i >= len(doc):
        return None
    definite = out or i > number.end + 1
    if doc[i].lower_ in _PRONOUNS or doc[i - 1].lower_ in {"those", "these"}:
        return _of_pronoun(doc, number, i)
    whole = (
        next((n for n in find_numbers(doc[i : i + 4].as_doc()) if n.core <= 2), None)
        if definite
        else None
    )
    if whole is not None:
        return _of_number(doc, number, i, whole)
    counted = read_noun(doc, i)
    if counted is None or counted.person is None:
        return None
    head = doc[counted.head]
    if (
        definite
        and head.tag_ not in {"NNS", "NNPS", "JJ", "VBN"}
        and counted.person.lemma not in {"crew", "people", "family"}
    ):
        return None
    human = counted.person.human if not definite else counted.person.human - 0.05
    node = number.end - 1
    return draft(number, end=counted.end, head=node, noun=counted, human=human)


def _of_pronoun(doc: Any, number: Number, i: int) -> Draft | None:
    """ "nine of them": the whole is not said in numbers. "those" needs a clause about people."""
    if doc[i].lower_ in {"which", "whose"}:
        return None
    return draft(
        number,
        end=i + 1 if doc[i].lower_ in _PRONOUNS else i,
        head=number.end - 1,
        definite=number.kind != "vague",
        human=0.75,
    )


def _of_number(doc: Any, number: Number, i: int, whole: Number) -> Draft | None:
    end = i + whole.end
    between = doc[i : i + whole.core]
    counted = read_noun(doc, end)
    if counted is None or rejected(doc, _shift(whole, i)):
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


def _plain(doc: Any, number: Number, earlier: list[Draft]) -> Draft | None:
    counted = read_noun(doc, number.end)
    if counted is None:
        return None
    start, definite, reference = _left(doc, number)
    if counted.person is None:
        return read_toll(doc, number) or _without_noun(doc, number, counted, earlier)
    if number.kind == "both" and doc[counted.head].tag_ not in {"NNS", "NNPS"}:
        return None
    if counted.person.human < _CERTAIN_NOUN and not _likely(doc, counted):
        return None
    return draft(
        number,
        start=start,
        end=counted.end,
        head=counted.head,
        noun=counted,
        definite=definite,
        reference=reference,
        human=counted.person.human,
    )


def _likely(doc: Any, counted: Counted) -> bool:
    """A noun known by its ending alone counts where it is plural, no name, and not inside a noun."""
    head = doc[counted.head]
    return head.tag_ == "NNS" and head.ent_type_ not in {"ORG", "GPE", "FAC", "PRODUCT"}


def _left(doc: Any, number: Number) -> tuple[int, bool, str | None]:
    """Start with "all" or "the two other", whether the phrase refers back, and what changes it."""
    lex = lexicon()
    start, reference = number.start, None
    if number.kind == "both":
        return start, True, None
    i = number.start - 1
    while i >= 0 and doc[i].lower_ in lex.reference and doc[i].tag_ in {"JJ", "DT"}:
        reference = lex.reference[doc[i].lower_]
        i -= 1
    definite = i >= 0 and doc[i].lower_ in lex.words["definite"]
    if i >= 0 and doc[i].lower_ == "all":
        start = i
    return start, definite, reference


def _without_noun(doc: Any, number: Number, counted: Counted, earlier: list[Draft]) -> Draft | None:
    """ "the 11 were freed", "killed two", "3 shot", "a group of 14", "two others"."""
    start, definite, reference = _left(doc, number)
    reference = reference or counted.reference
    token = doc[number.end - 1]
    following = doc[counted.end] if counted.end < len(doc) else None
    lex = lexicon()
    predicated = following is not None and following.lower_ in lex.predicates
    if number.kind == "one" and reference is None and not (predicated or _struck(token)):
        return None
    collective = _collective(doc, number)
    if collective is not None:
        return collective
    if following is not None and predicated and following.tag_ != "RB":
        said = lex.predicates[following.lower_]
        ahead = doc[counted.end + 1] if counted.end + 1 < len(doc) else None
        if ahead is None or ahead.tag_ not in {"NN", "NNS"}:
            end = (
                counted.end + 1
                if following.tag_ != "VBD" or following.text[0].isupper()
                else counted.end
            )
            return draft(
                number,
                start=start,
                end=end,
                head=number.end - 1,
                status=said,
                noun=counted,
                definite=definite,
                reference=reference,
                human=0.85,
            )
    human = _elided_human(doc, number, definite, earlier)
    if human is None:
        return None
    return draft(
        number,
        start=start,
        end=counted.end,
        head=token.i,
        noun=counted,
        definite=definite,
        reference=reference,
        human=human,
    )


def _struck(token: Any) -> bool:
    verb = token.head
    return (
        token.dep_ in {"dobj", "nsubjpass"}
        and verb.lemma_.lower() in lexicon().words["human_verbs"]
    )


def _collective(doc: Any, number: Number) -> Draft | None:
    """ "a group of 14", "a family of five": the span takes the group's noun in."""
    i = number.start - 1
    if i < 1 or doc[i].lower_ != "of" or doc[i - 1].lemma_.lower() not in lexicon().collectives:
        return None
    noun = doc[i - 1]
    if noun.lemma_.lower() == "total":
        return None
    start = i - 1
    while start and doc[start - 1].tag_ in {"DT", "JJ", "PRP$"}:
        start -= 1
    words = Counted(end=number.end, head=noun.i, population=_crew(noun))
    group = "family" if noun.lemma_.lower() == "family" else None
    definite = doc[start].lower_ in _DETERMINERS
    return draft(
        number,
        start=start,
        end=number.end,
        head=noun.i,
        noun=words,
        definite=definite,
        group=group,
        human=0.9,
    )


def _elided_human(doc: Any, number: Number, definite: bool, earlier: list[Draft]) -> float | None:
    """How surely a number without a noun counts people; None where nothing says so."""
    token = doc[number.end - 1]
    if number.qualifier == "vague" and not definite:
        pass
    verb = token.head
    lemma = verb.lemma_.lower()
    if (
        token.dep_ in _ELIDED_ROLES
        and lemma in lexicon().words["human_verbs"]
        and token.tag_ in {"CD", "JJ", "DT", "NN", "NNS"}
    ):
        return 0.85 if status_hints(token) else 0.7
    if token.dep_ in _ELIDED_ROLES and status_hints(token):
        return 0.7
    known = any(d.best == number.best and d.human >= 0.7 for d in earlier)
    if (
        definite
        and number.best > 1
        and token.dep_ in _ELIDED_ROLES | {"pobj", "conj", "poss", "appos"}
    ):
        return 0.75 if known else 0.6 if token.dep_ in {"nsubj", "nsubjpass"} else 0.45
    if token.dep_ == "conj" and known:
        return 0.6
    return None
