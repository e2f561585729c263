"""Counts of people with a number: from each number phrase to the people it counts.

One reader per construction, tried in a fixed order; the first that reads the number wins.
Invariant: drafts do not overlap, and a number that no reader can read as people is left out.
"""

from typing import Any

import msgspec

from caseweave.extract.people.ages import young_group
from caseweave.extract.people.alike import find_alike
from caseweave.extract.people.antecedent import with_antecedents
from caseweave.extract.people.bare import of_things, read_clause, read_figure
from caseweave.extract.people.collective import read_sized_group
from caseweave.extract.people.described import find_described
from caseweave.extract.people.distributed import find_distributed
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.elided import Reference, complement, read_elided
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon
from caseweave.extract.people.nobody import find_nobody
from caseweave.extract.people.nouns import Counted, read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.parts import read_fraction, read_partitive
from caseweave.extract.people.portions import read_portion
from caseweave.extract.people.referring import read_referring
from caseweave.extract.people.reject import rejected
from caseweave.extract.people.restated import read_excepted, read_restated
from caseweave.extract.people.stated import read_stated
from caseweave.extract.people.tolls import read_toll
from caseweave.extract.syntax import subjects

_CERTAIN_NOUN = 0.6
_KNOWN = 0.7
_REACH = 3
_KIN, _ANYBODY = "family", "person"
_NAMES = {"ORG", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT", "LAW"}


def find_numbered(doc: Any, known: frozenset[int] = frozenset()) -> list[Draft]:
    """Every count with a number, number word or quantity word in one passage, in order.

    `known`: figures of people told in earlier passages, to which "the 11" may refer back.
    """
    found: list[Draft] = []
    taken = 0
    # Heads of lists of other things: "aged 19, 24 and 31".
    refused: set[int] = set()
    for number in find_numbers(doc):
        token = doc[number.end - 1]
        listed = token.dep_ in {"conj", "appos"} and token.head.i in refused
        if number.core < taken or listed:
            refused.add(token.i)
            continue
        read = _read(doc, number, known | {d.best for d in found if d.human >= _KNOWN})
        if read is not None:
            found.append(_with_age(doc, _with_complement(doc, read)))
            taken = read.end
        elif rejected(doc, number):
            refused.add(token.i)
    return with_antecedents(doc, _with_unnumbered(doc, found, told=bool(known)))


def _with_unnumbered(doc: Any, found: list[Draft], *, told: bool) -> list[Draft]:
    """The counts with those that other words tell: "all of them men", "one is a boy"."""
    more = [*found, *find_distributed(doc, found)]
    more += find_alike(doc, more)
    more += find_described(doc, more, known=told)
    more += [d for d in find_nobody(doc) if not any(_meet(d, k) for k in more)]
    return sorted(more, key=lambda d: (d.start, -d.end))


def _meet(a: Draft, b: Draft) -> bool:
    return a.start < b.end and b.start < a.end


def _read(doc: Any, number: Number, known: frozenset[int]) -> Draft | None:
    sized = read_sized_group(doc, number)
    if sized is not None:
        return sized
    if rejected(doc, number) or _preconjunction(doc, number):
        return None
    if number.kind == "zero":
        return _zero(doc, number)
    return (
        read_excepted(doc, number)
        or read_fraction(doc, number)
        or read_partitive(doc, number)
        or read_portion(doc, number)
        or read_stated(doc, number)
        or read_restated(doc, number)
        or read_figure(doc, number)
        or _plain(doc, number, known)
        or read_clause(doc, number, known)
    )


def _with_complement(doc: Any, read: Draft) -> Draft:
    """The group that the predicate names: "nine of the 31 are minors"."""
    said = complement(doc[read.head])
    person = said.person if said is not None else None
    own = read.noun.person if read.noun is not None else None
    if person is None or person.group is None or read.group or (own is not None and own.group):
        return read
    return msgspec.structs.replace(read, group=person.group)


def _with_age(doc: Any, read: Draft) -> Draft:
    """The group that ages make: "three of them, aged 12 to 16"."""
    noun = read.noun
    own = (noun.group or (noun.person and noun.person.group)) if noun is not None else None
    # "Two sisters aged six and eight" are children too.
    if read.group or (own and own != _KIN):
        return read
    young = young_group(doc[read.head])
    return read if young is None else msgspec.structs.replace(read, group=young)


def _preconjunction(doc: Any, number: Number) -> bool:
    """Whether "both" pairs two phrases and counts nobody: "both Anna and Ben".

    So it does where two told before share its verb: "a boy and a man were both shot".
    """
    token = doc[number.core]
    if number.kind != "both":
        return False
    verb = doc[number.end] if number.end < len(doc) else token
    helped = number.core > 0 and token.nbor(-1).pos_ == "AUX"
    again = helped and any(list(s.conjuncts) for s in subjects(verb))
    return again or token.dep_ in {"preconj", "cc"}


def _zero(doc: Any, number: Number) -> Draft | None:
    """As in "no one was injured": kept only where a status is denied of everyone."""
    head = doc[number.end - 1]
    if number.end - number.core > 1 or head.lower_ in lexicon().words["nobody"]:
        hints = status_hints(head)
        whole = read_partitive(doc, number) if head.lower_ in lexicon().words["none"] else None
        end = whole.end if whole is not None else number.end
        told = bool(hints) and hints[0].word not in lexicon().words["weak"]
        return draft(number, end=end, head=head.i, human=0.9) if told else None
    counted = read_noun(doc, number.end)
    if counted is None or counted.person is None or counted.person.human < _CERTAIN_NOUN:
        return None
    said = counted.person.status or counted.person.event or counted.person.lemma == "victim"
    # "No minors were among them", "there were no children aboard".
    near = {t.lower_ for t in doc[counted.end : counted.end + _REACH]}
    said = said or (counted.person.group is not None and bool(near & lexicon().words["among"]))
    if not said and not status_hints(doc[counted.head]):
        return None
    return draft(number, end=counted.end, head=counted.head, noun=counted, human=0.9)


def _plain(doc: Any, number: Number, known: frozenset[int]) -> Draft | None:
    counted = read_noun(doc, number.end)
    if counted is None or (number.kind == "vague" and _empty(doc, number, counted)):
        return None
    left = _left(doc, number)
    people = counted.person
    if people is None:
        if doc[number.core].ent_type_ in _NAMES:
            return None
        return read_toll(doc, number) or _elided(doc, number, counted, left, known)
    if people.human < _CERTAIN_NOUN and not _likely(doc, counted):
        return None
    if _other_sense(doc, number, counted):
        return None
    if _saved(doc[counted.head]):
        counted = msgspec.structs.replace(counted, person=Person(lemma=_ANYBODY))
    return draft(
        number,
        start=left.start,
        end=counted.end,
        head=counted.head,
        noun=counted,
        definite=left.definite,
        reference=left.word,
        human=people.human,
    )


def _elided(
    doc: Any, number: Number, counted: Counted, left: Reference, known: frozenset[int]
) -> Draft | None:
    """A number without a noun, unless it was last said of things ("three cars. Two were hit")."""
    found = read_elided(doc, number, counted, left, known)
    opens = found is not None and doc[found.start].is_sent_start
    bare = opens and not left.definite and left.word is None
    if found is None:
        return read_referring(doc, number, counted, left, known)
    return None if bare and of_things(doc, number.start) else found


def _other_sense(doc: Any, number: Number, counted: Counted) -> bool:
    """Whether "both Dutch" is an adjective, or "lives" are no deaths."""
    head = doc[counted.head]
    if number.kind == "both" and head.tag_ not in {"NNS", "NNPS"}:
        return True
    return _institution(head) or (_alive(head) and not _saved(head))


def _institution(head: Any) -> bool:
    """As in "wrote to three bodies", "two UN bodies": who is asked, and nobody dead."""
    words = lexicon().words
    if head.lemma_.lower() not in words["bodies"]:
        return False
    if any(c.lower_ in words["official"] for c in head.lefts):
        return True
    prep = head.head
    return (
        head.dep_ == "pobj"
        and prep.lower_ in words["to"]
        and prep.head.lemma_.lower() in words["addressing"]
    )


def _saved(head: Any) -> bool:
    """As in "had saved 34 lives": as many people rescued."""
    saved = head.dep_ == "dobj" and head.head.lemma_.lower() in lexicon().words["saving"]
    return saved and head.lemma_.lower() in lexicon().words["lives"]


def _alive(head: Any) -> bool:
    """Lives are deaths only where something takes or claims them, or they are a loss."""
    taking, above = lexicon().words["taking"], head.head
    if head.dep_ == "pobj":
        above = above.head
    return head.lemma_.lower() in lexicon().words["lives"] and above.lemma_.lower() not in taking


def _empty(doc: Any, number: Number, counted: Counted) -> bool:
    """Whether a vague word says no number, nor any status ("many prisoners")."""
    before = doc[number.core - 1].lower_ if number.core else ""
    if before in lexicon().words["degrees"]:
        return True
    bare = doc[number.core].lower_ in lexicon().words["no_number"] and before != "a"
    return bare and (counted.head < 0 or not status_hints(doc[counted.head]))


def _likely(doc: Any, counted: Counted) -> bool:
    """A noun known by its ending alone counts where it is plural and no name."""
    head = doc[counted.head]
    return head.tag_ == "NNS" and head.ent_type_ not in {"ORG", "GPE", "FAC", "PRODUCT"}


def _left(doc: Any, number: Number) -> Reference:
    """Start with "all" or "the two other", whether the phrase refers back, and what changes it."""
    lex = lexicon()
    start = number.start
    reference: str | None = None
    if number.kind == "both":
        return Reference(start, True, None)
    i = number.start - 1
    while i >= 0 and doc[i].lower_ in lex.reference and doc[i].tag_ in {"JJ", "DT", "VBG"}:
        reference = lex.reference[doc[i].lower_]
        i -= 1
    definite = i >= 0 and doc[i].lower_ in lex.words["definite"]
    if i >= 0 and doc[i].lower_ in lexicon().words["all"]:
        start = i
    return Reference(start, definite, reference)
