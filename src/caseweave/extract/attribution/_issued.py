"""What an issuer states without "we": "The Office was not granted access".

Only in papers that name themselves a statement, an update or a correction at their head. Invariant:
a sentence that quotes or cites anybody states nothing of the issuer's own.
"""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from caseweave.extract.analysed import Span as Sentence
from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._denials import of_none
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._silences import refuses
from caseweave.extract.attribution._spans import overlap
from caseweave.extract.layers import Attributed
from caseweave.model import Report, Stance

_HEAD = 8
_LONGEST_LINE = 90
_SHORTEST = 5
_OPENING = 5
_LONGEST = 60
_CONFIDENCE = 0.4
_BODIES = frozenset({"office", "organisation", "outlet", "named"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def is_issued(text: str, words: Lexicon) -> bool:
    """Whether the head of a page says that it is a statement, a letter or the like."""
    lines = [line.strip().lower() for line in text.split("\n") if line.strip()][:_HEAD]
    if any(line.rstrip(",:!.") in words.letters["greetings"] for line in lines):
        return True
    for line in lines:
        if len(line) > _LONGEST_LINE or line.endswith("."):
            continue
        said = line.replace(":", " ").replace("-", " ").replace("/", " ").split()
        if set(said) & words.layout["issued"]:
            return True
        if any(f"{a} {b}" in words.layout["issued_pairs"] for a, b in pairwise(said)):
            return True
    return False


def own_statements(
    report: Report, pages: tuple[Page, ...], words: Lexicon, known: tuple[Attributed, ...]
) -> tuple[Attributed, ...]:
    """The sentences of an issued paper that nobody else is cited for, in order.

    An office that says that there was none of something denies it; one that keeps something back
    declines.
    """
    power = bool(frozenset((report.outlet or "").lower().split()) & words.denials["officials"])
    return tuple(a for page in pages for a in _of_page(page, words, known, power=power))


def _of_page(
    page: Page, words: Lexicon, known: tuple[Attributed, ...], *, power: bool
) -> Iterator[Attributed]:
    if page.kind != "paragraph":
        return
    for sentence in page.doc.sents:
        here = (page.offset + sentence.start_char, page.offset + sentence.end_char)
        bidden = any(_bids(t, words) for t in sentence)
        held = any(
            overlap((here,), (*a.content, *a.cue)) for a in known if not (bidden and a.agentless)
        )
        if held or not _states(page, sentence):
            continue
        root, text = sentence.root, sentence.text.rstrip()
        stance: Stance = "asserts"
        if any(refuses(t, words) for t in sentence if t.pos_ == "VERB"):
            stance = "declined"
        elif (power and of_none(root, words)) or _rejected(root, words):
            stance = "denies"
        yield Attributed(
            chain=(), source=(), cue=(), content=((here[0], here[0] + len(text)),), own=True,
            stance=stance, confidence=_CONFIDENCE,
        )  # fmt: skip


def _rejected(verb: Token, words: Lexicon) -> bool:
    """Whether an account is rejected by nobody but the issuer: "The claim is rejected"."""
    lemma, subject = (
        verb.lemma_.lower(),
        next((k for k in verb.lefts if k.dep_ == "nsubjpass"), None),
    )
    if subject is None or lemma not in words.stance["denies"] | words.stance["rejects"]:
        return False
    return subject.lemma_.lower() in words.stance["accounts"] and not any(
        k.dep_ in {"agent", "neg"} for k in verb.children
    )


def of_issuer(
    report: Report, found: tuple[Attributed, ...], words: Lexicon
) -> tuple[Attributed, ...]:
    """The attributions, those to the report's own issuer as its own word ("this Office holds").

    The issuer is the outlet, or a body named in capitals at the head of an issued paper.
    """
    issued = is_issued(report.text, words)
    lines = [line.strip() for line in report.text.split("\n") if line.strip()][:_HEAD]
    heads = tuple(line for line in lines if line.isupper()) if issued else ()
    outlet = (report.outlet or "").casefold().removeprefix("the ")

    def own(a: Attributed) -> bool:
        if len(a.chain) != 1 or a.chain[0].kind not in _BODIES:
            return False
        name = a.chain[0].name
        if outlet and name.casefold().removeprefix("the ") == outlet:
            return True
        pointing = issued and name.lower().startswith("this ")
        return pointing or (" " in name and any(name in line for line in heads))

    return tuple(
        msgspec.structs.replace(a, chain=(), own=True, agentless=False) if own(a) else a
        for a in found
    )


def _bids(verb: Token, words: Lexicon) -> bool:
    """Whether an issuer bids by saying so: "Members of the public are warned against"."""
    now = any(k.dep_ == "auxpass" and k.tag_ in {"VBZ", "VBP"} for k in verb.children)
    by = any(k.dep_ == "agent" for k in verb.children)
    return now and not by and verb.lemma_.lower() in words.layout["bidding_acts"]


def _states(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence outside quotations has a finite verb and does not ask."""
    if not _SHORTEST <= len(sentence) <= _LONGEST or sentence.text.rstrip().endswith("?"):
        return False
    opening = [t for t in sentence[:_OPENING] if t.is_alpha and len(t) > 1]
    asked = opening and opening[0].tag_ in {"WDT", "WP", "WRB"}
    if asked and (sentence[0].text == "(" or not sentence.text.rstrip().endswith(".")):
        return False  # "(b) what has been done"
    return page.quoted(sentence.root) is None and any(t.tag_ in _FINITE for t in sentence)
