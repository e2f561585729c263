"""Whom "he", "they" and "it" go back to among the people and bodies named before.

Centering, made simple (Grosz, Joshi and Weinstein 1995): who spoke or was the subject in the
sentence before comes first, then who spoke last, then who was named last. Looks back only.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._figures import Figure, figure, figures
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.layers import Speaker

# How far back (in code points) a pronoun may find its speaker: about three paragraphs.
_REACH = 1500
_FEW = 3
Earlier = tuple[tuple[Speaker, Figure], ...]
BODIES = frozenset({"office", "organisation", "outlet", "document"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence: span, passage, the pronoun that is its subject, and whom "we" met in it."""

    start: int
    end: int
    page: int
    pronoun: str | None
    fragment: bool
    met: tuple[Figure, ...] = ()
    subject: tuple[int, int] | None = None
    quoted: bool = False


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of a report, in the order of the text; `outlet` issued it."""

    figures: tuple[Figure, ...]
    sentences: tuple[Told, ...]
    words: Lexicon
    outlet: str | None = None


def cast(pages: Iterable[Page], words: Lexicon, outlet: str | None = None) -> Cast:
    """The figures and sentences of all passages."""
    work = tuple(pages)
    found = (f for page in work for f in figures(page, words))
    told = (_told(page, sentence, words) for page in work for sentence in _sentences(page))
    return Cast(
        figures=tuple(sorted(found, key=lambda f: (f.start, f.end))),
        sentences=tuple(told),
        words=words,
        outlet=outlet,
    )


def _sentences(page: Page) -> list[list[Token]]:
    bounds = (*page.sentence_starts, len(page.doc))
    return [list(page.doc[a:b]) for a, b in pairwise(bounds) if a < b]


def _told(page: Page, sentence: list[Token], words: Lexicon) -> Told:
    root = next((t for t in sentence if t.dep_ == "ROOT"), sentence[0])
    subject = next((k for k in root.children if k.dep_ in _SUBJECTS), None)
    if subject is None and root.pos_ in {"NOUN", "PROPN"}:
        subject = root  # the parser takes the verb of a long sentence for the name's
    return Told(
        start=page.at(sentence[0]),
        end=page.end(sentence[-1]),
        page=page.index,
        pronoun=subject.lower_ if subject is not None and subject.pos_ == "PRON" else None,
        fragment=not any(t.pos_ in {"VERB", "AUX"} for t in sentence),
        met=tuple(_met(page, root, subject, words)),
        subject=page.span(subject) if subject is not None else None,
        quoted=page.quoted(root) is not None,
    )


def _met(page: Page, verb: Token, subject: Token | None, words: Lexicon) -> list[Figure]:
    """Whom "we" or "our colleagues" interviewed: who "they said" is of in the next sentence."""
    if subject is None or verb.lemma_.lower() not in words.grammar["hearing"]:
        return []
    if not {t.lower_ for t in subject.subtree} & words.layout["first_person"]:
        return []
    people = [k for k in verb.rights if k.dep_ == "dobj"]
    people += [
        o
        for k in verb.rights
        if k.dep_ == "prep" and k.lower_ in words.layout["meeting"]
        for o in k.children
        if o.dep_ == "pobj"
    ]
    return [figure(page, token, words) for token in people]


def near(at: int, earlier: Earlier) -> list[Figure]:
    """Who spoke before `at`, the last first."""
    return [f for _, f in reversed(earlier) if at - f.end <= _REACH]


def _before(at: int, cast: Cast, pronoun: str, *, across: bool) -> Told | None:
    """The sentence before, past quotations and those that keep to the pronoun or to "I" alone."""
    index = bisect_right([s.start for s in cast.sentences], at) - 1
    here = cast.sentences[index] if index >= 0 else None
    for told in reversed(cast.sentences[max(0, index - _FEW) : max(0, index)]):
        if here is None or (told.page != here.page and not across):
            return None
        empty = told.pronoun in cast.words.pronouns["own"] and not any(
            told.start <= f.start < told.end and f.person for f in cast.figures
        )
        if told.pronoun != pronoun and not (told.quoted or empty):
            return told
    return None


def person_before(at: int, head: Token, cast: Cast, earlier: Earlier, gender: str) -> Figure | None:
    """The person that "he" or "she" goes back to; `at`: where the pronoun stands."""

    def fits(f: Figure) -> bool:
        return f.person and not (f.plural or f.joined) and f.gender in {None, gender}

    before = [f for f in cast.figures if f.end <= at and at - f.end <= _REACH]
    known = near(at, earlier)
    beside = None
    if not _closing_aside(head):
        beside = _beside(at, cast, [f for f in before if fits(f) and f.kind == "named"])
    if beside is not None:
        return beside
    told = _before(at, cast, head.lower_, across=False)
    spoken = next((f for f in known if fits(f)), None)
    met = next((f for f in told.met if fits(f)), None) if told is not None else None
    if met is not None and (spoken is None or spoken.start < met.start):
        return met  # "We talked to a survivor. ... she said"
    if told is not None and (spoken is None or spoken.start < told.start):
        named = [f for f in before if told.start <= f.start < told.end and fits(f)]
        # "My brother got away. He hides. He told me ...": who "he" was stays in mind
        goes_on = not any(told.end <= s.start < s.end <= at for s in cast.sentences)
        same = goes_on and spoken is not None and _same_page(told, spoken, cast)
        found = _foremost(named, told.subject, same=same)
        if found is not None:
            return found
    for f in known[:_FEW]:
        if fits(f):
            return f
    people = [f for f in before if f.kind == "named" and fits(f)]
    subjects = [f for f in people if f.subject]
    return next(reversed(subjects or people), None)


def _beside(at: int, cast: Cast, fitting: list[Figure]) -> Figure | None:
    """The subject of the pronoun's own sentence: "Two rang from a yard where, they say,"."""
    index = bisect_right([s.start for s in cast.sentences], at) - 1
    start = cast.sentences[index].start if index >= 0 else at
    inside = [f for f in fitting if f.start >= start]
    subjects = [f for f in inside if f.subject]
    if subjects:
        return subjects[0]
    full = [f for f in inside if f.kind == "named" and " " in f.name]
    return full[0] if len({f.name for f in full}) == 1 else None


def _closing_aside(pronoun: Token) -> bool:
    """Whether the pronoun speaks behind what is said ("..., he said"), and so is not in it."""
    verb = pronoun.head
    if not pronoun.i or pronoun.dep_ not in _SUBJECTS or abs(verb.i - pronoun.i) > _FEW:
        return False
    said = pronoun.doc[pronoun.sent.start : min(pronoun.i, verb.i)]
    if any(t.lower_ == pronoun.lower_ for t in said):
        return False  # "For Ana Uzelac it is a joke: she was kept out, she says"
    before = pronoun.nbor(-1) if pronoun.i < verb.i else verb.nbor(-1) if verb.i else pronoun
    return before.text == "," or before.is_quote


def _foremost(people: list[Figure], main: tuple[int, int] | None, *, same: bool) -> Figure | None:
    """Who is spoken of in a sentence: its subject, or the only person in it.

    `same`: somebody spoke in the passage before; then only a person with a name comes first.
    """
    chosen = [f for f in people if f.kind == "named" or not same]
    subjects = [f for f in chosen if f.subject]
    first = [f for f in chosen if main is not None and f.start <= main[0] < f.end]
    if first or subjects:
        return (first or subjects)[-1]
    chosen = _outermost(chosen)
    named = [f for f in chosen if f.kind == "named"]
    if len({f.name for f in named}) == 1:
        return named[0]
    return chosen[0] if len({f.name for f in chosen}) == 1 else None


def _same_page(told: Told, spoken: Figure, cast: Cast) -> bool:
    return any(s.page == told.page and s.start <= spoken.start < s.end for s in cast.sentences)


def group_before(at: int, head: Token, cast: Cast, earlier: Earlier) -> Figure | None:
    """The people or the body that "they" or "both" goes back to."""
    before = [f for f in cast.figures if f.end <= at and at - f.end <= _REACH]
    beside = _beside(at, cast, [f for f in before if f.plural])
    if beside is not None:
        return beside
    asked = _body_beside(at, cast, before) if head.lower_ == "they" else None
    if asked is not None:
        return asked
    told = _before(at, cast, head.lower_, across=True)
    known = near(at, earlier)
    if told is not None:
        met = next(iter(told.met), None)
        if met is not None:
            return _met_as(met, [f for f in before if f.end <= told.start], cast.words)
        just = _just_told(told, head, before, known)
        if just is not None:
            return just
    for f in known:
        if f.plural:
            return f
    for f in known:
        if f.kind in BODIES:
            return f
    plural = [f for f in before if f.plural and f.subject]
    return plural[-1] if plural else None


def _just_told(told: Told, head: Token, before: list[Figure], known: list[Figure]) -> Figure | None:
    """Whom the sentence before tells of or lets speak; the same number comes first."""
    same = _as_many(head, [f for f in before if f.end <= told.end])
    if same is not None:
        return same
    spoke = [f for f in known if told.start <= f.start < told.end and _many(f)]
    just = [f for f in before if told.start <= f.start < told.end and _many(f)]
    subjects = [f for f in just if f.subject or told.fragment]
    if subjects and not spoke:
        return subjects[-1]
    # the body that spoke in the sentence right before
    return spoke[0] if spoke and not any(f.plural for f in spoke) else None


def _body_beside(at: int, cast: Cast, before: list[Figure]) -> Figure | None:
    """The body of "I went to the ministry and they told me" in the pronoun's own sentence."""
    index = bisect_right([s.start for s in cast.sentences], at) - 1
    start = cast.sentences[index].start if index >= 0 else at
    inside = [f for f in before if f.start >= start and f.kind in {"office", "organisation"}]
    own = [f for f in inside if not f.subject and not f.person]
    return own[-1] if own else None


def _as_many(head: Token, just: list[Figure]) -> Figure | None:
    """The people of whom there are as many: "all nine" of "the nine persons"."""
    numbers = {t.lower_ for t in (head, *head.children) if t.like_num}
    fitting = [f for f in just if numbers & set(f.name.lower().split()) and f.plural]
    return fitting[-1] if numbers and fitting else None


def _met_as(met: Figure, before: list[Figure], words: Lexicon) -> Figure:
    """Whom "both" stands for among those named before."""
    if met.head not in words.layout["standing_for"]:
        return met
    plural = [f for f in before if f.plural and f.subject]
    return plural[-1] if plural else met


def _many(f: Figure) -> bool:
    return f.plural or (f.kind in BODIES and f.kind != "document")


def body_before(page: Page, head: Token, cast: Cast, earlier: Earlier) -> Figure | None:
    """The body that "it" goes back to.

    The subject of the sentence before comes first, then the last that spoke, then what that
    sentence names alone, then an earlier subject.
    """
    at = page.at(head)
    fits = [f for f in cast.figures if f.end <= at and at - f.end <= _REACH and _is_body(f)]
    asked = _asked_beside(page, head, fits, cast.words)
    if asked is not None:
        return asked
    left, right = sentence_before(page, head)
    just = _outermost([f for f in fits if left <= f.start < right])
    subjects = [f for f in just if f.subject]
    spoken = next((f for f in near(at, earlier) if _is_body(f)), None)
    if subjects and (spoken is None or spoken.start < left):
        return subjects[-1]
    alone = just[0] if len({f.name for f in just}) == 1 else None
    if spoken is not None and (alone is None or spoken.start >= left):
        return spoken
    return alone or next((f for f in reversed(fits) if f.subject), None)


def _asked_beside(page: Page, head: Token, fits: list[Figure], words: Lexicon) -> Figure | None:
    """The body of "We asked the embassy whether ...; it stated" in the pronoun's own sentence."""
    for verb in page.doc[page.sentence(head).start : head.i]:
        if verb.lemma_.lower() not in words.stances["addressing"] or verb.pos_ != "VERB":
            continue
        asker = next((k for k in verb.lefts if k.dep_ == "nsubj"), None)
        if asker is None or asker.lower_ not in words.layout["first_person"]:
            continue
        parties = [k for k in verb.rights if k.dep_ == "dobj"]
        parties += [o for k in verb.rights if k.lower_ == "to" for o in k.children]
        ends = {page.end(party) for party in parties}
        return next((f for f in fits if f.end in ends), None)
    return None


def _outermost(found: list[Figure]) -> list[Figure]:
    """Without those that stand inside another's longer name."""
    return [
        f
        for f in found
        if not any(
            g.start <= f.start and f.end <= g.end and g.end - g.start > f.end - f.start
            for g in found
        )
    ]


def _is_body(f: Figure) -> bool:
    """Police are one body, whatever number the noun has."""
    one = not f.plural or f.head in f.name.lower().split()
    return f.kind in BODIES and one and not f.person


def sentence_before(page: Page, head: Token) -> tuple[int, int]:
    """Start and end in the report of the sentence before the one of `head`; empty where none is."""
    here = page.sentence(head)
    if here.start == 0:
        return page.offset, page.offset
    before = page.sentence(page.doc[here.start - 1])
    return page.offset + before.start_char, page.offset + before.end_char
