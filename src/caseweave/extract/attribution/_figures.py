"""The people, offices and papers that a report speaks of, in order: what later words refer back to.

A figure is one noun phrase of the text with its plain name: no apposition, no relative clause, no
possessive ending, no article before a proper name.
"""

import re
from collections.abc import Iterator

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._hyphened import before_hyphen
from caseweave.extract.attribution._kinds import (
    apposed_name,
    is_called_body,
    speaker_kind,
)
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._person_names import person_name
from caseweave.extract.events import is_human
from caseweave.extract.layers import Speaker
from caseweave.model import AttributionKind

_ACRONYM = re.compile(r"^[A-Z][A-Z&.]{1,6}$")
_POSSESSIVE = re.compile(r"['’]s?$")
_PEOPLE = frozenset({"named", "anonymous", "office"})
_TIMES = frozenset({"DATE", "TIME"})
# The hour before an entry of a live page is no part of a name ("09:50 The Collective").
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d{2}$")
# How far from a name its post and body may stand.
_NEAR_POST = 14
_LEFT_OUT = frozenset(
    {"appos", "relcl", "acl", "punct", "advcl", "parataxis", "conj", "cc", "case"}
)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One mention. `proper`: its name's words in lower case; `head`: lemma of the head noun.

    `definite`: begins with "the", "this" or the like; `subject`: governs a verb as its subject.
    `person`: one human being, named or not; `gender`: "m" or "f" where a title says so.
    `roles`: lemmas of the posts that stand with a person's name ("lawyer Ana Uzelac");
    `titles`: those written as a part of it.
    `power`: a person who speaks for a state or an armed body; `joined`: named with others.
    """

    name: str
    kind: AttributionKind
    start: int
    end: int
    head: str
    proper: frozenset[str]
    plural: bool
    definite: bool
    subject: bool
    person: bool
    gender: str | None = None
    roles: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    power: bool = False
    joined: bool = False


def voice_figure(voice: Speaker) -> Figure:
    """The figure of a speaker that the layout names."""
    return Figure(
        name=voice.name, kind=voice.kind, start=voice.start, end=voice.end,
        head=voice.name.split()[-1].lower(), proper=frozenset(voice.name.lower().split()),
        plural=False, definite=False, subject=False, person=True,
    )  # fmt: skip


def figure(page: Page, head: Token, words: Lexicon) -> Figure:
    """The figure that `head` governs."""
    tokens = name_tokens(head, words)
    start, end = tokens[0], tokens[-1]
    person = person_name(head, words)
    name = _plain(page.text[start.idx : end.idx + len(end)])
    if person is not None:
        start, end = person[0], person[-1]
        name = _plain(page.text[start.idx : end.idx + len(end)])
    kind: AttributionKind = "named" if person is not None else speaker_kind(head, words)
    if any(c.isdigit() for c in name) and kind == "named":
        channel = head.lemma_.lower() in words.kinds["outlet"]
        kind = "outlet" if channel else "anonymous"  # "the channel Novi 24", "Feb 12"
    body = head.lemma_.lower() in words.kinds["organisation"] | words.kinds["outlet"]
    alone = person is None and (body or kind == "anonymous")
    beside = apposed_name(head, body=body) if alone else None
    if beside is not None and head.lemma_.lower() not in words.kinds["anonymous"]:
        run = name_tokens(beside, words)
        text = page.text[run[0].idx : run[-1].idx + len(run[-1])]
        name, kind = _plain(text), "organisation"
    proper = (t for t in tokens if t.pos_ == "PROPN" or t.ent_type_ or is_acronym(t.text))
    lowered = [t.lower_.rstrip(".") for t in proper]
    return Figure(
        name=name,
        kind=kind,
        start=page.at(start),
        end=page.end(end),
        head=head.lemma_.lower(),
        proper=frozenset(lowered),
        plural=head.tag_ in {"NNS", "NNPS"}
        or head.lower_ in words.pronouns["plural"]
        or (head.pos_ == "NUM" and head.lower_ != "one"),
        definite=tokens[0].lower_ in words.grammar["determiners"],
        subject=head.dep_ in {"nsubj", "nsubjpass"},
        person=person is not None or (kind in _PEOPLE and _is_person(head, words)),
        gender=_gender(tokens, words),
        roles=_roles(head, words, person=person is not None),
        titles=_titles(head, words) if person is not None else frozenset(),
        power=person is not None and _of_power(head, words),
        joined=person is None and _with_others(head),
    )


def _with_others(head: Token) -> bool:
    """Whether a subject is more than the noun: "the driver and two survivors said"."""
    joined = any(k.dep_ == "conj" and k.pos_ in {"NOUN", "PROPN"} for k in head.rights)
    return joined and head.dep_ in {"nsubj", "nsubjpass"}


def _of_power(head: Token, words: Lexicon) -> bool:
    """Whether a person's post is one of a state or an armed body ("army spokesman Ode Bala")."""
    top = head.head if head.dep_ == "appos" else head
    beside = [t for t in top.subtree if abs(t.i - head.i) <= _NEAR_POST]
    known = {t.lower_.rstrip(".") for t in beside} | {t.lemma_.lower() for t in beside}
    if known & words.denials["ranks"]:
        return True
    post = known & (words.stances["speaking_for"] | words.denials["uniformed"])
    return bool(post and known & (words.denials["officials"] | words.kinds["office"] - post))


def _roles(head: Token, words: Lexicon, *, person: bool) -> frozenset[str]:
    """The posts or kinds of body named beside a name: before it, as its apposition, or above it."""
    beside = [k for k in head.children if k.dep_ in {"compound", "nmod", "appos"}]
    if head.dep_ == "appos":
        beside.append(head.head)
    nouns = {t.lemma_.lower() for t in (head, *beside) if t.pos_ == "NOUN"}
    known = ("role", "anonymous") if person else ("organisation", "outlet", "collective")
    return frozenset(n for n in nouns if any(n in words.kinds[kind] for kind in known))


def _titles(head: Token, words: Lexicon) -> frozenset[str]:
    """The posts and ranks written as a part of the name ("Colonel Ana Uzelac")."""
    beside = [head, *(k for k in head.children if k.dep_ in {"compound", "nmod", "appos"})]
    if head.dep_ == "appos":
        beside.append(head.head)
    known = words.kinds["role"].union(*words.posts.values())
    return frozenset(t.lower_.rstrip(".") for t in beside) & known


def _is_person(head: Token, words: Lexicon) -> bool:
    if head.tag_ in {"NNS", "NNPS"}:
        return False
    kind, lemma = speaker_kind(head, words), head.lemma_.lower()
    if lemma in words.kinds["gathered"]:
        return False
    if kind == "named" or lemma in words.kinds["role"]:
        return True
    return kind == "anonymous" and (lemma in words.kinds["anonymous"] or is_human(head))


def name_tokens(head: Token, words: Lexicon) -> list[Token]:
    """The tokens of the plain name: what stands before the head, and "of"-phrases after it."""
    kept = [head]
    for kid in head.children:
        close = kid.dep_ == "acl" and kid.i == head.i + 1 and kid.tag_ != "VBD"
        if kid.dep_ in _LEFT_OUT and not (close and passed_on_by(head, words) is None):
            continue
        if kid.dep_ == "prep" and not _part_of_name(kid, head, words):
            continue
        if kid.i < head.i or kid.dep_ in {"prep", "amod", "acl", "nummod", "flat", "compound"}:
            kept += [t for t in kid.subtree if not t.is_space]
    kept = sorted(set(kept), key=lambda t: t.i)
    at = kept.index(head)
    first = at
    while first > 0 and kept[first - 1].i == kept[first].i - 1:
        first -= 1
    last = at
    while last + 1 < len(kept) and kept[last + 1].i == kept[last].i + 1:
        last += 1
    run = kept[first : last + 1]
    while len(run) > 1 and (
        run[0].is_punct or run[0].dep_ in {"cc", "preconj"} or _CLOCK.match(run[0].text)
    ):
        run = run[1:]
    run = _torn_off(run) + run
    run = [t for t in before_hyphen(run[0]) if t.dep_ != "det"] + run
    while len(run) > 1 and (run[-1].is_punct or run[-1].dep_ in {"case", "prep"}):
        run = run[:-1]
    return run


def _torn_off(run: list[Token]) -> list[Token]:
    """The first words of a name that the parser left at the end of the sentence before."""
    torn: list[Token] = []
    at = run[0]
    while at.i and at.is_title and (torn or at.is_sent_start) and at.nbor(-1).is_title:
        at = at.nbor(-1)
        if not at.is_alpha or at.is_stop:
            break
        torn.insert(0, at)
    return torn


def passed_on_by(noun: Token, words: Lexicon) -> Token | None:
    """Who passes on what the noun names ("quoted by X", "released by X"), if anybody."""
    for kid in noun.children:
        if kid.dep_ == "acl" and kid.lemma_.lower() in words.phrases["passing"]:
            for by in kid.children:
                if by.dep_ == "agent":
                    return next((o for o in by.children if o.dep_ == "pobj"), None)
    return None


def _part_of_name(prep: Token, head: Token, words: Lexicon) -> bool:
    """Whether "of ..." or the like belongs to the name; "in a statement" never does."""
    inner = [k for k in prep.children if k.dep_ == "pobj"]
    papers = (k.lemma_.lower() in words.kinds["document"] for k in inner)
    if prep.lower_ != "of" and any(papers):
        return False
    if (
        prep.lower_ in words.grammar["matter"]
        and head.lemma_.lower() not in words.kinds["document"]
    ):
        return False
    if head.pos_ == "PROPN":
        return prep.lower_ in {"of", "for"} and any(
            k.pos_ == "PROPN" or k.is_title or k.ent_type_ == "ORG" for k in inner
        )
    return True


def _plain(text: str) -> str:
    text = _POSSESSIVE.sub("", " ".join(text.split()))
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip()
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if text.startswith(article) and any(c.isalpha() for c in text[len(article) :]):
            return text[len(article) :]
    return text


def _gender(tokens: list[Token], words: Lexicon) -> str | None:
    before = [tokens[0]] if tokens[0].i == 0 else [tokens[0], tokens[0].nbor(-1)]
    for token in before:
        if token.text in words.pronouns["masculine_titles"]:
            return "m"
        if token.text in words.pronouns["feminine_titles"]:
            return "f"
    return None


def figures(page: Page, words: Lexicon) -> Iterator[Figure]:
    """Every noun phrase of the passage that can be spoken of again, in order."""
    for token in page.tokens:
        if token.ent_type_ in _TIMES or _label(token):
            continue
        within = token.dep_ in {"compound", "nmod", "amod"}
        named = token.pos_ in {"PROPN", "NOUN"} and (not within or _paper(token, words))
        if token.dep_ == "pobj" and token.i and token.nbor(-1).lower_ == "on" and _aboard(token):
            continue
        if token.dep_ == "appos" and is_called_body(token.head, words):
            continue  # the name's own figure has its kind of body for a role
        if named or (token.pos_ == "NUM" and token.dep_ in {"nsubj", "nsubjpass"}):
            yield figure(page, token, words)


def _aboard(noun: Token) -> bool:
    """Whether a bare noun behind "on" is no body: "on board"."""
    return noun.lower_ == "board" and not any(k.i > noun.i for k in noun.children)


def _label(token: Token) -> bool:
    """Whether a capital name before a colon only says who takes the turn of a talk."""
    return token.text.isupper() and token.i + 1 < len(token.doc) and token.nbor(1).text == ":"


def _paper(token: Token, words: Lexicon) -> bool:
    """The paper of "a Harbour Times report"."""
    return token.ent_type_ == "ORG" and token.text in words.names["outlet"]


def initials(name: str) -> str:
    """First letters of a name's words; those in lower case do not count."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def is_acronym(name: str) -> bool:
    """Whether the name is an abbreviation in capitals."""
    return bool(_ACRONYM.match(name))
