"""From a source's words to its speaker: pronouns, surnames, short names and "the ministry".

Resolution looks back only within the report, and keeps the words themselves where nothing earlier
fits: a speaker is never invented.
"""

from collections.abc import Iterable

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._antecedents import (
    BODIES,
    Cast,
    Earlier,
    body_before,
    group_before,
    near,
    person_before,
)
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._figures import Figure, figure, initials, is_acronym
from caseweave.extract.attribution._kinds import source_type
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._sources import child
from caseweave.extract.layers import Speaker

# A longer phrase describes a scene rather than names somebody.
_LONGEST_NAME = 9
_TWO = 2
# How far before its bare "spokesman" a body may have spoken, in code points.
_NEAR_BODY = 400


def speaker(page: Page, head: Token, cast: Cast, earlier: Earlier) -> tuple[Speaker, Figure]:
    """The speaker that `head` stands for; `earlier` are the speakers before it, in order."""
    head = _antecedent(head, cast.words)
    own = figure(page, head, cast.words)
    found = (
        _resolved(page, head, own, cast, earlier)
        or _owned(page, head, own, cast, earlier)
        or _for_body(page, head, own, (cast.words, earlier))
    )
    name, kind = (own.name, own.kind) if found is None else (found.name, found.kind)
    shown = Speaker(kind=kind, name=name, start=own.start, end=own.end)
    meant = own if found is None else found
    return shown, msgspec.structs.replace(meant, start=own.start, end=own.end)


def may_be(pronoun: Token, meant: Figure, words: Lexicon) -> bool:
    """Whether a personal pronoun can stand for the figure."""
    lower = pronoun.lower_
    if lower in words.pronouns["masculine"]:
        return meant.person and meant.gender != "f"
    if lower in words.pronouns["feminine"]:
        return meant.person and meant.gender != "m"
    if lower in words.pronouns["neuter"]:
        return meant.kind in BODIES and not meant.plural and not meant.person
    if lower in words.pronouns["plural"]:
        return meant.plural or (meant.kind in BODIES and not meant.person)
    return False


def _antecedent(head: Token, words: Lexicon) -> Token:
    """The noun that a relative pronoun stands for."""
    if head.lower_ in words.pronouns["relative"]:
        at = head
        while at.head != at:
            if at.dep_ == "relcl":
                return _nearest(head, at.head, words)
            at = at.head
    return head


def _nearest(relative: Token, noun: Token, words: Lexicon) -> Token:
    """The noun right before the comma of ", which", where the parser went past it to a thing.

    Of "Idrees, the mason, who says" it is the name.
    """
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.pos_ == "NOUN":
        return noun.head
    if relative.i < _TWO or relative.nbor(-1).text != "," or noun.pos_ == "PROPN":
        return noun
    last = relative.nbor(-2)
    while last.dep_ in {"pobj", "prep"} and last.head.i > noun.i:
        last = last.head
        if last.pos_ in {"NOUN", "PROPN"}:
            break
    known = {"office", "organisation", "outlet", "person"}
    within = noun.i < last.i < relative.i
    return last if within and source_type(last, words) in known and last.i > noun.i else noun


def _owned(page: Page, head: Token, own: Figure, cast: Cast, earlier: Earlier) -> Figure | None:
    """The figure of "its press office" with its owner's name in place of the pronoun."""
    of = child(head, frozenset({"prep"}))
    meant = child(of, frozenset({"pobj"})) if of is not None else None
    if meant is not None and meant.lower_ in cast.words.pronouns["neuter"]:
        body = body_before(page, meant, cast, earlier)
        if body is None or body.kind == "document" or not own.name.endswith(f" {meant.text}"):
            return None
        name = f"{own.name.removesuffix(meant.text)}{body.name}"  # "a spokesman for it"
        return msgspec.structs.replace(own, name=name)
    owner = child(head, frozenset({"poss"}))
    if owner is not None and owner.lower_ in cast.words.layout["first_person"]:
        return _of_issuer(page, owner, own, cast)
    if owner is None or owner.lower_ not in cast.words.pronouns["possessive_neuter"]:
        return None
    if own.kind not in BODIES:
        return None
    body = body_before(page, owner, cast, earlier)
    if body is None or body.kind == "document":
        return None
    rest = own.name.split(maxsplit=1)
    if len(rest) < _TWO or rest[0].lower() != owner.lower_:
        return None
    return msgspec.structs.replace(own, name=f"{body.name}'s {rest[1]}")


def _for_body(
    page: Page, head: Token, own: Figure, beside: tuple[Lexicon, Earlier]
) -> Figure | None:
    """The figure of a bare "a spokeswoman" with the body that spoke right before in the passage."""
    words, earlier = beside
    if head.lemma_.lower() not in words.grammar["mouthpieces"] or len(own.name.split()) > 1:
        return None
    if own.plural or not earlier or page.quoted(head) is not None:
        return None
    told, body = earlier[-1]
    near_by = told.start >= page.offset and own.start - told.end <= _NEAR_BODY
    if not near_by or body.kind not in {"office", "organisation"} or body.person:
        return None
    if body.plural and body.head not in body.name.lower().split():
        return None  # police are one body
    return msgspec.structs.replace(own, name=f"{body.name}'s {own.name}")


def _of_issuer(page: Page, owner: Token, own: Figure, cast: Cast) -> Figure | None:
    """The figure of "our colleagues" with the issuer's name in place of the pronoun."""
    rest = own.name.split(maxsplit=1)
    if cast.outlet is None or len(rest) < _TWO or page.quoted(owner) is not None:
        return None
    return msgspec.structs.replace(own, name=f"{cast.outlet}'s {rest[1]}")


def _resolved(
    page: Page,
    head: Token,
    own: Figure,
    cast: Cast,
    earlier: Earlier,
) -> Figure | None:
    before = [f for f in cast.figures if f.end <= page.at(head)]
    if head.lower_ in cast.words.pronouns["neuter"] | cast.words.pronouns["possessive_neuter"]:
        return body_before(page, head, cast, earlier)
    if _stands_for_group(head, cast.words):
        return group_before(own.start, head, cast, earlier)
    pronouns = cast.words.pronouns
    men = pronouns["masculine"] | pronouns["possessive_masculine"]
    if head.lower_ in men | pronouns["feminine"] | pronouns["possessive_feminine"]:
        masculine = head.lower_ in men
        person = person_before(own.start, head, cast, earlier, "m" if masculine else "f")
        full = _full_name(person, before, cast.words.names["titles"]) if person else None
        if full is None and person is not None and person.kind != "named":
            full = _of_name(person, cast, before, earlier)  # "the lawyer" has a name
        return full or person
    if head.lower_ in cast.words.pronouns["own"] and page.quoted(head) is not None:
        return earlier[-1][1] if earlier else None
    return _of_name(own, cast, before, earlier)


def _of_name(own: Figure, cast: Cast, before: list[Figure], earlier: Earlier) -> Figure | None:
    """The figure that a name, short name or noun stands for."""
    if is_acronym(own.name):
        return _spelled_out(own, cast.figures) or _of_rank(own, before)
    if own.kind == "named":
        return _full_name(own, cast.figures, cast.words.names["titles"])
    called = _named_below(own, cast)
    if called is None and own.kind in BODIES:
        called = _body_called(own, cast)
    if called is not None:
        return called
    same = _same_noun(own, before)
    if same is not None and own.definite and not own.plural and same.person:
        if own.head in cast.words.kinds["role"]:  # "the minister" who has a name
            return _named_elsewhere(own, before) or same
        return same
    if same is not None or not own.definite or own.plural:
        return same
    if own.kind == "outlet" or own.head in cast.words.kinds["published"]:
        parts = own.name.split()
        plain = len(parts) == 1 or (
            own.kind == "outlet" and len(parts) == _TWO and parts[-1].islower()
        )
        return _outlet_before(own, before, earlier) if plain else None
    named = _named_elsewhere(own, cast.figures)
    return named or _of_family(own, cast.words, earlier)


def _stands_for_group(head: Token, words: Lexicon) -> bool:
    """Whether "they" or a bare number stands for people told of before: "all three", "both"."""
    if head.lower_ in words.pronouns["plural"] | words.pronouns["possessive_plural"]:
        return True
    if head.pos_ not in {"NUM", "DET", "PRON"}:
        return False
    held = {t.lower_ for t in (head, *head.children)}
    return bool(held & words.pronouns["all_of"]) and not any(
        k.dep_ == "prep" for k in head.children
    )


def _outlet_before(own: Figure, before: list[Figure], earlier: Earlier) -> Figure | None:
    """The outlet of "the report" or "the paper": the last that told something or is named."""
    spoken = next((f for f in near(own.start, earlier) if f.kind == "outlet" and f.proper), None)
    if spoken is not None or own.kind != "outlet":
        return spoken
    return next((f for f in reversed(before) if f.kind == "outlet" and len(f.proper) > 1), None)


def _body_called(own: Figure, cast: Cast) -> Figure | None:
    """The one body that the report names with this noun: "a rights group" of "the group, X"."""
    if own.name != own.name.lower() or own.plural:
        return None
    fitting = {
        f.name: f
        for f in reversed(cast.figures)
        if own.head in f.roles
        and not f.plural
        and f.kind in BODIES
        and f.name != f.name.lower()
        and own.head not in f.name.lower().split()
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _named_elsewhere(own: Figure, known: Iterable[Figure]) -> Figure | None:
    """The one person whom the report names with this very post ("their lawyer").

    A title ("Lawyer Ann Bow") tells whose post it is only where it stands before.
    """
    fitting = {
        f.name: f
        for f in reversed(tuple(known))
        if (own.head in f.roles or (own.head in f.titles and f.end <= own.start))
        and f.person
        and f.kind == "named"
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _of_family(own: Figure, words: Lexicon, earlier: Earlier) -> Figure | None:
    """The one person who spoke not far above and whose post or rank is of the noun's family."""
    if len(own.name.split()) > _TWO or not own.proper - {own.head} <= words.grammar["determiners"]:
        return None
    first = own.name.split()[0].lower()  # an "investigating officer" is no other officer
    plain = first in {own.head} | words.denials["officials"] | words.kinds["office"]
    families = words.posts.values() if plain and own.head in words.kinds["again"] else ()
    family = frozenset({own.head}).union(*(f for f in families if own.head in f))
    spoke = {
        f.name: f
        for f in near(own.start, earlier)
        if f.kind == "named" and (f.roles | f.titles) & family
    }
    return next(iter(spoke.values())) if len(spoke) == 1 else None


def _full_name(own: Figure, known: Iterable[Figure], titles: frozenset[str]) -> Figure | None:
    """The earliest longer name of a person that ends in the same surname or holds all its words."""
    known = tuple(known)
    parts = [p for p in own.name.split() if p not in titles]
    begun = (f for f in known if f.kind == "named" and f.name.startswith(f"{own.name} "))
    if len(parts) != 1:
        return next(begun, None)
    longer = [f for f in known if f.kind == "named" and len(f.name.split()) > 1]
    ending = [f for f in longer if f.name.split()[-1] == parts[0]]
    holding = [f for f in longer if parts[0] in f.name.split() and f.name.split()[0] not in titles]
    return next(iter(ending or holding), None)


def _spelled_out(own: Figure, known: Iterable[Figure]) -> Figure | None:
    letters = own.name.replace(".", "").replace("&", "")
    if len(letters) < _TWO:
        return None
    fitting = [f for f in known if len(f.name) > len(own.name) and initials(f.name) == letters]
    # the shortest is the name itself, the others hold more ("director of ...")
    return min(fitting, key=lambda f: (len(f.name), f.start), default=None)


def _named_below(own: Figure, cast: Cast) -> Figure | None:
    """The one named mouthpiece of the same body: "a spokesman for X said ... X spokesman Y"."""
    if own.head not in cast.words.grammar["mouthpieces"] or own.plural:
        return None
    body = own.name.partition(" for ")[2]
    if not body:
        return None
    letters, whole = initials(body).lower(), frozenset(body.lower().split()) - {"the"}
    fitting = {
        f.name: f
        for f in reversed(cast.figures)
        if f.kind == "named"
        and own.head in f.roles | f.titles
        and ((len(letters) > _TWO and letters in f.proper) or whole <= f.proper)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _of_rank(own: Figure, before: list[Figure]) -> Figure | None:
    """The one person named before with the letters for a rank ("SSP Orr ... the SSP denied")."""
    fitting = {
        f.name: f
        for f in before
        if f.kind == "named" and f.person and f.name.split()[0] == own.name != f.name
    }
    return next(iter(fitting.values())) if own.definite and len(fitting) == 1 else None


def _words(name: str) -> frozenset[str]:
    """The words of a name but for small ones and endings."""
    words = (w.lower().removesuffix("'s").removesuffix("’s") for w in name.split())
    return frozenset(w for w in words if len(w) > len("of"))


def _same_noun(own: Figure, before: list[Figure]) -> Figure | None:
    """The fullest earlier form: same head noun, no word that contradicts, more words."""
    if not own.definite and not own.proper:
        return None
    best: Figure | None = None
    for f in reversed(before):
        if f.head != own.head or f.plural != own.plural:
            continue
        if own.proper and not own.proper <= f.proper:
            continue
        if not _words(own.name) <= _words(f.name):
            continue  # "the rights group" is not the group of people told of
        if len(f.name.split()) > _LONGEST_NAME:
            continue
        fuller = len(f.name.split()) > len((best or own).name.split())
        if fuller and (best is None or best.proper <= f.proper):
            best = f
    return best
