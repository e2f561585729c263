"""What the report says of itself with "we": the issuer of a statement, a letter or a press release.

Invariant: only words outside quotations and outside the turns of a conversation; a news page that
speaks of itself once, or to its readers, states nothing so.
"""

from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._issued import is_issued, own_statements
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._listed import listed, requests
from caseweave.extract.attribution._propose import candidate_at
from caseweave.extract.attribution._refusals import negated
from caseweave.extract.attribution._silences import silence
from caseweave.extract.attribution._spans import overlap, pieces
from caseweave.extract.attribution._stance import Posture, posture
from caseweave.extract.layers import Attributed, Span
from caseweave.model import Report

# A page with so many sentences of its own "we" speaks for itself throughout.
_OFTEN = 2
_CONFIDENCE = 0.5
_TELLING = frozenset(
    {"say", "tell", "report", "write", "claim", "accuse", "criticise", "urge", "ask", "show"}
)
_VERBS = frozenset({"VERB", "AUX"})
_ROOTS = frozenset({"ROOT", "conj", "ccomp"})


def own_acts(
    report: Report, pages: tuple[Page, ...], words: Lexicon, known: tuple[Attributed, ...]
) -> tuple[Attributed, ...]:
    """What the issuer tells of its own doing, where no cue of telling holds it already."""
    issued = is_issued(report.text, words)
    found = [a for page in pages for a in _of_page(page, words, known, issued=issued)]
    if report.author is not None and not issued:
        written = (a for page in pages for a in _of_page(page, words, known, issued=True))
        found += [a for a in written if a not in found and not _plural(pages, a, words)]
    if not issued and len([a for a in found if _plural(pages, a, words)]) >= _OFTEN:
        issued = True
        wide = (a for page in pages for a in _of_page(page, words, known, issued=True))
        found = [a for a in wide if _plural(pages, a, words)]
    stated = (*found, *_demands(pages, words, (*known, *found))) if issued else tuple(found)
    if issued:
        stated += own_statements(report, pages, words, (*known, *stated))
    stated += listed(pages, stated, words)
    return (*stated, *(a for page in pages for a in _aside(page, words, (*known, *stated))))


def _aside(page: Page, words: Lexicon, known: tuple[Attributed, ...]) -> Iterator[Attributed]:
    """What any page says of its own: a correction, a request to its readers."""
    yield from _corrections(page, words, known)
    yield from requests(page, words, known)


def _corrections(page: Page, words: Lexicon, known: tuple[Attributed, ...]) -> Iterator[Attributed]:
    """Where the report calls untrue what it has told of: "...; this is incorrect"."""
    for verb in page.tokens:
        if verb.lemma_ != "be":
            continue
        subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
        verdict = next((k for k in verb.children if k.dep_ in {"acomp", "attr"}), None)
        if subject is None or verdict is None:
            continue
        if subject.lemma_.lower() not in words.layout["told"] or not _untrue(verb, verdict, words):
            continue
        span = page.span(verb)
        if _amends(page, verb, words):
            continue
        if any(overlap((span,), a.content) and not a.own for a in known) or page.quoted(verb):
            continue
        told = pieces((subject, verb, *verdict.subtree), page.offset)
        yield Attributed(
            chain=(), source=(), cue=(), content=((told[0][0], told[-1][1]),), own=True,
            stance="denies", factuality="did_not_happen", confidence=_CONFIDENCE,
        )  # fmt: skip


def _amends(page: Page, verb: Token, words: Lexicon) -> bool:
    """Whether the report takes back a figure of its own: that denies nobody's word."""
    sentence = page.sentence(verb)
    own = {t.lower_ for t in sentence} & words.layout["first_person"]
    return bool(own) and bool({t.lemma_.lower() for t in sentence} & words.layout["amending"])


def _untrue(verb: Token, verdict: Token, words: Lexicon) -> bool:
    """Whether the verdict says untrue, or under a negation true."""
    said, true = words.stance["untrue"], words.stance["true_words"]
    if any(k.dep_ == "neg" for k in verb.children):
        return verdict.lower_ in true
    return verdict.lower_ in said - true


def _of_page(
    page: Page, words: Lexicon, known: tuple[Attributed, ...], *, issued: bool
) -> Iterator[Attributed]:
    for verb in page.tokens:
        subject = _own_subject(verb, words)
        if subject is not None and not issued and not _as_body(verb, subject, words):
            continue
        if subject is None or page.quoted(subject) is not None:
            continue
        told = pieces((t for t in verb.subtree if not _other(t, verb)), page.offset)
        held = [a for a in known if overlap(told, (*a.cue, *a.source)) and a.own]
        inside = [a for a in known if overlap((page.span(verb),), a.content) and not a.own]
        if not told or held or inside:
            continue
        text = page.text[: told[-1][1] - page.offset].rstrip(". ")
        hull: Span = (told[0][0], page.offset + len(text))
        taken = _posture(page, verb, words)
        yield Attributed(
            chain=(), source=(page.span(subject),), cue=(), content=(hull,), own=True,
            stance=taken.stance, factuality=taken.factuality, target=taken.target,
            confidence=_CONFIDENCE,
        )  # fmt: skip


def _posture(page: Page, verb: Token, words: Lexicon) -> Posture:
    """The stance of "we reject the claim that"; what is done asserts."""
    meant = candidate_at(page, verb, words)
    taken = posture(meant) if meant is not None else Posture()
    if taken.stance in {"denies", "disputes", "unaware"}:
        return taken
    if verb.lemma_.lower() in words.layout["knowing"] and negated(verb, words.stance):
        return Posture(stance="unaware", factuality="unknown")  # "How they fled we do not know"
    held = silence(verb, words)
    kept = held is not None and held.stance in {"unaware", "declined"}
    return Posture(stance=held.stance, factuality="unknown") if held and kept else Posture()


def _plural(pages: tuple[Page, ...], said: Attributed, words: Lexicon) -> bool:
    """Whether the source is "we", not "I"."""
    start, end = said.source[0]
    page = next(p for p in reversed(pages) if p.offset <= start)
    return page.text[start - page.offset : end - page.offset].lower() in words.layout["bodies"]


def _as_body(verb: Token, subject: Token, words: Lexicon) -> bool:
    """Whether "we" tell, ask or demand; anybody who writes may say what "I" did."""
    beside = tuple(k.lower_ for k in verb.children)
    telling = _TELLING & set(words.classes(verb.lemma_.lower(), beside))
    return subject.lower_ in words.layout["bodies"] and bool(telling)


def _own_subject(verb: Token, words: Lexicon) -> Token | None:
    """The "we" of a verb in the main clause that tells what was done or is wanted."""
    if verb.pos_ not in _VERBS or verb.dep_ not in _ROOTS or not _told(verb, words):
        return None
    for kid in verb.children:
        if kid.dep_ in {"nsubj", "nsubjpass"} and kid.lower_ in words.pronouns["own"]:
            asked = {"urge", "ask"} & set(words.classes(verb.lemma_.lower()))
            to_readers = any(t.lower_ in words.layout["readers"] for t in verb.subtree)
            return None if to_readers and not asked else kid
    return None


def _demands(
    pages: tuple[Page, ...], words: Lexicon, known: tuple[Attributed, ...]
) -> Iterator[Attributed]:
    """What an issuer says that others must do: "The officers must be named"."""
    for page in pages:
        for verb in page.tokens:
            if verb.dep_ != "ROOT" or page.quoted(verb) is not None:
                continue
            must = any(k.dep_ == "aux" and k.lower_ in words.layout["musts"] for k in verb.children)
            span = page.span(verb)
            if not must or any(overlap((span,), a.content) for a in known):
                continue
            told = pieces((t for t in verb.subtree if t.text != "."), page.offset)
            yield Attributed(
                chain=(), source=(), cue=(), content=((told[0][0], told[-1][1]),), own=True,
                factuality="future", confidence=_CONFIDENCE,
            )  # fmt: skip


def _told(verb: Token, words: Lexicon) -> bool:
    if verb.tag_ == "VBD" or any(
        k.tag_ == "VBD" or k.lemma_ == "have" for k in verb.children if k.dep_ in {"aux", "auxpass"}
    ):
        return True
    beside = tuple(k.lower_ for k in verb.children)
    return bool(words.classes(verb.lemma_.lower(), beside))


def _other(token: Token, verb: Token) -> bool:
    """Whether a token stands in a further clause that is joined to the verb's."""
    at = token
    while at.i != verb.i:
        if at.dep_ == "conj" and at.head.i == verb.i and at.pos_ in _VERBS:
            return True
        at = at.head
    return False
