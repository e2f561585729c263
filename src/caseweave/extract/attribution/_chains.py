"""Who stands behind whom: the chain of speakers of each attribution, outermost first.

A chain grows by a source that cites another ("the report, citing ..."), by one attribution that
stands inside another's content, and by an outlet whose report is the source.
"""

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._answers import asked_body, last_body, papers
from caseweave.extract.attribution._antecedents import Cast, Earlier
from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._figures import (
    Figure,
    name_tokens,
    passed_on_by,
    voice_figure,
)
from caseweave.extract.attribution._kinds import speaker_kind
from caseweave.extract.attribution._sources import SUBJECTS, child, quoted_by
from caseweave.extract.attribution._spans import pieces, subtree
from caseweave.extract.attribution._speakers import may_be, speaker
from caseweave.extract.attribution._stance import cue_posture, posture
from caseweave.extract.layers import Span, Speaker

_NAMED = frozenset({"object", "subject"})
_CITED = frozenset({"dobj"})
_TOLD = frozenset({"dobj", "dative"})
# forms whose speaker the layout names
_LAID_OUT = frozenset({"turn", "testimony"})
_AUTHORS = frozenset({"outlet", "organisation", "office"})


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """The chain of one attribution, to whom it was told, and the words that cite (no content).

    `own`: the report itself speaks. `beside`: who says the same ("the ministry and the governor").
    `power`: a pronoun or bare name stands for one who speaks for a state or an armed body.
    """

    chain: tuple[Speaker, ...] = ()
    addressee: str | None = None
    citing: tuple[Span, ...] = ()
    own: bool = False
    beside: tuple[Speaker, ...] = ()
    power: bool = False


def chains(candidates: tuple[Candidate, ...], people: Cast) -> tuple[Linked, ...]:
    """The chain of each candidate, in the order given (the order of the text)."""
    telling = tuple(not _only_names_words(c) for c in candidates)
    outer = tuple(_outer(index, candidates, telling) for index in range(len(candidates)))
    earlier: list[tuple[Speaker, Figure]] = []
    own: list[tuple[Speaker, ...]] = []
    voices: list[Figure | None] = []
    documents: dict[str, tuple[Speaker, ...]] = {}
    for candidate, inside in zip(candidates, outer, strict=True):
        chain, figures = _own_chain(candidate, people, tuple(earlier))
        if len(chain) == 1 and chain[0].kind == "document":
            chain = documents.get(chain[0].name, chain)
        for _, figure in figures:
            if figure.kind == "document":
                documents.setdefault(figure.name, chain)
        if chain and chain[-1].kind != "document":
            for paper in papers(candidate):
                documents.setdefault(paper, chain)
        own.append(chain)
        voices.append(figures[-1][1] if figures else None)
        # whom a quoted or nested clause speaks of is no speaker that "he" goes back to
        voiced = candidate.form in _LAID_OUT
        outside = inside is None or candidates[inside].form in _LAID_OUT
        if outside and not voiced and not _own_reporter(candidate):
            earlier += figures
    whole = _Nesting(candidates=candidates, outer=outer, own=tuple(own), voices=tuple(voices))
    return tuple(
        Linked(
            chain=_whole(index, whole),
            addressee=_addressee(candidate),
            citing=_citing_words(candidate),
            own=outer[index] is None and speaks_for_itself(candidate),
            beside=_beside(candidate, people),
            power=(voice := voices[index]) is not None and voice.power,
        )
        for index, candidate in enumerate(candidates)
    )


def _beside(candidate: Candidate, people: Cast) -> tuple[Speaker, ...]:
    """Those named with the speaker, where each of them can speak."""
    head = candidate.source_head
    if head is None or candidate.voice is not None:
        return ()
    others = [t for t in head.conjuncts if t.i > head.i and t.pos_ in {"NOUN", "PROPN"}]
    if not all(_can_speak(t, candidate) for t in others):
        return ()
    return tuple(speaker(candidate.page, t, people, ())[0] for t in others)


def _own_reporter(candidate: Candidate) -> bool:
    """Whether the report's own reporter tells: "our correspondent", who is never "he"."""
    head, layout = candidate.source_head, candidate.lexicon.layout
    return (
        head is not None
        and head.lemma_.lower() in layout["reporters"]
        and any(k.lower_ in layout["first_person"] for k in head.lefts)
    )


def speaks_for_itself(candidate: Candidate) -> bool:
    """Whether the speaker is the author's own "we", outside quotations."""
    head = candidate.source_head
    if head is None:
        return candidate.stance == "unaware" and candidate.voice is None  # "could not be verified"
    if _own_reporter(candidate):
        return candidate.page.quoted(head) is None
    words = candidate.lexicon
    ours = head.tag_ == "PRP$" and head.lower_ in words.layout["first_person"]
    if head.lower_ not in words.pronouns["own"] and not ours:
        return False
    return candidate.page.quoted(head) is None


class _Nesting(msgspec.Struct, frozen=True, kw_only=True):
    """For each candidate the one around it, its own chain, and who speaks in it."""

    candidates: tuple[Candidate, ...]
    outer: tuple[int | None, ...]
    own: tuple[tuple[Speaker, ...], ...]
    voices: tuple[Figure | None, ...]


def _whole(index: int, whole: _Nesting) -> tuple[Speaker, ...]:
    """The chains of all attributions around this one, outermost first, and its own."""
    chain = () if _speaks_for_outer(index, whole) else whole.own[index]
    at, seen = whole.outer[index], {index}
    while at is not None and at not in seen:
        seen.add(at)
        if not _speaks_for_outer(at, whole):
            chain = _joined(whole.own[at], chain)
        at = whole.outer[at]
    return chain


def _speaks_for_outer(index: int, whole: _Nesting) -> bool:
    """Whether the speaker is the one around it.

    So with "we cannot say" in a quotation, "he" in "X said that he knew", and a refusal that the
    parse joins to the clause before it.
    """
    candidate, around = whole.candidates[index], whole.outer[index]
    head = candidate.source_head
    if around is None or head is None:
        return False
    if head.lower_ in candidate.lexicon.pronouns["own"]:
        return True
    if whole.candidates[around].form in _LAID_OUT:
        return False
    if candidate.how == "inherited" and cue_posture(candidate).stance == "declined":
        return True
    voice = whole.voices[around]
    quoted = candidate.page.quoted(candidate.cue) is not None
    return voice is not None and not quoted and may_be(head, voice, candidate.lexicon)


def _own_chain(
    candidate: Candidate, people: Cast, earlier: Earlier
) -> tuple[tuple[Speaker, ...], Earlier]:
    head = candidate.source_head
    if candidate.voice is not None:
        return (candidate.voice,), ((candidate.voice, voice_figure(candidate.voice)),)
    if head is None:
        head = asked_body(candidate)
        spoken = last_body(candidate, earlier) if head is None else None
        if head is None:
            return ((spoken[0],), (spoken,)) if spoken is not None else ((), ())
    elif speaks_for_itself(candidate):
        return (), ()
    found, meant = speaker(candidate.page, head, people, earlier)
    figures = [(found, meant)]
    chain = [*_outlet_of(candidate, head, people), found]
    verb = _citing(candidate, head)
    cited = child(verb, _CITED) if verb is not None else None
    if cited is not None:
        cited = passed_on_by(cited, people.words) or cited  # "quoting a list drawn up by relatives"
        behind, figure = speaker(candidate.page, cited, people, earlier)
        figures.insert(0, (behind, figure))
        chain.append(behind)
    if len(chain) > 1 and chain[0].kind in _AUTHORS and chain[1].kind == "document":
        del chain[1]
    return tuple(chain), tuple(figures)


def _outlet_of(candidate: Candidate, head: Token, people: Cast) -> list[Speaker]:
    """Who passes the word on: "a Radio X report", "witnesses quoted by X", "in a note run by X"."""
    quoter = quoted_by(candidate.cue, people.words)[0] if candidate.form == "verb" else None
    passing = quoter or passed_on_by(head, people.words) or _in_document(candidate, people)
    if passing is not None:
        found, _ = speaker(candidate.page, passing, people, ())
        return [found]
    if speaker_kind(head, people.words) != "document":
        return []
    for kid in head.children:
        if kid.dep_ in {"compound", "poss", "nmod"} and kid.ent_type_ in {"ORG", "PERSON", "GPE"}:
            found, _ = speaker(candidate.page, kid, people, ())
            return [found]
    return []


def _in_document(candidate: Candidate, people: Cast) -> Token | None:
    """The outlet of "said in a statement carried by X"."""
    if candidate.form != "verb":
        return None
    for kid in candidate.cue.children:
        thing = child(kid, frozenset({"pobj"})) if kid.dep_ == "prep" else None
        if thing is not None and speaker_kind(thing, people.words) == "document":
            passing = passed_on_by(thing, people.words)
            if passing is not None and speaker_kind(passing, people.words) == "outlet":
                return passing
    return None


def _citing_words(candidate: Candidate) -> tuple[Span, ...]:
    head = candidate.source_head
    verb = _citing(candidate, head) if head is not None else None
    if verb is None:
        return ()
    told = [k for k in verb.children if k.dep_ == "ccomp"]
    return pieces(subtree(verb, told), candidate.page.offset)


def _citing(candidate: Candidate, head: Token) -> Token | None:
    """The verb before the speaker behind: "a report that cited Y", "X reported ..., citing Y"."""
    cue, citing = candidate.cue, candidate.lexicon.phrases["citing"]
    if cue.lemma_.lower() in citing:
        return None
    for verb in candidate.page.sentence(cue):
        if verb.lemma_.lower() not in citing or verb.pos_ != "VERB":
            continue
        behind_source = verb.head == head and verb.dep_ in {"relcl", "acl"}
        beside = verb.i > cue.i or verb.head == cue
        trailing = verb.tag_ == "VBG" and beside and child(verb, SUBJECTS) is None
        told = candidate.form == "verb" and (_outermost(cue) or verb.head == cue)
        if behind_source or (trailing and told):
            cited = child(verb, _CITED)
            if cited is not None and _can_speak(cited, candidate):
                return verb
    return None


def _outermost(cue: Token) -> bool:
    return cue.dep_ in {"ROOT", "conj", "advcl"}


def _can_speak(head: Token, candidate: Candidate) -> bool:
    words = candidate.lexicon
    lemma = head.lemma_.lower()
    known = any(lemma in nouns for nouns in words.kinds.values())
    return known or head.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}


def _outer(index: int, candidates: tuple[Candidate, ...], telling: tuple[bool, ...]) -> int | None:
    """The nearest attribution in whose content this one's cue stands.

    `telling`: whether each candidate's content is more than the words that it denies; worked out
    once for all, because every pair is looked at here.
    """
    here = candidates[index]
    at = here.page.at(here.cue)
    best, size = None, 0
    for other, there in enumerate(candidates):
        if other == index or not telling[other]:
            continue
        for start, end in there.content:
            if start <= at < end and (best is None or end - start < size):
                best, size = other, end - start
    return best


def _only_names_words(candidate: Candidate) -> bool:
    """Whether the content is the words that are denied: their speaker does not go through it."""
    return posture(candidate).target is not None and candidate.content_form in _NAMED


def _joined(outer: tuple[Speaker, ...], inner: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    out = list(outer)
    for link in inner:
        if not out or out[-1].name != link.name:
            out.append(link)
    return tuple(out)


def _addressee(candidate: Candidate) -> str | None:
    """To whom it was said: the person object of "told", or "to Z" after other verbs."""
    cue = candidate.cue
    if candidate.form != "verb" or not {"tell", "say", "add", "write"} & set(candidate.classes):
        return None
    told = child(cue, _TOLD) if "tell" in candidate.classes else None
    if told is None:
        to = next(
            (k for k in cue.children if k.dep_ in {"prep", "dative"} and k.lower_ == "to"), None
        )
        told = child(to, frozenset({"pobj"})) if to is not None else None
    if told is None or any(s <= candidate.page.at(told) < e for s, e in candidate.content):
        return None
    tokens = name_tokens(told, candidate.lexicon)
    text = candidate.page.text
    return str(text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])])
