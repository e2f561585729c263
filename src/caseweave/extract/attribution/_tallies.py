"""Figures that somebody gives without saying: "put the toll at nine", "counted nine bodies".

Invariant: only who can speak gives a figure; an attack that raises a toll tells nothing.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._sources import child
from caseweave.extract.attribution._spans import pieces
from caseweave.extract.events import is_human
from caseweave.extract.layers import Span

# Not "they" and the like: survivors who "counted four boats" tell of it with a verb of telling.
_GIVERS = frozenset(
    {"person", "people", "office", "organisation", "outlet", "pronoun_own", "proper"}
)
_OBJECT = frozenset({"dobj"})
CLASS = "figures"


def figure_given(
    page: Page, verb: Token, head: Token | None, words: Lexicon
) -> tuple[tuple[Span, ...], Token] | None:
    """The figure that the verb states with what leads to it, and its noun; None where it does not.

    `head`: the head of the verb's source.
    """
    bidden = verb.tag_ == "VB" and any(k.lower_ == "to" for k in verb.lefts)
    if head is None or bidden or not _gives(verb, head, words):
        return None  # "calls on them to register the three"
    table, lemma = words.figures, verb.lemma_.lower()
    thing = child(verb, _OBJECT)
    figure = thing is not None and (
        thing.lemma_.lower() in table["figures"]
        or thing.lower_ in {"it", "this", "them"}
        or (lemma in table["putting"] and thing.lemma_.lower() in table["gatherings"])
    )
    if thing is not None and lemma in table["stating"] and figure:
        leading = [k for k in verb.children if k.i > thing.i and k.lower_ in table["leading"]]
        if not any(t.like_num for k in (thing, *leading) for t in k.subtree):
            return None
        return pieces((t for k in (thing, *leading) for t in k.subtree), page.offset), thing
    as_cause = _as_cause(verb, thing, words, head)
    if as_cause and thing is not None:
        told = (k for k in verb.rights if not k.is_punct)
        return pieces((t for k in told for t in k.subtree), page.offset), thing
    noun = _counted(verb, thing, words, head)
    return (pieces(noun.subtree, page.offset), noun) if noun is not None else None


def _as_cause(verb: Token, thing: Token | None, words: Lexicon, head: Token) -> bool:
    """The like of "gave exhaustion as the cause", "the death certificate gives pneumonia"."""
    table = words.figures
    if thing is None or verb.lemma_.lower() not in table["entering"] or thing.pos_ == "PRON":
        return False
    as_ = next(
        (k for k in (*verb.rights, *thing.rights) if k.lower_ == "as" and k.i > thing.i), None
    )
    held = child(as_, frozenset({"pobj"})) if as_ is not None else None
    if held is not None and held.lemma_.lower() in table["entered"]:
        return True
    paper = head.lemma_.lower() in table["papers"] and thing.pos_ in {"NOUN", "PROPN"}
    return paper and thing.lemma_.lower() not in table["not_told"]


def _counted(verb: Token, thing: Token | None, words: Lexicon, head: Token) -> Token | None:
    """The noun of "counted nine bodies", "counts nine dead", "has 95 names", "spoke of nine"."""
    table, lemma = words.figures, verb.lemma_.lower()
    gathers = _gathering(head, table["gatherings"])
    if thing is not None and _numbered(thing):
        held = lemma == "have" and thing.lemma_.lower() in table["held"]
        paper = lemma in table["showing"] and source_type(head, words) == "document"
        if held or paper or (lemma in table["counting"] and not gathers):
            return thing
    of_people = _of_so_many(thing) if thing is not None and lemma in table["counting"] else None
    if of_people is not None and thing is not None and thing.lemma_.lower() in table["held"]:
        return thing  # "documented the cases of 34 people"
    settled = _settled(verb, table["settling"])
    if settled is not None:
        return settled
    dead = child(verb, frozenset({"ccomp"}))
    if dead is not None and lemma in table["counting"] and dead.lemma_.lower() in table["figures"]:
        return dead
    if lemma not in table["speaking"]:
        return None
    of = (child(k, frozenset({"pobj"})) for k in verb.children if k.lower_ == "of")
    return next((spoken for spoken in of if spoken is not None and _numbered(spoken)), None)


def _of_so_many(noun: Token) -> Token | None:
    """The counted people of "the cases of 34 people"."""
    of = next((k for k in noun.rights if k.lower_ == "of"), None)
    people = child(of, frozenset({"pobj"})) if of is not None else None
    return people if people is not None and _numbered(people) else None


def _settled(verb: Token, ways: frozenset[str]) -> Token | None:
    """The number of "settled on 87 people"."""
    for prep in verb.rights:
        if f"{verb.lemma_.lower()}:{prep.lower_}" in ways:
            noun = child(prep, frozenset({"pobj"}))
            return noun if noun is not None and _numbered(noun) else None
    return None


def _gives(verb: Token, head: Token, words: Lexicon) -> bool:
    """Who can give a figure; a paper "speaks of" one, and "he" puts it at one."""
    kind = source_type(head, words)
    if kind in _GIVERS or (kind == "thing_plural" and is_human(head)):
        return True
    if head.pos_ == "NUM" and verb.lemma_.lower() in words.figures["speaking"]:
        return any(k.lower_ == "of" for k in head.children)  # "eight of them"
    if kind == "document":
        return True
    stating = words.figures["stating"]
    if verb.tag_ == "VBZ":
        stating = stating | words.figures["counting"]  # "she counts 28 of them"
    return kind in {"pronoun_person", "pronoun_it"} and verb.lemma_.lower() in stating


def _gathering(head: Token, words: frozenset[str]) -> bool:
    """As "the group", which has so many in it, and is nobody who counts them."""
    return head.lemma_.lower() in words and not any(
        k.dep_ in {"compound", "amod", "poss"} for k in head.children
    )


def _numbered(noun: Token) -> bool:
    """Whether a noun is counted, or is a bare number."""
    return noun.like_num or any(k.dep_ == "nummod" or k.like_num for k in noun.children)
